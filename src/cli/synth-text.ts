import { explain } from '../disk/difference.js';
import { describeIdentity } from '../model/manifest.js';
import { findingsText } from './findings.js';
import { applications, type SynthOutcome } from './synth-outcome.js';
import type { Terminal } from './terminal.js';

/** The outcome of a synthesis for people: what stopped it, or what changed, a cluster at a time. */
export function synthText(outcome: SynthOutcome, terminal: Pick<Terminal, 'color'>, out: string): string {
  const found = outcome.findings.length > 0 ? `${findingsText(outcome.findings, terminal)}\n` : '';
  if (outcome.result) return found + written(outcome, terminal, out);
  return outcome.removals.removals.length > 0
    ? found + stopped(outcome, terminal, out)
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
    return [
      `${color.bold(name.padEnd(width))}  ${counts.join(', ') || 'unchanged'}`,
      ...applications(changes.added, name).map((app) => `  ${color.green(`+ Application ${app}`)}`),
      ...applications(changes.vanished, name).map((app) => `  ${color.red(`- Application ${app}`)}`),
    ];
  });
  const others = (result?.removed ?? []).filter((path) => !clusters.some((name) => inCluster(name)(path)));
  if (others.length > 0) lines.push(`${others.length} files of folders without a cluster removed`);
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

function stopped({ removals }: SynthOutcome, { color }: Pick<Terminal, 'color'>, out: string): string {
  const unpermitted = removals.removals.filter(({ reason }) => reason === undefined);
  const clusters = [...new Set(unpermitted.map(({ cluster }) => cluster))];
  const blocks = clusters.map((name) => {
    const ofCluster = unpermitted.filter(({ cluster }) => cluster === name);
    const objects = ofCluster.map(({ identity, path, consequence, carries }) =>
      [
        `  ${color.red(describeIdentity(identity))}  ${color.dim(`${out}/${path}`)}`,
        `    ${consequence}.`,
        ...(carries.length > 0
          ? [`    It takes along: ${carries.map((each) => describeIdentity(each.identity)).join(', ')}.`]
          : []),
      ].join('\n'),
    );
    const retire = ofCluster.map(
      ({ identity }) => `{ kind: '${identity.kind}', name: '${identity.name}', reason: '…' }`,
    );
    return [
      color.bold(name),
      ...objects,
      `    ${color.green('→')} If it is meant, say so in overlays/${name}/cluster.ts:`,
      `      retire: [${retire.join(', ')}]`,
    ].join('\n');
  });
  return [
    `Stopped: ${unpermitted.length === 1 ? 'an object' : `${unpermitted.length} objects`} would vanish from ${out}/. Nothing was written.`,
    '',
    ...blocks,
    '',
    'Or run synth with --accept-removals. A rename is a removal: put the old name back if it was not meant.',
    '',
  ].join('\n');
}
