import { isJsonObject, type JsonObject } from '../model/json.js';
import { describeIdentity } from '../model/manifest.js';
import { GATED_KINDS, type Retirement } from '../model/retirement.js';
import type { PlacedObject } from './changes.js';

/** A gated object that would vanish from the output. */
export interface Removal extends PlacedObject {
  /** What Argo CD would do on the cluster. */
  readonly consequence: string;
  /** Gated objects that only this Application delivers, and that share its fate. */
  readonly carries: readonly PlacedObject[];
  /** Why it may go, in the overlay's words. @default - nobody said that it may */
  readonly reason?: string;
}

export interface RemovalCheck {
  readonly removals: readonly Removal[];
  /** Retirements that name nothing which vanishes: done with, or misspelt. */
  readonly unused: readonly { readonly cluster: string; readonly retirement: Retirement }[];
}

/**
 * The gated objects among those that vanish, with what Argo CD would do, and which of them a cluster's
 * `retire` permits.
 */
export function checkRemovals(
  vanished: readonly PlacedObject[],
  retirements: ReadonlyMap<string, readonly Retirement[]>,
): RemovalCheck {
  const gated = vanished.filter(({ identity }) => GATED_KINDS.some((kind) => kind === identity.kind));
  const carriers = new Map(
    gated.filter(isApplication).map((application) => [entryFolder(application), application]),
  );
  const isCarried = (object: PlacedObject) => carriers.has(manifestsFolderOf(object));
  const used = new Set<Retirement>();
  const removals = gated
    .filter((object) => !isCarried(object))
    .map((object) => {
      const retirement = retirements.get(object.cluster)?.find((each) => permits(each, object));
      if (retirement) used.add(retirement);
      return {
        ...object,
        consequence: consequenceOf(object),
        carries: gated.filter(
          (other) => manifestsFolderOf(other) === entryFolder(object) && isApplication(object),
        ),
        ...(retirement && { reason: retirement.reason }),
      };
    })
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const unused = [...retirements].flatMap(([cluster, each]) =>
    each.filter((retirement) => !used.has(retirement)).map((retirement) => ({ cluster, retirement })),
  );
  return { removals, unused };
}

function permits({ kind, name, namespace }: Retirement, { identity }: PlacedObject): boolean {
  return (
    kind === identity.kind &&
    name === identity.name &&
    (namespace ?? identity.namespace) === identity.namespace
  );
}

function sortKey({ cluster, identity }: PlacedObject): string {
  return `${cluster} ${describeIdentity(identity)}`;
}

function isApplication({ identity }: PlacedObject): boolean {
  return identity.kind === 'Application' && identity.group === 'argoproj.io';
}

/** `west/manifests/shop` for the Application in `west/apps/shop.yaml`. */
function entryFolder({ path }: PlacedObject): string {
  const [cluster, , file = ''] = path.split('/');
  return `${cluster}/manifests/${file.replace(/\.yaml$/, '')}`;
}

function manifestsFolderOf({ path }: PlacedObject): string {
  return path.slice(0, path.lastIndexOf('/'));
}

function consequenceOf(removed: PlacedObject): string {
  const deletes = asksFirst(removed) ? 'Argo CD asks, and once told so deletes it' : 'Argo CD deletes it';
  switch (removed.identity.kind) {
    case 'Application':
      return cascades(removed)
        ? `${deletes} and everything that it deployed`
        : `${deletes}; what it deployed keeps running, and nothing keeps it like Git any more`;
    case 'ApplicationSet':
      return `${deletes} and the Applications that it generated, with all that those deployed unless it preserves resources`;
    case 'AppProject':
      return `${deletes}, and every Application of the project stops syncing`;
    case 'Namespace':
      return `${deletes} and everything in it, volumes and their data included`;
    case 'PersistentVolumeClaim':
      return `${deletes}, and its data goes where the storage class says "Delete"`;
    case 'StatefulSet':
      return `${deletes} and its pods; the claims that it made, and their data, stay`;
    default:
      return `${deletes} and every object of its kind, in all namespaces`;
  }
}

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation */
function asksFirst({ object }: PlacedObject): boolean {
  const { annotations } = metadataOf(object);
  const options = isJsonObject(annotations) ? annotations['argocd.argoproj.io/sync-options'] : undefined;
  return (
    typeof options === 'string' && options.split(',').some((option) => option.trim() === 'Prune=confirm')
  );
}

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/#about-the-deletion-finalizer */
function cascades({ object }: PlacedObject): boolean {
  const { finalizers } = metadataOf(object);
  return (
    Array.isArray(finalizers) &&
    finalizers.some((finalizer) => String(finalizer).startsWith('resources-finalizer.argocd.argoproj.io'))
  );
}

function metadataOf({ metadata }: JsonObject): JsonObject {
  return isJsonObject(metadata) ? metadata : {};
}
