import type { IApplication } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import type { Construct } from 'constructs';
import type { SlackNotifications } from '../model/cluster.js';
import type { ArgoSource } from './argo-source.js';
import { KubernetesObject } from './kubernetes-object.js';
import { slackAnnotations } from './slack-notifications.js';
import type { SyncWave } from './sync-wave.js';

/** The cluster that an Application deploys to, by the address of its API server or by its name in Argo CD. */
export type ArgoDestination =
  | { readonly server: string; readonly name?: never; readonly namespace?: string }
  | { readonly name: string; readonly server?: never; readonly namespace?: string };

/** How Argo CD keeps the cluster like Git. */
export interface SyncPolicy {
  /** Whether Argo CD syncs by itself. @default true */
  readonly automated?: boolean;
  /** Whether what vanished from Git is deleted. @default true */
  readonly prune?: boolean;
  /** Whether changes made in the cluster are reverted. @default true */
  readonly selfHeal?: boolean;
  /** How often a failed sync is tried again. @default 5, after 5 s, twice as long each time, at most 3 m */
  readonly retryLimit?: number;
  /**
   * Sync options such as `ServerSideApply=true`. @default - none
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/
   */
  readonly options?: readonly string[];
}

/** Fields that Argo CD leaves out when it compares. */
export interface IgnoredDifference {
  /** API group. @default - the core group */
  readonly group?: string;
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  /** RFC 6901 pointers. */
  readonly jsonPointers?: readonly string[];
  readonly jqPathExpressions?: readonly string[];
  /** Field managers whose fields are left alone. */
  readonly managedFieldsManagers?: readonly string[];
}

/** What is common to every way of making an Application. */
export interface ArgoApplicationOptions {
  /** Name of the Application, unique on its Argo CD. */
  readonly name: string;
  /** Namespace in which Argo CD looks for Applications. @default 'argocd' */
  readonly namespace?: string;
  /** The AppProject that permits it. @default 'default' */
  readonly project?: string;
  readonly destination: ArgoDestination;
  /** @default - Argo CD's own default, wave 0 */
  readonly wave?: SyncWave;
  /** @default - automated with prune and self-heal, five retries */
  readonly syncPolicy?: SyncPolicy;
  /** @default - nothing is ignored */
  readonly ignoreDifferences?: readonly IgnoredDifference[];
  /**
   * What becomes of the deployed resources when the Application itself is deleted: `orphan` leaves them
   * running, `cascade` has Argo CD delete them (its resources finalizer).
   *
   * @default 'orphan'
   * @see https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/
   */
  readonly deletion?: 'orphan' | 'cascade';
  /** @default - nobody is notified */
  readonly notifications?: SlackNotifications;
  /** Further annotations. @default - none */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Further labels. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface ArgoApplicationProps extends ArgoApplicationOptions {
  /** Where the manifests come from: one source or several. */
  readonly sources: readonly [ArgoSource, ...ArgoSource[]];
}

/**
 * An Argo CD Application.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/application.yaml
 */
export class ArgoApplication extends KubernetesObject {
  constructor(scope: Construct, id: string, props: ArgoApplicationProps) {
    super(scope, id, application(props));
  }
}

function application(props: ArgoApplicationProps): IApplication {
  const annotations = {
    ...props.wave?.annotations,
    ...slackAnnotations(props.notifications),
    ...props.annotations,
  };
  const sources = props.sources.map(withRevision);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: props.name,
      namespace: props.namespace ?? 'argocd',
      ...(Object.keys(annotations).length > 0 && { annotations }),
      ...(props.labels && { labels: { ...props.labels } }),
      ...(props.deletion === 'cascade' && { finalizers: ['resources-finalizer.argocd.argoproj.io'] }),
    },
    spec: {
      project: props.project ?? 'default',
      destination: { ...props.destination },
      ...(sources.length === 1 ? { source: sources[0] } : { sources }),
      syncPolicy: syncPolicy(props.syncPolicy),
      ...(props.ignoreDifferences && { ignoreDifferences: props.ignoreDifferences.map(ignored) }),
    },
  };
}

type SourceSpec = NonNullable<IApplication['spec']['source']>;

// The types differ only in `readonly`; the copy is what Argo CD's own type allows to be changed.
function withRevision(source: ArgoSource): SourceSpec {
  return structuredClone({ ...source, targetRevision: source.targetRevision ?? 'HEAD' }) as SourceSpec;
}

function ignored(difference: IgnoredDifference) {
  const { jsonPointers, jqPathExpressions, managedFieldsManagers, ...object } = difference;
  return {
    ...object,
    ...(jsonPointers && { jsonPointers: [...jsonPointers] }),
    ...(jqPathExpressions && { jqPathExpressions: [...jqPathExpressions] }),
    ...(managedFieldsManagers && { managedFieldsManagers: [...managedFieldsManagers] }),
  };
}

function syncPolicy(policy: SyncPolicy = {}): NonNullable<IApplication['spec']['syncPolicy']> {
  const { automated = true, prune = true, selfHeal = true, retryLimit = 5, options } = policy;
  return {
    ...(automated && { automated: { prune, selfHeal } }),
    ...(options && options.length > 0 && { syncOptions: [...options] }),
    retry: { limit: retryLimit, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  };
}
