import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/disk/compare.js';
import { explain } from '../../src/disk/difference.js';
import { fileText } from '../../src/disk/file-text.js';
import { makeTemp, planned, planOf, put, putPlanned, synth, tempFolder, told } from './temp-output.js';

const probe = makeTemp();
writeFileSync(join(probe, 'a'), '');
const caseCounts = !existsSync(join(probe, 'A'));
rmSync(probe, { recursive: true });

const [a, b] = ['upc-dev/apps/a.yaml', 'upc-dev/apps/b.yaml'];

describe('what compare tells', () => {
  it('calls everything missing where there is no output folder', () => {
    const out = join(tempFolder(), 'dist');
    expect(told(compare(planOf([b, a]), out))).toEqual([`missing ${a}`, `missing ${b}`]);
    expect(existsSync(out)).toBe(false);
  });

  it('finds nothing after a write', () => {
    const out = tempFolder();
    synth(planOf([a, b]), out);
    expect(compare(planOf([a, b]), out)).toEqual({ differences: [], unchanged: 2, problems: [] });
  });

  it('tells what is stale, edited, orphaned and foreign, sorted by path', () => {
    const out = tempFolder();
    for (const name of ['1-same', '2-stale', '3-edited', '4-orphaned', '5-edited-orphan']) {
      putPlanned(out, planned(`c/${name}.yaml`));
    }
    for (const name of ['3-edited', '5-edited-orphan']) {
      const path = join(out, `c/${name}.yaml`);
      writeFileSync(path, `${readFileSync(path, 'utf8')}# mine\n`);
    }
    put(out, 'c/6-foreign-planned.yaml', 'a: 1\n');
    put(out, 'c/7-foreign.yaml', 'a: 1\n');
    put(out, 'c/8-notes.md', '# Notes\n');
    const plan = planOf({
      'c/1-same.yaml': { path: 'c/1-same.yaml' },
      'c/2-stale.yaml': { changed: true },
      'c/3-edited.yaml': { path: 'c/3-edited.yaml' },
      'c/6-foreign-planned.yaml': {},
      'c/9-missing.yaml': {},
    });
    const comparison = compare(plan, out);
    expect(comparison.unchanged).toBe(1);
    expect(
      comparison.differences.map((d) => `${d.path} ${Object.values(explain(d)).join(' ')}`),
    ).toMatchInlineSnapshot(`
      [
        "c/2-stale.yaml It is not what the sources give now. Run synth.",
        "c/3-edited.yaml It was edited by hand. Make the change in its source, then run synth, which overwrites the edit.",
        "c/4-orphaned.yaml It was generated, but nothing plans it any more. Run synth, which removes it, or stops where a \`retire\` must permit it first.",
        "c/5-edited-orphan.yaml It was generated, edited by hand and is no longer planned; synth keeps it. Delete it, or move it out of the output folder if the edit matters.",
        "c/6-foreign-planned.yaml Launchpad did not write it, but plans a file of this name; synth will not overwrite it. Move it away, then run synth.",
        "c/7-foreign.yaml Launchpad did not write it, and Argo CD reads it where it watches this folder. Make it from a source, or move it out of the output folder.",
        "c/8-notes.md Launchpad did not write it; Argo CD does not read it. Leave it, or move it out of the output folder.",
        "c/9-missing.yaml It is planned but not there. Run synth.",
      ]
    `);
  });

  it('names changed line ends and how to keep them', () => {
    const out = tempFolder();
    put(out, a, fileText(planned(a)).replaceAll('\n', '\r\n'));
    const [only] = compare(planOf([a]), out).differences;
    expect(only).toMatchObject({ kind: 'stale', lineEndsChanged: true });
    expect(only && explain(only).mend).toContain('.gitattributes');
  });

  it('takes a file with a merge conflict for one that synth writes anew', () => {
    const out = tempFolder();
    const [left, right] = [fileText(planned(a, { replicas: 1 })), fileText(planned(a, { replicas: 2 }))];
    put(out, a, `<<<<<<< HEAD\n${left}=======\n${right}>>>>>>> branch\n`);
    const [only] = compare(planOf([a]), out).differences;
    expect(only).toMatchObject({ kind: 'hand-edited', conflict: true });
    synth(planOf([a]), out);
    expect(readFileSync(join(out, a), 'utf8')).toBe(fileText(planned(a)));
  });

  it('takes an empty file at a planned path for a lost one, elsewhere for foreign', () => {
    const out = tempFolder();
    put(out, a, '');
    put(out, b, '');
    expect(told(compare(planOf([a]), out))).toEqual([`hand-edited ${a}`, `foreign ${b}`]);
  });

  it.each([
    ['c/a.yaml', true],
    ['c/a.yml', true],
    ['c/a.json', true],
    ['c/a.jsonnet', true],
    ['c/.hidden.yaml', true],
    ['c/Kustomization', true],
    ['c/a.YAML', false],
    ['c/a.yaml.bak', false],
    ['c/README.md', false],
    ['README.md', false],
  ])('says of the foreign %s whether Argo CD reads it: %s', (path, argoCdReads) => {
    const out = tempFolder();
    put(out, path, 'a: 1\n');
    expect(compare(planOf([]), out).differences).toEqual([{ kind: 'foreign', path, argoCdReads }]);
  });
});

describe('which folders compare looks at', () => {
  it('looks only at the clusters that the plan speaks for', () => {
    const out = tempFolder();
    for (const path of [a, 'upc-prod/apps/a.yaml', 'README.md']) putPlanned(out, planned(path));
    expect(told(compare(planOf([], ['upc-dev']), out))).toEqual([`orphaned ${a}`]);
    expect(told(compare(planOf([]), out))).toHaveLength(3);
  });

  it("looks at neither its own folder nor Git's", () => {
    const out = tempFolder();
    put(out, '.launchpad/staging/1/a.yaml', 'a: 1\n');
    put(out, '.git/config', '');
    put(out, 'c/.launchpad/a.yaml', 'a: 1\n');
    expect(told(compare(planOf([]), out))).toEqual(['foreign c/.launchpad/a.yaml']);
  });
});

describe('paths that compare refuses before it reads anything', () => {
  const long = `c/${'a'.repeat(240)}`;
  it.each([
    '',
    '/etc/passwd',
    '../a.yaml',
    'c/../../a.yaml',
    'c/..',
    './a.yaml',
    'c//a.yaml',
    'c/',
    'c\\a.yaml',
    'C:/a.yaml',
    'c/a\0.yaml',
    'c/a\n.yaml',
    'c/system:x.yaml',
    ...['<', '>', '"', '|', '?', '*'].map((character) => `c/a${character}.yaml`),
    'c/con',
    'c/NUL.yaml',
    'aux/a.yaml',
    'c/com1.tar.gz',
    'c/lpt9 .yaml',
    'c/a.yaml.',
    'c/a ',
    'c /a.yaml',
    'c/\ud800.yaml',
    long,
    `c/${'ü'.repeat(130)}`,
    '.launchpad/lock',
    '.Launchpad/a.yaml',
    'c/.GIT/config',
  ])('refuses %j', (path) => {
    const comparison = compare(planOf([path, a]), '/nowhere\0');
    expect(told(comparison)).toEqual([`illegal-path ${path}`]);
  });

  it.each(['c/console.yaml', 'c/com10.yaml', 'c/.hidden', 'c/a..b.yaml', 'c/ü.yaml', 'c/a b'])(
    'allows %j',
    (path) => {
      expect(compare(planOf([path]), join(tempFolder(), 'none')).problems).toEqual([]);
    },
  );

  it.each([
    ['the same path twice', ['c/a.yaml', 'c/a.yaml']],
    ['letter case', ['c/a.yaml', 'c/A.yaml']],
    ['letter case of a folder', ['c/app/a.yaml', 'c/App/b.yaml']],
    ['Unicode normalisation', ['c/\u00fc.yaml', 'c/u\u0308.yaml']],
    ['a path that is a folder of another', ['c/a', 'c/a/b.yaml']],
    ['a path that is a folder of another but for case', ['c/a/b.yaml', 'c/A']],
  ])('refuses paths that collide: %s', (_, paths) => {
    const files = paths.map((path) => planned(path));
    const { problems } = compare({ files, clusters: 'all' }, tempFolder());
    expect(problems.map(({ kind }) => kind)).toEqual(['colliding-paths']);
  });

  it('refuses a cluster that is no folder name and a file of a cluster not spoken for', () => {
    const plan = planOf(['upc-prod/a.yaml', 'upc-dev'], ['..', 'upc-dev']);
    expect(told(compare(plan, tempFolder()))).toEqual([
      'illegal-path ..',
      'outside-clusters upc-dev',
      'outside-clusters upc-prod/a.yaml',
    ]);
  });
});

describe('what compare does not follow or cannot read', () => {
  it('shows all problems together and nothing missing below them', () => {
    const [out, elsewhere] = [tempFolder(), tempFolder()];
    putPlanned(elsewhere, planned(a));
    mkdirSync(join(out, 'c'));
    symlinkSync(elsewhere, join(out, 'c/linked'));
    symlinkSync(join(elsewhere, a), join(out, 'c/link.yaml'));
    symlinkSync('nowhere', join(out, 'c/dangling.yaml'));
    mkdirSync(join(out, 'c/folder.yaml'));
    put(out, 'c/file', 'text');
    const plan = planOf(['c/linked/a.yaml', 'c/link.yaml', 'c/folder.yaml', 'c/file/a.yaml', 'c/other.yaml']);
    expect(told(compare(plan, out))).toEqual([
      'missing c/other.yaml',
      'symlink c/dangling.yaml',
      'not-a-folder c/file',
      'not-a-file c/folder.yaml',
      'symlink c/link.yaml',
      'symlink c/linked',
    ]);
  });

  it.each(['', '/'])('refuses an output folder that is a link (%j at its end)', (end) => {
    const folder = tempFolder();
    mkdirSync(join(folder, 'real'));
    symlinkSync('real', join(folder, 'dist'));
    expect(told(compare(planOf([a]), join(folder, 'dist') + end))).toEqual(['symlink ']);
  });

  it('refuses an output folder that is a file', () => {
    const folder = tempFolder();
    put(folder, 'dist', '');
    expect(told(compare(planOf([a]), join(folder, 'dist')))).toEqual(['not-a-folder ']);
  });

  it('refuses a cluster folder that is a link', () => {
    const out = tempFolder();
    mkdirSync(join(out, 'real'));
    symlinkSync('real', join(out, 'upc-dev'));
    expect(told(compare(planOf([a], ['upc-dev']), out))).toEqual(['symlink upc-dev']);
  });

  it.skipIf(process.platform === 'win32')('does not open a pipe (there is none on Windows)', () => {
    const out = tempFolder();
    mkdirSync(join(out, 'upc-dev/apps'), { recursive: true });
    execFileSync('mkfifo', [join(out, a)]);
    expect(told(compare(planOf([a]), out))).toEqual([`special-file ${a}`]);
  });

  it.skipIf(!caseCounts)(
    'refuses a foreign file that differs from a planned path by letter case (where case counts)',
    () => {
      const out = tempFolder();
      put(out, 'upc-dev/apps/A.yaml', 'a: 1\n');
      expect(told(compare(planOf([a]), out))).toContain('colliding-paths upc-dev/apps/A.yaml');
    },
  );

  it('answers a generated file whose name changed its letter case', () => {
    const out = tempFolder();
    synth(planOf(['upc-dev/Apps/A.yaml']), out);
    synth(planOf([a]), out);
    expect(compare(planOf([a]), out)).toEqual({ differences: [], unchanged: 1, problems: [] });
  });
});

it('compares thousands of files in a moment', () => {
  const out = tempFolder();
  const plan = planOf(Array.from({ length: 3000 }, (_, index) => `upc-${index % 20}/apps/app-${index}.yaml`));
  synth(plan, out);
  renameSync(join(out, 'upc-3'), join(out, 'upc-x'));
  const start = performance.now();
  const comparison = compare(plan, out);
  expect(performance.now() - start).toBeLessThan(3000);
  expect(comparison).toMatchObject({ unchanged: 2850 });
  expect(comparison.differences).toHaveLength(300);
});
