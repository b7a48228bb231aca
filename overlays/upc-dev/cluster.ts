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
import { dev } from '../../src/profiles/stages.js';
import { upcloud } from '../../src/profiles/upcloud.js';

export default defineCluster({
  name: 'upc-dev',
  cloud: upcloud,
  stage: dev,
  domain: 'dev.forteapps.net',
  kubernetesVersion: '1.33',
  controlPlane: argocdOnCluster,
  source: launchpadRepository,
  run: [
    namespaces,
    projects,
    argocd,
    certManager,
    kyverno,
    sealedSecrets,
    traefik,
    clusterResources,
    mcp10x,
    musicman.with({ env: { LOG_LEVEL: 'debug' } }),
  ],
});
