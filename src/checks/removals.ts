import { isJsonObject, type JsonObject } from '../model/json.js';
import { describeIdentity } from '../model/manifest.js';
import { GATED_KINDS, type Retirement } from '../model/retirement.js';
import type { PlacedObject, VanishedObject } from './changes.js';

/** A gated object that would vanish from the output, or from the Application that delivered it. */
export interface Removal extends VanishedObject {
  /** What Argo CD would do on the cluster. */
  readonly consequence: string;
  /** The other gated objects that vanish from folders that this Application watched: its fate is theirs. */
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
  vanished: readonly VanishedObject[],
  retirements: ReadonlyMap<string, readonly Retirement[]>,
): RemovalCheck {
  const gated = vanished.filter(({ identity }) => GATED_KINDS.some((kind) => kind === identity.kind));
  const applications = gated.filter(isApplication);
  const isWatched = (object: PlacedObject) =>
    applications.some((application) => application !== object && watches(application, object));
  const seen = new Set<PlacedObject>();
  const below = (carrier: PlacedObject): PlacedObject[] => {
    seen.add(carrier);
    const found = isApplication(carrier)
      ? gated.filter((object) => !seen.has(object) && watches(carrier, object))
      : [];
    return found.flatMap((object) => (seen.has(object) ? [] : [object, ...below(object)]));
  };
  // Those at the top first. What is left then watches each other, which must not hide it.
  const removals = [...gated.filter((object) => !isWatched(object)), ...gated]
    .flatMap((object) => {
      if (seen.has(object)) return [];
      const retirement = retirements.get(object.cluster)?.find((each) => permits(each, object));
      const carries = below(object);
      return [
        {
          ...object,
          consequence: consequenceOf(object),
          carries,
          ...(retirement && { reason: retirement.reason }),
        },
      ];
    })
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const unused = [...retirements].flatMap(([cluster, each]) =>
    each
      .filter((one) => !gated.some((object) => object.cluster === cluster && permits(one, object)))
      .map((retirement) => ({ cluster, retirement })),
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

/** Whether an Application's sources hold the folder in which an object's file stands. */
function watches({ object: { spec } }: PlacedObject, { path }: PlacedObject): boolean {
  if (!isJsonObject(spec)) return false;
  const sources = Array.isArray(spec.sources) ? spec.sources : [spec.source];
  const folder = path.slice(0, path.lastIndexOf('/'));
  return sources.some(
    (source) =>
      isJsonObject(source) && typeof source.path === 'string' && `/${source.path}`.endsWith(`/${folder}`),
  );
}

function consequenceOf(removed: VanishedObject): string {
  if (removed.movedTo !== undefined)
    return `It moves to ${removed.movedTo}, which another Application watches; if that of the old file syncs first, ${deletionOf(removed)}, and what it held may be lost before it is made anew`;
  return deletionOf(removed);
}

function deletionOf(removed: PlacedObject): string {
  if (isRoot(removed))
    return 'Argo CD does not watch this file: the Application and all that it deployed stay on the cluster, and nothing keeps them like Git any more';
  const options = syncOptionsOf(removed);
  if (options.includes('Prune=false'))
    return 'Argo CD leaves it on the cluster, as its Prune=false says, where nothing keeps it like Git any more';
  const deletes = options.includes('Prune=confirm')
    ? 'Argo CD asks, and once told so deletes it'
    : 'Argo CD deletes it';
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
      return `${deletes} and its pods; the claims that it made, and their data, stay unless it says otherwise`;
    default:
      return `${deletes} and every object of its kind, in all namespaces`;
  }
}

/** The root Application's file stands above the folders that Applications watch; people apply it. */
function isRoot(removed: PlacedObject): boolean {
  return isApplication(removed) && removed.path.split('/').length === 2;
}

/** @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation */
function syncOptionsOf({ object }: PlacedObject): string[] {
  const { annotations } = metadataOf(object);
  const options = isJsonObject(annotations) ? annotations['argocd.argoproj.io/sync-options'] : undefined;
  return typeof options === 'string' ? options.split(',').map((option) => option.trim()) : [];
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
