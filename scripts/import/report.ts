import { type Crd, schemaOfCrd } from './crd.js';
import { propertyPaths } from './schema.js';
import type { KindScope } from './scopes.js';

/** What a new version of the packages no longer has, one line each, and what it has besides. */
export interface Changes {
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/**
 * Compares the CRDs that are committed with those just recovered. A vanished or moved kind is one line;
 * so is a vanished field, without the fields below it, which went with it.
 */
export function compareCrds(before: readonly Crd[], after: readonly Crd[]): Changes {
  const old = byKind(before);
  const now = byKind(after);
  const removed = [...old].flatMap(([name, crd]) => {
    const successor = now.get(name);
    return successor ? missingPaths(name, crd, successor) : [name];
  });
  const added = [...now].flatMap(([name, crd]) => {
    const predecessor = old.get(name);
    return predecessor ? missingPaths(name, crd, predecessor) : [name];
  });
  return { removed, added };
}

/**
 * The kinds of Kubernetes that are in one table and not in the other. New ones matter: unless the list
 * by hand names them, they are taken to live in a namespace.
 */
export function compareKinds(before: readonly KindScope[], after: readonly KindScope[]): Changes {
  const old = new Set(before.map(describeKind));
  const now = new Set(after.map(describeKind));
  return {
    removed: [...old].filter((row) => !now.has(row)),
    added: [...now].filter((row) => !old.has(row)),
  };
}

function describeKind({ group, kind, version, scope }: KindScope): string {
  return `${group || 'core'}/${version} ${kind} (${scope})`;
}

function byKind(crds: readonly Crd[]): Map<string, Crd> {
  return new Map(
    crds.map((crd) => {
      const { group, names, scope, versions } = crd.spec;
      return [`${group}/${versions[0].name} ${names.kind} (${scope})`, crd];
    }),
  );
}

/** The topmost paths that the first has and the second has not. */
function missingPaths(name: string, has: Crd, hasNot: Crd): string[] {
  const there = new Set(propertyPaths(schemaOfCrd(hasNot)));
  const lines: string[] = [];
  let last: string | undefined;
  for (const path of propertyPaths(schemaOfCrd(has))) {
    if (there.has(path) || (last !== undefined && isBelow(path, last))) continue;
    lines.push(`${name}: ${path}`);
    last = path;
  }
  return lines;
}

function isBelow(path: string, parent: string): boolean {
  return path.startsWith(parent) && /^[.[]/.test(path.slice(parent.length));
}
