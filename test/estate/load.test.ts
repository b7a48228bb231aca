import { mkdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EstateError, loadEstate } from '../../src/estate/load.js';
import { clusterTs, type Files, tempEstate } from './temp-estate.js';

/** Why an estate cannot be loaded, without where it stands. */
async function refusal(files: Files, clusters?: readonly string[]): Promise<string> {
  const { root } = tempEstate(files);
  const error: unknown = await loadEstate({ root, ...(clusters && { clusters }) }).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof EstateError)) throw error ?? new Error('the estate was loaded');
  return error.message.replaceAll(`${root}/`, '');
}

const west = (text: string): Files => ({ 'overlays/west/cluster.ts': text });

describe('loading an estate', () => {
  it('finds every cluster, sorted by name, with the data beside it', async () => {
    const estate = await loadEstate({ root: tempEstate().root });
    const found = estate.clusters.map(({ definition, overlay }) => [
      definition.facts.name,
      overlay.images?.get('shop')?.tag,
    ]);
    expect(found).toEqual([
      ['east', '2.0.0'],
      ['west', '1.10'],
    ]);
    expect(estate).toMatchObject({ complete: true, findings: [] });
  });

  it('loads the clusters that were asked for alone, and knows that there are others', async () => {
    const estate = await loadEstate({ root: tempEstate().root, clusters: ['west', 'west'] });
    expect(estate.clusters.map(({ definition }) => definition.facts.name)).toEqual(['west']);
    expect(estate.complete).toBe(false);
  });

  it('does not look at a cluster that was not asked for', async () => {
    const { root } = tempEstate({ 'overlays/east/cluster.ts': 'throw new Error("loaded");' });
    await expect(loadEstate({ root, clusters: ['west'] })).resolves.toMatchObject({ complete: false });
  });

  it('takes a cluster.js too, and leaves folders without either alone', async () => {
    const estate = tempEstate({
      'overlays/east/cluster.ts': undefined,
      'overlays/east/cluster.js': clusterTs('east', 'shop'),
      'overlays/shared/ports.ts': 'export const http = 80;\n',
      'overlays/README.md': 'One folder for each cluster.\n',
    });
    const { clusters } = await loadEstate({ root: estate.root });
    expect(clusters.map(({ definition }) => definition.facts.name)).toEqual(['east', 'west']);
  });
});

describe('an estate that cannot be loaded', () => {
  it('without overlays/ says what belongs there', async () => {
    expect(await refusal({ overlays: undefined })).toBe(
      'there is no cluster in overlays: each is a folder there with a cluster.ts',
    );
  });

  it('with an empty overlays/ says what belongs there', async () => {
    const estate = tempEstate({ overlays: undefined });
    mkdirSync(estate.at('overlays'));
    await expect(loadEstate({ root: estate.root })).rejects.toThrow(/there is no cluster in .*overlays/);
  });

  it.each([
    ['wset', 'there is no cluster "wset" in overlays/. Did you mean "west"?'],
    ['../x', 'there is no cluster "../x" in overlays/. Known are: east, west.'],
    ['', 'there is no cluster "" in overlays/. Known are: east, west.'],
  ])('for want of the cluster "%s" names the nearest, or all', async (name, message) => {
    expect(await refusal({}, [name])).toBe(message);
  });

  it.each<[string, string, string | RegExp]>([
    [
      'no default export',
      'export const cluster = 1;\n',
      'overlays/west/cluster.ts does not export a cluster: write `export default defineCluster({ … })`',
    ],
    [
      'something else as its default export',
      'export default null;\n',
      'overlays/west/cluster.ts does not export a cluster: write `export default defineCluster({ … })`',
    ],
    [
      'another name than its folder',
      clusterTs('wset', ''),
      'overlays/west/cluster.ts defines the cluster "wset", but its folder is named "west": give both one name',
    ],
    [
      'an error that is thrown',
      'throw new TypeError("no ports");\n',
      'overlays/west/cluster.ts could not be loaded: TypeError: no ports',
    ],
    [
      'something thrown that is no error',
      'throw "no ports";\n',
      'overlays/west/cluster.ts could not be loaded: no ports',
    ],
    ['broken syntax', 'export default {\n', /^overlays\/west\/cluster\.ts could not be loaded: /],
    [
      'an import that leads nowhere',
      "import { x } from './nowhere.js';\nexport default x;\n",
      /^overlays\/west\/cluster\.ts could not be loaded: Cannot find module '.*nowhere\.js'/,
    ],
    [
      'no domain and no stage, though the compiler would have said so',
      clusterTs('west', 'shop', 'domain: undefined, stage: undefined'),
      'overlays/west/cluster.ts gives the cluster no stage, no domain',
    ],
    [
      'something in `run` that is no entry, though the compiler would have said so',
      clusterTs('west', 'shop, entries.shpo'),
      'overlays/west/cluster.ts: item 2 of its `run` is undefined, and an entry of the catalog was expected',
    ],
  ])('for %s names the file and the cause', async (_what, text, message) => {
    expect(await refusal(west(text))).toMatch(message);
  });

  it.each(['A', 'con', 'a_b', 'a.b', '-a', 'über'])('for the name "%s" says what a name is', async (name) => {
    expect(await refusal({ [`overlays/${name}/cluster.ts`]: clusterTs(name, '') })).toBe(
      `overlays/${name}/cluster.ts: "${name}" cannot name a cluster: use lower case letters, digits and "-", and no name that Windows keeps for devices`,
    );
  });
});
