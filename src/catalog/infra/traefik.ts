import { helmApplication, helmChart } from '../../index.js';

/** The values of the traefik chart that the estate sets. */
interface TraefikValues {
  readonly deployment: { readonly replicas: number };
  readonly podDisruptionBudget: { readonly enabled: boolean; readonly minAvailable: number };
  readonly service: {
    readonly annotations: Readonly<Record<string, string>>;
    // The chart silently ignores `service.externalTrafficPolicy`: it belongs into `service.spec`.
    readonly spec: { readonly externalTrafficPolicy: 'Local' | 'Cluster' };
  };
  readonly ports: { readonly web: TraefikPort; readonly websecure: TraefikPort };
  readonly resources: Resources;
  readonly log: { readonly level: 'DEBUG' | 'INFO' | 'WARN' | 'ERROR' };
}

interface TraefikPort {
  readonly proxyProtocol: { readonly trustedIPs: readonly string[] };
  readonly http: {
    readonly redirections: {
      readonly entryPoint: { readonly to: string; readonly scheme: 'https'; readonly permanent: boolean };
    };
  };
}

interface Resources {
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly memory: string };
}

export const traefikChart = helmChart<TraefikValues>({
  repository: 'https://traefik.github.io/charts',
  name: 'traefik',
  version: '41.3.0',
});

/** The way in: ends TLS and routes by host. */
export const traefik = helmApplication({
  name: 'traefik',
  chart: traefikChart,
  values: {
    deployment: { replicas: 1 },
    ports: {
      web: { http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } } },
    },
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    log: { level: 'INFO' },
  },
  fromFacts: ({ cloud: { loadBalancer } }) => {
    const { annotations, externalTrafficPolicy, proxyProtocolFrom } = loadBalancer;
    const trusted = proxyProtocolFrom && { proxyProtocol: { trustedIPs: proxyProtocolFrom } };
    return {
      values: {
        service: { annotations, ...(externalTrafficPolicy && { spec: { externalTrafficPolicy } }) },
        ...(trusted && { ports: { web: trusted, websecure: trusted } }),
      },
    };
  },
});
