import { describe, expect, it } from 'vitest';
import {
  ArgoApplication,
  type ArgoApplicationProps,
  type ArgoSource,
  type JsonObject,
  SyncWave,
} from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const folder: ArgoSource = { repoURL: 'https://git.example/estate', path: 'dist/one' };

const minimal: ArgoApplicationProps = {
  name: 'shop',
  destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' },
  sources: [folder],
};

function application(props: Partial<ArgoApplicationProps> = {}): JsonObject {
  return synthConstruct((scope) => {
    new ArgoApplication(scope, 'application', { ...minimal, ...props });
  }).find('Application');
}

describe('an Application of which little is said', () => {
  it('is automated, prunes, heals itself and tries five times more, from 5 s to 3 m', () => {
    expect(application()).toMatchInlineSnapshot(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata:
        name: shop
        namespace: argocd
      spec:
        destination:
          namespace: shop
          server: https://kubernetes.default.svc
        project: default
        source:
          path: dist/one
          repoURL: https://git.example/estate
          targetRevision: HEAD
        syncPolicy:
          automated:
            prune: true
            selfHeal: true
          retry:
            backoff:
              duration: 5s
              factor: 2
              maxDuration: 3m
            limit: 5
    `);
  });
});

describe('the source of an Application', () => {
  const repository = { repoURL: 'https://git.example/estate', targetRevision: 'v1' };

  it.each<[kind: string, source: ArgoSource]>([
    [
      'a chart of a Helm repository',
      { repoURL: 'https://charts.example', chart: 'c', targetRevision: '1.2.3' },
    ],
    [
      'a chart with all that Helm can be told',
      {
        repoURL: 'https://charts.example',
        chart: 'c',
        targetRevision: '1.2.3',
        helm: {
          releaseName: 'r',
          valueFiles: ['$values/v.yaml', 'values-prod.yaml'],
          ignoreMissingValueFiles: true,
          valuesObject: { replicas: 2, removed: null },
          parameters: [{ name: 'a.b', value: '1', forceString: true }],
          skipCrds: true,
        },
      },
    ],
    ['a folder', { ...repository, path: 'dist/one' }],
    [
      'a folder and all below it',
      { ...repository, path: 'd', directory: { recurse: true, include: '*.yaml', exclude: 'x/*' } },
    ],
    ['a chart in Git', { ...repository, path: 'charts/c', helm: { valueFiles: ['values.yaml'] } }],
    [
      'a Kustomize root',
      {
        ...repository,
        path: 'overlays/prod',
        kustomize: {
          namePrefix: 'p-',
          nameSuffix: '-s',
          namespace: 'n',
          images: ['a=b:1'],
          commonLabels: { l: '1' },
          commonAnnotations: { a: '2' },
          components: ['../c'],
          replicas: [{ name: 'web', count: 3 }],
        },
      },
    ],
    [
      'a plugin',
      {
        ...repository,
        path: 'p',
        plugin: {
          name: 'cmp',
          env: [{ name: 'A', value: 'b' }],
          parameters: [
            { name: 's', string: 'x' },
            { name: 'l', array: ['y'] },
            { name: 'm', map: { k: 'v' } },
          ],
        },
      },
    ],
    ['a repository that lends its files', { ...repository, ref: 'values' }],
  ])('may be %s, which is written as it was given', (_kind, source) => {
    const { spec } = application({ sources: [source] });
    expect(spec).toHaveProperty('source', source);
    expect(spec).not.toHaveProperty('sources');
  });

  it('is followed at HEAD where no revision is given', () => {
    expect(application()).toMatchManifest({ spec: { source: { targetRevision: 'HEAD' } } });
  });

  it('may be several, in the order in which they were given', () => {
    const ref = { ...repository, ref: 'values' };
    const { spec } = application({ sources: [folder, ref] });
    expect(spec).toHaveProperty('sources', [{ ...folder, targetRevision: 'HEAD' }, ref]);
    expect(spec).not.toHaveProperty('source');
  });

  it('is copied: what is done to the props later changes nothing', () => {
    const valueFiles = ['a.yaml'];
    const found = synthConstruct((scope) => {
      const source = { ...repository, path: 'c', helm: { valueFiles } };
      new ArgoApplication(scope, 'application', { ...minimal, sources: [source] });
      valueFiles.push('b.yaml');
    }).find('Application');
    expect(found).toMatchManifest({ spec: { source: { helm: { valueFiles: ['a.yaml'] } } } });
  });
});

describe('an Application', () => {
  it.each<[what: string, props: Partial<ArgoApplicationProps>, part: JsonObject]>([
    [
      'deploys to a cluster by address',
      { destination: { server: 'https://10.0.0.1', namespace: 'a' } },
      { spec: { destination: { server: 'https://10.0.0.1', namespace: 'a' } } },
    ],
    [
      'deploys to a cluster by name',
      { destination: { name: 'edge', namespace: 'a' } },
      { spec: { destination: { name: 'edge', namespace: 'a' } } },
    ],
    ['stands in the namespace it is told', { namespace: 'gitops' }, { metadata: { namespace: 'gitops' } }],
    ['belongs to the project it is told', { project: 'platform' }, { spec: { project: 'platform' } }],
    [
      'comes in its wave',
      { wave: SyncWave.NAMESPACES },
      { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '-1' } } },
    ],
    [
      'tells a Slack channel of each trigger',
      { notifications: { channel: 'ops', triggers: ['on-sync-failed', 'on-degraded'] } },
      {
        metadata: {
          annotations: {
            'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'ops',
            'notifications.argoproj.io/subscribe.on-degraded.slack': 'ops',
          },
        },
      },
    ],
    [
      'takes its resources with it when it is deleted in cascade',
      { deletion: 'cascade' },
      { metadata: { finalizers: ['resources-finalizer.argocd.argoproj.io'] } },
    ],
    [
      'has further labels and annotations',
      { labels: { team: 'a' }, annotations: { note: 'b' }, wave: SyncWave.of(7) },
      {
        metadata: {
          labels: { team: 'a' },
          annotations: { note: 'b', 'argocd.argoproj.io/sync-wave': '7' },
        },
      },
    ],
    [
      'ignores differences',
      {
        ignoreDifferences: [
          { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
          { kind: 'Secret', name: 's', namespace: 'n', jqPathExpressions: ['.data'] },
          { kind: 'Service', managedFieldsManagers: ['kubelet'] },
        ],
      },
      {
        spec: {
          ignoreDifferences: [
            { group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] },
            { kind: 'Secret', name: 's', namespace: 'n', jqPathExpressions: ['.data'] },
            { kind: 'Service', managedFieldsManagers: ['kubelet'] },
          ],
        },
      },
    ],
    [
      'has its sync options',
      { syncPolicy: { options: ['ServerSideApply=true'] } },
      { spec: { syncPolicy: { syncOptions: ['ServerSideApply=true'], automated: { prune: true } } } },
    ],
    [
      'keeps what vanished from Git, and what was changed by hand, where it is told so',
      { syncPolicy: { prune: false, selfHeal: false, retryLimit: 2 } },
      { spec: { syncPolicy: { automated: { prune: false, selfHeal: false }, retry: { limit: 2 } } } },
    ],
  ])('%s', (_what, props, part) => {
    expect(application(props)).toMatchManifest(part);
  });

  it.each<[orphan: string, props: Partial<ArgoApplicationProps>]>([
    ['unless told otherwise', {}],
    ['in as many words', { deletion: 'orphan' }],
  ])('leaves its resources running when it is deleted, %s', (_case, props) => {
    expect(application(props).metadata).not.toHaveProperty('finalizers');
  });

  it('is synced by hand alone when it is not automated', () => {
    const { spec } = application({ syncPolicy: { automated: false, prune: true } });
    expect(spec).toHaveProperty('syncPolicy', {
      retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
    });
  });
});

describe('a sync wave', () => {
  it('is one of a small ordered vocabulary, or any whole number', () => {
    const { NAMESPACES, POLICIES, INFRASTRUCTURE, APPLICATIONS } = SyncWave;
    expect([NAMESPACES, POLICIES, INFRASTRUCTURE, APPLICATIONS].map(({ number }) => number)).toEqual([
      -1, 0, 1, 2,
    ]);
    expect(SyncWave.of(-40).annotations).toEqual({ 'argocd.argoproj.io/sync-wave': '-40' });
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('is never %s', (number) => {
    expect(() => SyncWave.of(number)).toThrow(new RangeError(`a sync wave is a whole number, not ${number}`));
  });
});
