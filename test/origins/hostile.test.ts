import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Layered } from '../../src/model/layers.js';
import type { Origin, SourceLocation } from '../../src/model/origin.js';
import { locateContribution } from '../../src/origins/layer-leaf.js';
import { type LocateOptions, locateLeaf } from '../../src/origins/leaf.js';

const folder = mkdtempSync(join(tmpdir(), 'origins-'));
const LONG_AGO = new Date('2020-01-01');
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string, written = LONG_AGO): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  utimesSync(file, written, written);
  return file;
}

function locate(text: string, path: string[], options?: LocateOptions) {
  return locateLeaf({ file: write('source.ts', text), line: 1, column: 1 }, path, options);
}

describe('a source that is no longer what ran leads to the call, and is not exact', () => {
  const CALL = { file: join(folder, 'source.ts'), line: 1, column: 1 };

  it('when the file is gone', async () => {
    const gone = { ...CALL, file: join(folder, 'gone.ts') };
    expect(await locateLeaf(gone, ['host'])).toEqual({
      location: gone,
      exact: false,
      how: 'call',
      why: 'the file cannot be read',
    });
  });

  it.each([
    ['has a syntax error', "app({ host: 'a' ", 'the file cannot be parsed'],
    ['is empty', '', 'no call is written there'],
    ['has no call there', "// moved\napp({ host: 'a' });", 'no call is written there'],
    ['has other code there', "apply; app({ host: 'a' });", 'no call is written there'],
    ['has another value', "app({ host: 'b' });", 'the source has another value than the run had'],
    [
      'has an object for a text',
      "app({ host: { a: 'a' } });",
      'the source has another value than the run had',
    ],
    ['lost the field', "app({ hosts: 'a' });", "no 'host' is written there"],
    ['lost the argument', 'app();', "no 'host' is written there"],
  ])('when the file %s', async (_, text, why) => {
    expect(await locate(text, ['host'], { value: 'a' })).toEqual({
      location: CALL,
      exact: false,
      how: 'call',
      why,
    });
  });

  it.each([
    [1e9, 1],
    [1, 1e9],
    [0, 0],
    [-1, 1],
    [1, 18],
  ])('when the place %i:%i is outside the file', async (line, column) => {
    const call = { file: write('source.ts', 'app({});\napp({});'), line, column };
    expect(await locateLeaf(call, ['a'])).toMatchObject({ exact: false, how: 'call', location: call });
  });

  it('when the file was written after the run', async () => {
    const call = {
      file: write('late.ts', "app({ host: 'a' });", new Date('2021-01-01')),
      line: 1,
      column: 1,
    };
    const why = 'the source was changed after it ran';
    expect(await locateLeaf(call, ['host'], { ranAt: new Date('2020-06-01') })).toMatchObject({
      exact: false,
      why,
    });
    expect(await locateLeaf(call, ['host'], { ranAt: new Date('2021-06-01') })).toMatchObject({
      exact: true,
    });
  });

  it('when an imported file was written after the run', async () => {
    write('base.ts', "export const base = { host: 'a' };", new Date('2021-01-01'));
    const text = "app({ ...base }); import { base } from './base.js';";
    expect(await locate(text, ['host'], { ranAt: new Date('2020-06-01') })).toMatchObject({
      exact: false,
      how: 'call',
    });
    expect(await locate(text, ['host'], { ranAt: new Date('2021-06-01') })).toMatchObject({
      exact: true,
      how: 'leaf',
    });
  });

  it('and reads a file again whose text changed', async () => {
    expect(await locate("app({ host: 'a' });", ['host'])).toMatchObject({ location: { column: 7 } });
    expect(await locate("app({   host: 'a' });", ['host'])).toMatchObject({ location: { column: 9 } });
  });
});

describe('a source that goes in circles or nowhere', () => {
  it.each([
    ['a constant of itself', 'app({ ...a }); const a = { ...a };', 'spread'],
    ['two constants', 'app(a); const a = { ...b }; const b = { ...a };', 'spread'],
    ['names only', 'app({ ...a }); const a = b; const b = a;', 'spread'],
    ['a module of itself', "app({ ...a }); import { a } from './source.js';", 'spread'],
    ['a missing module', "app({ ...a }); import { a } from './missing.js';", 'spread'],
    ['a package', "app({ ...a }); import { a } from 'package';", 'spread'],
    ['a name that nothing declares', 'app({ ...a });', 'spread'],
    ['spread arguments', 'app(...all);', 'spread'],
    ['a function', "app(() => ({ host: 'a' }));", 'call'],
    ['a text', "app('host');", 'call'],
  ])('%s', async (_, text, how) => {
    expect(await locate(text, ['host'])).toMatchObject({ exact: false, how });
  });

  it.each([
    ['a parameter', "app({ ...a }); function f(a: object) {}; const a = { host: 'a' };", true],
    ['a parameter around it', "app((a: object) => a); const a = { host: 'a' };", false],
    ['an assignment to a part', "app({ ...a }); const a = { host: 'a' }; a.host = 'b';", false],
    ['a deleted part', "app({ ...a }); const a = { host: 'a' }; delete a['host'];", false],
    ['an assignment behind a cast', "app({ ...a }); const a = { host: 'a' }; (a as any).host = 'b';", false],
    ['a prototype', "app({ __proto__: { host: 'a' } });", false],
    ['a key named like the prototype', "app({ ['host']: 'a' });", true],
    ['a setter that hides nothing', "app({ host: 'a', set other(v: string) {} });", true],
    ['the same key twice', "app({ host: 'a', host: 'b' });", true],
  ])('%s', async (_, text, exact) => {
    expect(await locate(text, ['host'])).toMatchObject({ exact });
  });

  it('takes the last of two equal keys', async () => {
    expect(await locate("app({ host: 'a', host: 'b' });", ['host'])).toMatchObject({ text: "'b'" });
  });

  it('says that `null` removed what was below it, and that a text did not set it', async () => {
    expect(await locate('app({ a: null });', ['a', 'b'])).toMatchObject({
      exact: true,
      how: 'leaf',
      text: 'null',
    });
    expect(await locate("app({ a: 'x' });", ['a', 'b'])).toMatchObject({ exact: false, how: 'enclosing' });
  });

  it('takes the argument that it is told', async () => {
    const text = "app({ host: 'a' }, { host: 'b' });";
    expect(await locate(text, ['host'], { argument: 1 })).toMatchObject({ exact: true, text: "'b'" });
  });

  it('reads files with a byte order mark and Windows line ends', async () => {
    const file = write('windows.ts', "\uFEFFapp({\r\n  host: 'a',\r\n});\r\n");
    expect(await locateLeaf({ file, line: 1, column: 1 }, ['host'])).toMatchObject({
      exact: true,
      location: { line: 2, column: 3 },
    });
  });
});

describe('an origin that is no call', () => {
  const PLACE: SourceLocation = { file: '/estate/values.yaml', line: 3, column: 1 };
  const HOST: SourceLocation = { ...PLACE, line: 4, column: 3 };

  async function locateIn(origin: Origin) {
    const [said] = new Layered([{ level: 'cluster', value: { host: 'a' }, origin }]).trace(['host']);
    return said && locateContribution(said, ['host']);
  }

  it('answers by itself where it knows its fields', async () => {
    expect(await locateIn({ location: () => PLACE, locate: () => HOST })).toEqual({
      location: HOST,
      exact: true,
      how: 'leaf',
    });
  });

  it('is not exact where it does not know the field, and silent where it knows nothing', async () => {
    expect(await locateIn({ location: () => PLACE, locate: () => undefined })).toMatchObject({
      location: PLACE,
      exact: false,
    });
    expect(await locateIn({ location: () => undefined })).toBeUndefined();
  });
});
