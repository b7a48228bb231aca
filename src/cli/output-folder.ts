import path from 'node:path';
import { OutputError } from '../disk/output-error.js';

/**
 * The output folder, absolute. Synth removes what it once generated and nothing plans any more, so a folder
 * that holds the project, and whatever stands beside it, is none; nor is one among its sources.
 *
 * @param option as it was given, relative to the root
 * @throws OutputError
 */
export function outputFolder(root: string, option: string): string {
  const out = path.resolve(root, option);
  if (!holds(out, root) && !SOURCES.some((folder) => holds(path.join(root, folder), out))) return out;
  const reason = 'it cannot be the output folder, since it holds sources';
  throw new OutputError(out, reason, 'unchanged', 'Give --out a folder of its own, such as dist.');
}

const SOURCES = ['overlays', 'src', 'node_modules', '.git'];

function holds(folder: string, file: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
}
