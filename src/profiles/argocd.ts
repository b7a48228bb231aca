import { defineControlPlane } from '../index.js';

/** Every cluster has an Argo CD of its own, all alike. */
export const argocdOnCluster = defineControlPlane({
  namespace: 'argocd',
  tiers: {
    infra: { application: 'infrastructure-apps', project: 'infrastructure' },
    apps: { application: 'enterprise-apps', project: 'enterprise' },
  },
  notifications: {
    channel: 'platform-support',
    // Defined in the values of the argocd entry.
    triggers: ['on-sync-succeeded', 'on-sync-failed', 'on-degraded'],
  },
});

/** The repository that holds dist/. */
export const launchpadRepository = {
  repoURL: 'https://git.forteapps.net/Forte/launchpad',
  targetRevision: 'main',
};
