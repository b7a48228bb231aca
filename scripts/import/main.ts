import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { deleteStale, generate, readGenerated } from './generate.js';
import { repository } from './installed.js';
import { type Changes, compareCrds, compareKinds } from './report.js';
import { builtInScopes, type KindScope } from './scopes.js';

/** `npm run import`: regenerates `imports/` from the installed packages and says what has changed. */
async function main(): Promise<void> {
  const folder = path.join(repository, 'imports');
  const before = await readGenerated(folder);
  const kindsBefore = await committedKinds();
  // Elsewhere first: a run that fails midway must leave the CRDs and the classes as they were.
  const fresh = await mkdtemp(path.join(tmpdir(), 'launchpad-imports-'));
  const files = await generate(fresh);
  await cp(fresh, folder, { recursive: true });
  await rm(fresh, { recursive: true });
  const stale = await deleteStale(folder, files);
  console.log(`Wrote ${files.length} files below imports/.`);
  for (const name of stale) console.log(`Deleted imports/${name}, which no pin names any more.`);
  print('kinds and fields', compareCrds(before, await readGenerated(folder)));
  print('kinds of Kubernetes', compareKinds(kindsBefore, builtInScopes()));
}

/** The table as it is before this run; a checkout without one has nothing to compare with. */
async function committedKinds(): Promise<readonly KindScope[]> {
  try {
    return (await import('../../imports/scopes.js')).builtInKinds;
  } catch {
    return [];
  }
}

function print(what: string, { removed, added }: Changes): void {
  console.log(removed.length === 0 ? `No ${what} were removed.` : `Removed ${what}:`);
  for (const line of removed) console.log(`  - ${line}`);
  if (added.length > 0) console.log(`Added ${what}:`);
  for (const line of added) console.log(`  + ${line}`);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
