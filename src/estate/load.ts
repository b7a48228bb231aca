import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { ClusterDefinition } from '../build/define-cluster.js';
import type { OverlayData } from '../build/overlay.js';
import type { ClusterFacts } from '../model/cluster.js';
import { isDnsLabel } from '../model/dns-label.js';
import type { Finding } from '../model/finding.js';
import { suggestName } from '../model/suggest.js';
import { readOverlay } from './read-overlay.js';

/** A cluster as its overlay describes it: TypeScript and data. */
export interface LoadedCluster {
  readonly definition: ClusterDefinition;
  readonly overlay: OverlayData;
}

/** All clusters and all applications of one repository, read from its overlays. */
export interface Estate {
  /** The project's root. */
  readonly root: string;
  /** The clusters that were asked for, sorted by name. */
  readonly clusters: readonly LoadedCluster[];
  /** Whether these are all clusters that there are. */
  readonly complete: boolean;
  /** What is wrong with the overlays' data. */
  readonly findings: readonly Finding[];
}

export interface LoadOptions {
  /** The project's root: what holds `overlays/`. */
  readonly root: string;
  /** Names of the clusters to load. @default - all of them */
  readonly clusters?: readonly string[];
}

/** There is no cluster, not the one that was asked for, or a `cluster.ts` that defines none or fails. */
export class EstateError extends Error {
  override readonly name = 'EstateError';
}

/**
 * Finds `overlays/<cluster>/cluster.ts` and reads what stands beside each.
 *
 * @throws EstateError when there is no cluster, not an asked-for one, or a `cluster.ts` that fails or exports none
 */
export async function loadEstate({ root, clusters: selected }: LoadOptions): Promise<Estate> {
  const overlays = path.join(root, 'overlays');
  const names = clusterNames(overlays);
  for (const name of selected ?? []) {
    if (!names.includes(name)) {
      throw new EstateError(`there is no cluster "${name}" in overlays/. ${suggestName(name, names)}`);
    }
  }
  const chosen = selected ? names.filter((name) => selected.includes(name)) : names;
  const clusters: LoadedCluster[] = [];
  const findings: Finding[] = [];
  for (const name of chosen) {
    const folder = path.join(overlays, name);
    const definition = await importCluster(folder, name);
    const { data, findings: found } = readOverlay(folder, name, root);
    clusters.push({ definition, overlay: data });
    findings.push(...found);
  }
  return { root, clusters, complete: selected === undefined, findings };
}

const CLUSTER_FILES = ['cluster.ts', 'cluster.js'];

function clusterNames(overlays: string): string[] {
  const names = statSync(overlays, { throwIfNoEntry: false })?.isDirectory()
    ? readdirSync(overlays).filter((name) => clusterFile(path.join(overlays, name)) !== undefined)
    : [];
  if (names.length === 0) {
    throw new EstateError(`there is no cluster in ${overlays}: each is a folder there with a cluster.ts`);
  }
  return names.sort();
}

function clusterFile(folder: string): string | undefined {
  return CLUSTER_FILES.map((name) => path.join(folder, name)).find((file) => existsSync(file));
}

async function importCluster(folder: string, name: string): Promise<ClusterDefinition> {
  const file = clusterFile(folder) ?? path.join(folder, 'cluster.ts');
  if (!isDnsLabel(name)) {
    throw new EstateError(
      `${file}: "${name}" cannot name a cluster: use lower case letters, digits and "-", and no name that Windows keeps for devices`,
    );
  }
  const { default: definition } = await importModule(file);
  if (!isClusterDefinition(definition)) {
    throw new EstateError(`${file} does not export a cluster: write \`export default defineCluster({ … })\``);
  }
  if (definition.facts.name !== name) {
    throw new EstateError(
      `${file} defines the cluster "${definition.facts.name}", but its folder is named "${name}": give both one name`,
    );
  }
  // The compiler says both as well, to whoever asks it before running this.
  const missing = FACTS.filter((fact) => definition.facts[fact] === undefined);
  if (missing.length > 0) throw new EstateError(`${file} gives the cluster no ${missing.join(', no ')}`);
  const stranger = definition.run.findIndex((item: unknown) => !isPlacement(item));
  if (stranger >= 0) {
    const what = `item ${stranger + 1} of its \`run\` is ${String(definition.run[stranger])}`;
    throw new EstateError(`${file}: ${what}, and an entry of the catalog was expected`);
  }
  return definition;
}

const FACTS = [
  'cloud',
  'stage',
  'domain',
  'kubernetesVersion',
  'controlPlane',
  'source',
] as const satisfies readonly (keyof ClusterFacts)[];

async function importModule(file: string): Promise<{ readonly default?: unknown }> {
  try {
    return await import(pathToFileURL(file).href);
  } catch (cause) {
    const reason = String(cause).replace(/^Error: /, '');
    throw new EstateError(`${file} could not be loaded: ${reason}`, { cause });
  }
}

function isClusterDefinition(value: unknown): value is ClusterDefinition {
  return (
    typeof value === 'object' && value !== null && 'facts' in value && 'run' in value && 'retire' in value
  );
}

function isPlacement(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'name' in value && 'definition' in value;
}
