import { explain } from '../disk/difference.js';
import { findingsText } from './findings.js';
import { stoppedText } from './stopped-text.js';
import { applicationChanges, type SynthOutcome } from './synth-outcome.js';
import type { Terminal } from './terminal.js';

/** The outcome of a synthesis for people: what stopped it, or what changed, a cluster at a time. */
export function synthText(outcome: SynthOutcome, terminal: Pick<Terminal, 'color'>, out: string): string {
  const found = outcome.findings.length > 0 ? `${findingsText(outcome.findings, terminal)}\n` : '';
  if (outcome.result) return found + written(outcome, terminal, out);
  return outcome.removals.removals.length > 0
    ? found + stoppedText(outcome, terminal, out)
    : `${found}Nothing was written: mend the errors above, then run synth again.\n`;
}

function written(
  { clusters, changes, result, removals }: SynthOutcome,
  { color }: Pick<Terminal, 'color'>,
  out: string,
) {
  const inCluster = (cluster: string) => (path: string) => path.startsWith(`${cluster}/`);
  const width = Math.max(0, ...clusters.map((name) => name.length));
  const lines = clusters.flatMap((name) => {
    const count = (paths: readonly string[] = []) => paths.filter(inCluster(name)).length;
    const wrote = count(result?.written);
    const removed = count(result?.removed);
    const counts = [wrote > 0 && `${wrote} written`, removed > 0 && `${removed} removed`].filter(
      (part) => part,
    );
    const applications = applicationChanges(changes, name);
    return [
      `${color.bold(name.padEnd(width))}  ${counts.join(', ') || 'unchanged'}`,
      ...applications.added.map((app) => `  ${color.green(`+ Application ${app}`)}`),
      ...applications.removed.map((app) => `  ${color.red(`- Application ${app}`)}`),
    ];
  });
  const others = (result?.removed ?? []).filter((path) => !clusters.some((name) => inCluster(name)(path)));
  if (others.length > 0) lines.push(`folders of no cluster  ${others.length} removed`);
  const kept = (result?.kept ?? []).map((difference) => {
    const { reason, mend } = explain(difference);
    return `${color.yellow('left alone')} ${out}/${difference.path}\n  ${reason} ${mend}`;
  });
  const unused = removals.unused.map(
    ({ cluster, retirement: { kind, name } }) =>
      `${color.dim('note')} the retire of ${kind} ${name} on ${cluster} has nothing left to permit; it can be deleted`,
  );
  return `${[...lines, ...kept, ...unused].join('\n')}\n`;
}
