import {
  accessSync,
  constants,
  lstatSync,
  renameSync,
  rmdirSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { HandEdited, Missing, Orphaned, Stale, Wanted } from './difference.js';
import { stampOf } from './disk-file.js';
import { errorCode, OutputError, type OutputState } from './output-error.js';
import { foldersOf, foldPath, WORK_FOLDER } from './plan-paths.js';
import { makeFolders, makeRealFolder } from './real-folder.js';

/** A difference that is mended by putting a file in place. */
export type Placed = Missing | Stale | (HandEdited & { readonly wanted: Wanted });

/** How far a write has come: files written aside, then renamed into place, then orphans removed. */
export interface Progress {
  readonly step: 'stage' | 'place' | 'remove';
  readonly done: number;
  readonly total: number;
}

const STAYS: ReadonlySet<string | undefined> = new Set(['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EBUSY']);

/** One run of changes to the output folder, from what is staged to what is removed. */
export class Writing {
  /** What is being done, for the error that may come of it. */
  now: { readonly path: string; readonly doing: string };
  /** What the output folder is if the run fails now. */
  state: OutputState = 'unchanged';
  private started = false;
  private readonly stagings: string;
  private readonly staging: string;
  private readonly twins: readonly Orphaned[];
  private readonly orphans: readonly Orphaned[];

  constructor(
    private readonly root: string,
    private readonly placed: readonly Placed[],
    orphans: readonly Orphaned[],
    private readonly onProgress: (progress: Progress) => void,
  ) {
    this.stagings = join(root, WORK_FOLDER, 'staging');
    this.staging = join(this.stagings, String(process.pid));
    this.now = { path: root, doing: 'write' };
    const folds = new Set(placed.map(({ path }) => foldPath(path)));
    this.twins = orphans.filter(({ path }) => folds.has(foldPath(path)));
    this.orphans = orphans.filter(({ path }) => !folds.has(foldPath(path)));
  }

  run(): void {
    makeRealFolder(this.root);
    makeRealFolder(join(this.root, WORK_FOLDER));
    this.started = true;
    this.now = { path: this.stagings, doing: 'clear what a killed run has left' };
    rmSync(this.stagings, { recursive: true, force: true });
    if (this.placed.length > 0) this.stage();
    this.checkFolders();
    this.checkFiles();
    // Where letter case does not count, a file's old name is its new one: it goes before, not after.
    this.remove(this.twins, 0);
    this.place();
    this.remove(this.orphans, this.twins.length);
  }

  /** Removes what was staged; what cannot be removed now is removed by the next run. */
  cleanUp(): void {
    if (!this.started) return;
    try {
      rmSync(this.stagings, { recursive: true, force: true });
    } catch {
      // The result, or the error that led here, matters more.
    }
  }

  private stage(): void {
    const made = new Set<string>();
    for (const [index, { path, wanted }] of this.placed.entries()) {
      const target = join(this.staging, path);
      const folder = dirname(target);
      this.at(path, 'write');
      if (!made.has(folder)) makeFolders(folder);
      made.add(folder);
      writeFileSync(target, wanted.text, { flag: 'wx', mode: 0o644 });
      this.onProgress({ step: 'stage', done: index + 1, total: this.placed.length });
    }
  }

  /** Fails early, with nothing changed, where a folder that is to change is read-only or a mount. */
  private checkFolders(): void {
    const exists = this.folderLook();
    const folders = new Set<string>();
    for (const { path } of [...this.placed, ...this.twins, ...this.orphans]) {
      folders.add(foldersOf(path).findLast(exists) ?? '');
    }
    const device = lstatSync(join(this.root, WORK_FOLDER)).dev;
    for (const folder of folders) {
      const path = join(this.root, folder);
      this.at(folder, 'change this folder');
      accessSync(path, constants.W_OK | constants.X_OK);
      if (lstatSync(path).dev === device) continue;
      const mend = 'Keep the whole output folder on one file system, then run again.';
      throw new OutputError(path, 'it is on another file system', this.state, mend);
    }
  }

  private checkFiles(): void {
    const twins = new Set(this.twins.map(({ path }) => foldPath(path)));
    for (const difference of [...this.placed, ...this.orphans]) {
      if (!twins.has(foldPath(difference.path))) this.checkFile(difference);
    }
  }

  private checkFile(difference: Placed | Orphaned): void {
    this.at(difference.path, 'look at');
    const stats = lstatSync(join(this.root, difference.path), { throwIfNoEntry: false });
    const found = stats === undefined ? undefined : stampOf(stats);
    const known = difference.kind === 'missing' ? undefined : difference.onDisk.stamp;
    if (found !== known) throw this.changed(difference.path);
  }

  /** Renames each topmost new folder into place whole, and each file of a folder that is there. */
  private place(): void {
    const exists = this.folderLook();
    let [done, lastFolder] = [0, ''];
    const newFolders = new Set<string>();
    for (const difference of this.placed) {
      const { path } = difference;
      const folders = foldersOf(path);
      const folder = folders.at(-1) ?? '';
      done += 1;
      const newFolder = folders.find((above) => newFolders.has(above) || !exists(above));
      if (newFolder === undefined) {
        // Once more, right before it matters: a link may have come since.
        if (folder !== lastFolder && !folders.every(this.folderLook())) throw this.changed(folder);
        lastFolder = folder;
        this.checkFile(difference);
        this.rename(path);
      } else if (!newFolders.has(newFolder)) {
        newFolders.add(newFolder);
        this.rename(newFolder);
      }
      this.onProgress({ step: 'place', done, total: this.placed.length });
    }
  }

  private rename(path: string): void {
    this.at(path, 'put into place');
    renameSync(join(this.staging, path), join(this.root, path));
    this.state = 'partly-written';
  }

  private remove(orphans: readonly Orphaned[], before: number): void {
    const total = this.twins.length + this.orphans.length;
    for (const [index, orphan] of orphans.entries()) {
      this.checkFile(orphan);
      this.at(orphan.path, 'remove');
      unlinkSync(join(this.root, orphan.path));
      this.state = 'partly-written';
      this.onProgress({ step: 'remove', done: before + index + 1, total });
    }
    const folders = new Set(orphans.flatMap(({ path }) => foldersOf(path)));
    for (const folder of [...folders].sort((a, b) => b.length - a.length)) this.removeIfEmpty(folder);
  }

  private removeIfEmpty(folder: string): void {
    this.at(folder, 'remove the empty folder');
    try {
      rmdirSync(join(this.root, folder));
    } catch (error) {
      if (!STAYS.has(errorCode(error))) throw error;
    }
  }

  /** Tells whether a folder is there, asking the disk once for each; anything but a folder stops the run. */
  private folderLook(): (folder: string) => boolean {
    const known = new Map<string, boolean>();
    return (folder) => {
      const before = known.get(folder);
      if (before !== undefined) return before;
      const stats = lstatSync(join(this.root, folder), { throwIfNoEntry: false });
      if (stats !== undefined && !stats.isDirectory()) throw this.changed(folder);
      known.set(folder, stats !== undefined);
      return stats !== undefined;
    };
  }

  private at(path: string, doing: string): void {
    this.now = { path: join(this.root, path), doing };
  }

  private changed(path: string): OutputError {
    const reason = 'it has changed since it was compared';
    return new OutputError(join(this.root, path), reason, this.state, 'Run again.');
  }
}
