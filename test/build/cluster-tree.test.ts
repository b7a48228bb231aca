import { describe, expect, it } from 'vitest';
import {
  ArgoApplication,
  type ClusterDefinition,
  type ClusterFacts,
  defineCluster,
  forteApp,
  HelmValues,
  helmApplication,
  helmChart,
  type JsonObject,
  KubernetesObject,
  manifests,
  SyncWave,
} from '../../src/index.js';
import { identityOf } from '../../src/model/manifest.js';
import { Manifests } from '../../src/testing.js';
import { controlPlane, facts, overlay, plan } from '../fixtures/small-cluster.js';

const shop = forteApp({ name: 'shop', image: 'ghcr.io/example/shop', port: 3000 });
const traefik = helmApplication({
  name: 'traefik',
  chart: helmChart<{ replicas: number }>({
    repository: 'https://charts.example',
    name: 't',
    version: '1.0.0',
  }),
  values: { replicas: 1 },
});
const settings = manifests({
  name: 'settings',
  tier: 'infra',
  build: (scope) => {
    new KubernetesObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } });
  },
});
const nothing = manifests({ name: 'nothing', tier: 'apps', build: () => {} });

function planned(definition: ClusterDefinition) {
  const { files, documents, findings } = plan(definition, overlay({ shop: '1.0.0' }));
  return { paths: files.map(({ path }) => path), manifests: new Manifests(documents, findings), findings };
}

function onCluster(changes: Partial<ClusterFacts>, ...run: (typeof shop | typeof traefik)[]) {
  return planned({ ...defineCluster({ ...facts, run: [] }), facts: { ...facts, ...changes }, run });
}

function names({ all }: Manifests): string[] {
  return all
    .filter(({ kind }) => kind === 'Application')
    .map((object) => identityOf(object)?.name ?? '')
    .sort();
}

describe('each entry of a cluster', () => {
  it('is one Application, in the folder of its tier, below the two that hold all others', () => {
    const { paths, findings } = planned(defineCluster({ ...facts, run: [traefik, settings, shop] }));
    expect(findings.filter(({ rule }) => rule !== 'unknown-entry')).toEqual([]);
    expect(paths).toEqual([
      'one/_app-of-apps-one.yaml',
      'one/apps/shop.yaml',
      'one/infra/business-apps.yaml',
      'one/infra/settings.yaml',
      'one/infra/traefik.yaml',
      'one/manifests/settings/configmap-map.yaml',
      'one/manifests/shop/deployment-shop.yaml',
      'one/manifests/shop/service-shop.yaml',
      'one/values/traefik.yaml',
    ]);
  });

  it('has no Application when it makes nothing, since Git holds no empty folder', () => {
    const { manifests: found, findings } = planned(
      defineCluster({ ...facts, run: [settings, nothing, shop] }),
    );
    expect(findings).toEqual([]);
    expect(names(found)).toEqual(['business-apps', 'platform-apps', 'settings', 'shop']);
  });

  it('may be named like anything that the library makes beside it', () => {
    const { findings, paths } = planned(
      defineCluster({
        ...facts,
        run: [
          manifests({ ...noSettings, name: 'applications' }),
          manifests({ ...noSettings, name: 'tier-apps' }),
          shop,
        ],
      }),
    );
    expect(findings).toEqual([]);
    expect(paths).toContain('one/infra/applications.yaml');
  });

  it('cannot be named like one of the two Applications that hold all others', () => {
    const entry = manifests({ ...noSettings, name: 'platform-apps' });
    expect(planned(defineCluster({ ...facts, run: [entry] })).findings).toMatchObject([
      { rule: 'unknown-entry' },
      { rule: 'duplicate-object', object: 'Application argocd/platform-apps' },
    ]);
  });
});

const noSettings = {
  tier: 'infra',
  build: (scope: ConstructorParameters<typeof KubernetesObject>[0]) => {
    new KubernetesObject(scope, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'map' } });
  },
} as const;

describe('the Applications that hold all others', () => {
  it('are not there where they would watch an empty folder', () => {
    const empty = defineCluster({ ...facts, run: [nothing] });
    expect(plan(empty).files).toEqual([]);
    const noBusiness = planned(defineCluster({ ...facts, run: [settings, nothing] }));
    expect(names(noBusiness.manifests)).toEqual(['platform-apps', 'settings']);
    const onlyBusiness = planned(defineCluster({ ...facts, run: [shop] }));
    expect(names(onlyBusiness.manifests)).toEqual(['business-apps', 'platform-apps', 'shop']);
  });

  it('carry no finalizer and deploy to where Argo CD runs', () => {
    const { manifests: found } = onCluster({ destination: { name: 'edge' } }, shop);
    expect(found.find('Application', 'platform-apps')).toMatchInlineSnapshot(`
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata:
        name: platform-apps
        namespace: argocd
      spec:
        destination:
          namespace: argocd
          server: https://kubernetes.default.svc
        project: default
        source:
          path: dist/one/infra
          repoURL: https://git.example/estate
          targetRevision: main
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
    expect(found.find('Application', 'business-apps')).toMatchManifest({
      spec: {
        source: { path: 'dist/one/apps' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
      },
    });
    expect(found.find('Application', 'business-apps').metadata).not.toHaveProperty('finalizers');
  });
});

describe('the Application of an entry', () => {
  it.each<[what: string, changes: Partial<ClusterFacts>, name: string, part: JsonObject]>([
    [
      'deploys to the cluster that Argo CD runs on',
      {},
      'shop',
      { spec: { destination: { server: 'https://kubernetes.default.svc', namespace: 'shop' } } },
    ],
    [
      'deploys to a cluster by the name under which it is registered',
      { destination: { name: 'edge' } },
      'shop',
      { spec: { destination: { name: 'edge', namespace: 'shop' } } },
    ],
    [
      'deploys to a cluster by address',
      { destination: { server: 'https://10.0.0.1' } },
      'shop',
      { spec: { destination: { server: 'https://10.0.0.1', namespace: 'shop' } } },
    ],
    [
      'is named after the cluster too where one Argo CD serves many',
      { controlPlane: { ...controlPlane, hub: 'central' } },
      'one-shop',
      { metadata: { name: 'one-shop', namespace: 'argocd' }, spec: { destination: { namespace: 'shop' } } },
    ],
    [
      'is in the namespace of its Argo CD',
      { controlPlane: { ...controlPlane, namespace: 'gitops' } },
      'shop',
      { metadata: { namespace: 'gitops' } },
    ],
    [
      'watches its folder in the repository of the cluster',
      { source: { repoURL: 'https://git.example/other', targetRevision: 'v1', path: 'out/all' } },
      'shop',
      {
        metadata: {
          annotations: { 'argocd.argoproj.io/manifest-generate-paths': '/out/all/one/manifests/shop' },
        },
        spec: {
          source: {
            repoURL: 'https://git.example/other',
            targetRevision: 'v1',
            path: 'out/all/one/manifests/shop',
          },
        },
      },
    ],
    [
      'takes a chart’s values from that repository',
      { source: { repoURL: 'https://git.example/other', targetRevision: 'v1', path: 'out' } },
      'traefik',
      {
        spec: {
          sources: [
            { chart: 't', helm: { valueFiles: ['$values/out/one/values/traefik.yaml'] } },
            { ref: 'values', repoURL: 'https://git.example/other', targetRevision: 'v1' },
          ],
        },
      },
    ],
    ['of business is in the project of its tier', {}, 'shop', { spec: { project: 'business' } }],
    ['of infrastructure is in the project of its tier', {}, 'traefik', { spec: { project: 'platform' } }],
    [
      'of business comes after infrastructure',
      {},
      'shop',
      { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '2' } } },
    ],
    [
      'of infrastructure comes in its wave',
      {},
      'traefik',
      { metadata: { annotations: { 'argocd.argoproj.io/sync-wave': '1' } } },
    ],
    [
      'tells the control plane’s channel',
      { controlPlane: { ...controlPlane, notifications: { channel: 'ops', triggers: ['on-x'] } } },
      'shop',
      { metadata: { annotations: { 'notifications.argoproj.io/subscribe.on-x.slack': 'ops' } } },
    ],
  ])('%s', (_what, changes, name, part) => {
    expect(onCluster(changes, shop, traefik).manifests.find('Application', name)).toMatchManifest(part);
  });

  it('is what its definition says of its delivery', () => {
    const entry = manifests({
      ...noSettings,
      name: 'special',
      namespace: 'elsewhere',
      project: 'default',
      wave: SyncWave.of(-5),
      deletion: 'cascade',
      syncOptions: ['ServerSideApply=true'],
      ignoreDifferences: [{ kind: 'Secret', jsonPointers: ['/data'] }],
    });
    const { manifests: found } = planned(defineCluster({ ...facts, run: [entry] }));
    expect(found.find('Application', 'special')).toMatchManifest({
      metadata: {
        annotations: { 'argocd.argoproj.io/sync-wave': '-5' },
        finalizers: ['resources-finalizer.argocd.argoproj.io'],
      },
      spec: {
        project: 'default',
        destination: { namespace: 'elsewhere' },
        syncPolicy: { syncOptions: ['ServerSideApply=true'] },
        ignoreDifferences: [{ kind: 'Secret', jsonPointers: ['/data'] }],
      },
    });
    expect(found.find('ConfigMap')).toMatchManifest({ metadata: { namespace: 'elsewhere' } });
  });
});

describe('what `build` is given', () => {
  it('are the facts, the image tags and all namespaces of the cluster', () => {
    const seen: unknown[] = [];
    const curious = manifests({
      name: 'curious',
      tier: 'infra',
      settings: { greeting: 'hello' },
      fromFacts: ({ domain }) => ({ greeting: `hello ${domain}` }),
      build: (_scope, merged, cluster) => {
        const { namespaces, images, domain } = cluster;
        seen.push({ merged, namespaces, images: [...images], domain });
      },
    });
    plan(defineCluster({ ...facts, run: [shop, traefik, curious] }), overlay({ shop: '1.0.0' }));
    expect(seen).toEqual([
      {
        merged: { greeting: 'hello one.example' },
        namespaces: ['curious', 'shop', 'traefik'],
        images: [['shop', '1.0.0']],
        domain: 'one.example',
      },
    ]);
  });

  it('is told apart in the error when it throws: the entry and the cluster', () => {
    const cause = new Error('no luck');
    const broken = manifests({
      name: 'broken',
      tier: 'infra',
      build: () => {
        throw cause;
      },
    });
    expect(() => plan(defineCluster({ ...facts, run: [broken] }))).toThrow(
      new Error('the entry "broken" could not be built on one: no luck', { cause }),
    );
  });
});

describe('the folder of the output in its repository', () => {
  it.each([
    ['dist', undefined],
    ['', ''],
    ['out', './out/'],
  ])('is joined to what stands in it: "%s"', (expected, path) => {
    const source = { ...facts.source, path };
    const { files } = plan(defineCluster({ ...facts, source, run: [traefik] }));
    const root = files.find((file) => file.path === 'one/_app-of-apps-one.yaml');
    const folder = expected === '' ? 'one/infra' : `${expected}/one/infra`;
    expect(root?.documents).toMatchObject([{ spec: { source: { path: folder } } }]);
    const chart = files.find((file) => file.path === 'one/infra/traefik.yaml');
    expect(JSON.stringify(chart?.documents)).toContain(
      `$values/${expected === '' ? '' : `${expected}/`}one/values/traefik.yaml`,
    );
  });
});

describe('what `fromFacts` throws', () => {
  it('names the entry and the cluster', () => {
    const broken = forteApp({
      name: 'broken',
      image: 'i',
      port: 1,
      fromFacts: () => {
        throw new Error('boom');
      },
    });
    expect(() => plan(defineCluster({ ...facts, run: [broken] }), overlay({ broken: '1' }))).toThrow(
      'the entry "broken" could not be built on one: boom',
    );
  });
});

describe('what `build` does', () => {
  it('to its settings stays between it and its cluster', () => {
    const seen: unknown[] = [];
    const greedy = manifests({
      name: 'greedy',
      tier: 'infra',
      settings: { tags: ['base'], nested: [{ a: 1 }] },
      build: (_scope, { tags, nested }) => {
        tags.push('mine');
        for (const each of nested) each.a += 1;
        seen.push(tags, nested);
      },
    });
    const definition = defineCluster({ ...facts, run: [greedy] });
    plan(definition);
    plan(definition);
    expect(seen).toEqual([['base', 'mine'], [{ a: 2 }], ['base', 'mine'], [{ a: 2 }]]);
  });

  it('cannot be done later: an async function is refused', () => {
    const late = manifests({ name: 'late', tier: 'infra', build: async () => {} });
    expect(() => plan(defineCluster({ ...facts, run: [late] }))).toThrow(
      'the entry "late" could not be built on one: its build function is async',
    );
  });

  it('does not depend on the locale nor on the environment', () => {
    const { toLocaleLowerCase } = String.prototype;
    const turkish = function (this: string) {
      return this.replaceAll('I', 'ı').toLowerCase();
    };
    Object.assign(String.prototype, { toLocaleLowerCase: turkish });
    try {
      const named = manifests({
        name: 'named',
        tier: 'infra',
        build: (scope) =>
          void new KubernetesObject(scope, 'allowINGRESS', { apiVersion: 'v1', kind: 'ConfigMap' }),
      });
      const { files } = plan(defineCluster({ ...facts, run: [named] }));
      expect(files.map(({ path }) => path)).toContain(
        'one/manifests/named/configmap-one-named-allowingress.yaml',
      );
      expect('I'.toLocaleLowerCase()).toBe('ı');
    } finally {
      Object.assign(String.prototype, { toLocaleLowerCase });
    }
  });
});

describe('constructs out of place', () => {
  it('are told: Helm values that no Application reads', () => {
    const entry = manifests({
      name: 'stray',
      tier: 'infra',
      build: (scope) => void new HelmValues(scope, 'values', { a: 1 }),
    });
    expect(plan(defineCluster({ ...facts, run: [entry] })).findings).toMatchObject([
      { rule: 'no-place-in-output', severity: 'error', file: 'test/build/cluster-tree.test.ts' },
    ]);
  });

  it('are none: an Application may be one of an entry’s manifests', () => {
    const entry = manifests({
      name: 'more',
      tier: 'infra',
      build: (scope) => {
        new ArgoApplication(scope, 'other', {
          name: 'other',
          destination: { name: 'edge' },
          sources: [{ repoURL: 'https://git.example/other', path: 'x' }],
        });
      },
    });
    const { paths, findings } = planned(defineCluster({ ...facts, run: [entry, shop] }));
    expect(findings).toEqual([]);
    expect(paths).toContain('one/manifests/more/application-other_argocd.yaml');
  });
});
