import { resolve } from 'node:path';
import type { Comparison } from './compare.js';
import type { Difference, Foreign, HandEdited, Problem } from './difference.js';
import { asOutputError, OutputError } from './output-error.js';
import { type Placed, type Progress, Writing } from './writing.js';

/** What a write has done. */
export interface WriteResult {
  /** The paths that are new or changed. */
  readonly written: readonly string[];
  /** The paths that were ours, unedited and no longer planned. */
  readonly removed: readonly string[];
  /** What was there, is not planned and was left alone: foreign files and hand-edited ones. */
  readonly kept: readonly (Foreign | HandEdited)[];
  /** How many planned files were not touched at all. */
  readonly unchanged: number;
}

/** How to write. */
export interface WriteOptions {
  /** Called after each step of the work, so that a long one can be shown. @default - silent */
  readonly onProgress?: (progress: Progress) => void;
}

/** The output folder holds what a write must not touch or cannot read; nothing was written. */
export class WriteRefusedError extends Error {
  override readonly name = 'WriteRefusedError';

  constructor(
    readonly problems: readonly Problem[],
    readonly inTheWay: readonly Foreign[],
  ) {
    const lines = [
      ...problems.map(({ message, mend }) => `${message} ${mend}`),
      ...inTheWay.map(({ path }) => `${path} is in the way: Launchpad did not write it. Move it away.`),
    ];
    super(
      `Nothing was written; the output folder is unchanged.\n${lines.map((line) => `  ${line}`).join('\n')}`,
    );
  }
}

/**
 * Makes the output folder `out` what the comparison's plan wants, file by file and each file at once. All
 * that is new is first written aside, so that a full disk or a read-only folder changes nothing; then it is
 * renamed into place; then what is orphaned is removed. Call it within `withLock`, with a comparison made
 * within the same.
 *
 * @throws WriteRefusedError before anything is written: there are problems, or a foreign file is in the way.
 * @throws OutputError where the system fails or a file has changed since; it tells the folder's state.
 */
export function write(comparison: Comparison, out: string, options: WriteOptions = {}): WriteResult {
  const inTheWay = comparison.differences
    .filter((d) => d.kind === 'foreign')
    .filter((d) => d.wanted !== undefined);
  if (comparison.problems.length > 0 || inTheWay.length > 0) {
    throw new WriteRefusedError(comparison.problems, inTheWay);
  }
  const placed = comparison.differences.filter(isPlaced);
  const orphans = comparison.differences.filter((difference) => difference.kind === 'orphaned');
  const writing = new Writing(resolve(out), placed, orphans, options.onProgress ?? (() => {}));
  try {
    writing.run();
  } catch (error) {
    const { path, doing } = writing.now;
    const known = asOutputError(error, path, doing, writing.state);
    // An error from a part that cannot know how far the run had come.
    throw known instanceof OutputError && known.state !== writing.state
      ? new OutputError(known.path, known.reason, writing.state, known.mend, known.cause)
      : known;
  } finally {
    writing.cleanUp();
  }
  return {
    written: placed.map(({ path }) => path),
    removed: orphans.map(({ path }) => path),
    kept: comparison.differences.filter(isKept),
    unchanged: comparison.unchanged,
  };
}

function isPlaced(difference: Difference): difference is Placed {
  const { kind } = difference;
  return (
    kind === 'missing' || kind === 'stale' || (kind === 'hand-edited' && difference.wanted !== undefined)
  );
}

function isKept(difference: Difference): difference is Foreign | HandEdited {
  return (
    difference.kind === 'foreign' || (difference.kind === 'hand-edited' && difference.wanted === undefined)
  );
}
