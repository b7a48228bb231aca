import type { IAppProject } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1';
import type { Construct } from 'constructs';
import type { ArgoDestination } from './argo-application.js';
import { KubernetesObject } from './kubernetes-object.js';
import type { SyncWave } from './sync-wave.js';

/** An API group and kind that a project allows or denies; `*` stands for any. */
export interface ProjectResource {
  /** `''` is the core group. */
  readonly group: string;
  readonly kind: string;
}

export interface ArgoProjectProps {
  readonly name: string;
  /** Namespace in which Argo CD runs. @default 'argocd' */
  readonly namespace?: string;
  /** What the project is for, in a sentence. */
  readonly description: string;
  /** Repositories that its Applications may use; `*` is a wildcard. */
  readonly sourceRepos: readonly string[];
  /** Clusters and namespaces that its Applications may deploy to; `*` is a wildcard. */
  readonly destinations: readonly ArgoDestination[];
  /** Cluster-scoped kinds that its Applications may deploy. @default - none */
  readonly clusterResources?: readonly ProjectResource[];
  /** Namespaced kinds that its Applications may deploy. @default - all */
  readonly namespaceResources?: readonly ProjectResource[];
  /** @default - Argo CD's own default, wave 0 */
  readonly wave?: SyncWave;
}

/**
 * An Argo CD AppProject: which Applications may take what from where to where. Argo CD asks before it
 * prunes or deletes it, since every Application in it would stop syncing.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#projects
 */
export class ArgoProject extends KubernetesObject {
  constructor(scope: Construct, id: string, props: ArgoProjectProps) {
    super(scope, id, project(props));
  }
}

function project(props: ArgoProjectProps): IAppProject {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: {
      name: props.name,
      namespace: props.namespace ?? 'argocd',
      annotations: {
        ...props.wave?.annotations,
        'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
      },
    },
    spec: {
      description: props.description,
      sourceRepos: [...props.sourceRepos],
      destinations: props.destinations.map((destination) => ({ ...destination })),
      clusterResourceWhitelist: (props.clusterResources ?? []).map((resource) => ({ ...resource })),
      ...(props.namespaceResources && {
        namespaceResourceWhitelist: props.namespaceResources.map((resource) => ({ ...resource })),
      }),
    },
  };
}
