import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { OutputLockedError } from '../disk/lock.js';
import { OutputError } from '../disk/output-error.js';
import { WriteRefusedError } from '../disk/write.js';
import { EstateError } from '../estate/load.js';

const SAY_ALL = [WriteRefusedError, OutputError, OutputLockedError];
const FRAMES_SHOWN = 4;

/**
 * What a person needs of an error: its message, and where it came from the estate's own code, that
 * code's calls without those of Node and of packages. Of an error that nobody expected, the whole stack.
 */
export function describeError(error: unknown, root: string): string {
  if (!(error instanceof Error)) return `error: ${String(error)}`;
  if (SAY_ALL.some((kind) => error instanceof kind)) return `error: ${error.message}`;
  if (error instanceof EstateError || error.cause !== undefined) {
    return belowRoot(`error: ${error.message}`, root) + ownFrames(error.cause, root);
  }
  return `error: ${error.stack ?? error.message}`;
}

function ownFrames(cause: unknown, root: string): string {
  if (!(cause instanceof Error)) return '';
  return (cause.stack ?? '')
    .split('\n')
    .filter((line) => /^ +at /.test(line) && !line.includes('node_modules'))
    .map((line) => ({ line, own: belowRoot(line, root) }))
    .filter(({ line, own }) => own !== line)
    .slice(0, FRAMES_SHOWN)
    .map(({ own }) => `\n${own}`)
    .join('');
}

/** A text with its paths and URLs below the root written relative to it. */
function belowRoot(text: string, root: string): string {
  const folder = path.resolve(root) + path.sep;
  return text.replaceAll(pathToFileURL(folder).href, '').replaceAll(folder, '');
}
