import path from 'node:path';
import type { GitSource } from './cluster.js';

/**
 * Which of a cluster's two folders of Applications an entry belongs to: `infra`, which the root
 * Application watches, or `apps`, which a child of the root watches.
 */
export type Tier = 'infra' | 'apps';

// Every path is relative to the output folder, with `/`.

/** The root Application, applied by hand when a cluster is bootstrapped. */
export function rootFile(cluster: string): string {
  return `${cluster}/_app-of-apps-${cluster}.yaml`;
}

/** The folder of the Applications of a tier. */
export function applicationsFolder(cluster: string, tier: Tier): string {
  return `${cluster}/${tier}`;
}

/** The file of one Application. */
export function applicationFile(cluster: string, tier: Tier, entry: string): string {
  return `${applicationsFolder(cluster, tier)}/${entry}.yaml`;
}

/** The effective values of an entry's chart. */
export function valuesFile(cluster: string, entry: string): string {
  return `${cluster}/values/${entry}.yaml`;
}

/** The folder of an entry's plain manifests. */
export function manifestsFolder(cluster: string, entry: string): string {
  return `${cluster}/manifests/${entry}`;
}

/** Where a file or folder of the output stands in its Git repository. */
export function inRepository(source: GitSource, file: string): string {
  return path.posix.join(source.path ?? 'dist', file);
}
