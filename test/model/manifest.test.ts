import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../src/model/json.js';
import { describeIdentity, groupOf, identityKey, identityOf } from '../../src/model/manifest.js';

describe('the identity of an object', () => {
  it('is its group, kind, namespace and name, whatever version it is written in', () => {
    const web = { kind: 'Deployment', metadata: { namespace: 'shop', name: 'web' } };
    const identity = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
    expect(identityOf({ apiVersion: 'apps/v1', ...web })).toEqual(identity);
    expect(identityOf({ apiVersion: 'apps/v1beta1', ...web })).toEqual(identity);
  });

  it('has no group in the core API and no namespace where none is written', () => {
    expect(identityOf({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } })).toEqual({
      group: '',
      kind: 'Namespace',
      namespace: '',
      name: 'shop',
    });
    expect(groupOf('v1')).toBe('');
  });

  it.each<[string, JsonObject]>([
    ['no apiVersion', { kind: 'Pod', metadata: { name: 'x' } }],
    ['no kind', { apiVersion: 'v1', metadata: { name: 'x' } }],
    ['no metadata', { apiVersion: 'v1', kind: 'Pod' }],
    ['null as metadata', { apiVersion: 'v1', kind: 'Pod', metadata: null }],
    ['a list as metadata', { apiVersion: 'v1', kind: 'Pod', metadata: ['name'] }],
    ['no name', { apiVersion: 'v1', kind: 'Pod', metadata: { generateName: 'x-' } }],
    ['an empty name', { apiVersion: 'v1', kind: 'Pod', metadata: { name: '' } }],
    ['a number as its name', { apiVersion: 'v1', kind: 'Pod', metadata: { name: 1 } }],
  ])('is missing with %s', (_case, object) => {
    expect(identityOf(object)).toBeUndefined();
  });

  it('has one key for equal identities alone', () => {
    const part = fc.stringMatching(/^[a-z.-]{0,3}$/);
    const identity = fc.record({ group: part, kind: part, namespace: part, name: part });
    fc.assert(
      fc.property(identity, identity, (a, b) => {
        expect(identityKey(a) === identityKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
    );
  });

  it('is told as kind, namespace and name', () => {
    const web = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' };
    expect(describeIdentity(web)).toBe('Deployment shop/web');
    expect(describeIdentity({ ...web, namespace: '' })).toBe('Deployment web');
  });
});
