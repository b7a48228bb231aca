import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { clusterTs, type TempEstate, tempEstate } from '../estate/temp-estate.js';

const CDK8S = path.join('node_modules', 'cdk8s-cli', 'bin', 'cdk8s');

const cdk8s = (estate: TempEstate) => estate.node([CDK8S, 'synth', '--check-upgrade=false']);

describe('npx cdk8s synth', () => {
  it('writes what launchpad synth writes, and lists the same files from its scratch folder', async () => {
    const [one, other] = [tempEstate().asProject(), tempEstate()];
    const [{ code, out }] = await Promise.all([cdk8s(one), other.run('synth')]);
    expect(code, out).toBe(0);
    expect(one.files()).toEqual(other.files());
    expect(one.files('.cdk8s')).toEqual(other.files());
    expect(out).toContain('.cdk8s/west/apps/shop.yaml');
    expect(Object.keys(one.files('.')).filter((file) => file.includes('.launchpad'))).toEqual([]);
  });

  it.each([
    [
      'a tag is missing',
      { 'overlays/west/images.yaml': 'ship: 1\n' },
      /error missing-image-tag {2}overlays\/west\/images\.yaml:1:1\n {4}there is no image tag for "shop"/,
    ],
    [
      'a cluster.ts throws',
      { 'overlays/west/cluster.ts': "throw new Error('no way');\n" },
      /error: overlays\/west\/cluster\.ts could not be loaded: no way/,
    ],
    [
      'a removal is not permitted',
      { 'overlays/west/cluster.ts': clusterTs('west', 'shop, store') },
      /Stopped: an object would vanish from dist\/\. Nothing was written\./,
    ],
  ])('that fails since %s says why and leaves dist/ exactly as it was', async (_what, files, why) => {
    const estate = tempEstate();
    await estate.run('synth');
    estate.put({ 'dist/mine.txt': 'kept\n' });
    const before = estate.files();
    const changed = estate.changed(files).asProject();
    const { code, err } = await cdk8s(changed);
    expect(code).toBe(1);
    expect(err).toMatch(why);
    expect(changed.files()).toEqual(before);
  });

  it('writes the same in a launchpad that is told of a scratch folder', async () => {
    const estate = tempEstate();
    const run = await estate.runWith(
      { env: { CDK8S_OUTDIR: estate.at('.cdk8s') } },
      'synth',
      '--cluster',
      'east',
    );
    expect(run).toEqual({
      code: 0,
      out: 'east  5 written\n  + Application business-apps\n  + Application platform-apps\n  + Application shop\n',
      err: '',
    });
    expect(estate.files('.cdk8s')).toEqual(estate.files());
  });

  it('may be told to put its scratch folder where the output is', async () => {
    const estate = tempEstate();
    expect((await estate.runWith({ env: { CDK8S_OUTDIR: estate.at('dist') } }, 'synth')).code).toBe(0);
    expect((await estate.run('check')).code).toBe(0);
  });
});
