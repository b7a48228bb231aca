import { describe, expect, it } from 'vitest';
import {
  defineCloud,
  defineCluster,
  defineStage,
  forteApp,
  helmApplication,
  helmChart,
  type JsonObject,
  type Placement,
  unchecked,
} from '../../src/index.js';
import { LAYER_LEVELS } from '../../src/model/layers.js';
import { Manifests } from '../../src/testing.js';
import { facts, metal, overlay, plan } from '../fixtures/small-cluster.js';

describe('the layers of a setting', () => {
  const { loadBalancer, storageClass } = metal;
  const requests = (cpu: string) => ({ resources: { requests: { cpu } } });

  /** A cluster on which every level up to one sets the same field. */
  function winner(strongest: number) {
    const [, catalog, stage, cloud, cluster] = LAYER_LEVELS.map((level, index) =>
      index <= strongest ? requests(level) : {},
    );
    const app = forteApp({ name: 'shop', image: 'i', port: 1, ...catalog });
    const definition = defineCluster({
      ...facts,
      stage: defineStage({ name: 'test', production: false, defaults: { forteApp: { ...stage } } }),
      cloud: defineCloud({ name: 'c', loadBalancer, storageClass, defaults: { forteApp: { ...cloud } } }),
      run: [app.with({ ...cluster })],
    });
    const { tree, findings } = plan(definition, overlay({ shop: '1' }));
    expect(findings).toEqual([]);
    return tree.placed[0]?.settings.trace(['resources', 'requests', 'cpu']) ?? [];
  }

  it.each(LAYER_LEVELS.map((level, index) => [level, index] as const))(
    'from the library to the cluster: %s beats all before it',
    (level, index) => {
      expect(winner(index).map(({ layer }) => layer.level)).toEqual(
        LAYER_LEVELS.slice(0, index + 1).reverse(),
      );
      expect(winner(index)[0]?.layer.level).toBe(level);
    },
  );

  it('merge: what a stronger layer does not say stays', () => {
    const app = forteApp({ name: 'shop', image: 'i', port: 1, env: { A: '1', B: '1' } });
    const definition = defineCluster({ ...facts, run: [app.with({ env: { B: null, C: '3' } })] });
    const { tree } = plan(definition, overlay({ shop: '1' }));
    expect(tree.placed[0]?.settings.merged().env).toEqual({ A: '1', C: '3' });
  });

  it('remove: the resources that `null` took away do not come back as a default', () => {
    const app = forteApp({ name: 'shop', image: 'i', port: 1 });
    const definition = defineCluster({ ...facts, run: [app.with({ resources: null })] });
    const { documents, findings } = plan(definition, overlay({ shop: '1' }));
    expect(new Manifests(documents, findings).find('Deployment', 'shop')).toMatchManifest({
      spec: { template: { spec: { containers: [{ name: 'shop', resources: {} }] } } },
    });
    const text = JSON.stringify(new Manifests(documents, findings).find('Deployment', 'shop'));
    expect(text).not.toContain('memory');
  });

  it('leave the entry as it was: another cluster sees nothing of what one changed', () => {
    const app = forteApp({ name: 'shop', image: 'i', port: 1, env: { A: '1' } });
    plan(defineCluster({ ...facts, run: [app.with({ env: { A: '2' } })] }), overlay({ shop: '1' }));
    const { tree } = plan(defineCluster({ ...facts, run: [app] }), overlay({ shop: '1' }));
    expect(tree.placed[0]?.settings.merged().env).toEqual({ A: '1' });
  });
});

describe('the facts of a cluster', () => {
  it('beat the profiles and are beaten by the cluster', () => {
    const app = forteApp({
      name: 'shop',
      image: 'i',
      port: 1,
      host: 'catalog.example',
      fromFacts: ({ domain }) => ({ host: `shop.${domain}` }),
    });
    const host = (placement: Placement) => {
      const definition = { ...defineCluster({ ...facts, run: [] }), run: [placement] };
      const { tree } = plan(definition, overlay({ shop: '1' }));
      return tree.placed[0]?.settings.trace(['host']).map(({ value }) => value);
    };
    expect(host(app)).toEqual(['shop.one.example', 'catalog.example']);
    expect(host(app.with({ host: 'own.example' }))).toEqual([
      'own.example',
      'shop.one.example',
      'catalog.example',
    ]);
  });
});

describe('the values of a chart', () => {
  interface Values {
    readonly replicas: number;
    readonly service: { readonly type: string; readonly ports: readonly number[] };
  }
  const chart = helmChart<Values>({ repository: 'https://charts.example', name: 'c', version: '1.0.0' });
  const entry = helmApplication({
    name: 'chart',
    chart,
    values: { replicas: 1, service: { type: 'LoadBalancer', ports: [80, 443] } },
    fromFacts: ({ domain }) => ({ unchecked: unchecked({ host: domain }, 'the chart documents it') }),
  });

  function found(placement: Placement): Manifests {
    const definition = { ...defineCluster({ ...facts, run: [] }), run: [placement] };
    const { documents, findings } = plan(definition);
    expect(findings).toEqual([]);
    return new Manifests(documents, findings);
  }

  it('are those of all layers, `null` among them so that Helm removes its own default', () => {
    const values = found(entry.with({ values: { service: { type: null, ports: [80] } } })).values('chart');
    expect(values).toEqual({ replicas: 1, service: { type: null, ports: [80] }, host: 'one.example' });
  });

  it('may go unchecked, with a reason; then they win over the checked ones of their layer', () => {
    const layer = {
      values: { replicas: 2 },
      unchecked: unchecked({ replicas: '3', deep: { a: 1 } }, 'why not'),
    };
    const expected: JsonObject = { replicas: '3', deep: { a: 1 }, host: 'one.example' };
    expect(found(entry.with(layer)).values('chart')).toMatchObject(expected);
  });

  it('cannot go unchecked without a reason', () => {
    expect(() => unchecked({ a: 1 }, ' ')).toThrow(
      'unchecked(values, why): say why these values go unchecked',
    );
  });

  it('are an empty file where there are none', () => {
    expect(found(helmApplication({ name: 'chart', chart })).values('chart')).toEqual({});
  });

  it('are of the version that the cluster asks for', () => {
    const application = found(entry.with({ version: '2.0.0' })).find('Application', 'chart');
    expect(application).toMatchManifest({
      spec: { sources: [{ targetRevision: '2.0.0' }, { ref: 'values' }] },
    });
  });
});
