import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { SourceLocation } from '../../src/model/origin.js';
import { locateContribution } from '../../src/origins/layer-leaf.js';
import { locateLeaf } from '../../src/origins/leaf.js';
import './fixtures/calls.js';
import './fixtures/leaves.js';
import { contribution, layers } from './fixtures/recorder.js';

const CALLS = fileURLToPath(new URL('./fixtures/calls.ts', import.meta.url));
const lines = readFileSync(CALLS, 'utf8').split('\n');

/** Each call in the fixture names itself, and its `at` says the same again. */
const names = [...readFileSync(CALLS, 'utf8').matchAll(/at: 'in ([\w-]+)'/g)].map(([, name]) => name ?? '');

function placeOf(text: string): SourceLocation {
  const line = lines.findIndex((one) => one.includes(text));
  return { file: CALLS, line: line + 1, column: (lines[line] ?? '').indexOf(text) + 1 };
}

describe('a call is found by the place that V8 names', () => {
  it('has calls of many kinds', () => expect(names.length).toBeGreaterThan(20));

  it.each(names)('%s', async (name) => {
    const found = await locateContribution(contribution(name, ['at']), ['at']);
    expect(found).toMatchObject({ exact: true, how: 'leaf', location: placeOf(`at: 'in ${name}'`) });
  });
});

describe('a run by tsx', () => {
  const script = fileURLToPath(new URL('./fixtures/report-calls.ts', import.meta.url));
  const output = execFileSync(process.execPath, ['--import', 'tsx', script], { encoding: 'utf8' });
  const byTsx = new Map<string, SourceLocation>(JSON.parse(output));

  it('names the same lines and columns as a run by vitest', () => {
    const byVitest = new Map([...layers].map(([call, all]) => [call, all.layers[0]?.origin.location()]));
    const differing = [...byVitest.keys()].filter((call) => {
      const [here, there] = [byVitest.get(call), byTsx.get(call)];
      return here?.file !== there?.file || here?.line !== there?.line || here?.column !== there?.column;
    });
    // No identifier is there for a source map to keep.
    expect(differing).toEqual(['bracket', 'called-result']);
    expect(byTsx.size).toBe(byVitest.size);
    for (const call of differing) expect(byTsx.get(call)?.line).toBe(byVitest.get(call)?.line);
  });

  it.each(names)('leads to the field of %s', async (name) => {
    const call = byTsx.get(name);
    if (!call) throw new Error(`${name} was not reported`);
    const found = await locateLeaf(call, ['at']);
    expect(found).toMatchObject({ exact: true, how: 'leaf', location: placeOf(`at: 'in ${name}'`) });
  });
});
