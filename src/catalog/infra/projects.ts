import { ArgoProject, manifests, SyncWave } from '../../index.js';
import { argoCdChart } from './argocd.js';
import { certManagerChart } from './cert-manager.js';
import { kyvernoChart } from './kyverno.js';
import { sealedSecretsChart } from './sealed-secrets.js';
import { traefikChart } from './traefik.js';

const CHARTS = [argoCdChart, certManagerChart, kyvernoChart, sealedSecretsChart, traefikChart];

/** What infrastructure and business Applications may take from where to where. */
export const projects = manifests({
  name: 'projects',
  tier: 'infra',
  namespace: 'argocd',
  project: 'default',
  wave: SyncWave.NAMESPACES,
  build: (scope, _settings, { controlPlane: { tiers }, source, destination }) => {
    const cluster = destination ?? { server: 'https://kubernetes.default.svc' };
    new ArgoProject(scope, 'infrastructure', {
      name: tiers.infra.project,
      description: 'What the platform itself is made of.',
      sourceRepos: [source.repoURL, ...CHARTS.map(({ repository }) => repository.replace(/^oci:\/\//, ''))],
      destinations: [{ ...cluster, namespace: '*' }],
      clusterResources: [{ group: '*', kind: '*' }],
    });
    new ArgoProject(scope, 'enterprise', {
      name: tiers.apps.project,
      description: 'Business applications. Their namespaces are made for them.',
      sourceRepos: [source.repoURL],
      // A namespace with `!` is denied, whatever else allows it.
      destinations: ['*', '!argocd', '!kube-system'].map((namespace) => ({ ...cluster, namespace })),
    });
  },
});
