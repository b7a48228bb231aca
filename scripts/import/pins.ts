/**
 * Everything the import depends on, in one place: which package, at which version, stands for which
 * release of which application, and which of its kinds are imported. To move to a newer release, change
 * the version here and in package.json, run `npm run import`, and read what it reports as removed.
 */

/** Whether objects of a kind live in a namespace or belong to the whole cluster. */
export type Scope = 'Namespaced' | 'Cluster';

/** One kind to import. Neither its plural nor its scope is in the packages: they are upstream's. */
export interface KindPin {
  readonly kind: string;
  readonly plural: string;
  /** The best version that the pinned release serves. */
  readonly version: string;
  readonly scope: Scope;
  /**
   * Subtrees left untyped, any content allowed: `*` stands for one property name. For what would repeat
   * a large type many times over and is hardly ever written by hand.
   */
  readonly open?: readonly string[];
}

/** One API group, and the package its kinds are recovered from. */
export interface GroupPin {
  readonly group: string;
  readonly package: string;
  /** The exact version that must be installed. */
  readonly version: string;
  /** The application's release that this version of the package was made from. */
  readonly upstream: string;
  readonly kinds: readonly KindPin[];
}

/** One API group whose CRDs are written by hand, in `scripts/import/handwritten/<group>.yaml`. */
export interface HandwrittenPin {
  readonly group: string;
  readonly upstream: string;
  readonly kinds: readonly string[];
}

/** A kind that lives in a namespace. */
function namespaced(kind: string, plural: string, version: string): KindPin {
  return { kind, plural, version, scope: 'Namespaced' };
}

/** A kind that belongs to the whole cluster. */
function cluster(kind: string, plural: string, version: string): KindPin {
  return { kind, plural, version, scope: 'Cluster' };
}

const kyverno = {
  package: '@kubernetes-models/kyverno',
  version: '2.0.0',
  upstream: 'Kyverno 1.18.0',
};

/** The groups recovered from packages. */
export const groups: readonly GroupPin[] = [
  {
    group: 'argoproj.io',
    package: '@kubernetes-models/argo-cd',
    version: '4.0.0',
    upstream: 'Argo CD 3.3.9',
    kinds: [
      namespaced('AppProject', 'appprojects', 'v1alpha1'),
      namespaced('Application', 'applications', 'v1alpha1'),
      {
        ...namespaced('ApplicationSet', 'applicationsets', 'v1alpha1'),
        // Every generator, and every generator nested in a matrix or a merge, may override the template and
        // so repeats the whole Application: 23 copies of it. Only `spec.template` itself stays typed.
        open: [
          'spec.generators[].*.template',
          'spec.generators[].matrix.generators[].*.template',
          'spec.generators[].merge.generators[].*.template',
        ],
      },
    ],
  },
  {
    group: 'bitnami.com',
    package: '@kubernetes-models/sealed-secrets',
    version: '6.0.0',
    upstream: 'Sealed Secrets 0.36.6',
    kinds: [namespaced('SealedSecret', 'sealedsecrets', 'v1alpha1')],
  },
  {
    group: 'cert-manager.io',
    package: '@kubernetes-models/cert-manager',
    version: '6.0.0',
    upstream: 'cert-manager 1.20.2',
    kinds: [
      namespaced('Certificate', 'certificates', 'v1'),
      cluster('ClusterIssuer', 'clusterissuers', 'v1'),
      namespaced('Issuer', 'issuers', 'v1'),
    ],
  },
  {
    group: 'kyverno.io',
    ...kyverno,
    kinds: [
      namespaced('CleanupPolicy', 'cleanuppolicies', 'v2'),
      cluster('ClusterCleanupPolicy', 'clustercleanuppolicies', 'v2'),
      cluster('ClusterPolicy', 'clusterpolicies', 'v1'),
      namespaced('Policy', 'policies', 'v1'),
      namespaced('PolicyException', 'policyexceptions', 'v2'),
    ],
  },
  {
    group: 'monitoring.coreos.com',
    package: '@kubernetes-models/prometheus-operator',
    version: '6.0.0',
    upstream: 'prometheus-operator 0.91.0',
    kinds: [
      namespaced('PodMonitor', 'podmonitors', 'v1'),
      namespaced('PrometheusRule', 'prometheusrules', 'v1'),
      namespaced('ServiceMonitor', 'servicemonitors', 'v1'),
    ],
  },
  {
    group: 'policies.kyverno.io',
    ...kyverno,
    kinds: [
      cluster('DeletingPolicy', 'deletingpolicies', 'v1'),
      cluster('GeneratingPolicy', 'generatingpolicies', 'v1'),
      cluster('ImageValidatingPolicy', 'imagevalidatingpolicies', 'v1'),
      cluster('MutatingPolicy', 'mutatingpolicies', 'v1'),
      namespaced('NamespacedDeletingPolicy', 'namespaceddeletingpolicies', 'v1'),
      namespaced('NamespacedGeneratingPolicy', 'namespacedgeneratingpolicies', 'v1'),
      namespaced('NamespacedImageValidatingPolicy', 'namespacedimagevalidatingpolicies', 'v1'),
      namespaced('NamespacedMutatingPolicy', 'namespacedmutatingpolicies', 'v1'),
      namespaced('NamespacedValidatingPolicy', 'namespacedvalidatingpolicies', 'v1'),
      namespaced('PolicyException', 'policyexceptions', 'v1'),
      cluster('ValidatingPolicy', 'validatingpolicies', 'v1'),
    ],
  },
  {
    group: 'traefik.io',
    package: '@kubernetes-models/traefik',
    version: '2.0.0',
    upstream: 'Traefik 3.7.1',
    kinds: [
      namespaced('IngressRoute', 'ingressroutes', 'v1alpha1'),
      namespaced('Middleware', 'middlewares', 'v1alpha1'),
    ],
  },
];

/** The groups that no package offers. */
export const handwritten: readonly HandwrittenPin[] = [
  {
    group: 'secrets.hashicorp.com',
    upstream: 'Vault Secrets Operator, public API reference of v1beta1',
    kinds: ['VaultAuth', 'VaultConnection', 'VaultStaticSecret'],
  },
];

/** The package that lists the kinds Kubernetes itself has. */
export const kubernetes = {
  package: 'kubernetes-models',
  version: '5.1.0',
  upstream: 'Kubernetes 1.36',
} as const;

/**
 * What else decides the output, byte for byte: the packages whose types the ones above refer to, the
 * compiler that reads them, the printer of the CRDs and the generator of the classes.
 */
export const tools: Readonly<Record<string, string>> = {
  '@kubernetes-models/apimachinery': '3.0.2',
  '@kubernetes-models/gateway-api': '2.0.0',
  'cdk8s-cli': '2.207.60',
  json2jsii: '0.5.19',
  'typescript-api': '6.0.3',
  yaml: '2.9.1',
};
