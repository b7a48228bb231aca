/** The kinds whose removal from the output is asked about: Argo CD would delete more than one object. */
export const GATED_KINDS = [
  'Application',
  'ApplicationSet',
  'AppProject',
  'Namespace',
  'PersistentVolumeClaim',
  'StatefulSet',
  'CustomResourceDefinition',
] as const;

export type GatedKind = (typeof GATED_KINDS)[number];

/** Permission for one object to vanish from a cluster's output. */
export interface Retirement {
  readonly kind: GatedKind;
  readonly name: string;
  /** @default - the object of this name in any namespace */
  readonly namespace?: string;
  /** Why it goes, for the reviewer. */
  readonly reason: string;
}
