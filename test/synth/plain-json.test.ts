import { Lazy } from 'cdk8s';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from '../../src/synth/plain-json.js';
import { UnrepresentableValueError } from '../../src/yaml/unrepresentable.js';

const lazy = (value: unknown) => Lazy.any({ produce: () => value });

describe('plain JSON', () => {
  it('is copied as it is', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (object) => {
        const copied = plainJson(object);
        expect(JSON.stringify(copied)).toBe(JSON.stringify(object));
        expect(copied).not.toBe(object);
      }),
    );
  });

  it('shares nothing with what it was made from', () => {
    const inner = { list: [{ a: 1 }] };
    const copied = plainJson({ inner });
    expect(copied.inner).not.toBe(inner);
    inner.list.push({ a: 2 });
    expect(copied).toEqual({ inner: { list: [{ a: 1 }] } });
  });

  it.each<[what: string, object: object, plain: object]>([
    ['undefined is left out', { a: undefined, b: { c: undefined } }, { b: {} }],
    ['null stays', { a: null, b: [null] }, { a: null, b: [null] }],
    ['lazy values are asked for theirs', { a: lazy({ b: lazy([1]) }) }, { a: { b: [1] } }],
    ['a lazy value without one is left out', { a: lazy(undefined), b: 1 }, { b: 1 }],
    [
      'an object without a prototype is a mapping',
      { a: Object.assign(Object.create(null), { b: 1 }) },
      { a: { b: 1 } },
    ],
  ])('%s', (_what, object, plain) => {
    expect(plainJson(object)).toEqual(plain);
  });

  it('may have a key named "__proto__" or "constructor"', () => {
    const text = '{"__proto__":{"a":1},"constructor":"b"}';
    expect(JSON.stringify(plainJson(JSON.parse(text)))).toBe(text);
  });
});

describe('what is no plain JSON', () => {
  class Port {}
  const loop: Record<string, unknown> = {};
  loop.self = loop;

  it.each<[object: object, message: string]>([
    [{ spec: { replicas: Number.NaN } }, 'spec.replicas is NaN, a number that JSON cannot hold'],
    [{ a: [1, Number.POSITIVE_INFINITY] }, 'a[1] is Infinity, a number that JSON cannot hold'],
    [{ a: { at: new Date(0) } }, 'a.at is an instance of Date, not plain data'],
    [{ a: new Map() }, 'a is an instance of Map, not plain data'],
    [{ a: [new Port()] }, 'a[0] is an instance of Port, not plain data'],
    [{ a: () => 1 }, 'a is a function, not data'],
    [{ a: Symbol('x') }, 'a is a symbol, not data'],
    [{ a: 1n }, 'a is a bigint; write a number or a string'],
    [{ a: [1, undefined] }, 'a[1] is undefined; leave the key out, or write null'],
    [{ a: '\ud800' }, 'a holds half of a character (a lone surrogate) in "\\ud800"'],
    [{ a: lazy({ b: Number.NaN }) }, 'a.b is NaN, a number that JSON cannot hold'],
    [{ a: { '\udfff': 1 } }, 'a holds half of a character (a lone surrogate) in "\\udfff"'],
  ])('is named by its field: %#', (object, message) => {
    expect(() => plainJson(object)).toThrow(UnrepresentableValueError);
    expect(() => plainJson(object)).toThrow(message);
  });

  it('is an object that holds itself', () => {
    expect(() => plainJson(loop)).toThrow(/ is nested too deeply, or holds itself$/);
  });
});
