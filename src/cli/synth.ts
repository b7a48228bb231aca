import path from 'node:path';
import { objectChanges } from '../checks/changes.js';
import { checkRemovals } from '../checks/removals.js';
import { type Comparison, compare } from '../disk/compare.js';
import { withLock } from '../disk/lock.js';
import { write } from '../disk/write.js';
import { loadEstate } from '../estate/load.js';
import { type EstatePlan, planEstate } from '../estate/plan.js';
import type { FilePlan } from '../model/file-plan.js';
import { hasErrors } from '../model/finding.js';
import { sourcePath } from '../model/source-path.js';
import { readDocuments } from '../yaml/read.js';
import type { CommandContext } from './context.js';
import { ExitCode } from './exit-code.js';
import { outputFolder } from './output-folder.js';
import { withProgress } from './progress.js';
import { synthJson } from './synth-json.js';
import type { SynthOutcome } from './synth-outcome.js';
import { synthText } from './synth-text.js';

export interface SynthOptions {
  /** Names of the clusters to synthesise. @default - all */
  readonly cluster?: readonly string[];
  /** The output folder, relative to the project's root. @default 'dist' */
  readonly out?: string;
  /** Whether gated objects may vanish without a `retire`. @default false */
  readonly acceptRemovals?: boolean;
  /** @default 'text' */
  readonly format?: 'text' | 'json';
}

/** `launchpad synth`: makes the output folder what the sources give. */
export async function synth(context: CommandContext, options: SynthOptions): Promise<ExitCode> {
  const { root, terminal } = context;
  const out = outputFolder(root, options.out ?? 'dist');
  const { plan, outcome } = await withProgress(terminal, async (show) => {
    const estate = await loadEstate({ root, clusters: options.cluster });
    const planned = planEstate(estate, (cluster) => show(`building ${cluster} …`));
    const base = { clusters: clusterNames(planned), findings: planned.findings };
    const nothing = { changes: { added: [], vanished: [] }, removals: { removals: [], unused: [] } };
    const outcome: SynthOutcome = hasErrors(planned.findings)
      ? { ...base, ...nothing }
      : { ...base, ...(await withLock(out, () => writePlan(planned, out, options, show))) };
    return { plan: planned.plan, outcome };
  });
  if (outcome.result && context.mirror !== undefined) mirror(plan, context.mirror, out);
  const text =
    options.format === 'json' ? synthJson(outcome) : synthText(outcome, terminal, sourcePath(root, out));
  // cdk8s keeps to itself what its app prints, errors aside.
  if (context.mirror !== undefined && !outcome.result) terminal.err(text);
  else terminal.out(text);
  return outcome.result ? ExitCode.GOOD : ExitCode.FINDINGS;
}

function writePlan(
  { plan, retirements }: EstatePlan,
  out: string,
  options: SynthOptions,
  show: (text: string) => void,
) {
  const comparison = compare(plan, out);
  const changes = changesOf(comparison, plan);
  const removals = checkRemovals(changes.vanished, retirements);
  const stopped = !options.acceptRemovals && removals.removals.some(({ reason }) => reason === undefined);
  if (stopped) return { changes, removals };
  const result = write(comparison, out, {
    onProgress: ({ done, total }) => show(`writing ${done} of ${total} files …`),
  });
  return { changes, removals, result };
}

/** The objects that come and go. A file that cannot be read tells nothing; what is planned for it is known. */
function changesOf({ differences }: Comparison, plan: FilePlan) {
  const before = differences.flatMap((difference) => {
    if (!('onDisk' in difference) || (difference.kind === 'hand-edited' && !difference.wanted)) return [];
    const read = readDocuments(difference.onDisk.text);
    return read.ok ? [{ path: difference.path, documents: read.documents }] : [];
  });
  const written = new Set(
    differences.filter((each) => 'wanted' in each && each.wanted).map((each) => each.path),
  );
  return objectChanges(before, plan, written);
}

/** cdk8s lists, and validates, what it finds in a folder of its own, so that folder gets the same files. */
function mirror(plan: FilePlan, folder: string, out: string): void {
  if (path.resolve(folder) !== out) write(compare(plan, folder), folder);
}

function clusterNames({ retirements }: EstatePlan): string[] {
  return [...retirements.keys()];
}
