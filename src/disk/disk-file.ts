import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs';
import { mayBeOurs } from './file-text.js';

/** What a look at one file shows, read no further than is needed to tell. */
export type DiskFile =
  | { readonly is: 'as-wanted' }
  | { readonly is: 'maybe-ours'; readonly text: string; readonly stamp: string }
  | { readonly is: 'foreign' }
  | { readonly is: 'special' };

const HEAD_BYTES = 64;
/** A link is refused and a pipe does not block; Windows knows neither flag. */
const FLAGS = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

let scratch = Buffer.allocUnsafe(64 * 1024);

/** Looks at the regular file `path`: is it `wanted` to the byte, may it be ours, or is it foreign? */
export function lookAt(path: string, wanted: string | undefined): DiskFile {
  const descriptor = openSync(path, FLAGS);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile()) return { is: 'special' };
    if (wanted !== undefined && Buffer.byteLength(wanted) === stats.size) {
      const bytes = read(descriptor, stats.size);
      if (bytes.equals(Buffer.from(wanted))) return { is: 'as-wanted' };
    }
    const head = read(descriptor, Math.min(HEAD_BYTES, stats.size));
    // An empty file at a planned path is what a power cut leaves of one of ours: nothing in it to lose.
    const emptied = wanted !== undefined && stats.size === 0;
    if (!emptied && !mayBeOurs(head.toString())) return { is: 'foreign' };
    return { is: 'maybe-ours', text: read(descriptor, stats.size).toString(), stamp: stampOf(stats) };
  } finally {
    closeSync(descriptor);
  }
}

/** A text that changes whenever a file is replaced or written to. */
export function stampOf({ ino, size, mtimeMs, ctimeMs }: Stats): string {
  return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
}

/** The first `size` bytes; valid until the next call, since thousands of files share one buffer. */
function read(descriptor: number, size: number): Buffer {
  if (scratch.length < size) scratch = Buffer.allocUnsafe(size);
  let length = 0;
  while (length < size) {
    const count = readSync(descriptor, scratch, length, size - length, length);
    if (count === 0) break;
    length += count;
  }
  return scratch.subarray(0, length);
}
