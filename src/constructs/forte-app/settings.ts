import type { ShapeOf } from '../../model/shape.js';
import type { SecretRef } from '../secret-ref.js';

/** What an author says of a {@link ForteApp}. Every part of it can be layered. */
export interface ForteAppSettings {
  /** Image repository, without a tag: `registry.example.com/shop`. */
  readonly image: string;
  /** Tag or `sha256:…` digest of the image. In an estate it comes from `overlays/<cluster>/images.yaml`. */
  readonly tag: string;
  /** The port that the container listens on. */
  readonly port: number;
  /** Number of pods. Without effect where `autoscaling` is set. @default 1 */
  readonly replicas: number;
  /** Environment variables. @default - none */
  readonly env: Readonly<Record<string, string>>;
  /** Environment variables kept in a ConfigMap; a change restarts the pods. @default - no ConfigMap */
  readonly config: Readonly<Record<string, string>>;
  /** Secrets whose keys become environment variables of the same names. @default - none */
  readonly secrets: readonly SecretRef[];
  /**
   * What the container asks for and may use, as Kubernetes quantities: `100m`, `256Mi`.
   * @default - 50m CPU and 128Mi of memory are reserved, memory is limited to 256Mi
   */
  readonly resources: ForteAppResources;
  /** HTTP path that answers when the app is ready and alive. @default - no probes */
  readonly healthPath: string;
  /** Host under which it is reached over HTTPS. @default - it is not reached from outside */
  readonly host: string;
  /** ClusterIssuer of the host's certificate. @default 'letsencrypt-prod' */
  readonly issuer: string;
  /** Grows and shrinks the number of pods. @default - it stays at `replicas` */
  readonly autoscaling: ForteAppAutoscaling;
  /** A PostgreSQL database of its own. @default - none */
  readonly database: ForteAppDatabase;
}

/** What a container asks for and may use. */
export interface ForteAppResources {
  /** @default - nothing is reserved */
  readonly requests?: { readonly cpu?: string; readonly memory?: string };
  /** @default - nothing is limited */
  readonly limits?: { readonly cpu?: string; readonly memory?: string };
}

/** Between which numbers of pods an app grows and shrinks, and by what. */
export interface ForteAppAutoscaling {
  /** Fewest pods. */
  readonly min: number;
  /** Most pods. */
  readonly max: number;
  /** Percentage of the requested CPU to aim for. @default 80 */
  readonly cpu?: number;
}

/** A PostgreSQL database of one pod on a volume. */
export interface ForteAppDatabase {
  /** Size of its volume, as a Kubernetes quantity: `8Gi`. It cannot shrink. */
  readonly size: string;
  /** PostgreSQL image with its tag. @default 'postgres:17.6' */
  readonly image?: string;
  /** Secret with the key `POSTGRES_PASSWORD`. */
  readonly credentials: SecretRef;
}

/** The settings that have no default and no "without". */
type Required = 'image' | 'tag' | 'port';

/** What a {@link ForteApp} is made of once all layers are merged. */
export interface ForteAppProps
  extends Pick<ForteAppSettings, Required>,
    Partial<Omit<ForteAppSettings, Required>> {
  /** Name of its objects and value of their `app.kubernetes.io/name` label. */
  readonly name: string;
  /** StorageClass of its volumes. @default - the cluster's default class */
  readonly storageClass?: string;
}

/** The library's own defaults, the weakest layer. */
export const FORTE_APP_DEFAULTS = {
  replicas: 1,
  issuer: 'letsencrypt-prod',
  resources: { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } },
} as const satisfies Partial<ForteAppSettings>;

/** The settings as known at run time, for layers that no compiler sees. */
export const FORTE_APP_SHAPE: ShapeOf<ForteAppSettings> = {
  fields: {
    image: 'string',
    tag: 'string',
    port: 'number',
    replicas: 'number',
    env: { map: 'string' },
    config: { map: 'string' },
    secrets: 'opaque',
    resources: {
      fields: {
        requests: { fields: { cpu: 'string', memory: 'string' } },
        limits: { fields: { cpu: 'string', memory: 'string' } },
      },
    },
    healthPath: 'string',
    host: 'string',
    issuer: 'string',
    autoscaling: { fields: { min: 'number', max: 'number', cpu: 'number' }, required: ['min', 'max'] },
    database: {
      fields: { size: 'string', image: 'string', credentials: 'opaque' },
      required: ['size', 'credentials'],
    },
  },
};
