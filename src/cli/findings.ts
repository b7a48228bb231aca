import type { Finding } from '../model/finding.js';
import type { Terminal } from './terminal.js';

/** How a command prints what it found. */
export type FindingsFormat = 'text' | 'json' | 'github';

/** Findings as people read them, a cluster at a time: what, where, how to mend it. */
export function findingsText(findings: readonly Finding[], { color }: Pick<Terminal, 'color'>): string {
  const byCluster = new Map<string, Finding[]>();
  for (const finding of findings) {
    const cluster = finding.cluster ?? 'the estate';
    byCluster.set(cluster, [...(byCluster.get(cluster) ?? []), finding]);
  }
  const blocks = [...byCluster].map(([cluster, found]) => {
    const lines = found.map((finding) => {
      const severity = finding.severity === 'error' ? color.red('error') : color.yellow('warning');
      return [
        `  ${severity} ${color.dim(finding.rule)}  ${placeOf(finding)}`,
        `    ${sentenceOf(finding)}`,
        `    ${color.green('→')} ${finding.mend}`,
      ].join('\n');
    });
    return `${color.bold(cluster)}\n${lines.join('\n')}\n`;
  });
  return blocks.join('\n');
}

/** Findings as GitHub Actions shows them beside the lines of a pull request. */
export function findingsGithub(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { file, line, column: col } = finding;
      const title = [finding.rule, finding.cluster].filter((part) => part !== undefined).join(' on ');
      const message = `${sentenceOf(finding)}. ${finding.mend}`;
      return githubCommand(finding.severity, { file, line, col, title }, message);
    })
    .join('');
}

/**
 * One annotation command of GitHub Actions.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubCommand(
  severity: Finding['severity'],
  properties: Readonly<Record<string, string | number | undefined>>,
  message: string,
): string {
  const encode = (text: string) => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
  const list = Object.entries(properties)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encode(String(value)).replace(/:/g, '%3A').replace(/,/g, '%2C')}`);
  return `::${severity} ${list.join(',')}::${encode(message)}\n`;
}

function placeOf({ file, line, column }: Finding): string {
  return [file, line, file === undefined ? undefined : column].filter((part) => part !== undefined).join(':');
}

/** What is wrong, behind the object and the field that it is wrong with. */
function sentenceOf({ object, field, message }: Finding): string {
  const about = [object, field].filter((part) => part !== undefined && part !== '').join(' ');
  return about === '' ? message : `${about}: ${message}`;
}
