import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planProblems } from '../../src/disk/plan-paths.js';
import type { Document } from '../../src/model/document.js';
import { identityKey, type ObjectIdentity } from '../../src/model/manifest.js';
import { layOut } from '../../src/synth/layout.js';

const FOLDER = { folder: 'one/manifests/web', namespace: 'web' };

function document(identity: Partial<ObjectIdentity>, construct = 'one/web/object'): Document {
  const full = { group: '', kind: 'ConfigMap', namespace: 'web', name: 'a', ...identity };
  const { name, namespace } = full;
  return {
    home: FOLDER,
    manifest: {
      identity: full,
      object: {
        apiVersion: full.group === '' ? 'v1' : `${full.group}/v1`,
        kind: full.kind,
        metadata: { name, namespace },
      },
      construct,
      source: 'catalog/web.ts',
      line: 4,
    },
  };
}

function fileNames(...identities: Partial<ObjectIdentity>[]): string[] {
  const { files, findings } = layOut(
    identities.map((each) => document(each)),
    'one',
  );
  expect(findings).toEqual([]);
  return files.map(({ path }) => path.slice(FOLDER.folder.length + 1));
}

describe('the file of an object', () => {
  it.each<[what: string, identity: Partial<ObjectIdentity>, file: string]>([
    ['is kind and name', { kind: 'Deployment', group: 'apps', name: 'web' }, 'deployment-web.yaml'],
    ['names no namespace where there is none', { namespace: '' }, 'configmap-a.yaml'],
    ['names another namespace', { namespace: 'other' }, 'configmap-a_other.yaml'],
    ['is legal on Windows', { name: 'system:coredns' }, 'configmap-system%3acoredns.yaml'],
    ['is told apart where letter case is not', { name: 'aB' }, 'configmap-a%42.yaml'],
    ['encodes what is no letter, digit, dot or dash', { name: 'a_b%/ü' }, 'configmap-a%5fb%25%2f%c3%bc.yaml'],
    ['keeps dots', { name: 'a.example' }, 'configmap-a.example.yaml'],
  ])('%s', (_what, identity, file) => {
    expect(fileNames(identity)).toEqual([file]);
  });

  it('names the namespace of every object that is not in the folder’s own, whatever else is there', () => {
    expect(fileNames({}, { namespace: 'other' })).toEqual(['configmap-a.yaml', 'configmap-a_other.yaml']);
  });

  it('names no group where the folder holds the kind of one group only', () => {
    const group = 'networking.k8s.io';
    expect(fileNames({ kind: 'Ingress', group, name: 'a' }, { kind: 'Ingress', group, name: 'b' })).toEqual([
      'ingress-a.yaml',
      'ingress-b.yaml',
    ]);
  });

  it('names the group of all where the folder holds the kind of several groups', () => {
    const ingresses = [
      { kind: 'Ingress', group: 'networking.k8s.io', name: 'a' },
      { kind: 'Ingress', group: 'example.com', name: 'a' },
      { kind: 'Ingress', group: '', name: 'a' },
      { kind: 'Service', group: '', name: 'a' },
    ];
    const expected = [
      'ingress-a.yaml',
      'ingress.example.com_a.yaml',
      'ingress.networking.k8s.io_a.yaml',
      'service-a.yaml',
    ];
    expect(fileNames(...ingresses)).toEqual(expected);
    expect(fileNames(...ingresses.reverse())).toEqual(expected);
  });

  it('cannot take a part of its group for a part of its name', () => {
    expect(new Set(fileNames({ group: 'x', name: 'y.io-z' }, { group: 'x-y.io', name: 'z' })).size).toBe(2);
  });

  it('is short enough for every system, and yet its own', () => {
    const long = 'a'.repeat(253);
    const files = fileNames(
      { name: long },
      { name: `${long.slice(1)}b` },
      { name: long, namespace: 'other' },
    );
    expect(new Set(files).size).toBe(3);
    for (const file of files) expect(file).toMatch(/^configmap-a{93}~[0-9a-f]{16}\.yaml$/);
  });
});

describe('laying out', () => {
  const name = fc.oneof(
    fc.stringMatching(/^[a-z0-9]([a-z0-9.-]{0,8}[a-z0-9])?$/),
    fc.constantFrom('system:x', 'System', 'con', 'nul', 'a_b', 'a~b', 'x'.repeat(253), `${'x'.repeat(252)}y`),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }).map((text) => text.toWellFormed()),
  );
  const identity = fc.record({
    group: fc.constantFrom('', 'apps', 'x', 'x-y.io', 'example.com'),
    kind: fc.constantFrom('ConfigMap', 'Ingress', 'Deployment'),
    namespace: fc.constantFrom('', 'web', 'other', 'other-2'),
    name,
  });
  // `''` and the folder's own namespace mean the same there, so one folder holds objects of one of the two.
  const identities = fc
    .tuple(fc.constantFrom('', 'web'), fc.uniqueArray(identity, { selector: identityKey, maxLength: 12 }))
    .map(([home, all]) => [
      ...new Map(all.map((each) => normalised(each, home)).map((each) => [identityKey(each), each])).values(),
    ]);

  function normalised(each: ObjectIdentity, home: string): ObjectIdentity {
    return each.namespace === '' || each.namespace === 'web' ? { ...each, namespace: home } : each;
  }

  it('gives different objects different files that are legal on every system', () => {
    fc.assert(
      fc.property(identities, (all) => {
        const { files, findings } = layOut(
          all.map((each) => document(each)),
          'one',
        );
        expect(findings).toEqual([]);
        expect(files).toHaveLength(all.length);
        expect(planProblems({ files, clusters: ['one'] })).toEqual([]);
      }),
    );
  });

  it('does not depend on the order of the documents', () => {
    fc.assert(
      fc.property(
        identities.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          const lay = (some: readonly ObjectIdentity[]) =>
            layOut(
              some.map((each) => document(each)),
              'one',
            );
          expect(lay(shuffled)).toEqual(lay(all));
        },
      ),
    );
  });

  it('puts a document into the file that is its home', () => {
    const values: Document = {
      home: { file: 'one/values/web.yaml' },
      values: { replicas: 1, removed: null },
      construct: 'one/web/values',
      source: 'catalog/web.ts',
    };
    expect(layOut([values, document({})], 'one').files).toEqual([
      {
        path: 'one/manifests/web/configmap-a.yaml',
        documents: [{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'web' } }],
        source: 'catalog/web.ts',
      },
      {
        path: 'one/values/web.yaml',
        documents: [{ replicas: 1, removed: null }],
        source: 'catalog/web.ts',
      },
    ]);
  });

  it('finds an object that two constructs make, in whatever version', () => {
    const first = document({ kind: 'Ingress', group: 'networking.k8s.io' }, 'one/web/first');
    const second = document({ kind: 'Ingress', group: 'networking.k8s.io' }, 'one/shop/second');
    expect(layOut([first, { ...second, home: { file: 'one/other.yaml' } }], 'one').findings).toEqual([
      {
        rule: 'duplicate-object',
        severity: 'error',
        cluster: 'one',
        file: 'catalog/web.ts',
        line: 4,
        object: 'Ingress web/a',
        message:
          'two constructs make this object: one/web/first (catalog/web.ts) and one/shop/second (catalog/web.ts)',
        mend: 'Rename one of the two, or let one entry alone own the object.',
      },
    ]);
  });

  it('finds a file that two documents claim', () => {
    const home = { file: 'one/infra/web.yaml' };
    const first = { ...document({ name: 'a' }, 'one/first'), home };
    const second = { ...document({ name: 'b' }, 'one/second'), home };
    expect(layOut([first, second], 'one').findings).toMatchObject([
      {
        rule: 'duplicate-path',
        severity: 'error',
        file: 'one/infra/web.yaml',
        message: 'two constructs claim this file: one/first (catalog/web.ts) and one/second (catalog/web.ts)',
      },
    ]);
  });
});
