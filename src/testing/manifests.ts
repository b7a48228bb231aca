import type { Document } from '../model/document.js';
import type { Finding } from '../model/finding.js';
import type { JsonObject } from '../model/json.js';
import { describeIdentity, type ObjectIdentity } from '../model/manifest.js';

/** Which object a test looks for. What is not said may be anything. */
export interface ObjectQuery {
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
}

/** What a synthesis gave, to be asked by tests. */
export class Manifests {
  /** @internal */
  constructor(
    private readonly documents: readonly Document[],
    /** Everything that was found on the way. */
    readonly findings: readonly Finding[],
  ) {}

  /** All objects, in the order in which their constructs were made. */
  get all(): JsonObject[] {
    return this.manifests.map(({ object }) => object);
  }

  /**
   * The one object of a kind, name and namespace.
   *
   * @throws Error naming what there is, when there is none or more than one
   */
  find(kind: string, name?: string, namespace?: string): JsonObject {
    const query = { kind, name, namespace };
    const found = this.findAll(query);
    if (found.length === 1 && found[0]) return found[0];
    const all = this.manifests.map(({ identity }) => `  ${describeIdentity(identity)}`).sort();
    const wanted = describeQuery(query);
    const how =
      found.length === 0
        ? `is no ${wanted}`
        : `are ${found.length} objects for ${wanted}; say which by name or namespace`;
    throw new Error(`there ${how}. There are:\n${all.join('\n') || '  no objects at all'}`);
  }

  /** The one object, or `undefined` when there is none. @throws Error when there is more than one */
  tryFind(kind: string, name?: string, namespace?: string): JsonObject | undefined {
    return this.findAll({ kind, name, namespace }).length === 0
      ? undefined
      : this.find(kind, name, namespace);
  }

  /** Every object of a kind, name and namespace. */
  findAll(query: ObjectQuery): JsonObject[] {
    return this.manifests.filter(({ identity }) => fits(identity, query)).map(({ object }) => object);
  }

  /** The effective Helm values of an entry. @throws Error when it has none */
  values(entry: string): JsonObject {
    for (const document of this.documents) {
      if ('values' in document && document.home.file.endsWith(`/values/${entry}.yaml`))
        return document.values;
    }
    throw new Error(`"${entry}" has no Helm values`);
  }

  private get manifests() {
    return this.documents.flatMap((document) => ('manifest' in document ? [document.manifest] : []));
  }
}

function fits(identity: ObjectIdentity, { kind, name, namespace }: ObjectQuery): boolean {
  return (
    identity.kind === kind &&
    (name === undefined || identity.name === name) &&
    (namespace === undefined || identity.namespace === namespace)
  );
}

function describeQuery({ kind, name, namespace }: ObjectQuery): string {
  const path = [namespace, name].filter((part) => part !== undefined).join('/');
  return path === '' ? kind : `${kind} ${path}`;
}
