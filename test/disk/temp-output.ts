import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Comparison, compare } from '../../src/disk/compare.js';
import { fileText } from '../../src/disk/file-text.js';
import { type WriteResult, write } from '../../src/disk/write.js';
import type { FilePlan, PlannedFile } from '../../src/model/file-plan.js';
import type { JsonValue } from '../../src/model/json.js';

/** A folder of its own for one test, removed after it. */
export function tempFolder(): string {
  const folder = makeTemp();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder in the system's place for such; the caller removes it. */
export function makeTemp(): string {
  return mkdtempSync(join(tmpdir(), 'launchpad-'));
}

export function planned(path: string, value: JsonValue = { path }): PlannedFile {
  return { path, documents: [value], source: 'src/catalog/apps/musicman.ts' };
}

/** A plan of one small document for each path, or of the given values. */
export function planOf(
  files: readonly string[] | Readonly<Record<string, JsonValue>>,
  clusters: FilePlan['clusters'] = 'all',
): FilePlan {
  const entries: [string, JsonValue][] = Array.isArray(files)
    ? files.map((path: string) => [path, { path }])
    : Object.entries(files);
  return { files: entries.map(([path, value]) => planned(path, value)), clusters };
}

export function put(out: string, path: string, text: string): void {
  mkdirSync(dirname(join(out, path)), { recursive: true });
  writeFileSync(join(out, path), text);
}

export function putPlanned(out: string, file: PlannedFile): void {
  put(out, file.path, fileText(file));
}

export function synth(plan: FilePlan, out: string): WriteResult {
  return write(compare(plan, out), out);
}

/** `kind path` of each difference and problem. */
export function told({ differences, problems }: Comparison): string[] {
  return [...differences, ...problems].map(({ kind, path }) => `${kind} ${path}`);
}

/** Every file below a folder with its text, our own work folder aside. */
export function filesIn(out: string, folder = ''): Record<string, string> {
  const files: Record<string, string> = {};
  for (const entry of readdirSync(join(out, folder), { withFileTypes: true })) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (path === '.launchpad') continue;
    if (entry.isDirectory()) Object.assign(files, filesIn(out, path));
    else files[path] = entry.isFile() ? readFileSync(join(out, path), 'utf8') : '(no file)';
  }
  return files;
}

export function textsOf(plan: FilePlan): Record<string, string> {
  return Object.fromEntries(plan.files.map((file) => [file.path, fileText(file)]));
}

/** Whether this user may mount file systems, as root on Linux may. */
export const mayMount = (() => {
  const folder = makeTemp();
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
    execFileSync('umount', [folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
})();

/** Mounts for one test. */
export function mount(folder: string, ...options: string[]): void {
  execFileSync('mount', [...options, folder]);
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
}

/** Changes the options of a mount, until the test's end. */
export function remount(folder: string, options: string): void {
  execFileSync('mount', ['-o', `remount,${options}`, folder]);
}
