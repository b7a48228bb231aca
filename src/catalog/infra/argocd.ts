import { helmApplication, helmChart, SealedSecretRef } from '../../index.js';

/** The values of the argo-cd chart that the estate sets. */
interface ArgoCdValues {
  readonly global: { readonly domain: string };
  readonly crds: { readonly install: boolean; readonly keep: boolean };
  readonly configs: {
    readonly cm: Readonly<Record<string, string>>;
    readonly params: { readonly 'server.insecure': boolean };
  };
  readonly controller: { readonly replicas: number };
  readonly server: {
    readonly replicas: number;
    readonly ingress: {
      readonly enabled: boolean;
      readonly ingressClassName: string;
      readonly annotations: Readonly<Record<string, string>>;
      readonly tls: boolean;
    };
  };
  readonly repoServer: { readonly replicas: number };
  readonly applicationSet: { readonly replicas: number };
  readonly notifications: {
    readonly argocdUrl: string;
    readonly secret: { readonly create: boolean };
    readonly notifiers: Readonly<Record<string, string>>;
    readonly templates: Readonly<Record<string, string>>;
    readonly triggers: Readonly<Record<string, string>>;
  };
}

export const argoCdChart = helmChart<ArgoCdValues>({
  repository: 'https://argoproj.github.io/argo-helm',
  name: 'argo-cd',
  version: '10.1.1',
});

// Argo CD judges no health of an Application by itself. Without this, the waves of the app-of-apps would
// not wait for anything. https://argo-cd.readthedocs.io/en/stable/operator-manual/health/
const APPLICATION_HEALTH = `local health = obj.status and obj.status.health
if health == nil or health.status == nil then
  return { status = "Progressing", message = "not judged yet" }
end
return { status = health.status, message = health.message or "" }
`;

/** Argo CD itself, kept like Git by itself. */
export const argocd = helmApplication({
  name: 'argocd',
  chart: argoCdChart,
  values: {
    crds: { install: true, keep: true },
    configs: {
      cm: {
        'timeout.reconciliation': '60s',
        // Kyverno's controllers fill its aggregated ClusterRoles, which is no drift.
        'resource.compareoptions': 'ignoreAggregatedRoles: true\n',
        'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      },
      // Traefik ends TLS in front of it, by the ingress below.
      params: { 'server.insecure': true },
    },
    // A certificate for `<domain>`, made by cert-manager as the annotation asks, in the Secret argocd-server-tls.
    server: { ingress: { enabled: true, ingressClassName: 'traefik', tls: true } },
    notifications: {
      // The secret is sealed in each overlay.
      secret: { create: false },
      notifiers: { 'service.slack': 'token: $slack-token\n' },
      templates: {
        'template.sync-succeeded': 'message: "{{.app.metadata.name}} is synced."\n',
        'template.sync-failed':
          'message: "{{.app.metadata.name}} could not be synced: {{.app.status.operationState.message}}"\n',
        'template.degraded': 'message: "{{.app.metadata.name}} is degraded."\n',
      },
      triggers: {
        'trigger.on-sync-succeeded':
          "- when: app.status.operationState != nil and app.status.operationState.phase in ['Succeeded']\n  oncePer: app.status.operationState.finishedAt\n  send: [sync-succeeded]\n",
        'trigger.on-sync-failed':
          "- when: app.status.operationState != nil and app.status.operationState.phase in ['Error', 'Failed']\n  send: [sync-failed]\n",
        'trigger.on-degraded': "- when: app.status.health.status == 'Degraded'\n  send: [degraded]\n",
      },
    },
  },
  secrets: [SealedSecretRef.named('argocd-notifications-secret', { keys: ['slack-token'] })],
  fromFacts: ({ domain, stage }) => ({
    values: {
      global: { domain: `argocd.${domain}` },
      server: {
        ingress: {
          annotations: {
            'cert-manager.io/cluster-issuer': stage.production ? 'letsencrypt-prod' : 'letsencrypt-staging',
          },
        },
      },
      notifications: { argocdUrl: `https://argocd.${domain}` },
    },
  }),
});
