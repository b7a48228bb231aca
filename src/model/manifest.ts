import type { JsonObject } from './json.js';

/** What makes an object the same object in a cluster, whatever API version it is written in. */
export interface ObjectIdentity {
  /** `''` is the core group. */
  readonly group: string;
  readonly kind: string;
  /** `''` for objects of the whole cluster, and where the destination's namespace is meant. */
  readonly namespace: string;
  readonly name: string;
}

/** One Kubernetes object, with its origin. */
export interface Manifest {
  readonly identity: ObjectIdentity;
  readonly object: JsonObject;
  /** Path of the construct that made it. */
  readonly construct: string;
  /** The source file that asked for it, relative to the project's root. */
  readonly source: string;
  /** The line in it. @default - the engine could not tell it */
  readonly line?: number | undefined;
}

/**
 * Reads the identity off an object.
 *
 * @returns `undefined` when it is no Kubernetes object: without apiVersion, kind or a name
 */
export function identityOf(object: JsonObject): ObjectIdentity | undefined {
  const { apiVersion, kind, metadata } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  if (typeof metadata !== 'object' || metadata === null || !('name' in metadata)) return undefined;
  const { name, namespace } = metadata;
  if (typeof name !== 'string' || name === '') return undefined;
  return {
    group: groupOf(apiVersion),
    kind,
    namespace: typeof namespace === 'string' ? namespace : '',
    name,
  };
}

/** The group of an `apiVersion`; `''` is the core group. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/** A key that is equal for equal identities alone. */
export function identityKey({ group, kind, namespace, name }: ObjectIdentity): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** How people are told of an object: `Deployment shop/web`. */
export function describeIdentity({ kind, namespace, name }: ObjectIdentity): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
