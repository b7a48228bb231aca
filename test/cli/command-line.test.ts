import { mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { findingsGithub } from '../../src/cli/findings.js';
import { launchpad } from '../../src/cli/launchpad.js';
import { BIN, clusterTs, runProcess, TSX, tempEstate } from '../estate/temp-estate.js';

describe('the command line', () => {
  it('shows its commands and exit codes when asked', async () => {
    const { code, out } = await tempEstate().run('--help');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "Usage: launchpad [options] [command]

      Synthesises, per cluster, the plain YAML that Argo CD watches.

      Options:
        -h, --help       display help for command

      Commands:
        synth [options]  make the output folder what the sources give
        check [options]  tell whether the output folder is what the sources give, and
                         why each file is not
        help [command]   display help for command

      Exit codes: 0 good, 1 findings, 2 could not tell.
      "
    `);
  });

  it('shows the options of a command', async () => {
    const { code, out } = await tempEstate().run('synth', '--help');
    expect(code).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "Usage: launchpad synth [options]

      make the output folder what the sources give

      Options:
        --cluster <name>   only this cluster; may be given several times
        --out <folder>     the output folder, relative to the project's root (default:
                           "dist")
        --accept-removals  let Applications, namespaces and volumes vanish that no
                           \`retire\` permits
        --format <format>  how to print (choices: "text", "json", default: "text")
        -h, --help         display help for command
      "
    `);
  });

  it.each([
    [['synht'], "error: unknown command 'synht'\n(Did you mean synth?)"],
    [['synth', '--clutser', 'west'], "error: unknown option '--clutser'\n(Did you mean --cluster?)"],
    [['check', 'west'], "error: too many arguments for 'check'. Expected 0 arguments but got 1"],
    [['synth', '--format', 'github'], "error: option '--format <format>' argument 'github' is invalid."],
    [['synth', '--cluster'], "error: option '--cluster <name>' argument missing"],
    [['synth', '--cluster', 'wset'], 'error: there is no cluster "wset" in overlays/. Did you mean "west"?'],
    [[], 'Usage: launchpad [options] [command]'],
  ])('cannot tell what %j means: exit code 2, and what was meant', async (argv, message) => {
    const { code, out, err } = await tempEstate().run(...argv);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('takes its root as a URL and as a path', async () => {
    const estate = tempEstate();
    const terminal = { out: () => {}, err: () => {}, interactive: false, color: createColors(false) };
    for (const root of [estate.root, pathToFileURL(`${estate.root}/`), pathToFileURL(estate.root).href]) {
      expect(await launchpad({ root, argv: ['synth'], env: {}, terminal })).toBe(0);
    }
    expect((await estate.run('check')).code).toBe(0);
  });

  it('leaves the exit code of the process alone that it was not asked to set', async () => {
    const before = process.exitCode;
    await tempEstate().run('nonsense');
    expect(process.exitCode).toBe(before);
  });
});

describe('progress', () => {
  const slow = (name: string) => ({
    [`overlays/${name}/cluster.ts`]: clusterTs(
      name,
      "manifests({ name: 'slow', tier: 'apps', build: sleep })",
    ).replace(
      'import * as',
      `import { manifests } from '../../library.js';
const sleep = () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1100); };
import * as`,
    ),
  });

  it('is shown to a person after a second, and gone before the summary', async () => {
    const estate = tempEstate({ ...slow('east'), 'overlays/east/images.yaml': '' });
    const { code, out, err } = await estate.runWith({ interactive: true }, 'synth');
    expect(code).toBe(0);
    expect(err.startsWith('\r\x1b[Kbuilding west …\r\x1b[Kwriting 1 of 10 files …')).toBe(true);
    expect(err.endsWith('\r\x1b[K')).toBe(true);
    expect(out).not.toContain('…');
  });

  it('is gone before an error as well, and never shown in a pipe', async () => {
    const estate = tempEstate({
      ...slow('east'),
      'overlays/east/images.yaml': '',
      'overlays/west/cluster.ts': clusterTs('west', 'store.with({ databases: null })'),
      'overlays/west/images.yaml': '',
    });
    const { err } = await estate.runWith({ interactive: true }, 'check');
    expect(err.startsWith('\r\x1b[Kbuilding west …\r\x1b[Kerror: the entry "store" could not')).toBe(true);
    const piped = await estate.run('check');
    expect(piped.err).toMatch(/^error: /);
  });

  it('is not shown of a run that takes no second', async () => {
    expect((await tempEstate().runWith({ interactive: true }, 'synth')).err).toBe('');
  });
});

describe('findings for GitHub', () => {
  it('escape what would end a command or a property', () => {
    const finding = {
      rule: 'a,b:c',
      severity: 'warning',
      file: 'overlays/a,b/100%.yaml',
      line: 1,
      column: 2,
      object: 'Service a',
      field: 'spec',
      message: 'two\nlines, 100% :: wrong',
      mend: 'Mend it.',
    } as const;
    expect(findingsGithub([finding])).toBe(
      '::warning file=overlays/a%2Cb/100%25.yaml,line=1,col=2,title=a%2Cb%3Ac::Service a spec: two%0Alines, 100%25 :: wrong. Mend it.\n',
    );
  });

  it('need no place', () => {
    const finding = { rule: 'r', severity: 'error', cluster: 'west', message: 'm', mend: 'Do.' } as const;
    expect(findingsGithub([finding])).toBe('::error title=r on west::m. Do.\n');
  });
});

describe('the bin', () => {
  it('finds the estate from a folder below its root, and answers with the exit code', async () => {
    const estate = tempEstate().asProject();
    const good = await estate.node(['--import', TSX, BIN, 'synth'], 'overlays/west');
    expect(good).toMatchObject({ code: 0, err: '' });
    expect(good.out).toContain('west  10 written\n');
    expect(estate.files('overlays/west')).not.toHaveProperty('dist');

    estate.put({ 'overlays/west/images.yaml': 'shop: 9\n' });
    expect(await estate.node(['--import', TSX, BIN, 'check', '--format', 'github'], 'src')).toEqual({
      code: 1,
      out: '::error file=dist/west/manifests/shop/deployment-shop.yaml,title=stale::It is not what the sources give now. Run synth.\n',
      err: '',
    });

    estate.put({ 'overlays/west/cluster.ts': "export default {\n  name: 'west'\n  run: [],\n};\n" });
    const bad = await estate.node(['--import', TSX, BIN, 'synth']);
    expect({ code: bad.code, err: bad.err }).toEqual({
      code: 2,
      err: 'error: overlays/west/cluster.ts could not be loaded: TransformError: Transform failed with 1 error:\noverlays/west/cluster.ts:3:2: ERROR: Expected "}" but found "run"\n',
    });
  });

  it('says what it looked for where there is no estate', async () => {
    const folder = `${tempEstate().root}/deeper`;
    mkdirSync(folder);
    const { code, err } = await runProcess(process.execPath, ['--import', TSX, BIN, 'synth'], {
      cwd: folder,
    });
    expect(code).toBe(2);
    expect(err).toBe(
      `error: no estate here: neither ${folder} nor a folder above it holds cdk8s.yaml and one of src/main.ts, main.ts, src/main.js, main.js.\n`,
    );
  });

  it('answers with 2 where the entry of the estate cannot be run', async () => {
    const estate = tempEstate().asProject();
    estate.put({ 'src/main.ts': "throw new Error('no way');\n" });
    const { code, err } = await estate.node(['--import', TSX, BIN, 'synth']);
    expect(code).toBe(2);
    expect(err).toMatch(/^error: .*src\/main\.ts could not be run: Error: no way\n/);
  });
});
