import type { ArgoApplicationOptions } from '../constructs/argo-application.js';
import type { SyncWave } from '../constructs/sync-wave.js';

/** How Argo CD treats an entry; the same for every kind of entry. */
export interface EntryDelivery<Name extends string = string> {
  /** Name of the entry, of its Application and of its folders. A DNS label, unique in a cluster. */
  readonly name: Name;
  /** The namespace that it deploys to. @default - the entry's name */
  readonly namespace?: string;
  /** @default - SyncWave.APPLICATIONS for business applications, SyncWave.INFRASTRUCTURE for the rest */
  readonly wave?: SyncWave;
  /** The AppProject. @default - the control plane's project for its tier */
  readonly project?: string;
  /** What becomes of its resources when its Application is deleted. @default 'orphan' */
  readonly deletion?: ArgoApplicationOptions['deletion'];
  /** Sync options of its Application, such as `ServerSideApply=true`. @default - none */
  readonly syncOptions?: readonly string[];
  /** @default - nothing is ignored */
  readonly ignoreDifferences?: ArgoApplicationOptions['ignoreDifferences'];
}

/** Takes what concerns the delivery out of an entry's definition. */
export function splitDelivery<Definition extends EntryDelivery>(definition: Definition) {
  const { name, namespace, wave, project, deletion, syncOptions, ignoreDifferences, ...rest } = definition;
  return {
    delivery: { name, namespace, wave, project, deletion, syncOptions, ignoreDifferences },
    rest,
  };
}
