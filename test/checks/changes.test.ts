import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FileContent, objectChanges } from '../../src/checks/changes.js';
import type { JsonObject } from '../../src/model/json.js';
import { describeIdentity } from '../../src/model/manifest.js';

const object = (kind: string, name: string, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind,
  metadata: { name },
  ...more,
});

const file = (path: string, ...documents: JsonObject[]) => ({ path, documents, source: 'catalog.ts' });

/** What came and went, in words; all planned files are written unless it is said which. */
function told(before: readonly FileContent[], after: ReturnType<typeof file>[], written?: string[]) {
  const paths = new Set(written ?? after.map(({ path }) => path));
  const { added, vanished } = objectChanges(before, { files: after, clusters: 'all' }, paths);
  const names = (objects: typeof vanished) =>
    objects.map(({ cluster, identity, movedTo }) => {
      const moved = movedTo === undefined ? '' : ` to ${movedTo}`;
      return `${cluster}: ${describeIdentity(identity)}${moved}`;
    });
  return { added: names(added), vanished: names(vanished) };
}

describe('the objects that come and go', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'A', '');
  const kind = fc.constantFrom('Application', 'Service', '');
  const path = fc
    .tuple(fc.constantFrom('west', 'east'), fc.constantFrom('apps', 'infra', 'manifests/a'), name)
    .map(([cluster, folder, stem]) => `${cluster}/${folder}/${stem}.yaml`);
  const files = fc.uniqueArray(
    fc
      .tuple(path, fc.array(fc.tuple(kind, name), { maxLength: 3 }))
      .map(([at, objects]) => file(at, ...objects.map(([a, b]) => object(a, b)))),
    { selector: (each) => each.path },
  );

  it('are none from a plan to itself', () => {
    fc.assert(
      fc.property(files, (plan) => {
        expect(told(plan, plan)).toEqual({ added: [], vanished: [] });
      }),
    );
  });

  it('are the same the other way round, with coming and going exchanged', () => {
    // What moves goes, and yet is no news where it comes.
    const sorted = (names: string[]) => names.filter((each) => !each.includes(' to ')).sort();
    fc.assert(
      fc.property(files, files, (one, other) => {
        const there = told(one, other);
        const back = told(other, one);
        expect(sorted(back.added)).toEqual(sorted(there.vanished));
        expect(sorted(back.vanished)).toEqual(sorted(there.added));
      }),
    );
  });

  it.each([
    {
      what: 'a new file brings its object',
      before: [],
      after: [file('west/apps/a.yaml', object('Application', 'a'))],
      expected: { added: ['west: Application a'], vanished: [] },
    },
    {
      what: 'a file that goes takes its object',
      before: [file('west/apps/a.yaml', object('Application', 'a'))],
      after: [],
      expected: { added: [], vanished: ['west: Application a'] },
    },
    {
      what: 'an object that moves to another file of its folder stays',
      before: [file('west/apps/a.yaml', object('Application', 'a'))],
      after: [file('west/apps/b.yaml', object('Application', 'a'))],
      expected: { added: [], vanished: [] },
    },
    {
      what: 'an object that moves to another folder goes from the Application that watched it',
      before: [file('west/apps/a.yaml', object('Application', 'a'))],
      after: [file('west/infra/a.yaml', object('Application', 'a'))],
      expected: { added: [], vanished: ['west: Application a to west/infra/a.yaml'] },
    },
    {
      what: 'an object that moves to another cluster goes from the one and comes to the other',
      before: [file('west/apps/a.yaml', object('Application', 'a'))],
      after: [file('east/apps/a.yaml', object('Application', 'a'))],
      expected: { added: ['east: Application a'], vanished: ['west: Application a'] },
    },
    {
      what: 'a rename is a removal and an addition',
      before: [file('west/apps/a.yaml', object('Application', 'a'))],
      after: [file('west/apps/a.yaml', object('Application', 'b'))],
      expected: { added: ['west: Application b'], vanished: ['west: Application a'] },
    },
    {
      what: 'another version of its API leaves an object what it is',
      before: [file('west/apps/a.yaml', object('Job', 'a', { apiVersion: 'batch/v1' }))],
      after: [file('west/apps/a.yaml', object('Job', 'a', { apiVersion: 'batch/v2' }))],
      expected: { added: [], vanished: [] },
    },
    {
      what: 'another group of its API makes it another object',
      before: [file('west/apps/a.yaml', object('Service', 'a'))],
      after: [file('west/apps/a.yaml', object('Service', 'a', { apiVersion: 'serving.knative.dev/v1' }))],
      expected: { added: ['west: Service a'], vanished: ['west: Service a'] },
    },
    {
      what: 'another namespace makes it another object',
      before: [file('west/apps/a.yaml', object('Service', 'a', { metadata: { name: 'a', namespace: 'x' } }))],
      after: [file('west/apps/a.yaml', object('Service', 'a', { metadata: { name: 'a', namespace: 'y' } }))],
      expected: { added: ['west: Service y/a'], vanished: ['west: Service x/a'] },
    },
    {
      what: 'each document of a file counts',
      before: [file('west/manifests/a/all.yaml', object('Service', 'a'), object('Namespace', 'a'))],
      after: [file('west/manifests/a/all.yaml', object('Service', 'a'))],
      expected: { added: [], vanished: ['west: Namespace a'] },
    },
    {
      what: 'Helm values are no objects',
      before: [file('west/values/a.yaml', { replicas: 1, kind: 'fast' })],
      after: [],
      expected: { added: [], vanished: [] },
    },
  ])('$what', ({ before, after, expected }) => {
    expect(told(before, after)).toEqual(expected);
  });

  it('does not call added what was there all along, in a file that needs no writing', () => {
    const plan = [
      file('west/apps/a.yaml', object('Application', 'a')),
      file('west/apps/b.yaml', object('Application', 'b')),
    ];
    expect(told([], plan, ['west/apps/b.yaml']).added).toEqual(['west: Application b']);
  });
});
