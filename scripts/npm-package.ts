import { execFileSync } from 'node:child_process';
import path from 'node:path';

/**
 * Fetches a package as npm has it, without installing it or what it depends on.
 *
 * @param folder where to put it
 * @returns the archive, which holds the package below `package/`
 */
export function fetchPackage(name: string, folder: string): string {
  const options = ['--silent', '--pack-destination', folder];
  const output = execFileSync('npm', ['pack', name, ...options], { encoding: 'utf8' });
  return path.join(folder, output.trim().split('\n').at(-1) ?? '');
}
