import path from 'node:path';
import type { Finding } from './finding.js';
import type { SourceLocation } from './origin.js';

/** A file's path below the project's root, with `/` on every system: what findings and output name. */
export function sourcePath(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join('/');
}

/** Where a finding is, for a place in a source file. */
export function findingAt(
  root: string,
  location: SourceLocation | undefined,
): Pick<Finding, 'file' | 'line' | 'column'> {
  if (!location) return {};
  return { file: sourcePath(root, location.file), line: location.line, column: location.column };
}
