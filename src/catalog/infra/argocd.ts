import { helmApplication, helmChart } from '../../index.js';

/** The values of the argo-cd chart that the estate sets. */
interface ArgoCdValues {
  readonly global: { readonly domain: string };
  readonly crds: { readonly install: boolean; readonly keep: boolean };
  readonly configs: {
    readonly cm: Readonly<Record<string, string>>;
    readonly params: { readonly 'server.insecure': boolean };
  };
  readonly controller: { readonly replicas: number };
  readonly server: { readonly replicas: number };
  readonly repoServer: { readonly replicas: number };
  readonly applicationSet: { readonly replicas: number };
  readonly notifications: {
    readonly argocdUrl: string;
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
        'resource.customizations.health.argoproj.io_Application': APPLICATION_HEALTH,
      },
      // Traefik ends TLS in front of it.
      params: { 'server.insecure': true },
    },
    notifications: {
      notifiers: { 'service.slack': 'token: $slack-token\n' },
      templates: {
        'template.sync-succeeded': 'message: "{{.app.metadata.name}} is synced."\n',
        'template.sync-failed':
          'message: "{{.app.metadata.name}} could not be synced: {{.app.status.operationState.message}}"\n',
        'template.degraded': 'message: "{{.app.metadata.name}} is degraded."\n',
      },
      triggers: {
        'trigger.on-sync-succeeded':
          "- when: app.status.operationState.phase in ['Succeeded']\n  oncePer: app.status.sync.revision\n  send: [sync-succeeded]\n",
        'trigger.on-sync-failed':
          "- when: app.status.operationState.phase in ['Error', 'Failed']\n  send: [sync-failed]\n",
        'trigger.on-degraded': "- when: app.status.health.status == 'Degraded'\n  send: [degraded]\n",
      },
    },
  },
  fromFacts: ({ domain }) => ({
    values: {
      global: { domain: `argocd.${domain}` },
      notifications: { argocdUrl: `https://argocd.${domain}` },
    },
  }),
});
