import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { groups, kubernetes, tools } from './pins.js';

/** The root of the checkout. */
export const repository = fileURLToPath(new URL('../../', import.meta.url));

/** The folder of an installed package. */
export function packageFolder(name: string): string {
  return path.join(repository, 'node_modules', name);
}

/** Every package the import reads or runs, with the version it is pinned to. */
export function pinnedVersions(): Map<string, string> {
  return new Map([
    ...groups.map(({ package: name, version }) => [name, version] as const),
    [kubernetes.package, kubernetes.version],
    ...Object.entries(tools),
  ]);
}

/**
 * Refuses to go on when an installed package is not the pinned one: an unpinned install silently takes
 * years-old versions of these packages, and the output would change without a word in pins.ts.
 */
export function checkInstalled(pins: ReadonlyMap<string, string> = pinnedVersions()): void {
  const wrong: string[] = [];
  for (const [name, version] of pins) {
    const found = installedVersion(name);
    if (found !== version) wrong.push(`  ${name}: pinned ${version}, installed ${found ?? 'nothing'}`);
  }
  if (wrong.length === 0) return;
  throw new Error(
    `The installed packages are not the pinned ones:\n${wrong.join('\n')}\n` +
      'Run `npm ci`, or change scripts/import/pins.ts together with package.json.',
  );
}

/** The version of an installed package, read from its file: most packages do not export theirs. */
function installedVersion(name: string): string | undefined {
  try {
    const text = readFileSync(path.join(packageFolder(name), 'package.json'), 'utf8');
    const { version } = JSON.parse(text) as { version?: string };
    return version;
  } catch {
    return undefined;
  }
}
