import type { ICertificate } from '@kubernetes-models/cert-manager/cert-manager.io/v1';
import type { IIngressRoute } from '@kubernetes-models/traefik/traefik.io/v1alpha1';
import { Construct } from 'constructs';
import { KubernetesObject } from '../kubernetes-object.js';
import { selectorLabels } from './objects.js';

export interface AppRouteProps {
  /** Name of the app and of its Service, whose port 80 is reached. */
  readonly name: string;
  readonly host: string;
  /** ClusterIssuer of the certificate. */
  readonly issuer: string;
}

/** The way to an app from outside: Traefik's route over HTTPS, and a certificate of its own. */
export class AppRoute extends Construct {
  constructor(scope: Construct, id: string, props: AppRouteProps) {
    super(scope, id);
    new KubernetesObject(this, 'ingress-route', ingressRoute(props));
    new KubernetesObject(this, 'certificate', certificate(props));
  }
}

function ingressRoute({ name, host }: AppRouteProps): IIngressRoute {
  return {
    apiVersion: 'traefik.io/v1alpha1',
    kind: 'IngressRoute',
    metadata: { name, labels: selectorLabels(name) },
    spec: {
      entryPoints: ['websecure'],
      routes: [{ kind: 'Rule', match: `Host(\`${host}\`)`, services: [{ name, port: 80 }] }],
      tls: { secretName: tlsSecret(name) },
    },
  };
}

function certificate({ name, host, issuer }: AppRouteProps): ICertificate {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name, labels: selectorLabels(name) },
    spec: {
      secretName: tlsSecret(name),
      dnsNames: [host],
      issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: issuer },
    },
  };
}

function tlsSecret(name: string): string {
  return `${name}-tls`;
}
