import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Crd } from './crd.js';
import { packageFolder } from './installed.js';
import { kubernetes, type Scope } from './pins.js';
import { byCode } from './schema.js';

/** One row of the table: a kind, the version to write, and where its objects live. */
export interface KindScope {
  readonly group: string;
  readonly kind: string;
  readonly version: string;
  readonly scope: Scope;
}

/**
 * The cluster-scoped kinds of Kubernetes itself, written by hand because the packages do not say it;
 * every other kind they list lives in a namespace. Core is the group ''.
 */
const clusterScoped: Readonly<Record<string, readonly string[]>> = {
  '': ['ComponentStatus', 'Namespace', 'Node', 'PersistentVolume'],
  'admissionregistration.k8s.io': [
    'MutatingAdmissionPolicy',
    'MutatingAdmissionPolicyBinding',
    'MutatingWebhookConfiguration',
    'ValidatingAdmissionPolicy',
    'ValidatingAdmissionPolicyBinding',
    'ValidatingWebhookConfiguration',
  ],
  'apiextensions.k8s.io': ['CustomResourceDefinition'],
  'apiregistration.k8s.io': ['APIService'],
  'authentication.k8s.io': ['SelfSubjectReview', 'TokenReview'],
  'authorization.k8s.io': ['SelfSubjectAccessReview', 'SelfSubjectRulesReview', 'SubjectAccessReview'],
  'certificates.k8s.io': ['CertificateSigningRequest'],
  extensions: ['PodSecurityPolicy'],
  'flowcontrol.apiserver.k8s.io': ['FlowSchema', 'PriorityLevelConfiguration'],
  'networking.k8s.io': ['IPAddress', 'IngressClass', 'ServiceCIDR'],
  'node.k8s.io': ['RuntimeClass'],
  policy: ['PodSecurityPolicy'],
  'rbac.authorization.k8s.io': ['ClusterRole', 'ClusterRoleBinding'],
  'resource.k8s.io': ['DeviceClass', 'ResourceSlice'],
  'scheduling.k8s.io': ['PriorityClass'],
  'storage.k8s.io': ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment', 'VolumeAttributesClass'],
};

/** The rows of the imported CRDs. */
function customScopes(crds: readonly Crd[]): KindScope[] {
  const rows = crds.map(({ spec: { group, names, scope, versions } }) => ({
    group,
    kind: names.kind,
    version: versions[0].name,
    scope,
  }));
  return sorted(rows);
}

/** The rows of Kubernetes' own kinds, at the best version the package has of each; lists left out. */
export function builtInScopes(): KindScope[] {
  const best = new Map<string, KindScope>();
  for (const { group, kind, version } of builtInKinds()) {
    const known = best.get(`${group}/${kind}`);
    if (known && byVersion(known.version, version) <= 0) continue;
    const scope = clusterScoped[group]?.includes(kind) ? 'Cluster' : 'Namespaced';
    best.set(`${group}/${kind}`, { group, kind, version, scope });
  }
  for (const [group, kinds] of Object.entries(clusterScoped)) {
    const gone = kinds.find((kind) => !best.has(`${group}/${kind}`));
    if (gone) throw new Error(`${kubernetes.package} has no ${gone} in "${group}": correct scopes.ts.`);
  }
  return sorted([...best.values()]);
}

/** The source of `imports/scopes.ts`. */
export function printScopes(header: readonly string[], crds: readonly Crd[]): string {
  return [
    ...header.map((line) => `// ${line}`),
    '',
    '/** A kind, the version to write, and whether its objects live in a namespace or in the cluster. */',
    'export interface KindScope {',
    '  readonly group: string;',
    '  readonly kind: string;',
    '  readonly version: string;',
    "  readonly scope: 'Namespaced' | 'Cluster';",
    '}',
    '',
    '/** The kinds of the imported CRDs. */',
    'export const customKinds: readonly KindScope[] = [',
    ...customScopes(crds).map(printRow),
    '];',
    '',
    `/** The kinds of ${kubernetes.upstream} itself, core being the group ''. Which are cluster-scoped is`,
    ' * written by hand in scripts/import/scopes.ts; a kind in neither table is unknown, not namespaced. */',
    'export const builtInKinds: readonly KindScope[] = [',
    ...builtInScopes().map(printRow),
    '];',
    '',
  ].join('\n');
}

function printRow({ group, kind, version, scope }: KindScope): string {
  return `  { group: '${group}', kind: '${kind}', version: '${version}', scope: '${scope}' },`;
}

function sorted(rows: readonly KindScope[]): KindScope[] {
  return [...rows].sort((a, b) => byCode(a.group, b.group) || byCode(a.kind, b.kind));
}

function builtInKinds(): Omit<KindScope, 'scope'>[] {
  const root = packageFolder(kubernetes.package);
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).flatMap((file) => {
    if (!file.endsWith('.d.ts')) return [];
    const text = readFileSync(path.join(root, file), 'utf8');
    // Only a type that fixes both its apiVersion and its kind is a kind.
    const [, apiVersion] = /^ {4}"apiVersion": "([^"]+)";$/m.exec(text) ?? [];
    const [, kind] = /^ {4}"kind": "([^"]+)";$/m.exec(text) ?? [];
    if (!apiVersion || !kind || kind.endsWith('List')) return [];
    const [version = '', group = ''] = apiVersion.split('/').reverse();
    return [{ group, kind, version }];
  });
}

/** Orders versions as Kubernetes does, the best first: v2, v1, v2beta1, v1beta2, v1alpha1. */
function byVersion(a: string, b: string): number {
  const [stageA, majorA, minorA] = versionParts(a);
  const [stageB, majorB, minorB] = versionParts(b);
  return stageB - stageA || majorB - majorA || minorB - minorA;
}

function versionParts(version: string): [stage: number, major: number, minor: number] {
  const [, major = '0', stage, minor = '0'] = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version) ?? [];
  return [stage === undefined ? 3 : stage === 'beta' ? 2 : 1, Number(major), Number(minor)];
}
