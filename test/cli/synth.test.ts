import { existsSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mayMount, mount } from '../disk/temp-output.js';
import {
  BIN,
  CATALOG,
  clusterTs,
  type Files,
  type TempEstate,
  TSX,
  tempEstate,
} from '../estate/temp-estate.js';

/** The small estate, synthesised. */
async function synthesised(files: Files = {}): Promise<TempEstate> {
  const estate = tempEstate(files);
  expect(await estate.run('synth')).toMatchObject({ code: 0, err: '' });
  return estate;
}

/** Runs synth on a change that it must refuse, and holds it to leaving the output alone. */
async function refused(estate: TempEstate, code: 1 | 2, ...argv: string[]) {
  const before = estate.files();
  const run = await estate.run('synth', ...argv);
  expect(run.code, run.out + run.err).toBe(code);
  expect(estate.files()).toEqual(before);
  return run;
}

const west = (run: string, rest = ''): Files => ({
  'overlays/west/cluster.ts': clusterTs('west', run, rest),
});

/** A catalog that can name an entry, and the object in it, anything; `west` runs nothing yet. */
const NAMED: Files = {
  'catalog.ts': `${CATALOG}
export const named = (name, object = name, tier = 'apps') => manifests({ name, tier, build: (scope) => stateful(scope, object) });
`,
  ...west('store'),
  'overlays/west/images.yaml': '',
};

describe('launchpad synth', () => {
  it('writes every cluster and names the Applications that are new', async () => {
    const estate = tempEstate();
    const { code, out, err } = await estate.run('synth');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchInlineSnapshot(`
      "east  5 written
        + Application business-apps
        + Application platform-apps
        + Application shop
      west  10 written
        + Application business-apps
        + Application ingress
        + Application platform-apps
        + Application shop
        + Application store
      "
    `);
    expect(Object.keys(estate.files())).toContain('west/manifests/store/statefulset-store.yaml');
    expect(estate.read('dist/west/manifests/shop/deployment-shop.yaml')).toContain(
      'image: registry.example/shop:1.10\n',
    );
  });

  it('writes nothing when nothing has changed', async () => {
    const estate = await synthesised();
    expect((await estate.run('synth')).out).toMatchInlineSnapshot(`
      "east  unchanged
      west  unchanged
      "
    `);
  });

  it('names by cluster what came and what went', async () => {
    const estate = await synthesised();
    const changed = estate.changed({
      ...west(
        'ingress, shop, ledger',
        `retire: [{ kind: 'Application', name: 'store', reason: 'see ledger' }]`,
      ),
      'overlays/west/images.yaml': 'shop: 1.11\n',
    });
    expect((await changed.run('synth')).out).toMatchInlineSnapshot(`
      "east  unchanged
      west  3 written, 3 removed
        + Application ledger
        - Application store
      "
    `);
    expect((await changed.run('check')).code).toBe(0);
  });

  it('tells programs the same as JSON', async () => {
    const estate = await synthesised();
    const changed = estate.changed(
      west('ingress, shop, ledger', `retire: [{ kind: 'Application', name: 'store', reason: 'see ledger' }]`),
    );
    changed.put({ 'dist/west/apps/mine.yaml': 'a: 1\n' });
    const { code, out } = await changed.run('synth', '--format', 'json');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchInlineSnapshot(`
      {
        "clusters": [
          {
            "applicationsAdded": [],
            "applicationsRemoved": [],
            "name": "east",
            "removed": [],
            "written": [],
          },
          {
            "applicationsAdded": [
              "ledger",
            ],
            "applicationsRemoved": [
              "store",
            ],
            "name": "west",
            "removed": [
              "west/apps/store.yaml",
              "west/manifests/store/configmap-config.yaml",
              "west/manifests/store/statefulset-store.yaml",
            ],
            "written": [
              "west/apps/ledger.yaml",
              "west/manifests/ledger/statefulset-ledger.yaml",
            ],
          },
        ],
        "findings": [],
        "kept": [
          {
            "path": "west/apps/mine.yaml",
            "reason": "foreign",
          },
        ],
        "removals": [
          {
            "carries": [
              "StatefulSet store/store",
            ],
            "cluster": "west",
            "consequence": "Argo CD deletes it; what it deployed keeps running, and nothing keeps it like Git any more",
            "object": "Application argocd/store",
            "path": "west/apps/store.yaml",
            "reason": "see ledger",
          },
        ],
        "unchanged": 12,
        "written": true,
      }
    `);
  });

  it('touches the clusters alone that were asked for, and prunes no other', async () => {
    const estate = await synthesised();
    const changed = estate.changed({
      'overlays/west/images.yaml': 'shop: 3.0.0\n',
      'overlays/east/images.yaml': 'shop: 3.0.0\n',
      'overlays/north/cluster.ts': clusterTs('north', 'store'),
    });
    changed.put({ 'dist/gone/infra/old.yaml': changed.read('dist/west/infra/ingress.yaml') });
    const before = changed.files();
    const { code, out } = await changed.run('synth', '--cluster', 'west');
    expect({ code, out }).toEqual({ code: 0, out: 'west  1 written\n' });
    const after = changed.files();
    const differ = Object.keys({ ...before, ...after }).filter((file) => before[file] !== after[file]);
    expect(differ).toEqual(['west/manifests/shop/deployment-shop.yaml']);
  });

  it('leaves alone what it did not write, and says so', async () => {
    const estate = await synthesised();
    estate.put({ 'dist/west/apps/mine.yaml': 'a: 1\n' });
    const { code, out } = await estate.run('synth');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "east  unchanged
      west  unchanged
      left alone dist/west/apps/mine.yaml
        Launchpad did not write it, and Argo CD reads it where it watches this folder. Make it from a source, or move it out of the output folder.
      "
    `);
    expect(estate.read('dist/west/apps/mine.yaml')).toBe('a: 1\n');
  });

  it('writes to another folder when told so', async () => {
    const estate = await synthesised();
    expect((await estate.run('synth', '--out', './build/out/')).code).toBe(0);
    expect(estate.files('build/out')).toEqual(estate.files());
  });

  it('prunes the folder of a cluster that is gone once that is accepted', async () => {
    const estate = (await synthesised()).changed({ 'overlays/west': undefined });
    const { code, out } = await estate.run('synth', '--accept-removals');
    expect({ code, out }).toEqual({ code: 0, out: 'east  unchanged\nfolders of no cluster  10 removed\n' });
    expect(Object.keys(estate.files()).every((file) => file.startsWith('east/'))).toBe(true);
  });
});

describe('synth stops before a removal', () => {
  it('and says what Argo CD would do, what goes along and how to permit it', async () => {
    const estate = (await synthesised(west('namespaces, ingress, shop, store'))).changed(
      west('namespaces, ingress, shop'),
    );
    const { out } = await refused(estate, 1);
    expect(out).toMatchInlineSnapshot(`
      "Stopped: 2 objects would vanish from dist/. Nothing was written.

      west
        Application argocd/store  dist/west/apps/store.yaml
          Argo CD deletes it; what it deployed keeps running, and nothing keeps it like Git any more.
          Among that: StatefulSet store/store.
        Namespace store  dist/west/manifests/namespaces/namespace-store.yaml
          Argo CD asks, and once told so deletes it and everything in it, volumes and their data included.
        → If it is meant, say why in overlays/west/cluster.ts:
            retire: [
              { kind: 'Application', name: 'store', namespace: 'argocd', reason: '…' },
              { kind: 'Namespace', name: 'store', reason: '…' },
            ],

      Or run synth with --accept-removals. A rename is a removal: put the old name back if it was not meant.
      "
    `);
  });

  it('of an Application that is deleted with all that it deployed', async () => {
    const estate = (await synthesised(west('shop, ledger'))).changed(west('shop'));
    expect((await refused(estate, 1)).out).toContain(
      '    Argo CD deletes it and everything that it deployed.\n    Among that: StatefulSet ledger/ledger.\n',
    );
  });

  it('of a StatefulSet alone', async () => {
    const estate = (await synthesised(west("shop, store.with({ databases: ['store', 'queue'] })"))).changed(
      west('shop, store'),
    );
    const { out } = await refused(estate, 1);
    expect(out).toContain('  StatefulSet store/queue  dist/west/manifests/store/statefulset-queue.yaml\n');
    expect(out).toContain(
      "        { kind: 'StatefulSet', name: 'queue', namespace: 'store', reason: '…' },\n",
    );
  });

  it('of an Application that was renamed', async () => {
    const estate = await synthesised({ ...NAMED, ...west(`catalog.named('store')`) });
    const { out } = await refused(estate.changed(west(`catalog.named('shelf', 'store')`)), 1);
    expect(out).toContain('  Application argocd/store  dist/west/apps/store.yaml\n');
    expect(out).toContain('    Among that: StatefulSet store/store.\n');
    expect(out).toContain('A rename is a removal');
  });

  it('of one that moves to another Application, and then calls it neither gone nor new', async () => {
    const inTier = (tier: string) => west(`store, catalog.named('zoo', 'zoo', '${tier}')`);
    const estate = (await synthesised({ ...NAMED, ...inTier('apps') })).changed(inTier('infra'));
    const { out } = await refused(estate, 1);
    expect(out).toContain('would vanish from dist/ or change Applications. Nothing was written.');
    expect(out).toContain(
      '    It moves to west/infra/zoo.yaml, which another Application watches; if that of',
    );
    const accepted = await estate.run('synth', '--accept-removals');
    expect(accepted.out).toContain('1 written, 1 removed');
    expect(accepted.out).not.toContain('Application');
    const back = await estate.changed(inTier('apps')).run('synth', '--accept-removals', '--format', 'json');
    const [cluster] = JSON.parse(back.out).clusters.filter(({ name }: { name: string }) => name === 'west');
    expect(cluster).toMatchObject({ applicationsAdded: [], applicationsRemoved: [] });
  });

  it('of a whole cluster, which no overlay is left to permit', async () => {
    const estate = (await synthesised()).changed({ 'overlays/west': undefined });
    expect((await refused(estate, 1)).out).toMatchInlineSnapshot(`
      "Stopped: an object would vanish from dist/. Nothing was written.

      west
        Application argocd/platform-apps  dist/west/_app-of-apps-west.yaml
          Argo CD does not watch this file: the Application and all that it deployed stay on the cluster, and nothing keeps them like Git any more.
          Among that: Application argocd/business-apps, Application argocd/shop, Application argocd/store, StatefulSet store/store, Application argocd/ingress.
        → There is no overlays/west/ any more that could permit it; only --accept-removals can.

      Or run synth with --accept-removals. A rename is a removal: put the old name back if it was not meant.
      "
    `);
  });

  it('of the last of its tier, with the Application over them', async () => {
    const estate = (await synthesised()).changed({
      ...west('ingress', `retire: [{ kind: 'Application', name: 'shop', reason: 'sold' }]`),
      'overlays/west/images.yaml': '',
    });
    expect((await refused(estate, 1)).out).toContain(
      '    Among that: Application argocd/shop, Application argocd/store, StatefulSet store/store.\n',
    );
  });

  it('when `retire` names another kind, and says that it names nothing', async () => {
    const estate = (await synthesised()).changed(
      west('ingress, shop', `retire: [{ kind: 'AppProject', name: 'store', reason: 'moved' }]`),
    );
    expect((await refused(estate, 1)).out).toMatchInlineSnapshot(`
      "Stopped: an object would vanish from dist/. Nothing was written.

      west
        Application argocd/store  dist/west/apps/store.yaml
          Argo CD deletes it; what it deployed keeps running, and nothing keeps it like Git any more.
          Among that: StatefulSet store/store.
        → If it is meant, say why in overlays/west/cluster.ts:
            retire: [
              { kind: 'Application', name: 'store', namespace: 'argocd', reason: '…' },
            ],
          Its retire of AppProject store names nothing that would vanish.

      Or run synth with --accept-removals. A rename is a removal: put the old name back if it was not meant.
      "
    `);
  });

  it('and tells programs as JSON', async () => {
    const estate = (await synthesised()).changed(west('ingress, shop'));
    const report: unknown = JSON.parse((await refused(estate, 1, '--format', 'json')).out);
    expect(report).toMatchObject({
      written: false,
      removals: [
        {
          cluster: 'west',
          object: 'Application argocd/store',
          path: 'west/apps/store.yaml',
          carries: ['StatefulSet store/store'],
          reason: null,
        },
      ],
    });
  });

  it('but not when it is accepted', async () => {
    const estate = (await synthesised()).changed(west('ingress, shop'));
    const { code, out } = await estate.run('synth', '--accept-removals');
    expect({ code, out }).toEqual({
      code: 0,
      out: 'east  unchanged\nwest  3 removed\n  - Application store\n',
    });
  });

  it('but not when `retire` names it, and then says once it is done that the line can go', async () => {
    const estate = (await synthesised()).changed(
      west('ingress, shop', `retire: [{ kind: 'Application', name: 'store', reason: 'sold' }]`),
    );
    expect((await estate.run('synth')).out).not.toContain('note');
    expect((await estate.run('synth')).out).toContain(
      'note the retire of Application store on west has nothing left to permit; it can be deleted\n',
    );
  });

  it('of an object in a file that a hand has edited', async () => {
    const estate = (await synthesised()).changed(west("ingress, shop, store.with({ databases: ['other'] })"));
    const file = 'dist/west/manifests/store/statefulset-store.yaml';
    estate.put({ [file]: `${estate.read(file)}# mine\n` });
    const { code, out } = await estate.run('synth');
    // Nothing vanishes: an edited file that is not planned is kept.
    expect({ code, kept: out.includes(`left alone ${file}`) }).toEqual({ code: 0, kept: true });
  });
});

describe('synth with errors in the sources', () => {
  it('shows all of them at their places, and writes nothing', async () => {
    const estate = (await synthesised()).changed({
      ...west('ingress, store, shop.with({ replica: 2, env: { MODE: 1 } }), till'),
      'overlays/west/images.yaml': '# tags\nshop:\ntil: 1.0.0\n',
      'overlays/west/settings/stoer.yaml': 'databases: [a]\n',
      'overlays/west/settings/shop.yaml': 'port: "8080"\nresources:\n  limts: {}\n',
      'overlays/west/secrets/till.yaml': 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: till-keys\n',
      'overlays/east/images.yaml': 'shop: 1\nshop: 2\n',
    });
    expect((await refused(estate, 1)).out).toMatchInlineSnapshot(`
      "east
        error yaml-syntax  overlays/east/images.yaml:2:1
          the key "shop" is given twice, first on line 1
          → Mend the YAML at this place.

      west
        error setting-type  overlays/west/cluster.ts:6:83
          shop.env.MODE: a string was expected here, not the number 1
          → Write it in quotes: "1".
        error unknown-setting  overlays/west/cluster.ts:6:83
          shop.replica: there is no setting "replica"
          → Did you mean "replicas"?
        error image-tag  overlays/west/images.yaml:2:1
          shop: a tag was expected after the colon
          → Write \`shop: <tag>\` or \`shop: sha256:<digest>\`.
        error missing-image-tag  overlays/west/images.yaml:3:1
          there is no image tag for "till"
          → Add the line \`till: <tag>\`.
        error unknown-entry  overlays/west/images.yaml:3:1
          no entry of west is named "til"
          → Did you mean "till"?
        error not-a-sealed-secret  overlays/west/secrets/till.yaml:1:1
          it holds Secret till-keys, and only SealedSecrets belong here
          → Seal it with kubeseal, and change the secret itself if this file was ever committed.
        error setting-type  overlays/west/settings/shop.yaml:1:1
          shop.port: a number was expected here, not the string "8080"
          → Write a number.
        error unknown-setting  overlays/west/settings/shop.yaml:3:3
          shop.resources.limts: there is no setting "limts"
          → Did you mean "limits"?
        error unknown-entry  overlays/west/settings/stoer.yaml:1:1
          no entry of west is named "stoer"
          → Did you mean "store"?

      Nothing was written: mend the errors above, then run synth again.
      "
    `);
  });

  it('tells programs as JSON', async () => {
    const estate = tempEstate({ 'overlays/west/images.yaml': '- shop\n' });
    const { code, out } = await estate.run('synth', '--format', 'json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchInlineSnapshot(`
      {
        "clusters": [
          {
            "applicationsAdded": [],
            "applicationsRemoved": [],
            "name": "east",
            "removed": [],
            "written": [],
          },
          {
            "applicationsAdded": [],
            "applicationsRemoved": [],
            "name": "west",
            "removed": [],
            "written": [],
          },
        ],
        "findings": [
          {
            "cluster": "west",
            "column": 1,
            "file": "overlays/west/images.yaml",
            "line": 1,
            "mend": "Write one \`name: tag\` a line.",
            "message": "a mapping was expected here",
            "rule": "yaml-form",
            "severity": "error",
          },
        ],
        "kept": [],
        "removals": [],
        "unchanged": 0,
        "written": false,
      }
    `);
  });

  it('of another cluster than those that were asked for goes on', async () => {
    const estate = tempEstate({ 'overlays/east/images.yaml': '- shop\n' });
    expect((await estate.run('synth', '--cluster', 'west')).code).toBe(0);
  });

  it.each<[string, Files, string]>([
    [
      'a cluster.ts that throws',
      { 'overlays/west/cluster.ts': 'const ports: any = undefined;\nexport default ports.http;\n' },
      "error: overlays/west/cluster.ts could not be loaded: TypeError: Cannot read properties of undefined (reading 'http')\n    at overlays/west/cluster.ts:2:22\n",
    ],
    [
      'a cluster.ts that misuses a package',
      {
        'node_modules/ports/package.json': '{ "type": "module", "main": "index.js" }',
        'node_modules/ports/index.js': "export const find = () => { throw new Error('no such port'); };\n",
        'overlays/west/cluster.ts': "import { find } from 'ports';\nexport default find('http');\n",
      },
      'error: overlays/west/cluster.ts could not be loaded: no such port\n    at overlays/west/cluster.ts:2:16\n',
    ],
    [
      'an entry whose build throws',
      west('shop, store.with({ databases: null })'),
      'error: the entry "store" could not be built on west: databases is not iterable\n    at Object.build (catalog.ts:51:24)\n',
    ],
  ])('such as %s names it, and the line of the estate, and no more', async (_what, files, message) => {
    const estate = (await synthesised()).changed(files);
    expect((await refused(estate, 2)).err).toBe(message);
  });
});

describe('synth and a folder that it cannot use', () => {
  it.each([
    ['the project', '.'],
    ['what holds the project', '..'],
    ['the overlays', 'overlays/east'],
  ])('refuses %s', async (_what, out) => {
    const { err } = await refused(await synthesised(), 2, '--out', out);
    expect(err).toContain(
      'it cannot be the output folder, since it holds sources. The output folder is unchanged.',
    );
  });

  it('refuses a link in the way, whose target stays as it is', async () => {
    const estate = await synthesised();
    estate.put({ 'elsewhere/kept.yaml': 'a: 1\n', 'dist/west/apps': undefined });
    symlinkSync(path.join('..', '..', 'elsewhere'), estate.at('dist/west/apps'));
    const { err } = await refused(estate, 2);
    expect(err).toMatchInlineSnapshot(`
      "error: Nothing was written; the output folder is unchanged.
        west/apps is a symbolic link, and links are never followed. Replace it by a real file or folder.
      "
    `);
    expect(estate.files('elsewhere')).toEqual({ 'kept.yaml': 'a: 1\n' });
  });

  it('refuses a folder of the output that is a link', async () => {
    const estate = await synthesised();
    symlinkSync('dist', estate.at('linked'));
    const { err } = await refused(estate, 2, '--out', 'linked');
    expect(err).toContain('it is a symbolic link, and links are never followed');
  });

  it('refuses a file of somebody else where it plans one', async () => {
    const estate = await synthesised();
    estate.put({ 'dist/west/apps/shop.yaml': 'mine: true\n' });
    const { err } = await refused(estate, 1);
    expect(err).toMatchInlineSnapshot(`
      "error: Nothing was written; the output folder is unchanged.
        west/apps/shop.yaml is in the way: Launchpad did not write it. Move it away.
      "
    `);
  });

  it.each(['../../escape', '..', 'con', 'Shop', '/etc/x'])('refuses an entry named "%s"', async (name) => {
    const estate = (await synthesised(NAMED)).changed(west(`catalog.named('${name}')`));
    const { out } = await refused(estate, 1);
    expect(out).toContain(`"${name}" cannot name an entry: it names files and Kubernetes objects`);
  });

  it('keeps an object whose name would lead out of the folder in it', async () => {
    const estate = await synthesised({ ...NAMED, ...west(`catalog.named('vault', '../../escape')`) });
    const files = Object.keys(estate.files('.')).filter((file) => file.includes('escape'));
    expect(files).toEqual(['dist/west/manifests/vault/statefulset-..%2f..%2fescape.yaml']);
  });

  it.skipIf(!mayMount)('that is read-only says so (needs the right to mount)', async () => {
    const estate = (await synthesised()).changed({ 'overlays/west/images.yaml': 'shop: 9\n' });
    mount(estate.at('dist'), '--bind', estate.at('dist'), '-o', 'ro');
    const { err } = await refused(estate, 2);
    expect(err).toMatch(/the file system is read-only \(EROFS\)\. The output folder is unchanged\./);
  });

  it('while another synth is at it says so, and that one finishes', async () => {
    const estate = tempEstate().asProject();
    const go = estate.at('go');
    // Its build waits for the file, so that the lock is held by a process that lives; then it goes on.
    const slow = `import { existsSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { withLock } from '${estate.library('src/disk/lock.js')}';
await withLock('dist', async () => {
  writeFileSync('locked', '');
  while (!existsSync('go')) await setTimeout(10);
});
`;
    estate.put({ 'slow.ts': slow });
    const other = estate.node(['--import', TSX, 'slow.ts']);
    // Asked of this one file alone: to list the others would race with the lock's own, which come and go.
    while (!existsSync(estate.at('locked'))) await new Promise((done) => setTimeout(done, 20));
    const { code, err } = await estate.run('synth');
    writeFileSync(go, '');
    expect(code).toBe(2);
    expect(err).toMatch(
      /dist is being written by process \d+ on host .*\. Wait until it has finished, then run again\.\n$/,
    );
    expect((await other).code).toBe(0);
    expect((await estate.run('synth')).code).toBe(0);
  });

  it('leaves a whole output behind when two run at once, whichever comes first', async () => {
    const estate = tempEstate().asProject();
    const synth = () => estate.node(['--import', TSX, BIN, 'synth'], 'overlays/west');
    const codes = (await Promise.all([synth(), synth()])).map(({ code }) => code).sort();
    expect([
      [0, 0],
      [0, 2],
    ]).toContainEqual(codes);
    expect((await estate.run('check')).out).toBe('dist/ is what the sources give: 15 files.\n');
  });
});
