import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { OverlayData } from '../../src/build/overlay.js';
import { settlePlacements } from '../../src/build/settle.js';
import {
  type ClusterDefinition,
  defineCluster,
  type ForteAppLayer,
  forteApp,
  helmApplication,
  helmChart,
  manifests,
  type Placement,
} from '../../src/index.js';
import { dev, facts, lineOf, overlay, prod, ROOT } from '../fixtures/small-cluster.js';

const THIS = 'test/build/settle.test.ts';
const source = readFileSync(path.join(ROOT, THIS), 'utf8');

/** The line of this file that ends in a mark. */
function line(mark: string): number {
  return lineOf(`// ${mark}:`, source);
}

const shop = forteApp({ name: 'shop', image: 'ghcr.io/example/shop', port: 3000, needs: { prod: ['host'] } });
const traefik = helmApplication({
  name: 'traefik',
  chart: helmChart<{ replicas: number }>({
    repository: 'https://charts.example',
    name: 't',
    version: '1.0.0',
  }),
});

/** A cluster as plain JavaScript may define it, unseen by the compiler. */
function cluster(run: readonly Placement[], stage: typeof dev | typeof prod = dev): ClusterDefinition {
  const definition = defineCluster({ ...facts, stage, run: [] }); // cluster: here
  return { ...definition, run };
}

function settle(definition: ClusterDefinition, data: OverlayData = overlay({ shop: '1.0.0' })) {
  return settlePlacements(definition, data, ROOT);
}

function settingsFile(entry: string, value: object): Partial<OverlayData> {
  const file = path.join(ROOT, 'overlays', 'one', 'settings', `${entry}.yaml`);
  const at = (place: number) => ({ file, line: place, column: 1 });
  const origin = { location: () => at(1), locate: (field: readonly unknown[]) => at(10 + field.length) };
  return { settings: new Map([[entry, { level: 'cluster', value, origin }]]) };
}

describe('placements without fault', () => {
  it('are settled, in the order in which the cluster lists them', () => {
    const { settled, findings } = settle(cluster([traefik, shop]));
    expect(findings).toEqual([]);
    expect(settled.map(({ placement }) => placement.name)).toEqual(['traefik', 'shop']);
  });

  it('have the tag from images.yaml, where its line can be told', () => {
    const [only] = settle(cluster([shop])).settled;
    const [tag] = only?.settings.trace(['tag']) ?? [];
    expect(tag?.value).toBe('1.0.0');
    expect(tag?.layer.origin.location()).toMatchObject({
      file: expect.stringMatching(/images\.yaml$/),
      line: 1,
    });
  });
});

describe('a fault that no compiler saw', () => {
  it('is a setting misspelt behind a spread', () => {
    const misspelt: object = { autoscalign: { min: 1, max: 2 } };
    const placed = shop.with({ port: 1, ...misspelt }); // spread: here
    const { settled, findings } = settle(cluster([placed]));
    expect(settled).toEqual([]);
    expect(findings).toEqual([
      {
        rule: 'unknown-setting',
        severity: 'error',
        cluster: 'one',
        file: THIS,
        line: line('spread'),
        column: expect.any(Number),
        field: 'shop.autoscalign',
        message: 'there is no setting "autoscalign"',
        mend: 'Did you mean "autoscaling"?',
      },
    ]);
  });

  it('is a setting misspelt at depth, in the catalog', () => {
    const resources: ForteAppLayer['resources'] = JSON.parse('{ "limits": { "memroy": "1Gi" } }');
    const app = forteApp({ name: 'shop', image: 'i', port: 1, resources }); // catalog: here
    expect(settle(cluster([app])).findings).toMatchObject([
      {
        rule: 'unknown-setting',
        line: line('catalog'),
        field: 'shop.resources.limits.memroy',
        mend: 'Did you mean "memory"?',
      },
    ]);
  });

  it('is a value of another type in YAML, told with its own line', () => {
    const data = overlay({ shop: '1' }, settingsFile('shop', { port: '3000', env: { DEBUG: true } }));
    expect(settle(cluster([shop]), data).findings).toMatchObject([
      {
        rule: 'setting-type',
        file: 'overlays/one/settings/shop.yaml',
        line: 11,
        field: 'shop.port',
        message: 'a number was expected here, not the string "3000"',
      },
      { rule: 'setting-type', line: 12, field: 'shop.env.DEBUG', mend: 'Write it in quotes: "true".' },
    ]);
  });

  it('is what a chart is given unchecked without a reason, or not as a mapping', () => {
    const text = overlay({}, settingsFile('traefik', { unchecked: { why: 'because', values: 'text' } }));
    expect(settle(cluster([traefik]), text).findings).toMatchObject([
      { rule: 'setting-type', field: 'traefik.unchecked.values' },
    ]);
    const silent = overlay({}, settingsFile('traefik', { unchecked: { values: { a: 1 } } }));
    expect(settle(cluster([traefik]), silent).findings).toMatchObject([
      { rule: 'missing-setting', message: expect.stringContaining('unchecked.why') },
    ]);
  });

  it('is a namespace that Kubernetes would not take', () => {
    const app = manifests({ name: 'app', tier: 'infra', namespace: 'Bad_NS', build: () => {} });
    expect(settle(cluster([app]), overlay()).findings).toMatchObject([
      { rule: 'namespace-name', message: '"Bad_NS" of "app" cannot name a namespace' },
    ]);
  });

  it('is a misspelt setting of a chart; its values are the chart’s own', () => {
    const data = overlay({}, settingsFile('traefik', { valeus: { a: 1 }, values: { whatever: [1] } }));
    expect(settle(cluster([traefik]), data).findings).toMatchObject([
      { rule: 'unknown-setting', field: 'traefik.valeus', mend: 'Did you mean "values"?' },
    ]);
  });

  it('is an entry that is listed twice', () => {
    const { settled, findings } = settle(cluster([shop, traefik, shop.with({ port: 2 })]));
    expect(settled.map(({ placement }) => placement.name)).toEqual(['shop', 'traefik']);
    expect(findings).toMatchObject([
      { rule: 'entry-listed-twice', file: THIS, line: line('cluster'), message: '"shop" is listed twice' },
    ]);
  });

  it.each(['con', 'lpt1', 'Shop', 'a_b', '../a', '', 'a'.repeat(64)])(
    'is the name %j, which cannot name files and objects',
    (name) => {
      const bad = manifests({ name, tier: 'infra', build: () => {} });
      const { settled, findings } = settle(cluster([bad]), overlay());
      expect(settled).toEqual([]);
      expect(findings).toMatchObject([{ rule: 'entry-name', severity: 'error', line: line('cluster') }]);
    },
  );

  it('is a missing image tag, told with the file and line where it belongs', () => {
    expect(settle(cluster([shop]), overlay()).findings).toEqual([
      {
        rule: 'missing-image-tag',
        severity: 'error',
        cluster: 'one',
        file: 'overlays/one/images.yaml',
        line: 1,
        column: 1,
        message: 'there is no image tag for "shop"',
        mend: 'Add the line `shop: <tag>`.',
      },
    ]);
  });

  it('is a need of the stage that nobody met', () => {
    expect(settle(cluster([shop], prod)).findings).toMatchObject([
      {
        rule: 'missing-setting',
        message: 'shop must be told its host on prod',
        mend: 'Give it: shop.with({ host: … }).',
      },
    ]);
    expect(settle(cluster([shop.with({ host: null })], prod)).findings).toHaveLength(1);
    expect(settle(cluster([shop.with({ host: 'a.example' })], prod)).findings).toEqual([]);
  });

  it('is a need that data meets: then it is none', () => {
    const data = overlay({ shop: '1' }, settingsFile('shop', { host: 'a.example' }));
    expect(settle(cluster([shop], prod), data).findings).toEqual([]);
  });

  it.each<[what: string, placed: Placement, message: string]>([
    ['the image', shop.with({ image: null }), 'shop has no image on one: a layer removed it'],
    ['the port', shop.with({ port: null }), 'shop has no port on one: a layer removed it'],
    [
      'a chart’s version',
      traefik.with({ version: null }),
      'traefik has no version on one: a layer removed it',
    ],
  ])('is that a layer removed %s, which is required', (_what, placed, message) => {
    const { findings } = settle(cluster([placed]), overlay(placed.name === 'shop' ? { shop: '1' } : {}));
    expect(findings).toMatchObject([{ rule: 'missing-setting', message }]);
  });

  it.each<[placed: Placement, message: string]>([
    [
      shop.with({ autoscaling: { min: 2 } }),
      'shop has no autoscaling.max on one, which "autoscaling" cannot do without',
    ],
    [
      shop.with({ database: { size: '1Gi' } }),
      'shop has no database.credentials on one, which "database" cannot do without',
    ],
  ])('is that a setting is given in part: $layer.value', (placed, message) => {
    expect(settle(cluster([placed])).findings).toMatchObject([{ rule: 'missing-setting', message }]);
  });

  it('is a name in images.yaml that no entry with an image bears', () => {
    const data = overlay({ shop: '1', shpo: '2', traefik: '3' });
    expect(settle(cluster([shop, traefik]), data).findings).toMatchObject([
      {
        rule: 'unknown-entry',
        file: 'overlays/one/images.yaml',
        line: 2,
        message: 'no entry of one is named "shpo"',
        mend: 'Did you mean "shop"?',
      },
      { rule: 'unknown-entry', line: 3, mend: 'Known are: shop.' },
    ]);
  });

  it('is a file of settings that no entry bears the name of', () => {
    const data = overlay({ shop: '1' }, settingsFile('traefk', {}));
    expect(settle(cluster([shop, traefik]), data).findings).toMatchObject([
      { rule: 'unknown-entry', file: 'overlays/one/settings/traefk.yaml', mend: 'Did you mean "traefik"?' },
    ]);
  });

  it('does not hide the others: all are told at once', () => {
    const spread: object = { prot: 1 };
    const run = [shop.with({ image: null, ...spread }), traefik.with({ version: null })];
    expect(settle(cluster(run), overlay({ other: '1' })).findings.map(({ rule }) => rule)).toEqual([
      'unknown-entry',
      'unknown-setting',
      'missing-image-tag',
      'missing-setting',
      'missing-setting',
    ]);
  });
});
