import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMergeable, Layered, type LayerLevel, mergeObjects } from '../../src/model/layers.js';

const nowhere = { location: () => undefined };

function layered(values: readonly object[], keepNullsBelow?: string): Layered {
  const levels: LayerLevel[] = ['library', 'catalog', 'stage', 'cloud', 'cluster'];
  return new Layered(
    values.map((value, index) => ({ level: levels[index] ?? 'cluster', value, origin: nowhere })),
    keepNullsBelow === undefined ? [] : [keepNullsBelow],
  );
}

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.integer()), fc.constant(null));

/** Any settings: what is a mapping in one layer may be a text in the next. */
const anySettings = fc.letrec((tie) => ({
  mapping: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__'), tie('value'), { maxKeys: 3 }),
  value: fc.oneof({ depthSize: 'small' }, leaf, tie('mapping')),
})).mapping as fc.Arbitrary<Record<string, unknown>>;

/** Settings of one type: the keys `m…` are mappings in every layer, the keys `l…` in none. */
const settingsOfOneType: fc.Arbitrary<Record<string, unknown>> = fc.letrec<{
  mapping: Record<string, unknown>;
}>((tie) => ({
  mapping: fc.record(
    {
      l1: leaf,
      l2: leaf,
      m1: fc.option(tie('mapping'), { nil: undefined, depthSize: 'small' }),
      m2: fc.option(tie('mapping'), { nil: undefined, depthSize: 'small' }),
    },
    { requiredKeys: [] },
  ),
})).mapping;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** Every path to what is no mapping. */
function leaves(value: unknown, path: string[] = []): { path: string[]; value: unknown }[] {
  if (!isMergeable(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
}

describe('layers merge', () => {
  it.each<[rule: string, layers: object[], merged: object]>([
    ['mappings merge', [{ a: { b: 1 } }, { a: { c: 2 } }], { a: { b: 1, c: 2 } }],
    ['scalars replace', [{ a: 1 }, { a: 2 }], { a: 2 }],
    ['lists replace, whatever they hold', [{ a: [{ name: 'x' }, 2] }, { a: [3] }], { a: [3] }],
    ['an empty list replaces too', [{ a: [1] }, { a: [] }], { a: [] }],
    ['a scalar replaces a mapping', [{ a: { b: 1 } }, { a: 'x' }], { a: 'x' }],
    ['a mapping replaces a scalar', [{ a: 'x' }, { a: { b: 1 } }], { a: { b: 1 } }],
    ['null removes', [{ a: 1, b: 2 }, { a: null }], { b: 2 }],
    ['null removes a whole mapping', [{ a: { b: 1 } }, { a: null }], {}],
    ['null removes at depth', [{ a: { b: 1, c: 2 } }, { a: { b: null } }], { a: { c: 2 } }],
    ['a removed mapping can be given anew', [{ a: { b: 1 } }, { a: null }, { a: { c: 2 } }], { a: { c: 2 } }],
    ['null removes what nobody gave', [{}, { a: { b: null } }], { a: {} }],
    ['undefined says nothing', [{ a: 1 }, { a: undefined }], { a: 1 }],
    ['null in a list is an item', [{ a: [null] }], { a: [null] }],
  ])('%s', (_rule, layers, merged) => {
    expect(layered(layers).merged()).toEqual(merged);
  });

  it('passes instances of classes on as they are', () => {
    class Reference {
      constructor(readonly name: string) {}
    }
    const strong = new Reference('strong');
    const merged = layered([{ a: new Reference('weak') }, { a: strong }]).merged();
    expect(merged.a).toBe(strong);
  });

  it('keeps null below the setting that wants to see it, and only there', () => {
    const layers = [
      { values: { a: 1, b: { c: 2 } }, version: '1' },
      { values: { b: { c: null } }, version: null },
    ];
    expect(layered(layers, 'values').merged()).toEqual({ values: { a: 1, b: { c: null } } });
  });

  it('treats "__proto__" as a key like any other', () => {
    const merged = layered([
      JSON.parse('{ "__proto__": { "admin": true }, "a": { "__proto__": { "x": 1 } } }'),
      JSON.parse('{ "a": { "__proto__": { "y": 2 } } }'),
    ]).merged();
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"admin":true},"a":{"__proto__":{"x":1,"y":2}}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
    expect({}).not.toHaveProperty('admin');
  });
});

describe('merging', () => {
  it('has the empty layer as its neutral element', () => {
    fc.assert(
      fc.property(anySettings, (a) => {
        expect(mergeObjects([a, {}])).toEqual(mergeObjects([a]));
        expect(mergeObjects([{}, a])).toEqual(mergeObjects([a]));
      }),
    );
  });

  it('changes nothing when a layer is repeated', () => {
    fc.assert(
      fc.property(anySettings, (a) => {
        expect(mergeObjects([a, a])).toEqual(mergeObjects([a]));
      }),
    );
  });

  it('is associative for layers of one type', () => {
    fc.assert(
      fc.property(settingsOfOneType, settingsOfOneType, settingsOfOneType, (a, b, c) => {
        const flat = mergeObjects([a, b, c]);
        expect(mergeObjects([mergeObjects([a, b]), c])).toEqual(flat);
        expect(mergeObjects([a, mergeObjects([b, c])])).toEqual(flat);
      }),
    );
  });

  it('folds from the left for any layers', () => {
    fc.assert(
      fc.property(anySettings, anySettings, anySettings, (a, b, c) => {
        expect(mergeObjects([mergeObjects([a, b]), c])).toEqual(mergeObjects([a, b, c]));
      }),
    );
  });

  it('never changes a layer, nor shares a mapping with one', () => {
    fc.assert(
      fc.property(anySettings, anySettings, (a, b) => {
        deepFreeze([a, b]);
        const once = layered([a, b]).merged();
        for (const mapping of mappingsOf(once)) mapping.changed = true;
        expect(JSON.stringify(layered([a, b]).merged())).not.toContain('changed":true');
      }),
    );
  });
});

function mappingsOf(value: unknown): Record<string, unknown>[] {
  return isMergeable(value) ? [value, ...Object.values(value).flatMap(mappingsOf)] : [];
}

describe('tracing', () => {
  it('names the layer that won and those that it beat, strongest first', () => {
    const settings = layered([
      { replicas: 1, resources: { cpu: '1' } },
      {},
      { replicas: 2 },
      {},
      { resources: { cpu: '3' } },
    ]);
    const told = (...path: string[]) => settings.trace(path).map(({ layer, value }) => [layer.level, value]);
    expect(told('replicas')).toEqual([
      ['stage', 2],
      ['library', 1],
    ]);
    expect(told('resources', 'cpu')).toEqual([
      ['cluster', '3'],
      ['library', '1'],
    ]);
    expect(told('port')).toEqual([]);
  });

  it('says null for a layer that removed the field or what holds it', () => {
    const settings = layered([{ a: { b: 1 } }, { a: { b: null } }, { a: 'text' }, { a: null }, { a: [] }]);
    expect(settings.trace(['a', 'b']).map(({ value }) => value)).toEqual([null, null, null, null, 1]);
  });

  it('reaches into lists', () => {
    const settings = layered([{ list: [{ a: 1 }] }, { list: [{ a: 2 }, 3] }]);
    expect(settings.trace(['list', 0, 'a']).map(({ value }) => value)).toEqual([2, 1]);
    expect(settings.trace(['list', 1]).map(({ value }) => value)).toEqual([3, null]);
  });

  it('agrees with merging: the first contribution to a leaf is its value', () => {
    fc.assert(
      fc.property(fc.array(anySettings, { minLength: 1, maxLength: 5 }), (values) => {
        const settings = layered(values);
        for (const { path, value } of leaves(settings.merged())) {
          if (path.length > 0 && !isMergeable(value)) expect(settings.trace(path)[0]?.value).toEqual(value);
        }
      }),
    );
  });
});
