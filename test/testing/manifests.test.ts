import { describe, expect, it } from 'vitest';
import { type JsonObject, KubernetesObject } from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const manifests = synthConstruct((scope) => {
  const make = (kind: string, name: string, namespace?: string) =>
    new KubernetesObject(scope, `${kind}-${name}-${namespace}`, {
      apiVersion: 'v1',
      kind,
      metadata: { name, ...(namespace && { namespace }) },
    });
  make('ConfigMap', 'a');
  make('ConfigMap', 'a', 'other');
  make('ConfigMap', 'b');
  make('Namespace', 'shop');
});

function message(step: () => unknown): string {
  try {
    step();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'nothing was thrown';
}

describe('finding an object', () => {
  it('gives the one of a kind, name and namespace', () => {
    expect(manifests.find('Namespace')).toMatchObject({ metadata: { name: 'shop' } });
    expect(manifests.find('ConfigMap', 'b')).toMatchObject({ metadata: { name: 'b', namespace: 'test' } });
    expect(manifests.find('ConfigMap', 'a', 'other')).toMatchObject({ metadata: { namespace: 'other' } });
    expect(manifests.all).toHaveLength(4);
  });

  it('says what there is when there is none', () => {
    expect(message(() => manifests.find('ConfigMap', 'c', 'test'))).toMatchInlineSnapshot(`
      "there is no ConfigMap test/c. There are:
        ConfigMap other/a
        ConfigMap test/a
        ConfigMap test/b
        Namespace shop"
    `);
    expect(message(() => synthConstruct(() => {}).find('Pod'))).toMatchInlineSnapshot(`
      "there is no Pod. There are:
        no objects at all"
    `);
  });

  it('says what there is when there are several', () => {
    expect(message(() => manifests.find('ConfigMap', 'a'))).toMatchInlineSnapshot(`
      "there are 2 objects for ConfigMap a; say which by name or namespace. There are:
        ConfigMap other/a
        ConfigMap test/a
        ConfigMap test/b
        Namespace shop"
    `);
  });

  it('may be tried: then none is undefined, and several are still an error', () => {
    expect(manifests.tryFind('Pod')).toBeUndefined();
    expect(manifests.tryFind('ConfigMap', 'b')).toBe(manifests.find('ConfigMap', 'b'));
    expect(message(() => manifests.tryFind('ConfigMap'))).toMatch(
      /^there are 3 objects for ConfigMap; say which/,
    );
  });

  it('may give all of a kind, name or namespace', () => {
    expect(manifests.findAll({ kind: 'ConfigMap' })).toHaveLength(3);
    expect(manifests.findAll({ kind: 'ConfigMap', namespace: 'test' })).toHaveLength(2);
    expect(manifests.findAll({ kind: 'ConfigMap', name: 'a' })).toHaveLength(2);
    expect(manifests.findAll({ kind: 'Pod' })).toEqual([]);
  });
});

describe('toMatchManifest', () => {
  const pod: JsonObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', labels: { team: 'a' } },
    spec: {
      containers: [
        { name: 'main', image: 'a:1', args: ['x', 'y'] },
        { name: 'side', image: 'b:1' },
      ],
      tolerations: [{ key: 'k' }, { key: 'l' }],
    },
  };

  it.each<[what: string, part: JsonObject]>([
    ['nothing', {}],
    ['some keys at any depth', { metadata: { labels: { team: 'a' } } }],
    [
      'list items by their names, in any order and number',
      { spec: { containers: [{ name: 'side', image: 'b:1' }] } },
    ],
    ['other list items by their places', { spec: { tolerations: [{ key: 'k' }, {}] } }],
    ['itself', pod],
  ])('holds for %s', (_what, part) => {
    expect(pod).toMatchManifest(part);
  });

  it.each<[what: string, part: JsonObject]>([
    ['another value', { metadata: { name: 'wbe' } }],
    ['a value of another type', { metadata: { labels: ['team'] } }],
    ['a key that is not there', { spec: { replicas: 1 } }],
    ['a list of another length', { spec: { tolerations: [{ key: 'k' }] } }],
    ['an item that is not there', { spec: { containers: [{ name: 'third' }] } }],
    ['null for what is not there', { spec: { replicas: null } }],
  ])('fails for %s', (_what, part) => {
    expect(pod).not.toMatchManifest(part);
  });

  it('shows each field that differs: what was expected and what was found', () => {
    const part: JsonObject = {
      metadata: { labels: { team: 'b' }, annotations: { note: 'x' } },
      spec: {
        containers: [{ name: 'main', image: 'a:2', args: ['x', 'z'] }, { name: 'third' }],
        tolerations: [{ key: 'k' }],
      },
    };
    expect(message(() => expect(pod).toMatchManifest(part))).toMatchInlineSnapshot(`
      "Pod shop/web is not as expected:
        metadata.labels.team
          - b
          + a
        metadata.annotations
          - note: x
          + (nothing)
        spec.containers[0].image
          - a:2
          + a:1
        spec.containers[0].args[1]
          - z
          + "y"
        spec.containers.third
          - name: third
          + (nothing)
        spec.tolerations
          - - key: k
          + - key: k
          + - key: l"
    `);
  });

  it('shows what it was given instead of a manifest, and what was not expected to hold', () => {
    expect(message(() => expect(undefined).toMatchManifest({}))).toMatchInlineSnapshot(
      `"a manifest was expected, not undefined"`,
    );
    expect(message(() => expect(pod).not.toMatchManifest({ kind: 'Pod' }))).toMatchInlineSnapshot(
      `"Pod shop/web was not expected to hold this part"`,
    );
    expect(message(() => expect({ a: 1 }).toMatchManifest({ a: 2 }))).toMatchInlineSnapshot(`
      "the object is not as expected:
        a
          - 2
          + 1"
    `);
  });
});

describe('a snapshot', () => {
  it('of manifests is the YAML that reviewers read', () => {
    expect(manifests).toMatchInlineSnapshot(`
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: a
        namespace: test
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: a
        namespace: other
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: b
        namespace: test
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
    `);
  });

  it('of one object is its YAML', () => {
    expect(manifests.find('Namespace')).toMatchInlineSnapshot(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
    `);
  });

  it('of anything else is as ever', () => {
    expect({ kind: 'Pod' }).toMatchInlineSnapshot(`
      {
        "kind": "Pod",
      }
    `);
  });
});

describe('constructs that stand alone', () => {
  it('are in the namespace "test" unless told otherwise', () => {
    const make = (namespace?: string) =>
      synthConstruct(
        (scope) => void new KubernetesObject(scope, 'a', { apiVersion: 'v1', kind: 'Pod' }),
        namespace === undefined ? {} : { namespace },
      ).find('Pod', 'test-a');
    expect(make()).toMatchManifest({ metadata: { namespace: 'test' } });
    expect(make('shop')).toMatchManifest({ metadata: { namespace: 'shop' } });
  });

  it('have their findings told', () => {
    const { findings } = synthConstruct((scope) => {
      const object = new KubernetesObject(scope, 'a', { apiVersion: 'v1', kind: 'Pod' });
      object.node.addValidation({ validate: () => ['no containers'] });
    });
    expect(findings).toMatchObject([{ rule: 'construct-validation', message: 'no containers' }]);
  });
});
