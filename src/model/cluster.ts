import type { SettingsLayer } from './layers.js';

/** Defaults that a profile gives, by kind of entry: `forteApp`, `helmApplication`, … */
export type ProfileDefaults = ReadonlyMap<string, SettingsLayer>;

/** What a stage, such as `dev` or `prod`, dictates. */
export interface Stage<Name extends string = string> {
  readonly name: Name;
  /** Whether people depend on it. */
  readonly production: boolean;
  readonly defaults: ProfileDefaults;
}

/** What a cloud's load balancer wants from the Service in front of it. */
export interface LoadBalancer {
  /** Annotations of the Service. */
  readonly annotations: Readonly<Record<string, string>>;
  /** `Local` keeps the client's address without a proxy protocol. @default 'Cluster' */
  readonly externalTrafficPolicy?: 'Local' | 'Cluster';
  /**
   * The networks whose PROXY protocol header the ingress controller believes.
   * @default - no proxy protocol is spoken
   */
  readonly proxyProtocolFrom?: readonly string[];
}

/** What a cloud dictates. */
export interface Cloud {
  readonly name: string;
  /** The StorageClass of every volume that an entry asks for. */
  readonly storageClass: string;
  readonly loadBalancer: LoadBalancer;
  readonly defaults: ProfileDefaults;
}

/** Who is told on Slack about what happens to an Application. */
export interface SlackNotifications {
  /** Channel, without `#`; the Slack app must be a member of it. */
  readonly channel: string;
  /** Names of triggers that exist in `argocd-notifications-cm`, such as `on-sync-failed`. */
  readonly triggers: readonly string[];
}

/** One of a control plane's two sets of Applications. */
export interface ControlPlaneTier {
  /** Name of the Application that brings up the Applications of this tier. */
  readonly application: string;
  /** AppProject of the Applications of this tier. */
  readonly project: string;
}

/** The Argo CD that deploys to a cluster. */
export interface ControlPlane {
  /** The namespace that it runs in and looks for Applications in. */
  readonly namespace: string;
  /**
   * The name that sets it apart when one Argo CD serves many clusters; Applications are then named
   * `<cluster>-<entry>`. @default - each cluster has an Argo CD of its own
   */
  readonly hub?: string;
  /** The two Applications that hold all others, and the AppProjects of what they hold. */
  readonly tiers: {
    /** The root, which brings up infrastructure and, among it, the Application of the other tier. */
    readonly infra: ControlPlaneTier;
    /** Business applications. */
    readonly apps: ControlPlaneTier;
  };
  /** @default - nobody is notified */
  readonly notifications?: SlackNotifications;
}

/** The Git repository in which a cluster's `dist/` folder stands. */
export interface GitSource {
  /** URL, as registered with Argo CD. */
  readonly repoURL: string;
  /** Branch, tag or commit that Argo CD watches. */
  readonly targetRevision: string;
  /** Where the output folder stands in the repository. @default 'dist' */
  readonly path?: string;
}

/** What is true of one cluster. */
export interface ClusterFacts<StageName extends string = string> {
  /** Name of the cluster and of its folders in `overlays/` and `dist/`. */
  readonly name: string;
  readonly cloud: Cloud;
  readonly stage: Stage<StageName>;
  /** The domain below which its hosts are named: `example.com`. */
  readonly domain: string;
  /** Kubernetes version, as `1.33`. */
  readonly kubernetesVersion: string;
  readonly controlPlane: ControlPlane;
  /**
   * How Argo CD reaches it: the address of its API server, or the name under which it is registered.
   * @default - the cluster that Argo CD runs on, `https://kubernetes.default.svc`
   */
  readonly destination?: { readonly server: string } | { readonly name: string };
  readonly source: GitSource;
}

/** A cluster as `build` functions see it: its facts and the data of its overlay. */
export interface Cluster extends ClusterFacts {
  /** Image tags or digests by name, from the overlay's `images.yaml`. */
  readonly images: ReadonlyMap<string, string>;
  /** The namespaces that the entries of this cluster deploy to, sorted. */
  readonly namespaces: readonly string[];
}
