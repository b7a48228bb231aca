import { parseAllDocuments, stringify } from 'yaml';
import type { GroupPin, KindPin, Scope } from './pins.js';
import { byCode, type Schema } from './schema.js';

/** A CustomResourceDefinition with one version, as far as this import writes and reads it. */
export interface Crd {
  apiVersion: 'apiextensions.k8s.io/v1';
  kind: 'CustomResourceDefinition';
  metadata: { name: string };
  spec: {
    group: string;
    names: { kind: string; listKind: string; plural: string; singular: string };
    scope: Scope;
    versions: [{ name: string; served: true; storage: true; schema: { openAPIV3Schema: Schema } }];
  };
}

/** The CRD document of a kind, from its recovered schema. */
export function crdOf({ group }: GroupPin, { kind, plural, version, scope }: KindPin, schema: Schema): Crd {
  const properties = {
    apiVersion: { type: 'string' as const },
    kind: { type: 'string' as const },
    metadata: { type: 'object' as const },
    ...schema.properties,
  };
  const { description, required = [] } = schema;
  const root: Schema = {
    ...(description ? { description } : {}),
    type: 'object',
    ...(required.length > 0 ? { required } : {}),
    properties,
  };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${plural}.${group}` },
    spec: {
      group,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      scope,
      versions: [{ name: version, served: true, storage: true, schema: { openAPIV3Schema: root } }],
    },
  };
}

/** The CRDs of one group as one file: cdk8s writes one module per group, and overwrites it per file. */
export function printCrds(header: readonly string[], crds: readonly Crd[]): string {
  const comment = header.map((line) => `# ${line}\n`).join('');
  const sorted = [...crds].sort((a, b) => byCode(a.spec.names.kind, b.spec.names.kind));
  const documents = sorted.map((crd) =>
    // No folding and no anchors, and quotes wherever a YAML 1.1 reader would see something else.
    stringify(crd, { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' }),
  );
  return comment + documents.map((document) => `---\n${document}`).join('');
}

/** Reads a file of CRDs, written by this import or by hand. */
export function readCrds(text: string, name: string): Crd[] {
  return parseAllDocuments(text).map((document) => {
    const [error] = document.errors;
    if (error) throw new Error(`${name}: ${error.message}`);
    const value: unknown = document.toJS();
    if (isCrd(value)) return value;
    throw new Error(`${name}: not a CustomResourceDefinition with exactly one version.`);
  });
}

/** The schema of a CRD's only version. */
export function schemaOfCrd({ spec }: Crd): Schema {
  return spec.versions[0].schema.openAPIV3Schema;
}

function isCrd(value: unknown): value is Crd {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, spec } = value as Partial<Crd>;
  return kind === 'CustomResourceDefinition' && spec?.versions.length === 1;
}
