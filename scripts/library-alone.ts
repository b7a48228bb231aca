// The library must live without the estate: copies it to a temporary folder without the catalog, profiles,
// overlays and dist/, then compiles it and runs its own tests there. `npx tsx scripts/library-alone.ts`
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROOT = path.join(import.meta.dirname, '..');
const LIBRARY = [
  'src',
  'imports',
  'scripts',
  'bench',
  'test',
  'vitest.config.ts',
  'tsconfig.json',
  'package.json',
  'cdk8s.yaml',
  'docs',
];
const ESTATE = ['src/main.ts', 'src/catalog', 'src/profiles', 'test/forte'];

const copy = mkdtempSync(path.join(tmpdir(), 'launchpad-alone-'));
try {
  for (const part of LIBRARY) cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  for (const part of ESTATE) rmSync(path.join(copy, part), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
  for (const command of [
    ['tsc', '-p', 'tsconfig.json'],
    ['vitest', 'run', '--silent'],
  ]) {
    execFileSync('npx', command, { cwd: copy, stdio: 'inherit' });
  }
} finally {
  rmSync(copy, { recursive: true });
}
