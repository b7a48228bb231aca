import { mcp10x } from '../../src/catalog/apps/mcp10x.js';
import { musicman } from '../../src/catalog/apps/musicman.js';
import { argocd } from '../../src/catalog/infra/argocd.js';
import { certManager } from '../../src/catalog/infra/cert-manager.js';
import { clusterResources } from '../../src/catalog/infra/cluster-resources.js';
import { kyverno } from '../../src/catalog/infra/kyverno.js';
import { namespaces } from '../../src/catalog/infra/namespaces.js';
import { projects } from '../../src/catalog/infra/projects.js';
import { sealedSecrets } from '../../src/catalog/infra/sealed-secrets.js';
import { traefik } from '../../src/catalog/infra/traefik.js';
import { defineCluster } from '../../src/index.js';
import { argocdOnCluster, launchpadRepository } from '../../src/profiles/argocd.js';
import { prod } from '../../src/profiles/stages.js';
import { upcloud } from '../../src/profiles/upcloud.js';

export default defineCluster({
  name: 'upc-prod',
  cloud: upcloud,
  stage: prod,
  domain: 'forteapps.net',
  kubernetesVersion: '1.33',
  controlPlane: argocdOnCluster,
  source: launchpadRepository,
  run: [
    namespaces,
    projects,
    argocd.with({ values: { server: { replicas: 2 }, repoServer: { replicas: 2 } } }),
    certManager.with({
      values: { replicaCount: 2, webhook: { replicaCount: 3 }, cainjector: { replicaCount: 2 } },
    }),
    kyverno.with({ values: { admissionController: { replicas: 3 }, backgroundController: { replicas: 2 } } }),
    sealedSecrets,
    traefik.with({
      values: { deployment: { replicas: 2 }, podDisruptionBudget: { enabled: true, minAvailable: 1 } },
    }),
    clusterResources,
    mcp10x,
    musicman.with({ host: 'musicman.forteapps.net', autoscaling: { min: 2, max: 6 } }),
  ],
});
