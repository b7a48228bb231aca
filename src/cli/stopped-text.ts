import type { Removal } from '../checks/removals.js';
import { describeIdentity, type ObjectIdentity } from '../model/manifest.js';
import type { SynthOutcome } from './synth-outcome.js';
import type { Terminal } from './terminal.js';

/** What would vanish that nobody permitted, what Argo CD would then do, and how to permit it. */
export function stoppedText(
  { clusters, removals: { removals, unused } }: SynthOutcome,
  { color }: Pick<Terminal, 'color'>,
  out: string,
): string {
  const unpermitted = removals.filter(({ reason }) => reason === undefined);
  const blocks = [...new Set(unpermitted.map(({ cluster }) => cluster))].map((name) => {
    const ofCluster = unpermitted.filter(({ cluster }) => cluster === name);
    const astray = unused.filter(({ cluster }) => cluster === name).map(({ retirement }) => retirement);
    const mend = clusters.includes(name)
      ? [
          `If it is meant, say why in overlays/${name}/cluster.ts:`,
          '    retire: [',
          ...ofCluster.map(({ identity }) => `      ${retirement(identity)}`),
          '    ],',
          ...astray.map(
            ({ kind, name: object }) => `  Its retire of ${kind} ${object} names nothing that would vanish.`,
          ),
        ]
      : [`There is no overlays/${name}/ any more that could permit it; only --accept-removals can.`];
    return [
      color.bold(name),
      ...ofCluster.map((removal) => removalText(removal, { color }, out)),
      `  ${color.green('→')} ${mend.join('\n  ')}`,
      '',
    ].join('\n');
  });
  const what = unpermitted.length === 1 ? 'an object' : `${unpermitted.length} objects`;
  const moves = unpermitted.some(({ movedTo }) => movedTo !== undefined) ? ' or change Applications' : '';
  return [
    `Stopped: ${what} would vanish from ${out}/${moves}. Nothing was written.`,
    '',
    ...blocks,
    'Or run synth with --accept-removals. A rename is a removal: put the old name back if it was not meant.',
    '',
  ].join('\n');
}

function removalText(
  { identity, path, consequence, carries }: Removal,
  { color }: Pick<Terminal, 'color'>,
  out: string,
): string {
  const among = carries.map((each) => describeIdentity(each.identity)).join(', ');
  return [
    `  ${color.red(describeIdentity(identity))}  ${color.dim(`${out}/${path}`)}`,
    `    ${consequence}.`,
    ...(carries.length > 0 ? [`    Among that: ${among}.`] : []),
  ].join('\n');
}

function retirement({ kind, namespace, name }: ObjectIdentity): string {
  const where = namespace === '' ? '' : `, namespace: '${namespace}'`;
  return `{ kind: '${kind}', name: '${name}'${where}, reason: '…' },`;
}
