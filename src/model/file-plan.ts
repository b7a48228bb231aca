import type { JsonValue } from './json.js';

/** One file of `dist/` as it should be: the documents in it, before anything touches the disk. */
export interface PlannedFile {
  /** Path below the output folder, with `/`: `west/infra/ingress.yaml`. Its first part is the cluster. */
  readonly path: string;
  /** What the file holds: one manifest or more, or the values of a Helm chart. */
  readonly documents: readonly JsonValue[];
  /** The source file that the file's first line names, relative to the project's root, with `/`. */
  readonly source: string;
}

/** All files that a synthesis would leave in the output folder. */
export interface FilePlan {
  readonly files: readonly PlannedFile[];
  /**
   * The clusters that this plan speaks for. Only below their folders may files be called missing or
   * orphaned. `'all'` when the whole estate was built: then a folder of no cluster is orphaned too.
   */
  readonly clusters: readonly string[] | 'all';
}
