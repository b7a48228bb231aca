import { describe, expect, it } from 'vitest';
import {
  type ArgoDestination,
  type ClusterDefinition,
  defineCloud,
  defineCluster,
  defineStage,
  forteApp,
  helmApplication,
  helmChart,
  manifests,
  SealedSecretRef,
  SyncWave,
  unchecked,
} from '../../src/index.js';
import { dev, facts, metal, overlay, plan, prod } from '../fixtures/small-cluster.js';

// What the compiler must refuse stands below `@ts-expect-error`: `tsc -p tsconfig.json` fails where it does
// not. Each mistake has right keys beside it, which is where compilers forgive most easily.

const app = { name: 'shop', image: 'ghcr.io/example/shop', port: 3000 } as const;
const shop = forteApp({ ...app, needs: { prod: ['host'] } });
const chart = helmChart<{
  readonly replicas: number;
  readonly service: { readonly type: 'ClusterIP' | 'LoadBalancer'; readonly spec: { readonly ip: string } };
}>({ repository: 'https://charts.example', name: 'c', version: '1.0.0' });
const web = helmApplication({ name: 'web', chart, values: { replicas: 1 } });

/** What a run says of a cluster that the compiler should have refused. */
function problems(definition: ClusterDefinition): string[] {
  return plan(definition, overlay({ shop: '1' })).findings.map(({ message, mend }) => `${message}: ${mend}`);
}

describe('a misspelt setting', () => {
  it('is refused in the catalog, at every depth', () => {
    const misspelt = [
      // @ts-expect-error replcias
      forteApp({ ...app, replicas: 1, replcias: 2 }),
      // @ts-expect-error request
      forteApp({ ...app, resources: { limits: { memory: '1Gi' }, request: { cpu: '1' } } }),
      // @ts-expect-error memroy
      forteApp({ ...app, resources: { requests: { cpu: '1', memroy: '1Gi' } } }),
      // @ts-expect-error maximum
      forteApp({ ...app, autoscaling: { min: 1, max: 2, maximum: 3 } }),
    ];
    expect(misspelt.flatMap((entry) => problems(defineCluster({ ...facts, run: [entry] })))).toEqual([
      'there is no setting "replcias": Did you mean "replicas"?',
      'there is no setting "request": Did you mean "requests"?',
      'there is no setting "memroy": Did you mean "memory"?',
      'there is no setting "maximum": Known are: cpu, max, min.',
    ]);
  });

  it('is refused in an overlay, at every depth', () => {
    const misspelt = [
      // @ts-expect-error hots
      shop.with({ host: 'a.example', hots: 'b.example' }),
      // @ts-expect-error request
      shop.with({ replicas: 1, resources: { limits: { memory: '1Gi' }, request: {} } }),
      // @ts-expect-error memroy
      shop.with({ replicas: 1, resources: { requests: { cpu: '1', memroy: '1Gi' } } }),
    ];
    expect(misspelt.flatMap((entry) => problems(defineCluster({ ...facts, run: [entry] })))).toHaveLength(3);
  });

  it('is refused in the values of a chart, at every depth', () => {
    const misspelt = [
      // @ts-expect-error value
      helmApplication({ name: 'web', chart, values: { replicas: 1 }, value: {} }),
      // @ts-expect-error replica
      helmApplication({ name: 'web', chart, values: { replicas: 1, replica: 2 } }),
      // @ts-expect-error typ
      helmApplication({ name: 'web', chart, values: { service: { type: 'ClusterIP', typ: 'x' } } }),
      // @ts-expect-error ipp
      helmApplication({ name: 'web', chart, values: { service: { spec: { ip: '', ipp: '' } } } }),
      // @ts-expect-error valeus
      web.with({ values: {}, valeus: {} }),
      // @ts-expect-error replica
      web.with({ values: { replicas: 1, replica: 2 } }),
      // @ts-expect-error typ
      web.with({ values: { replicas: 1, service: { type: 'ClusterIP', typ: 'x' } } }),
      // @ts-expect-error ipp
      web.with({ values: { replicas: 1, service: { spec: { ip: '', ipp: '' } } } }),
    ];
    expect(misspelt).toHaveLength(8);
  });

  it('is refused in the defaults of a stage and of a cloud, at every depth', () => {
    const rest = { production: false, name: 's' };
    const { loadBalancer, storageClass } = metal;
    const cloud = { name: 'c', loadBalancer, storageClass };
    const misspelt = [
      // @ts-expect-error forteapp
      defineStage({ ...rest, defaults: { forteApp: { replicas: 1 }, forteapp: {} } }),
      // @ts-expect-error replcias
      defineStage({ ...rest, defaults: { forteApp: { replicas: 1, replcias: 2 } } }),
      // @ts-expect-error request
      defineStage({ ...rest, defaults: { forteApp: { resources: { limits: {}, request: {} } } } }),
      // @ts-expect-error memroy
      defineStage({ ...rest, defaults: { forteApp: { resources: { limits: { memory: '', memroy: '' } } } } }),
      // @ts-expect-error issuers
      defineCloud({ ...cloud, defaults: { forteApp: { issuer: 'a', issuers: 'b' } } }),
      // @ts-expect-error storageclass
      defineCloud({ ...cloud, storageclass: 'fast' }),
    ];
    expect(misspelt).toHaveLength(6);
  });

  it('is refused in the settings of plain manifests', () => {
    const settings = { mail: { from: 'a@b.example' } };
    const entry = manifests({ name: 'm', tier: 'infra', settings, build: () => {} });
    const misspelt = [
      // @ts-expect-error mial
      entry.with({ mail: {}, mial: {} }),
      // @ts-expect-error form
      entry.with({ mail: { from: 'c@d.example', form: 'x' } }),
      // @ts-expect-error it has no settings
      manifests({ name: 'm', tier: 'infra', build: () => {} }).with({ mail: {} }),
      manifests({
        name: 'm',
        tier: 'infra',
        settings,
        // @ts-expect-error mial
        build: (_scope, { mial }) => mial,
      }),
    ];
    expect(misspelt).toHaveLength(4);
  });

  it('is refused in what the facts of a cluster dictate', () => {
    const plain = { name: 'm', tier: 'infra', build: () => {} } as const;
    const misspelt = [
      // @ts-expect-error hots
      forteApp({ ...app, fromFacts: ({ domain }) => ({ hots: domain }) }),
      // @ts-expect-error hots
      forteApp({ ...app, fromFacts: ({ domain }) => ({ host: domain, hots: domain }) }),
      // @ts-expect-error memroy
      forteApp({ ...app, fromFacts: () => ({ resources: { limits: { memory: '', memroy: '' } } }) }),
      // @ts-expect-error domian
      forteApp({ ...app, fromFacts: ({ domian }) => ({ host: domian }) }),
      // @ts-expect-error replcias
      helmApplication({ name: 'web', chart, fromFacts: () => ({ values: { replicas: 1, replcias: 1 } }) }),
      // @ts-expect-error typ
      helmApplication({ name: 'web', chart, fromFacts: () => ({ values: { service: { typ: '' } } }) }),
      // @ts-expect-error another type
      helmApplication({ name: 'web', chart, fromFacts: () => ({ values: { replicas: 'x' } }) }),
      // @ts-expect-error b
      manifests({ ...plain, settings: { a: 1 }, fromFacts: () => ({ a: 2, b: 1 }) }),
      manifests({ ...plain, settings: { a: 1 }, fromFacts: () => ({ a: 2 }) }),
    ];
    expect(misspelt).toHaveLength(9);
  });
});

describe('a value of another type', () => {
  it('is refused, and so is one that only looks right', () => {
    const wrong = [
      // @ts-expect-error a text
      forteApp({ ...app, port: '3000' }),
      // @ts-expect-error a number
      forteApp({ ...app, env: { PORT: 3000 } }),
      // @ts-expect-error a plain name
      forteApp({ ...app, secrets: ['api'] }),
      // @ts-expect-error a number
      forteApp({ ...app, wave: 2 }),
      // @ts-expect-error no such wave
      forteApp({ ...app, wave: SyncWave.APPS }),
      // @ts-expect-error no such way
      forteApp({ ...app, deletion: 'prune' }),
      // @ts-expect-error a text
      shop.with({ replicas: '2' }),
      // @ts-expect-error not one of the two
      web.with({ values: { service: { type: 'NodePort' } } }),
      // @ts-expect-error no such tier
      manifests({ name: 'm', tier: 'infrastructure', build: () => {} }),
      // @ts-expect-error the tag is data, in images.yaml
      forteApp({ ...app, tag: '1.0.0' }),
      // @ts-expect-error no such kind of secret
      forteApp({ ...app, secrets: [{ name: 'api', keys: [] }] }),
    ];
    expect(wrong).toHaveLength(11);
  });

  it('is accepted where it is `null`, which removes', () => {
    const right = [
      shop.with({ replicas: null, resources: { limits: null }, env: { A: null } }),
      web.with({ values: { service: { type: null } } }),
      forteApp({ ...app, secrets: [SealedSecretRef.named('api', { keys: ['KEY'] })] }),
      web.with({ unchecked: unchecked({ any: { thing: 1 } }, 'the chart documents it') }),
    ];
    expect(right).toHaveLength(4);
  });
});

describe('what is forgotten', () => {
  it('is refused in a definition', () => {
    const wrong = [
      // @ts-expect-error the image
      () => forteApp({ name: 'shop', port: 3000 }),
      // @ts-expect-error the port
      () => forteApp({ name: 'shop', image: 'i' }),
      // @ts-expect-error the name
      () => forteApp({ image: 'i', port: 3000 }),
      // @ts-expect-error the chart
      () => helmApplication({ name: 'web', values: {} }),
      // @ts-expect-error the version
      () => helmChart({ repository: 'https://charts.example', name: 'c' }),
      // @ts-expect-error the tier
      () => manifests({ name: 'm', build: () => {} }),
      // @ts-expect-error why
      () => unchecked({ a: 1 }),
      // @ts-expect-error the keys
      () => SealedSecretRef.named('api'),
    ];
    expect(wrong).toHaveLength(8);
  });

  it('is refused in a cluster', () => {
    const { domain: _, ...noDomain } = facts;
    const { cloud: __, ...noCloud } = facts;
    // @ts-expect-error the domain
    defineCluster({ ...noDomain, run: [] });
    // @ts-expect-error the cloud
    defineCluster({ ...noCloud, run: [] });
    // @ts-expect-error what runs on it
    expect(() => defineCluster({ ...facts }).run.length).toThrow();
  });
});

describe('the entries of a cluster', () => {
  it('must be told what their stage needs', () => {
    // @ts-expect-error shop must be told its host on prod
    const bare = defineCluster({ ...facts, stage: prod, run: [web, shop] });
    // @ts-expect-error shop must be told its host on prod
    const other = defineCluster({ ...facts, stage: prod, run: [shop.with({ replicas: 2 }), web] });
    const said = 'shop must be told its host on prod: Give it: shop.with({ host: … }).';
    expect([...problems(bare), ...problems(other)]).toEqual([said, said]);
    expect(
      problems(defineCluster({ ...facts, stage: prod, run: [shop.with({ host: 'a.example' })] })),
    ).toEqual([]);
    expect(problems(defineCluster({ ...facts, stage: dev, run: [shop] }))).toEqual([]);
  });

  it('are listed once', () => {
    // @ts-expect-error shop is listed twice
    const twice = defineCluster({ ...facts, run: [shop, web, shop] });
    // @ts-expect-error shop is listed twice
    const changed = defineCluster({ ...facts, run: [shop, shop.with({ replicas: 2 })] });
    const said = '"shop" is listed twice: Keep one of the two.';
    expect([...problems(twice), ...problems(changed)]).toEqual([said, said]);
  });

  it('need only settings that there are', () => {
    const wrong = [
      // @ts-expect-error hots
      forteApp({ ...app, needs: { prod: ['host', 'hots'] } }),
      // @ts-expect-error value
      helmApplication({ name: 'web', chart, needs: { prod: ['value'] } }),
      // @ts-expect-error port is no setting of it
      manifests({ name: 'm', tier: 'apps', settings: { a: 1 }, needs: { prod: ['port'] }, build: () => {} }),
    ];
    expect(wrong).toHaveLength(3);
  });

  it('vanish only by a kind that is asked about, and with a reason', () => {
    const retired = [
      defineCluster({ ...facts, run: [], retire: [{ kind: 'Namespace', name: 'a', reason: 'moved' }] }),
      // @ts-expect-error the reason
      defineCluster({ ...facts, run: [], retire: [{ kind: 'Namespace', name: 'a' }] }),
      // @ts-expect-error no such kind
      defineCluster({ ...facts, run: [], retire: [{ kind: 'ConfigMap', name: 'a', reason: 'moved' }] }),
    ];
    expect(retired).toHaveLength(3);
  });
});

describe('a destination', () => {
  it('has a name or an address, not both', () => {
    const right: ArgoDestination[] = [{ name: 'edge' }, { server: 'https://10.0.0.1' }];
    // @ts-expect-error both
    const both: ArgoDestination = { name: 'edge', server: 'https://10.0.0.1' };
    // @ts-expect-error neither
    const neither: ArgoDestination = { namespace: 'shop' };
    expect([...right, both, neither]).toHaveLength(4);
  });
});
