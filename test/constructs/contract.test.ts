import { Application as ApplicationModel } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/Application';
import { AppProject as AppProjectModel } from '@kubernetes-models/argo-cd/argoproj.io/v1alpha1/AppProject';
import { Certificate as CertificateModel } from '@kubernetes-models/cert-manager/cert-manager.io/v1/Certificate';
import { IngressRoute as IngressRouteModel } from '@kubernetes-models/traefik/traefik.io/v1alpha1/IngressRoute';
import { k8s } from 'cdk8s-plus-28';
import { Deployment } from 'kubernetes-models/apps/v1/Deployment';
import { StatefulSet } from 'kubernetes-models/apps/v1/StatefulSet';
import { HorizontalPodAutoscaler } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscaler';
import { ConfigMap } from 'kubernetes-models/v1/ConfigMap';
import { Namespace } from 'kubernetes-models/v1/Namespace';
import { Service } from 'kubernetes-models/v1/Service';
import { describe, expect, it } from 'vitest';
import { Application, AppProject } from '../../imports/argoproj.io.js';
import { Certificate } from '../../imports/cert-manager.io.js';
import { IngressRoute } from '../../imports/traefik.io.js';
import {
  ArgoApplication,
  ArgoProject,
  ForteApp,
  HelmApplication,
  type JsonObject,
  Namespaces,
  SealedSecretRef,
  SyncWave,
} from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const destination = { server: 'https://kubernetes.default.svc', namespace: 'shop' };
const repository = { repoURL: 'https://git.example/estate', targetRevision: 'main' };

/** Objects of every kind that the library makes, with every field that it can write. */
const made = synthConstruct((scope) => {
  new ForteApp(scope, 'small', { name: 'small', image: 'i', tag: 't', port: 3000 });
  new ForteApp(scope, 'full', {
    name: 'full',
    image: 'i',
    tag: `sha256:${'0'.repeat(64)}`,
    port: 3000,
    env: { A: 'b' },
    config: { C: 'd' },
    secrets: [SealedSecretRef.named('api', { keys: ['KEY'] })],
    healthPath: '/up',
    host: 'full.example',
    autoscaling: { min: 2, max: 6, cpu: 70 },
    database: { size: '8Gi', credentials: SealedSecretRef.named('db', { keys: ['POSTGRES_PASSWORD'] }) },
    storageClass: 'fast',
  });
  new Namespaces(scope, 'namespaces', { names: ['shop'], labels: { team: 'a' } });
  new ArgoProject(scope, 'project', {
    name: 'business',
    description: 'Business applications.',
    sourceRepos: ['*'],
    destinations: [destination, { name: 'edge', namespace: '!kube-system' }],
    clusterResources: [{ group: '', kind: 'Namespace' }],
    namespaceResources: [{ group: 'apps', kind: '*' }],
    wave: SyncWave.NAMESPACES,
  });
  new HelmApplication(scope, 'chart', {
    name: 'chart',
    destination,
    chart: { repository: 'oci://quay.io/charts', name: 'c', version: '1.0.0' },
    values: {},
    valuesFile: { ...repository, file: 'dist/one/values/c.yaml' },
    skipCrds: true,
    additionalSources: [
      { ...repository, path: 'a', directory: { recurse: true, include: '*.yaml', exclude: 'x' } },
      { ...repository, path: 'b', kustomize: { images: ['a=b'], replicas: [{ name: 'w', count: 2 }] } },
      { ...repository, path: 'c', plugin: { name: 'p', parameters: [{ name: 'm', map: { k: 'v' } }] } },
    ],
  });
  new ArgoApplication(scope, 'one-source', {
    name: 'one-source',
    destination: { name: 'edge', namespace: 'shop' },
    sources: [
      {
        ...repository,
        path: 'chart',
        helm: { valuesObject: { a: { b: [1] } }, parameters: [{ name: 'a', value: '1', forceString: true }] },
      },
    ],
    wave: SyncWave.APPLICATIONS,
    syncPolicy: { options: ['ServerSideApply=true'], retryLimit: 3 },
    deletion: 'cascade',
    labels: { team: 'a' },
    annotations: { note: 'b' },
    notifications: { channel: 'ops', triggers: ['on-sync-failed'] },
    ignoreDifferences: [
      { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'], managedFieldsManagers: ['m'] },
      { kind: 'Secret', name: 's', namespace: 'n', jqPathExpressions: ['.data'] },
    ],
  });
});

const objects = made.all.map((object): [name: string, object: JsonObject] => [
  `${object.kind} ${JSON.stringify(object.metadata).match(/"name":"([^"]+)"/)?.[1]}`,
  object,
]);

interface Contract {
  /** Throws when an object does not conform to the published schema. */
  readonly model: new (
    data: never,
  ) => { validate(): void };
  /** Renders the fields that it knows and drops all others. */
  readonly manifest: (props: never) => unknown;
}

const contracts: Readonly<Record<string, Contract>> = {
  Application: { model: ApplicationModel, manifest: Application.manifest },
  AppProject: { model: AppProjectModel, manifest: AppProject.manifest },
  Certificate: { model: CertificateModel, manifest: Certificate.manifest },
  ConfigMap: { model: ConfigMap, manifest: k8s.KubeConfigMap.manifest },
  Deployment: { model: Deployment, manifest: k8s.KubeDeployment.manifest },
  HorizontalPodAutoscaler: {
    model: HorizontalPodAutoscaler,
    manifest: k8s.KubeHorizontalPodAutoscalerV2.manifest,
  },
  IngressRoute: { model: IngressRouteModel, manifest: IngressRoute.manifest },
  Namespace: { model: Namespace, manifest: k8s.KubeNamespace.manifest },
  Service: { model: Service, manifest: k8s.KubeService.manifest },
  StatefulSet: { model: StatefulSet, manifest: k8s.KubeStatefulSet.manifest },
};

function contractOf({ kind }: JsonObject): Contract {
  const contract = contracts[String(kind)];
  if (!contract) throw new Error(`no contract for ${kind}`);
  return contract;
}

function validate(object: JsonObject): void {
  new (contractOf(object).model)(object as never).validate();
}

/** The fields that the generated classes keep. They hold what may be a number or a text in a class. */
function kept(object: JsonObject): unknown {
  const isUnion = (key: string, value: unknown) =>
    ['targetPort', 'count', 'cpu', 'memory', 'storage'].includes(key) ||
    (key === 'port' && (value === 'http' || object.kind === 'IngressRoute'));
  const wrap = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((item) => wrap('', item));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([inner, of]) => [camel(inner), wrap(inner, of)]));
    }
    return isUnion(key, value) ? { value } : value;
  };
  const { apiVersion: _, kind: __, ...props } = object;
  return contractOf(object).manifest(wrap('', props) as never);
}

/** How the generated classes name a field: `repoUrl` for `repoURL`. */
function camel(key: string): string {
  return key.replace(/(?<=[a-z][A-Z])[A-Z]+$/, (letters) => letters.toLowerCase());
}

describe('what the constructs make', () => {
  it('is of every kind for which there is a contract, and of no other', () => {
    expect([...new Set(made.all.map(({ kind }) => kind))].sort()).toEqual(Object.keys(contracts).sort());
  });

  it.each(objects)('conforms to the schema of its kind: %s', (_name, object) => {
    expect(() => validate(object)).not.toThrow();
  });

  it.each(objects)('has no field that the generated classes do not know: %s', (_name, object) => {
    expect(kept(object)).toEqual(object);
  });
});

describe('these contracts', () => {
  it('refuse a field of another type', () => {
    const service = made.find('Service', 'small');
    expect(() => validate({ ...service, spec: { ports: [{ port: '80' }] } })).toThrow('port');
    const application = made.find('Application', 'chart');
    expect(() => validate({ ...application, spec: { destination: {} } })).toThrow('project');
  });

  it('notice a misspelt field', () => {
    const deployment = made.find('Deployment', 'small');
    expect(kept({ ...deployment, spec: { replcias: 1 } })).not.toHaveProperty('spec.replcias');
  });
});
