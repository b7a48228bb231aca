import { ClusterIssuer } from '../../../imports/cert-manager.io.js';
import { manifests } from '../../index.js';

const ISSUERS = {
  'letsencrypt-staging': 'https://acme-staging-v02.api.letsencrypt.org/directory',
  'letsencrypt-prod': 'https://acme-v02.api.letsencrypt.org/directory',
};

/** What the whole cluster shares: the issuers of its certificates. */
export const clusterResources = manifests({
  name: 'cluster-resources',
  tier: 'infra',
  namespace: 'cert-manager',
  settings: { acmeEmail: 'platform@forteapps.net' },
  build: (scope, { acmeEmail }) => {
    for (const [name, server] of Object.entries(ISSUERS)) {
      new ClusterIssuer(scope, name, {
        metadata: { name },
        spec: {
          acme: {
            server,
            email: acmeEmail,
            privateKeySecretRef: { name: `${name}-account` },
            solvers: [{ http01: { ingress: { ingressClassName: 'traefik' } } }],
          },
        },
      });
    }
  },
});
