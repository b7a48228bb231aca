import { Construct } from 'constructs';
import type { INamespace } from 'kubernetes-models/v1';
import { KubernetesObject } from './kubernetes-object.js';

export interface NamespacesProps {
  /** Names of the namespaces. */
  readonly names: readonly string[];
  /** Labels of every namespace. @default - none */
  readonly labels?: Readonly<Record<string, string>>;
}

/**
 * The namespaces of a cluster, owned in one place. Argo CD asks before it prunes or deletes any of them,
 * since everything in it would go as well.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#resource-pruning-with-confirmation
 */
export class Namespaces extends Construct {
  constructor(scope: Construct, id: string, props: NamespacesProps) {
    super(scope, id);
    for (const name of props.names) new KubernetesObject(this, name, namespace(name, props.labels));
  }
}

function namespace(name: string, labels: NamespacesProps['labels']): INamespace {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      ...(labels && { labels: { ...labels } }),
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' },
    },
  };
}
