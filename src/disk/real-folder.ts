import { lstatSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { errorCode, OutputError } from './output-error.js';

/** Makes sure that `path` is a folder and no link to one; made, with what is above it, where nothing is. */
export function makeRealFolder(path: string): void {
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined) makeFolders(path);
  else if (!stats.isDirectory()) {
    const what = stats.isSymbolicLink()
      ? 'it is a symbolic link, and links are never followed'
      : 'it is no folder';
    throw new OutputError(path, what, 'unchanged', 'Replace it by a real folder, then run again.');
  }
}

/** Makes a folder and those above it. Node's own `recursive` calls a read-only file system ENOENT. */
export function makeFolders(path: string): void {
  try {
    mkdirSync(path, { mode: 0o755 });
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return;
    if (errorCode(error) !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolders(dirname(path));
    mkdirSync(path, { mode: 0o755 });
  }
}
