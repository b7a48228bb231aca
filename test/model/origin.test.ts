import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Chart, Testing } from 'cdk8s';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { annotationsOf, report, setOrigin } from '../../src/model/annotations.js';
import { CallSite, PartOfCall, type SourceLocation } from '../../src/model/origin.js';
import { findingAt, sourcePath } from '../../src/model/source-path.js';
import { calls } from '../fixtures/call-sites.js';
import { lineOf, ROOT } from '../fixtures/small-cluster.js';

const FIXTURE = path.join(ROOT, 'test', 'fixtures', 'call-sites.ts');

const rows: [call: string, text: string][] = [
  ['function', '// function'],
  ['method', '// method'],
  ['static method', '// static method'],
  ['in a callback', '// in a callback'],
  ['after await', '  return define();'],
  ['here', '// here'],
];

function expectedLine(text: string): number {
  return lineOf(text, readFileSync(FIXTURE, 'utf8'));
}

describe('the place of a call', () => {
  it.each(rows)('is its own file and line: %s', (call, text) => {
    expect(calls[call]?.location()).toMatchObject({ file: FIXTURE, line: expectedLine(text) });
  });

  it('has the column of what is called', () => {
    const { file = '', line = 0, column = 0 } = CallSite.here().location() ?? {};
    expect(
      readFileSync(file, 'utf8')
        .split('\n')
        [line - 1]?.slice(column - 1),
    ).toMatch(/^here\(\)/);
  });

  it('leaves the length of stack traces as it was', () => {
    const before = Error.stackTraceLimit;
    Error.stackTraceLimit = 7;
    CallSite.here();
    expect(Error.stackTraceLimit).toBe(7);
    Error.stackTraceLimit = before;
  });
});

describe('the place of a call under tsx', () => {
  // Parentheses and spaces as in "Program Files (x86)".
  const folder = mkdtempSync(path.join(tmpdir(), 'launch pad (copy) '));
  let printed: Record<string, SourceLocation> = {};

  beforeAll(() => {
    cpSync(path.join(ROOT, 'src', 'model'), path.join(folder, 'src', 'model'), { recursive: true });
    cpSync(path.join(ROOT, 'package.json'), path.join(folder, 'package.json'));
    cpSync(FIXTURE, path.join(folder, 'test', 'fixtures', 'call-sites.ts'));
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    const program = `const { calls } = await import(${JSON.stringify(
      pathToFileURL(path.join(folder, 'test', 'fixtures', 'call-sites.ts')).href,
    )});
    const places = Object.entries(calls).map(([name, call]) => [name, call.location()]);
    console.log(JSON.stringify(Object.fromEntries(places)));`;
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program];
    printed = JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' }));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(rows)('is the same, whatever the folder is called: %s', (call, text) => {
    expect(printed[call]?.file).toMatch(/launch pad \(copy\) \w+[\\/]test[\\/]fixtures[\\/]call-sites\.ts$/);
    expect(printed[call]?.line).toBe(expectedLine(text));
  });
});

describe('the name of a source file', () => {
  it('is its path below the root, with `/`', () => {
    expect(sourcePath(ROOT, path.join(ROOT, 'src', 'a', 'b.ts'))).toBe('src/a/b.ts');
  });

  it('is left out of a finding whose place is not known', () => {
    expect(findingAt(ROOT, undefined)).toEqual({});
    expect(findingAt(ROOT, { file: path.join(ROOT, 'x.yaml'), line: 2, column: 3 })).toEqual({
      file: 'x.yaml',
      line: 2,
      column: 3,
    });
  });

  it('is that of the whole call for a part of it', () => {
    const call = CallSite.here();
    expect(new PartOfCall(call, ['settings']).location()).toEqual(call.location());
  });
});

describe('a construct', () => {
  it('carries its origin and what was found at it, and nothing of its children', () => {
    const chart = new Chart(Testing.app(), 'chart');
    const child = new Chart(chart, 'child');
    const found = { rule: 'r', severity: 'error', message: 'm', mend: 'n' } as const;
    const origin = CallSite.here();
    setOrigin(chart, origin);
    report(chart, found);
    report(chart, { ...found, rule: 's' });
    expect(annotationsOf(chart)).toEqual({ findings: [found, { ...found, rule: 's' }], origin });
    expect(annotationsOf(child)).toEqual({ findings: [], origin: undefined });
  });
});
