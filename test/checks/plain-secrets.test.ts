import { describe, expect, it } from 'vitest';
import { plainSecrets } from '../../src/checks/plain-secrets.js';
import type { JsonObject } from '../../src/model/json.js';

function found(object: JsonObject, group = '') {
  const identity = { group, kind: String(object.kind), namespace: 'shop', name: 'credentials' };
  return plainSecrets(
    [{ identity, object, construct: 'west/shop/credentials', source: 'shop.ts', line: 3 }],
    'west',
  );
}

describe('a plain Secret', () => {
  it.each<[what: string, object: JsonObject]>([
    ['data', { kind: 'Secret', data: { KEY: 'aHVudGVyMg==' } }],
    ['text', { kind: 'Secret', stringData: { KEY: 'hunter2' } }],
  ])('with %s is an error, and its value is not repeated', (_what, object) => {
    expect(found(object)).toMatchObject([
      {
        rule: 'plain-secret',
        severity: 'error',
        file: 'shop.ts',
        line: 3,
        object: 'Secret shop/credentials',
      },
    ]);
    expect(JSON.stringify(found(object))).not.toContain('hunter2');
  });

  it.each<[what: string, object: JsonObject, group: string]>([
    ['a Secret that something else fills', { kind: 'Secret', data: {} }, ''],
    ['a ConfigMap', { kind: 'ConfigMap', data: { KEY: 'x' } }, ''],
    ['a Secret of another group', { kind: 'Secret', data: { KEY: 'x' } }, 'example.com'],
  ])('is not %s', (_what, object, group) => {
    expect(found(object, group)).toEqual([]);
  });
});
