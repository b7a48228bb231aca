import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clusterTs, type TempEstate, tempEstate } from '../estate/temp-estate.js';

/** An output that differs from its sources in every way that there is. */
async function differing(): Promise<TempEstate> {
  const estate = tempEstate();
  await estate.run('synth');
  const changed = estate.changed({
    'overlays/west/images.yaml': 'shop: 3.0.0\n',
    'overlays/west/cluster.ts': clusterTs('west', 'ingress, shop'),
  });
  changed.put({
    'dist/west/infra/ingress.yaml': `${changed.read('dist/west/infra/ingress.yaml')}# mine\n`,
    'dist/west/values/ingress.yaml': undefined,
    'dist/west/apps/mine.yaml': 'a: 1\n',
    'dist/west/README.md': 'What stands here?\n',
    'dist/east/apps/shop.yaml': changed.read('dist/east/apps/shop.yaml').replaceAll('\n', '\r\n'),
    'dist/east/manifests/shop/service-shop.yaml': `<<<<<<< ours\n${changed.read('dist/east/manifests/shop/service-shop.yaml')}`,
  });
  return changed;
}

describe('launchpad check', () => {
  it('is content with an output that is what the sources give', async () => {
    const estate = tempEstate();
    await estate.run('synth');
    expect(await estate.run('check')).toEqual({
      code: 0,
      out: 'dist/ is what the sources give: 15 files.\n',
      err: '',
    });
    expect(await estate.run('check', '--format', 'github')).toEqual({ code: 0, out: '', err: '' });
  });

  it('tells the reasons apart, each with its mend', async () => {
    const { code, out } = await (await differing()).run('check');
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "stale        dist/east/apps/shop.yaml
        Its line ends were changed from LF to CRLF.
        → Keep LF by \`* text=auto eol=lf\` in .gitattributes, then run synth.
      hand-edited  dist/east/manifests/shop/service-shop.yaml
        It holds a merge conflict.
        → Run synth, which writes it anew.
      foreign      dist/west/README.md
        Launchpad did not write it; Argo CD does not read it.
        → Leave it, or move it out of the output folder.
      foreign      dist/west/apps/mine.yaml
        Launchpad did not write it, and Argo CD reads it where it watches this folder.
        → Make it from a source, or move it out of the output folder.
      orphaned     dist/west/apps/store.yaml
        It was generated, but nothing plans it any more.
        → Run synth, which removes it, or stops where a \`retire\` must permit it first.
      hand-edited  dist/west/infra/ingress.yaml
        It was edited by hand.
        → Make the change in its source, then run synth, which overwrites the edit.
      stale        dist/west/manifests/shop/deployment-shop.yaml
        It is not what the sources give now.
        → Run synth.
      orphaned     dist/west/manifests/store/configmap-config.yaml
        It was generated, but nothing plans it any more.
        → Run synth, which removes it, or stops where a \`retire\` must permit it first.
      orphaned     dist/west/manifests/store/statefulset-store.yaml
        It was generated, but nothing plans it any more.
        → Run synth, which removes it, or stops where a \`retire\` must permit it first.
      missing      dist/west/values/ingress.yaml
        It is planned but not there.
        → Run synth.
      9 of the files in dist/ differ from what the sources give; 7 do not.
      "
    `);
  });

  it('tells GitHub, as errors and warnings on the files', async () => {
    const { code, out } = await (await differing()).run('check', '--format', 'github');
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "::error file=dist/east/apps/shop.yaml,title=stale::Its line ends were changed from LF to CRLF. Keep LF by \`* text=auto eol=lf\` in .gitattributes, then run synth.
      ::error file=dist/east/manifests/shop/service-shop.yaml,title=hand-edited::It holds a merge conflict. Run synth, which writes it anew.
      ::warning file=dist/west/README.md,title=foreign::Launchpad did not write it; Argo CD does not read it. Leave it, or move it out of the output folder.
      ::error file=dist/west/apps/mine.yaml,title=foreign::Launchpad did not write it, and Argo CD reads it where it watches this folder. Make it from a source, or move it out of the output folder.
      ::error file=dist/west/apps/store.yaml,title=orphaned::It was generated, but nothing plans it any more. Run synth, which removes it, or stops where a \`retire\` must permit it first.
      ::error file=dist/west/infra/ingress.yaml,title=hand-edited::It was edited by hand. Make the change in its source, then run synth, which overwrites the edit.
      ::error file=dist/west/manifests/shop/deployment-shop.yaml,title=stale::It is not what the sources give now. Run synth.
      ::error file=dist/west/manifests/store/configmap-config.yaml,title=orphaned::It was generated, but nothing plans it any more. Run synth, which removes it, or stops where a \`retire\` must permit it first.
      ::error file=dist/west/manifests/store/statefulset-store.yaml,title=orphaned::It was generated, but nothing plans it any more. Run synth, which removes it, or stops where a \`retire\` must permit it first.
      ::error file=dist/west/values/ingress.yaml,title=missing::It is planned but not there. Run synth.
      "
    `);
  });

  it('tells programs as JSON', async () => {
    const { code, out } = await (await differing()).run('check', '--format', 'json', '--cluster', 'east');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchInlineSnapshot(`
      {
        "differences": [
          {
            "fails": true,
            "mend": "Keep LF by \`* text=auto eol=lf\` in .gitattributes, then run synth.",
            "message": "Its line ends were changed from LF to CRLF.",
            "path": "dist/east/apps/shop.yaml",
            "reason": "stale",
          },
          {
            "fails": true,
            "mend": "Run synth, which writes it anew.",
            "message": "It holds a merge conflict.",
            "path": "dist/east/manifests/shop/service-shop.yaml",
            "reason": "hand-edited",
          },
        ],
        "findings": [],
        "problems": [],
        "unchanged": 3,
      }
    `);
  });

  it('writes nothing, not even an output folder', async () => {
    const estate = tempEstate();
    const before = estate.files('.');
    expect((await estate.run('check')).code).toBe(1);
    expect(estate.files('.')).toEqual(before);
    const differs = await differing();
    const as = differs.files('.');
    await differs.run('check');
    expect(differs.files('.')).toEqual(as);
  });

  it('is content with a file that Argo CD does not read, and tells of it', async () => {
    const estate = tempEstate();
    await estate.run('synth');
    estate.put({ 'dist/README.md': 'Generated.\n' });
    const { code, out } = await estate.run('check');
    expect(code).toBe(0);
    expect(out).toContain('foreign  dist/README.md\n');
  });

  it('looks at the clusters alone that were asked for', async () => {
    const estate = await differing();
    const { out } = await estate.run('check', '--cluster', 'east');
    expect(out).not.toContain('dist/west');
    expect(out).toContain('dist/east/apps/shop.yaml');
  });

  it('shows errors in the sources, and compares nothing', async () => {
    const estate = (await differing()).changed({ 'overlays/east/images.yaml': 'shop: 1\nshpo: 2\n' });
    const { code, out } = await estate.run('check');
    expect(code).toBe(1);
    expect(out).toMatchInlineSnapshot(`
      "east
        error unknown-entry  overlays/east/images.yaml:2:1
          no entry of east is named "shpo"
          → Did you mean "shop"?

      The errors above keep dist/ from being planned; mend them first.
      "
    `);
    expect((await estate.run('check', '--format', 'github')).out).toMatchInlineSnapshot(`
      "::error file=overlays/east/images.yaml,line=2,col=1,title=unknown-entry on east::no entry of east is named "shpo". Did you mean "shop"?
      "
    `);
  });

  it('cannot tell where a link or a folder is in the way', async () => {
    const estate = tempEstate();
    await estate.run('synth');
    estate.put({ 'dist/west/infra/ingress.yaml': undefined, 'dist/east/apps': undefined });
    mkdirSync(estate.at('dist/west/infra/ingress.yaml'));
    symlinkSync('..', estate.at('dist/east/apps'));
    const { code, out } = await estate.run('check');
    expect(code).toBe(2);
    expect(out).toMatchInlineSnapshot(`
      "cannot tell east/apps is a symbolic link, and links are never followed.
        → Replace it by a real file or folder.
      cannot tell west/infra/ingress.yaml is a folder where a file is planned.
        → Move the folder away.
      dist/ could not be compared.
      "
    `);
  });
});
