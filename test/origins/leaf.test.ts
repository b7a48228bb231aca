import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FieldPath } from '../../src/model/json.js';
import { locateContribution } from '../../src/origins/layer-leaf.js';
import type { LeafLocation } from '../../src/origins/leaf-location.js';
import './fixtures/leaves.js';
import { contribution, layers } from './fixtures/recorder.js';

const LEAVES = fixture('leaves.ts');
const SHARED = fixture('shared.ts');

function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}`, import.meta.url));
}

async function locate(call: string, path: FieldPath): Promise<LeafLocation> {
  const found = await locateContribution(contribution(call, path), path);
  if (!found) throw new Error(`${call} has no origin`);
  return found;
}

/** What is written from a place on, to the end of its line. */
function textAt({ location: { file, line, column } }: LeafLocation): string {
  return (readFileSync(file, 'utf8').split('\n')[line - 1] ?? '').slice(column - 1);
}

type Row = [call: string, path: FieldPath, starts: string, how?: LeafLocation['how'], file?: string];

describe('the exact place of a field', () => {
  it.each<Row>([
    ['literal', ['host'], "host: 'a'"],
    ['literal', ['resources', 'requests', 'cpu'], "cpu: '2' }"],
    ['literal', ['resources', 'limits'], "limits: { cpu: '4' }"],
    ['literal', ['quoted-key', 8080], "8080: 'number'"],
    ['literal', ['quoted-key', 'computed'], "['computed']: "],
    ['literal', ['quoted-key', 'team/name'], '[LABEL]: '],
    ['literal', ['quoted-key', 't'], '[`t`]: '],
    ['literal', ['hosts', 1], "'two', {"],
    ['literal', ['hosts', 2, 'name'], "name: 'three'"],
    ['literal', ['negative'], 'negative: -1'],
    ['literal', ['off'], 'off: false'],
    ['literal', ['gone'], 'gone: null'],
    ['wrapped', ['values', 'deployment', 'replicas'], 'replicas: 2 } as const'],
    ['wrapped', ['free', 'values', 'any', 'thing'], "thing: 'goes'"],
    ['wrapped', ['frozen', 'solid'], "solid: 'ice'"],
    ['computed', ['replicas'], 'replicas,', 'computed'],
    ['computed', ['cpu'], "big ? '2'", 'computed'],
    ['computed', ['resources'], "make('7'),", 'computed'],
    ['computed', ['lazy'], 'get lazy()', 'computed'],
    ['computed', ['lazy', 'cpu'], "cpu: 'z'"],
    ['computed', ['method'], 'method()', 'computed'],
    ['computed', ['named'], '`${' + 'replicas} of them`', 'computed'],
    ['computed', ['size'], 'sizes.large.requests.cpu', 'computed'],
    ['spread', ['resources', 'requests', 'cpu'], "cpu: '1' } },"],
    ['spread', ['call'], "call: 'spread' }"],
    ['spread-beaten', ['host'], "host: 'wins'"],
    ['spread-wins', ['host'], "host: 'last'"],
    ['spread-wins', ['requests', 'memory'], "memory: '4Gi'", 'leaf', SHARED],
    ['spread-imported', ['resources', 'requests', 'cpu'], "cpu: '2', memory", 'leaf', SHARED],
    ['spread-imported', ['host'], "host: 'shared.example'", 'leaf', SHARED],
    ['spread-if', ['on'], "on: 'yes'"],
    ['spread-if', ['also'], "also: 'and'"],
    ['list-spread', ['hosts', 1], "'q'], 'r'"],
    ['list-spread', ['hosts', 2], "'r']"],
    ['base', ['resources', 'requests', 'cpu'], "cpu: '1' } },"],
    ['names', ['resources', 'requests', 'cpu'], "cpu: '100m'", 'leaf', SHARED],
    ['names', ['again', 'requests', 'cpu'], "cpu: '1' } },"],
    ['names', ['region', 'region'], "region: 'eu-north-1'", 'leaf', SHARED],
    ['names', ['ns', 'large', 'requests', 'memory'], "memory: '4Gi'", 'leaf', SHARED],
    ['names', ['renamed', 'small', 'requests', 'cpu'], "cpu: '100m'", 'leaf', SHARED],
    ['third', ['at'], "at: 'third argument'"],
    ['shadowed-inner', ['deep', 'host'], "host: 'inner'"],
    ['defined-settings', ['host'], "host: 'own'"],
    ['defined-facts', ['host'], '`x.$' + '{zone}`', 'computed'],
    ['defined-facts', ['deep', 'zone'], 'zone }', 'computed'],
  ])('%s %j is at %s', async (call, path, starts, how = 'leaf', file = LEAVES) => {
    const found = await locate(call, path);
    expect({ ...found, at: textAt(found).slice(0, starts.length) }).toMatchObject({
      at: starts,
      exact: true,
      how,
      location: { file },
    });
  });
});

describe('the nearest certain place, where the field has none', () => {
  it.each<[call: string, path: FieldPath, starts: string, how: LeafLocation['how'], why: string]>([
    ['computed', ['resources', 'requests', 'cpu'], "make('7'),", 'computed', "it comes from make('7')"],
    ['computed', ['chosen', 'cpu'], 'big ? {', 'computed', "it comes from big ? { cpu: 'x' } : { cpu: 'y' }"],
    ['spread-unknown', ['requests', 'cpu'], "make('8')", 'spread', "it comes from make('8')"],
    ['spread-doubtful', ['requests', 'cpu'], 'with(', 'call', "more than one place may set 'requests'"],
    ['spread-either', ['on'], 'with(', 'call', "more than one place may set 'on'"],
    ['spread-let', ['tone'], 'changing', 'spread', 'it comes from changing'],
    ['list-spread', ['doubt', 1], 'doubt: [', 'enclosing', "more than one place may set '1'"],
    ['patched', ['patched', 'level'], 'patched = {', 'computed', 'it comes from patched'],
    ['rivals', ['at'], 'under(', 'call', "more than one place may set 'at'"],
    ['shadowed', ['deep', 'host'], 'base }', 'computed', 'it comes from base'],
    ['circle', ['self', 'end'], 'circle.self2', 'computed', 'it comes from circle.self2'],
  ])('%s %j: %s', async (call, path, starts, how, why) => {
    const found = await locate(call, path);
    expect({ ...found, at: textAt(found).slice(0, starts.length) }).toMatchObject({
      at: starts,
      exact: false,
      how,
      why,
    });
  });
});

it('never claims a line that does not hold the value', async () => {
  let exact = 0;
  for (const [
    call,
    {
      layers: [layer],
    },
  ] of layers) {
    for (const [path, value] of scalars(layer?.value)) {
      const found = await locate(call, path);
      if (!found.exact || found.how !== 'leaf') continue;
      exact += 1;
      expect(textAt(found), `${call} ${path.join('.')}`).toContain(String(value));
    }
  }
  expect(exact).toBeGreaterThan(60);
});

function scalars(value: unknown, path: FieldPath = []): [FieldPath, unknown][] {
  if (typeof value === 'function') return [];
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => scalars(inner, [...path, key]));
}
