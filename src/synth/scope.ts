import { builtInKinds, customKinds } from '../../imports/scopes.js';

const clusterScoped = new Set(
  [...builtInKinds, ...customKinds]
    .filter(({ scope }) => scope === 'Cluster')
    .map(({ group, kind }) => `${group}/${kind}`),
);

/** Whether a kind is known to live in the cluster as a whole, in no namespace. */
export function isClusterScoped(group: string, kind: string): boolean {
  return clusterScoped.has(`${group}/${kind}`);
}
