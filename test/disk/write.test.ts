import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compare } from '../../src/disk/compare.js';
import { OutputError } from '../../src/disk/output-error.js';
import { WriteRefusedError, write } from '../../src/disk/write.js';
import type { JsonValue } from '../../src/model/json.js';
import {
  filesIn,
  makeTemp,
  mayMount,
  mount,
  planned,
  planOf,
  put,
  putPlanned,
  remount,
  synth,
  tempFolder,
  textsOf,
  told,
} from './temp-output.js';

const [a, b] = ['upc-dev/apps/a.yaml', 'upc-dev/infra/b.yaml'];
const big = 'x'.repeat(100_000);

/** The error that a call throws. */
function errorOf(call: () => unknown): unknown {
  try {
    call();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('what write leaves', () => {
  const part = fc.constantFrom('a', 'b', 'App', 'ü');
  const path = fc
    .tuple(fc.array(part, { minLength: 1, maxLength: 3 }), part)
    .map(([folders, name]) => `${folders.join('/')}/${name}.yaml`);
  const files = fc.dictionary(path, fc.integer({ max: 2, min: 0 }), { maxKeys: 12 });
  const foreign = fc.dictionary(
    path.map((p) => p.replace('.yaml', '.foreign.yaml')),
    fc.string(),
    { maxKeys: 4 },
  );

  it('is exactly the second plan and the foreign files, for any two plans', () => {
    fc.assert(
      fc.property(files, files, foreign, (first, second, others) => {
        const out = makeTemp();
        try {
          for (const [path, text] of Object.entries(others)) put(out, path, `# ${text}`);
          const texts = Object.fromEntries(Object.entries(others).map(([path, text]) => [path, `# ${text}`]));
          for (const plan of [planOf(first), planOf(second)]) {
            synth(plan, out);
            expect(filesIn(out)).toEqual({ ...textsOf(plan), ...texts });
            const again = compare(plan, out);
            expect(again).toMatchObject({ problems: [], unchanged: plan.files.length });
            expect(again.differences.map((d) => d.kind)).toEqual(Object.keys(others).map(() => 'foreign'));
          }
          expect(existsSync(join(out, '.launchpad/staging'))).toBe(false);
        } finally {
          rmSync(out, { recursive: true });
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not touch a file that is as planned', () => {
    const out = tempFolder();
    synth(planOf([a, b]), out);
    const before = lstatSync(join(out, a), { bigint: true });
    synth(planOf({ [a]: { path: a }, [b]: { changed: true } }), out);
    const after = lstatSync(join(out, a), { bigint: true });
    expect([after.ino, after.mtimeNs, after.ctimeNs]).toEqual([before.ino, before.mtimeNs, before.ctimeNs]);
  });

  it('tells what it wrote, removed and kept', () => {
    const out = tempFolder();
    synth(planOf(['c/gone/a.yaml', 'c/old.yaml', 'c/same.yaml', 'c/edited.yaml']), out);
    writeFileSync(join(out, 'c/edited.yaml'), '# mine\n', { flag: 'a' });
    put(out, 'c/README.md', 'read me');
    const result = synth(
      planOf({ 'c/old.yaml': 2, 'c/same.yaml': { path: 'c/same.yaml' }, 'c/new/b.yaml': 1 }),
      out,
    );
    expect({ ...result, kept: result.kept.map((difference) => difference.path) }).toEqual({
      written: ['c/new/b.yaml', 'c/old.yaml'],
      removed: ['c/gone/a.yaml'],
      kept: ['c/README.md', 'c/edited.yaml'],
      unchanged: 1,
    });
    expect(readFileSync(join(out, 'c/edited.yaml'), 'utf8')).toMatch(/# mine\n$/);
    expect(existsSync(join(out, 'c/gone'))).toBe(false);
  });

  it('overwrites a hand-edited file that is planned', () => {
    const out = tempFolder();
    synth(planOf([a]), out);
    writeFileSync(join(out, a), '# mine\n', { flag: 'a' });
    expect(synth(planOf([a]), out).written).toEqual([a]);
    expect(filesIn(out)).toEqual(textsOf(planOf([a])));
  });

  it('leaves the clusters alone that the plan does not speak for', () => {
    const out = tempFolder();
    synth(planOf([a, 'upc-prod/apps/a.yaml']), out);
    synth(planOf([b], ['upc-dev']), out);
    expect(Object.keys(filesIn(out)).sort()).toEqual([b, 'upc-prod/apps/a.yaml']);
  });

  it('has the mode of a normal file', () => {
    const out = tempFolder();
    synth(planOf([a]), out);
    expect(lstatSync(join(out, a)).mode & 0o777).toBe(0o644 & ~process.umask());
  });

  it('clears what a killed run has left aside', () => {
    const out = tempFolder();
    put(out, '.launchpad/staging/4711/upc-dev/half.yaml', '# Gen');
    synth(planOf([]), out);
    expect(existsSync(join(out, '.launchpad/staging'))).toBe(false);
  });

  it('reports each step', () => {
    const out = tempFolder();
    synth(planOf(['c/old.yaml']), out);
    const steps: string[] = [];
    write(compare(planOf(['c/a.yaml', 'd/b.yaml', 'd/c.yaml']), out), out, {
      onProgress: ({ step, done, total }) => steps.push(`${step} ${done}/${total}`),
    });
    const of3 = (step: string) => [1, 2, 3].map((done) => `${step} ${done}/3`);
    expect(steps).toEqual([...of3('stage'), ...of3('place'), 'remove 1/1']);
  });
});

describe('what stops a write before it begins', () => {
  it('is a foreign file at a planned path', () => {
    const out = tempFolder();
    put(out, a, 'kind: Secret\n');
    const error = errorOf(() => synth(planOf([a, b]), out));
    expect(error).toBeInstanceOf(WriteRefusedError);
    expect(error).toMatchObject({ message: expect.stringContaining('Move it away') });
    expect(filesIn(out)).toEqual({ [a]: 'kind: Secret\n' });
  });

  it.each(['file', 'folder', 'output folder'])('is a link at the %s', (level) => {
    const [folder, elsewhere] = [tempFolder(), tempFolder()];
    const out = join(folder, 'dist');
    const link = level === 'file' ? join(out, a) : level === 'folder' ? join(out, 'upc-dev') : out;
    mkdirSync(join(link, '..'), { recursive: true });
    putPlanned(elsewhere, planned('apps/a.yaml'));
    symlinkSync(level === 'file' ? join(elsewhere, 'apps/a.yaml') : elsewhere, link);
    const before = filesIn(elsewhere);
    expect(() => synth(planOf([a]), out)).toThrow(WriteRefusedError);
    expect(filesIn(elsewhere)).toEqual(before);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
  });

  it("is a link at Launchpad's own folder, and nothing behind it is cleared", () => {
    const [out, elsewhere] = [tempFolder(), tempFolder()];
    put(elsewhere, 'staging/mine.txt', 'mine');
    symlinkSync(elsewhere, join(out, '.launchpad'));
    expect(() => synth(planOf([a]), out)).toThrow(OutputError);
    expect(filesIn(elsewhere)).toEqual({ 'staging/mine.txt': 'mine' });
  });
});

describe('what has changed between compare and write stops it', () => {
  const change: Record<string, (out: string) => void> = {
    'a planned file turned foreign': (out) => put(out, a, 'mine\n'),
    'a planned file turned into a link': (out) => {
      rmSync(join(out, a));
      symlinkSync('elsewhere', join(out, a));
    },
    'a missing file came from elsewhere': (out) => put(out, 'upc-dev/apps/new.yaml', 'mine\n'),
    'an orphan was edited': (out) => writeFileSync(join(out, b), '# mine\n', { flag: 'a' }),
    'a folder turned into a link': (out) => {
      renameSync(join(out, 'upc-dev/apps'), join(out, 'elsewhere'));
      symlinkSync('../elsewhere', join(out, 'upc-dev/apps'));
    },
  };
  it.each(Object.keys(change))('%s', (name) => {
    const out = tempFolder();
    synth(planOf([a, b]), out);
    const comparison = compare(planOf({ [a]: 'changed', 'upc-dev/apps/new.yaml': 1 }), out);
    change[name]?.(out);
    const before = filesIn(out);
    const error = errorOf(() => write(comparison, out));
    expect(error).toBeInstanceOf(OutputError);
    expect(error).toMatchObject({ state: 'unchanged', mend: expect.stringMatching(/run again/i) });
    expect(filesIn(out)).toEqual(before);
  });

  it('even while it writes, and then says that the folder is partly written', () => {
    const out = tempFolder();
    synth(planOf([a, b]), out);
    const plan = planOf({ [a]: 'changed', [b]: 'changed' });
    const meddle = ({ step, done }: { step: string; done: number }) => {
      if (step === 'place' && done === 1) put(out, b, 'mine\n');
    };
    const error = errorOf(() => write(compare(plan, out), out, { onProgress: meddle }));
    expect(error).toMatchObject({ state: 'partly-written', message: expect.stringContaining(b) });
    expect(readFileSync(join(out, b), 'utf8')).toBe('mine\n');
  });
});

const why = mayMount ? '' : ' (skipped: this user may not mount)';

describe('when the system fails', () => {
  it.skipIf(!mayMount)(`a full disk changes nothing and is told as such${why}`, () => {
    const out = tempFolder();
    mount(out, '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs');
    synth(planOf([a, b]), out);
    const before = filesIn(out);
    const files: Record<string, JsonValue> = { [a]: 'changed' };
    for (let index = 0; index < 20; index += 1) files[`upc-dev/apps/${index}.yaml`] = big;
    const error = errorOf(() => synth(planOf(files), out));
    expect(error).toBeInstanceOf(OutputError);
    expect(error).toMatchObject({ code: 'ENOSPC', state: 'unchanged' });
    expect(error).toMatchObject({ message: expect.stringContaining('Free some space, then run again.') });
    expect(filesIn(out)).toEqual(before);
    expect(existsSync(join(out, '.launchpad/staging'))).toBe(false);
    expect(synth(planOf([a]), out).removed).toEqual([b]);
  });

  it.skipIf(!mayMount)(`a read-only output folder changes nothing${why}`, () => {
    const out = tempFolder();
    mount(out, '-t', 'tmpfs', 'tmpfs');
    synth(planOf([a, b]), out);
    const before = filesIn(out);
    remount(out, 'ro');
    const error = errorOf(() => synth(planOf({ [a]: 'changed' }), out));
    expect(error).toMatchObject({ name: 'OutputError', code: 'EROFS', state: 'unchanged' });
    expect(filesIn(out)).toEqual(before);
  });

  it.skipIf(!mayMount)(`one read-only folder deep inside changes nothing anywhere${why}`, () => {
    const out = tempFolder();
    synth(planOf([a, b]), out);
    const before = filesIn(out);
    mount(join(out, 'upc-dev/infra'), '--bind', join(out, 'upc-dev/infra'));
    remount(join(out, 'upc-dev/infra'), 'bind,ro');
    const error = errorOf(() => synth(planOf({ [a]: 'changed' }), out));
    expect(error).toMatchObject({ name: 'OutputError', code: 'EROFS', state: 'unchanged' });
    expect(filesIn(out)).toEqual(before);
  });

  it.skipIf(!mayMount)(`a folder on another file system changes nothing${why}`, () => {
    const out = tempFolder();
    synth(planOf([a]), out);
    mkdirSync(join(out, 'upc-prod'));
    mount(join(out, 'upc-prod'), '-t', 'tmpfs', 'tmpfs');
    const before = filesIn(out);
    const error = errorOf(() => synth(planOf({ [a]: 'changed', 'upc-prod/a.yaml': 1 }), out));
    expect(error).toMatchObject({ name: 'OutputError', state: 'unchanged' });
    expect(filesIn(out)).toEqual(before);
  });

  const bound = process.platform === 'win32' || process.getuid?.() === 0;
  it.skipIf(bound)(
    'a folder without write permission changes nothing (skipped: means nothing to root)',
    () => {
      const out = tempFolder();
      synth(planOf([a, b]), out);
      const before = filesIn(out);
      chmodSync(join(out, 'upc-dev/infra'), 0o555);
      const error = errorOf(() => synth(planOf({ [a]: 'changed' }), out));
      chmodSync(join(out, 'upc-dev/infra'), 0o755);
      expect(error).toMatchObject({ name: 'OutputError', code: 'EACCES', state: 'unchanged' });
      expect(filesIn(out)).toEqual(before);
    },
  );
});

it('can be run again after any failure', () => {
  const out = tempFolder();
  synth(planOf([a, b]), out);
  const plan = planOf({ [a]: 'changed', 'upc-dev/new/c.yaml': 1 });
  for (const [step, last] of [
    ['stage', 1],
    ['place', 1],
    ['place', 1],
    ['remove', 1],
  ] as const) {
    const stop = (at: { step: string; done: number }) => {
      if (at.step === step && at.done === last) throw new Error('stopped');
    };
    expect(errorOf(() => write(compare(plan, out), out, { onProgress: stop }))).toBeInstanceOf(Error);
  }
  synth(plan, out);
  expect(told(compare(plan, out))).toEqual([]);
  expect(filesIn(out)).toEqual(textsOf(plan));
});
