import { performance } from 'node:perf_hooks';
import type { FieldPath } from '../model/json.js';
import type { SourceLocation } from '../model/origin.js';
import { callAt } from './calls.js';
import { follow } from './follow.js';
import { callOnly, type LeafLocation } from './leaf-location.js';
import type { Search } from './members.js';
import { SourceFile, SourceFiles } from './source-file.js';

/** What a caller knows besides the call and the path. */
export interface LocateOptions {
  /** The field's value in the run; a source that says another is not believed. @default - not compared */
  readonly value?: unknown;
  /** Which argument holds the settings, from 0. @default - the only one that may have the field */
  readonly argument?: number;
  /** When the call ran; sources that were written later are not believed. @default - the process's start */
  readonly ranAt?: Date;
}

/**
 * Finds the line that set one field of the object that a call was given, by reading the source.
 * It parses on demand and remembers what it parsed.
 *
 * @param call the place of the call, as a stack trace tells it: line and column from 1
 * @param path the field, which the object had in the run
 */
export async function locateLeaf(
  call: SourceLocation,
  path: FieldPath,
  options: LocateOptions = {},
): Promise<LeafLocation> {
  if (path.length === 0) return { location: call, exact: true, how: 'call' };
  const files = await SourceFiles.load();
  const file = files.open(call.file);
  if (!(file instanceof SourceFile)) return callOnly(call, file.problem);
  const syntax = callAt(file, call.line, call.column);
  if (!syntax) return callOnly(call, 'no call is written there');
  const search: Search = { files, read: new Set([file]), hopsLeft: 200 };
  const found = follow(search, { location: call, syntax, file }, path, options);
  const ranAt = options.ranAt?.getTime() ?? performance.timeOrigin;
  const changed = [...search.read].some((one) => one.modifiedAt() > ranAt);
  return changed ? callOnly(call, 'the source was changed after it ran') : found;
}
