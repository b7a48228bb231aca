import { manifests, Namespaces, SyncWave } from '../../index.js';

/** The namespaces of every entry of the cluster; no other entry makes any. */
export const namespaces = manifests({
  name: 'namespaces',
  tier: 'infra',
  namespace: 'argocd',
  // The cluster's own projects come up in the same wave.
  project: 'default',
  wave: SyncWave.NAMESPACES,
  build: (scope, _settings, { namespaces: names }) => {
    new Namespaces(scope, 'namespaces', { names: names.filter((name) => !name.startsWith('kube-')) });
  },
});
