import { describe, expect, it } from 'vitest';
import { loadEstate } from '../../src/estate/load.js';
import { planEstate } from '../../src/estate/plan.js';
import { clusterTs, type Files, tempEstate } from './temp-estate.js';

async function plan(files: Files = {}, clusters?: readonly string[]) {
  const { root } = tempEstate(files);
  const told: string[] = [];
  const estate = await loadEstate({ root, ...(clusters && { clusters }) });
  return { ...planEstate(estate, (cluster) => told.push(cluster)), told };
}

describe('the plan of an estate', () => {
  it('holds the files of every cluster, below the folder of each', async () => {
    const { plan: files, findings } = await plan();
    expect(findings).toEqual([]);
    expect(files.clusters).toBe('all');
    expect(files.files.map(({ path }) => path)).toMatchInlineSnapshot(`
      [
        "east/_app-of-apps-east.yaml",
        "east/apps/shop.yaml",
        "east/infra/business-apps.yaml",
        "east/manifests/shop/deployment-shop.yaml",
        "east/manifests/shop/service-shop.yaml",
        "west/_app-of-apps-west.yaml",
        "west/apps/shop.yaml",
        "west/apps/store.yaml",
        "west/infra/business-apps.yaml",
        "west/infra/ingress.yaml",
        "west/manifests/shop/deployment-shop.yaml",
        "west/manifests/shop/service-shop.yaml",
        "west/manifests/store/configmap-config.yaml",
        "west/manifests/store/statefulset-store.yaml",
        "west/values/ingress.yaml",
      ]
    `);
  });

  it('speaks for the clusters alone that were asked for', async () => {
    const { plan: files } = await plan({}, ['east']);
    expect(files.clusters).toEqual(['east']);
    expect(files.files.every(({ path }) => path.startsWith('east/'))).toBe(true);
  });

  it('tells of each cluster before it builds it', async () => {
    expect((await plan()).told).toEqual(['east', 'west']);
  });

  it('is the same each time', async () => {
    const [one, other] = await Promise.all([plan(), plan()]);
    expect(one.plan).toEqual(other.plan);
  });

  it('knows what each cluster permits to vanish', async () => {
    const retire = `retire: [{ kind: 'Application', name: 'till', reason: 'sold' }]`;
    const { retirements } = await plan({
      'overlays/west/cluster.ts': clusterTs('west', 'store', retire),
      'overlays/west/images.yaml': '',
    });
    expect(Object.fromEntries(retirements)).toEqual({
      east: [],
      west: [{ kind: 'Application', name: 'till', reason: 'sold' }],
    });
  });

  it('gathers the findings of all clusters, of TypeScript and data alike, sorted by place', async () => {
    const { findings } = await plan({
      'overlays/west/cluster.ts': clusterTs('west', 'shop.with({ replica: 2 }), store'),
      'overlays/west/images.yaml': 'shpo: v1\n',
      'overlays/west/settings/stroe.yaml': 'databases: []\n',
      'overlays/east/images.yaml': 'shop:\n',
    });
    expect(
      findings.map(
        ({ cluster, file, line, column, rule, mend }) =>
          `${cluster} ${file}:${line}:${column} ${rule} ${mend}`,
      ),
    ).toMatchInlineSnapshot(`
      [
        "east overlays/east/images.yaml:1:1 image-tag Write \`shop: <tag>\` or \`shop: sha256:<digest>\`.",
        "west overlays/west/cluster.ts:6:67 unknown-setting Did you mean "replicas"?",
        "west overlays/west/images.yaml:1:1 missing-image-tag Add the line \`shop: <tag>\`.",
        "west overlays/west/images.yaml:1:1 unknown-entry Did you mean "shop"?",
        "west overlays/west/settings/stroe.yaml:1:1 unknown-entry Did you mean "store"?",
      ]
    `);
  });

  it('has no finding twice where one tag is wrong', async () => {
    const { findings } = await plan({ 'overlays/west/images.yaml': 'shop: ~\n' });
    expect(findings.map(({ rule }) => rule)).toEqual(['image-tag']);
  });

  it('fails with the names of the entry and the cluster where a build throws', async () => {
    const broken = clusterTs('west', 'store.with({ databases: null })');
    await expect(
      plan({ 'overlays/west/cluster.ts': broken, 'overlays/west/images.yaml': '' }),
    ).rejects.toThrow('the entry "store" could not be built on west: databases is not iterable');
  });
});
