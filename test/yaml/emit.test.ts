import fc from 'fast-check';
import * as jsYaml from 'js-yaml';
import { describe, expect, it } from 'vitest';
import * as yaml from 'yaml';
import type { JsonValue } from '../../src/model/json.js';
import { emitDocument, emitDocuments, MAX_DEPTH } from '../../src/yaml/emit.js';
import { readDocuments } from '../../src/yaml/read.js';
import { UnrepresentableValueError } from '../../src/yaml/unrepresentable.js';
import { differences } from './kubectl.js';
import { HAZARDS, inAllPlaces, nastyStrings } from './nasty.js';

const emitAny = (value: unknown) => emitDocument(value as JsonValue);

/** Arbitrary JSON, without lone surrogates and negative zeros, and `__proto__` as a key like any other. */
const nasty = fc.integer({ min: 0, max: 2 ** 31 }).map((seed) => nastyStrings(1, seed)[0] ?? '');
const text = fc.oneof(fc.string({ unit: 'binary' }), nasty, fc.constantFrom(...HAZARDS));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((it) => it + 0 || 0);
const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.constant(null), fc.boolean(), fc.integer(), number, text),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.array(fc.tuple(text, tie('json')), { maxLength: 5 }).map((entries) => Object.fromEntries(entries)),
  ),
}));

describe('emitDocument', () => {
  it('writes manifests the way kubectl prints them', () => {
    expect(
      emitDocuments([
        {
          status: {},
          spec: {
            template: {
              spec: {
                containers: [
                  {
                    ports: [{ containerPort: 8080, name: 'http' }],
                    env: [{ value: '8080', name: 'PORT' }],
                    args: ['--port=8080', '--debug', '-v', ''],
                    image: 'registry.example.com/shop:1.4.0',
                    name: 'shop',
                  },
                ],
                volumes: [],
              },
            },
            replicas: 2,
            paused: false,
            minReadySeconds: null,
          },
          metadata: {
            annotations: { 'example.com/rule': '{"a":[1]}', note: "it's on: yes" },
            labels: { version: '1.10', 'app.kubernetes.io/name': 'shop' },
            namespace: 'shop',
            name: 'shop',
          },
          kind: 'Deployment',
          apiVersion: 'apps/v1',
        },
        {
          data: {
            'app.conf': 'listen 8080;\n\nlocation / {\n\tindex on;\n}\n',
            'no-end': 'a\nb',
            enabled: 'yes',
            pattern: '^\\d+$',
            matrix: 'ü ✓ 🙂',
          },
          metadata: { name: 'shop' },
          kind: 'ConfigMap',
          apiVersion: 'v1',
        },
      ]),
    ).toMatchInlineSnapshot(`
      "apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: shop
        namespace: shop
        labels:
          app.kubernetes.io/name: shop
          version: "1.10"
        annotations:
          example.com/rule: '{"a":[1]}'
          note: "it's on: yes"
      spec:
        minReadySeconds: null
        paused: false
        replicas: 2
        template:
          spec:
            containers:
            - name: shop
              image: registry.example.com/shop:1.4.0
              args:
              - --port=8080
              - --debug
              - -v
              - ""
              env:
              - name: PORT
                value: "8080"
              ports:
              - name: http
                containerPort: 8080
            volumes: []
      status: {}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: shop
      data:
        app.conf: |
          listen 8080;

          location / {
          	index on;
          }
        enabled: "yes"
        matrix: "ü ✓ 🙂"
        no-end: |-
          a
          b
        pattern: '^\\d+$'
      "
    `);
  });

  it('gives any JSON value back to our reader, and the same text again for what was read', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = emitDocument({ value });
        const read = readDocuments(written);
        expect(read.ok && differences([{ value }], read.documents)).toEqual([]);
        expect(read.ok && emitDocuments(read.documents)).toBe(written);
        expect(written).toMatch(/[^\n]\n$/);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['js-yaml', (written: string) => jsYaml.load(written)],
    ['js-yaml as YAML 1.1', (written: string) => jsYaml.load(written, { schema: jsYaml.YAML11_SCHEMA })],
    ['yaml', (written: string) => yaml.parse(written)],
    ['yaml as YAML 1.1', (written: string) => yaml.parse(written, { version: '1.1' })],
  ])('gives every hazard back to %s', (_, read) => {
    const value = inAllPlaces([...HAZARDS.filter((it) => it !== '__proto__'), ...nastyStrings(2000, 3)]);
    expect(differences(value, read(emitDocument(value)))).toEqual([]);
  });

  it('does not depend on the order in which a mapping was built', () => {
    const shuffled = fc
      .uniqueArray(fc.oneof(text, fc.constantFrom('name', 'kind', 'status', 'image', 'apiVersion')))
      .chain((keys) => fc.tuple(fc.constant(keys), fc.shuffledSubarray(keys, { minLength: keys.length })));
    fc.assert(
      fc.property(shuffled, ([keys, others]) => {
        const build = (order: string[]) => Object.fromEntries(order.map((key) => [key, key]));
        expect(emitDocument(build(others))).toBe(emitDocument(build(keys)));
      }),
    );
  });

  it.each<[string, unknown, string]>([
    ['undefined', { a: { b: undefined } }, 'a.b is undefined; leave the key out, or write null'],
    ['not a number', { a: [0, Number.NaN] }, 'a[1] is NaN, a number that JSON cannot hold'],
    ['infinity', { a: Number.POSITIVE_INFINITY }, 'a is Infinity, a number that JSON cannot hold'],
    ['a bigint', { a: 1n }, 'a is a bigint; write a number or a string'],
    ['a function', { a: () => 1 }, 'a is a function, not data'],
    ['a symbol', { a: Symbol('x') }, 'a is a symbol, not data'],
    ['a date', { 'a b': new Date(0) }, '["a b"] is an instance of Date, not plain data'],
    ['a map', { a: new Map() }, 'a is an instance of Map, not plain data'],
    ['a boxed string', { a: new String('x') }, 'a is an instance of String, not plain data'],
    ['a hole in a list', { a: new Array(1) }, 'a[0] is an empty slot of a list'],
    ['half of a pair', { a: 'x\ud800' }, 'a has half of a surrogate pair, which is no Unicode text'],
    ['half of a pair in a text of lines', { a: 'x\n\udc00\n' }, 'a has half of a surrogate pair'],
    ['half of a pair in a key', { '\udc00': 1 }, 'has a key with half of a surrogate pair'],
    ['nothing at all', undefined, 'the document is undefined'],
  ])('refuses %s and says where it stands', (_, value, message) => {
    expect(() => emitAny(value)).toThrow(UnrepresentableValueError);
    expect(() => emitAny(value)).toThrow(message);
  });

  it('refuses a value that contains itself, at the place where it does', () => {
    const inner: { b: unknown[] } = { b: [1] };
    inner.b.push(inner);
    expect(() => emitAny({ a: inner })).toThrow('a.b[1] contains itself');
  });

  it.each([MAX_DEPTH + 1, 5000, 100_000])('refuses %i levels of nesting instead of failing', (levels) => {
    let value: unknown = 1;
    for (let level = 0; level < levels; level++) value = [value];
    expect(() => emitAny(value)).toThrow('leads to more than 500 levels of nesting');
  });

  it('accepts objects without a prototype, and objects that stand in several places', () => {
    const shared = Object.assign(Object.create(null), { a: 1 });
    expect(emitAny([shared, shared])).toBe('- a: 1\n- a: 1\n');
  });

  it.each<[string, JsonValue, string]>([
    ['an empty mapping', {}, '{}\n'],
    ['an empty list', { a: [] }, 'a: []\n'],
    ['lists in lists', [[[1], []], 2], '- - - 1\n  - []\n- 2\n'],
    ['negative zero', -0, '0\n'],
    ['a key too long for one line', { ['k'.repeat(1000)]: [1] }, `? ${'k'.repeat(1000)}\n:\n- 1\n`],
    ['text that keeps its line breaks', { a: 'x\n\n', b: 1 }, 'a: |+\n  x\n\nb: 1\n'],
    ['line breaks at the end of a document', { a: 'x\n\n' }, 'a: "x\\n\\n"\n'],
    ['what is invisible', 'a\u202e\u200b\u00a0', '"a\\u202E\\u200B\\xA0"\n'],
    ['text of one level', 'a\nb\n', '|\n  a\n  b\n'],
  ])('writes %s', (_, value, expected) => {
    expect(emitDocument(value)).toBe(expected);
  });

  it('writes strings of many megabytes', () => {
    const long = 'word: '.repeat(2_000_000);
    const lines = 'line of text\n'.repeat(1_000_000);
    const read = readDocuments(emitDocument({ long, plain: 'x'.repeat(10_000_000), lines }));
    expect(read.ok && differences([{ long, plain: 'x'.repeat(10_000_000), lines }], read.documents)).toEqual(
      [],
    );
  });
});

describe('emitDocuments', () => {
  it('separates documents by ---, and is empty for none', () => {
    expect(emitDocuments([{ a: 1 }, 'x\n\n', null])).toBe('a: 1\n---\n"x\\n\\n"\n---\nnull\n');
    expect(emitDocuments([])).toBe('');
  });
});
