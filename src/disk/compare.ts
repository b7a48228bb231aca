import { type Dirent, lstatSync, readdirSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FilePlan, PlannedFile } from '../model/file-plan.js';
import type { Difference, HandEdited, Problem, Wanted } from './difference.js';
import { type DiskFile, lookAt } from './disk-file.js';
import { fileText, inspectText } from './file-text.js';
import { errorCode } from './output-error.js';
import { foldersOf, foldPath, planProblems, WORK_FOLDER } from './plan-paths.js';

/** How the output folder differs from a plan. */
export interface Comparison {
  /** Sorted by path; complete only where there are no problems. */
  readonly differences: readonly Difference[];
  /** How many planned files are there to the byte. */
  readonly unchanged: number;
  /** What keeps the folder from being written, all of it at once; sorted by path. */
  readonly problems: readonly Problem[];
}

/** How to compare. */
export interface CompareOptions {
  /** Gives a planned file's text. @default fileText */
  readonly render?: (file: PlannedFile) => string;
}

/** Not looked into at the top: our own work, and Git's where the output folder is a checkout. */
const IGNORED_AT_TOP: ReadonlySet<string> = new Set([WORK_FOLDER, '.git']);

/** `Kustomization` too: its mere presence makes Argo CD treat a folder as Kustomize. Case matters to it. */
const READ_BY_ARGO_CD = /(\.(yaml|yml|json|jsonnet)|(^|\/)Kustomization)$/;

/**
 * Reads the output folder `out` once, following no links, and tells how it differs from the plan. Only
 * folders of the plan's clusters are read; with `'all'`, everything but `.launchpad/` and `.git` at the top.
 * A plan with illegal paths is refused before anything is read. Never writes, never throws for what it finds.
 */
export function compare(plan: FilePlan, out: string, options: CompareOptions = {}): Comparison {
  const problems = planProblems(plan);
  if (problems.length > 0) return { differences: [], unchanged: 0, problems: sorted(problems) };
  return new Reading(plan, resolve(out), options.render ?? fileText).result();
}

type EntryKind = 'file' | 'folder' | 'symlink' | 'special';

/** One pass over the output folder, gathering as it goes. */
class Reading {
  private readonly differences: Difference[] = [];
  private readonly problems: Problem[] = [];
  private readonly planned: ReadonlyMap<string, PlannedFile>;
  private readonly plannedFolders: ReadonlySet<string>;
  private readonly plannedByFold: ReadonlyMap<string, string>;
  private readonly seen = new Set<string>();
  private unchanged = 0;

  constructor(
    private readonly plan: FilePlan,
    private readonly root: string,
    private readonly render: (file: PlannedFile) => string,
  ) {
    this.planned = new Map(plan.files.map((file) => [file.path, file]));
    this.plannedFolders = new Set(plan.files.flatMap((file) => foldersOf(file.path)));
    this.plannedByFold = new Map(plan.files.map((file) => [foldPath(file.path), file.path]));
  }

  result(): Comparison {
    const kind = this.kindAt('');
    if (kind === 'folder') this.readClusters();
    else if (kind !== undefined) this.problem(kind === 'file' ? 'not-a-folder' : kindOfProblem(kind), '');
    this.addMissing();
    const { differences, problems, unchanged } = this;
    return { differences: sorted(differences), unchanged, problems: sorted(problems) };
  }

  private readClusters(): void {
    if (this.plan.clusters === 'all') this.readFolder('');
    else {
      for (const cluster of this.plan.clusters) {
        const kind = this.kindAt(cluster);
        if (kind !== undefined) this.readEntry(cluster, kind);
      }
    }
  }

  private readFolder(folder: string): void {
    let entries: Dirent[] = [];
    try {
      entries = readdirSync(join(this.root, folder), { withFileTypes: true });
    } catch (error) {
      this.problem('unreadable', folder, error);
    }
    for (const entry of entries) {
      if (folder === '' && IGNORED_AT_TOP.has(entry.name)) continue;
      this.readEntry(folder === '' ? entry.name : `${folder}/${entry.name}`, kindOf(entry));
    }
  }

  private readEntry(path: string, kind: EntryKind): void {
    if (kind === 'symlink' || kind === 'special') this.problem(kindOfProblem(kind), path);
    else if (kind === 'folder') {
      if (this.planned.has(path)) this.problem('not-a-file', path);
      else this.readFolder(path);
    } else if (this.plannedFolders.has(path)) this.problem('not-a-folder', path);
    else this.readFile(path);
  }

  private readFile(path: string): void {
    const file = this.planned.get(path);
    const wanted = file === undefined ? undefined : { file, text: this.render(file) };
    if (wanted !== undefined) this.seen.add(path);
    const found = this.tryLookAt(path, wanted?.text);
    if (found === undefined) return;
    if (found.is === 'as-wanted') this.unchanged += 1;
    else if (found.is === 'special') this.problem('special-file', path);
    else this.addDifference(difference(path, found, wanted));
  }

  private tryLookAt(path: string, wanted: string | undefined): DiskFile | undefined {
    try {
      return lookAt(join(this.root, path), wanted);
    } catch (error) {
      this.problem(errorCode(error) === 'ELOOP' ? 'symlink' : 'unreadable', path, error);
      return undefined;
    }
  }

  private addDifference(found: Difference): void {
    const twin = this.plannedByFold.get(foldPath(found.path));
    // Where letter case does not count, writing the twin would write over a file that is to be kept.
    const kept = found.kind === 'foreign' || found.kind === 'hand-edited';
    if (kept && twin !== undefined && twin !== found.path) {
      this.problem('colliding-paths', found.path, undefined, twin);
    } else this.differences.push(found);
  }

  private addMissing(): void {
    const blocked = new Set(this.problems.map((problem) => problem.path));
    if (blocked.has('')) return;
    for (const file of this.plan.files) {
      const { path } = file;
      if (this.seen.has(path)) continue;
      if (blocked.size > 0 && [...foldersOf(path), path].some((part) => blocked.has(part))) continue;
      this.differences.push({ kind: 'missing', path, wanted: { file, text: this.render(file) } });
    }
  }

  private kindAt(path: string): EntryKind | undefined {
    try {
      const stats = lstatSync(join(this.root, path), { throwIfNoEntry: false });
      return stats === undefined ? undefined : kindOf(stats);
    } catch (error) {
      this.problem('unreadable', path, error);
      return undefined;
    }
  }

  private problem(kind: Problem['kind'], path: string, cause?: unknown, twin = ''): void {
    const name = path === '' ? 'The output folder' : path;
    const detail = kind === 'unreadable' ? ` (${errorCode(cause) ?? 'unknown cause'})` : twin;
    const [what, mend] = PROBLEM_WORDS[kind];
    this.problems.push({ kind, path, message: `${name} ${what}${detail}.`, mend });
  }
}

const PROBLEM_WORDS: Readonly<Record<Problem['kind'], readonly [what: string, mend: string]>> = {
  'illegal-path': ['cannot be a path in the output folder', 'Change the name that the path is made from.'],
  'outside-clusters': ['is of no cluster of the plan', 'Add the cluster to the plan.'],
  'colliding-paths': ['differs by letter case or Unicode form only from the planned ', 'Move it away.'],
  symlink: ['is a symbolic link, and links are never followed', 'Replace it by a real file or folder.'],
  'not-a-file': ['is a folder where a file is planned', 'Move the folder away.'],
  'not-a-folder': ['is a file where a folder is needed', 'Move the file away.'],
  'special-file': ['is no regular file (a pipe, socket or device)', 'Remove it.'],
  unreadable: ['cannot be read', 'Give this user read permission, or move it away.'],
};

function difference(path: string, found: DiskFile, wanted: Wanted | undefined): Difference {
  const plan = wanted === undefined ? {} : { wanted };
  if (found.is === 'maybe-ours') {
    const { text, stamp } = found;
    const onDisk = { text, stamp };
    const about = inspectText(text);
    if (text === '' || (about.ours && !about.intact)) {
      const conflict = about.ours && about.conflict === true;
      return { kind: 'hand-edited', path, ...plan, onDisk, conflict } satisfies HandEdited;
    }
    if (about.ours && wanted === undefined) return { kind: 'orphaned', path, onDisk };
    if (about.ours && wanted !== undefined) {
      return { kind: 'stale', path, wanted, onDisk, lineEndsChanged: about.lineEndsChanged === true };
    }
  }
  return { kind: 'foreign', path, ...plan, argoCdReads: READ_BY_ARGO_CD.test(path) };
}

function kindOf(entry: Dirent | Stats): EntryKind {
  if (entry.isSymbolicLink()) return 'symlink';
  if (entry.isDirectory()) return 'folder';
  return entry.isFile() ? 'file' : 'special';
}

function kindOfProblem(kind: 'symlink' | 'special'): 'symlink' | 'special-file' {
  return kind === 'symlink' ? 'symlink' : 'special-file';
}

function sorted<T extends { readonly path: string }>(items: readonly T[]): T[] {
  return [...items].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
