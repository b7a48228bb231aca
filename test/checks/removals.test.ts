import { describe, expect, it } from 'vitest';
import type { PlacedObject } from '../../src/checks/changes.js';
import { checkRemovals } from '../../src/checks/removals.js';
import type { JsonObject } from '../../src/model/json.js';
import { describeIdentity, identityOf } from '../../src/model/manifest.js';
import { GATED_KINDS, type Retirement } from '../../src/model/retirement.js';

const GROUPS: Readonly<Record<string, string>> = {
  Application: 'argoproj.io/v1alpha1',
  ApplicationSet: 'argoproj.io/v1alpha1',
  AppProject: 'argoproj.io/v1alpha1',
  StatefulSet: 'apps/v1',
  CustomResourceDefinition: 'apiextensions.k8s.io/v1',
};

function placed(
  path: string,
  kind: string,
  name: string,
  metadata: JsonObject = {},
  ...sources: JsonObject[]
) {
  const spec: JsonObject = sources.length > 1 ? { sources } : { source: sources[0] ?? null };
  const object: JsonObject = {
    apiVersion: GROUPS[kind] ?? 'v1',
    kind,
    metadata: { name, ...metadata },
    spec,
  };
  const identity = identityOf(object);
  if (!identity) throw new Error('the fixture is no object');
  return { cluster: path.split('/')[0] ?? '', path, identity, object } satisfies PlacedObject;
}

/** An Application of `apps/` over its folder of manifests. */
function application(name: string, metadata: JsonObject = {}) {
  return placed(`west/apps/${name}.yaml`, 'Application', name, metadata, {
    path: `dist/west/manifests/${name}`,
  });
}

const FINALIZER = { finalizers: ['resources-finalizer.argocd.argoproj.io'] };
const syncOptions = (options: string) => ({ annotations: { 'argocd.argoproj.io/sync-options': options } });
const statefulSet = (entry: string, name = entry) =>
  placed(`west/manifests/${entry}/statefulset-${name}.yaml`, 'StatefulSet', name);

function check(vanished: readonly PlacedObject[], retire: readonly Retirement[] = []) {
  const { removals, unused } = checkRemovals(vanished, new Map([['west', retire]]));
  return {
    removals: removals.map(({ identity, carries, reason }) => ({
      object: describeIdentity(identity),
      ...(carries.length > 0 && { carries: carries.map((each) => describeIdentity(each.identity)) }),
      ...(reason !== undefined && { reason }),
    })),
    unused: unused.map(({ cluster, retirement: { kind, name } }) => `${cluster}: ${kind} ${name}`),
  };
}

/** What would become of one object. */
function consequence(object: PlacedObject): string | undefined {
  return checkRemovals([object], new Map()).removals[0]?.consequence;
}

describe('the gate on removals', () => {
  it.each(GATED_KINDS)('asks about a vanishing %s', (kind) => {
    expect(check([placed('west/manifests/a/a.yaml', kind, 'a')]).removals).toEqual([{ object: `${kind} a` }]);
  });

  it.each(['Deployment', 'Service', 'ConfigMap', 'SealedSecret'])('lets a %s go unasked', (kind) => {
    expect(check([placed('west/manifests/a/a.yaml', kind, 'a')]).removals).toEqual([]);
  });

  it('says of each kind what Argo CD would do', () => {
    const words = GATED_KINDS.map((kind) => [
      kind,
      consequence(placed('west/manifests/a/a.yaml', kind, 'a')),
    ]);
    expect(Object.fromEntries(words)).toMatchInlineSnapshot(`
      {
        "AppProject": "Argo CD deletes it, and every Application of the project stops syncing",
        "Application": "Argo CD deletes it; what it deployed keeps running, and nothing keeps it like Git any more",
        "ApplicationSet": "Argo CD deletes it and the Applications that it generated, with all that those deployed unless it preserves resources",
        "CustomResourceDefinition": "Argo CD deletes it and every object of its kind, in all namespaces",
        "Namespace": "Argo CD deletes it and everything in it, volumes and their data included",
        "PersistentVolumeClaim": "Argo CD deletes it, and its data goes where the storage class says "Delete"",
        "StatefulSet": "Argo CD deletes it and its pods; the claims that it made, and their data, stay unless it says otherwise",
      }
    `);
  });

  it('says that an Application with the finalizer takes along what it deployed', () => {
    expect(consequence(application('shop', FINALIZER))).toBe(
      'Argo CD deletes it and everything that it deployed',
    );
  });

  it.each([
    ['Prune=confirm,Delete=confirm', /^Argo CD asks, and once told so deletes it/],
    ['ServerSideApply=true, Prune=confirm', /^Argo CD asks/],
    ['Prune=false', /^Argo CD leaves it on the cluster/],
    ['Delete=confirm', /^Argo CD deletes it/],
  ])('heeds the sync options %s', (options, words) => {
    expect(consequence(placed('west/manifests/a/a.yaml', 'Namespace', 'a', syncOptions(options)))).toMatch(
      words,
    );
  });

  it('says that nothing deletes a root Application, which no Application watches', () => {
    const root = placed('west/_app-of-apps-west.yaml', 'Application', 'platform-apps');
    expect(consequence(root)).toMatch(/^Argo CD does not watch this file: .* stay on the cluster/);
  });

  it('survives annotations and finalizers of an unexpected form', () => {
    const odd = placed('west/apps/a.yaml', 'Application', 'a', { annotations: [1], finalizers: 'x' });
    expect(consequence(odd)).toMatch(/^Argo CD deletes it; what it deployed keeps running/);
  });
});

describe('what goes with an Application', () => {
  it('is named with it and not asked about by itself', () => {
    expect(check([application('shop'), statefulSet('shop', 'db'), statefulSet('shop', 'queue')])).toEqual({
      removals: [{ object: 'Application shop', carries: ['StatefulSet db', 'StatefulSet queue'] }],
      unused: [],
    });
  });

  it('is asked about by itself when its Application stays', () => {
    expect(check([statefulSet('shop', 'db')]).removals).toEqual([{ object: 'StatefulSet db' }]);
  });

  it('is not what another Application of a similar name deployed', () => {
    expect(check([application('shop'), statefulSet('workshop')]).removals).toEqual([
      { object: 'Application shop' },
      { object: 'StatefulSet workshop' },
    ]);
  });

  it('is found through each of several sources', () => {
    const sources: JsonObject[] = [{ ref: 'values' }, { path: 'dist/west/manifests/shop' }];
    const several = placed('west/apps/shop.yaml', 'Application', 'shop', {}, ...sources);
    expect(check([several, statefulSet('shop', 'db')]).removals).toEqual([
      { object: 'Application shop', carries: ['StatefulSet db'] },
    ]);
  });

  it('are the Applications below it and all of theirs, down from the root', () => {
    const root = placed(
      'west/_app-of-apps-west.yaml',
      'Application',
      'root',
      {},
      { path: 'dist/west/infra' },
    );
    const tier = placed('west/infra/apps.yaml', 'Application', 'apps', {}, { path: 'dist/west/apps' });
    expect(check([statefulSet('shop', 'db'), application('shop'), tier, root]).removals).toEqual([
      { object: 'Application root', carries: ['Application apps', 'Application shop', 'StatefulSet db'] },
    ]);
  });

  it('is asked about all the same where Applications watch each other', () => {
    const one = placed('west/infra/one.yaml', 'Application', 'one', {}, { path: 'dist/west/apps' });
    const two = placed('west/apps/two.yaml', 'Application', 'two', {}, { path: 'dist/west/infra' });
    expect(check([one, two]).removals).toEqual([{ object: 'Application one', carries: ['Application two'] }]);
  });

  it('is not what another cluster runs', () => {
    const elsewhere = placed('east/manifests/shop/db.yaml', 'StatefulSet', 'db');
    expect(check([application('shop'), elsewhere]).removals).toEqual([
      { object: 'StatefulSet db' },
      { object: 'Application shop' },
    ]);
  });
});

describe('a retirement', () => {
  const shop = { kind: 'Application', name: 'shop', reason: 'sold' } as const;

  it('permits the object that it names, and what goes with it', () => {
    expect(check([application('shop'), statefulSet('shop', 'db')], [shop])).toEqual({
      removals: [{ object: 'Application shop', carries: ['StatefulSet db'], reason: 'sold' }],
      unused: [],
    });
  });

  it.each<[string, Retirement]>([
    ['another kind', { ...shop, kind: 'AppProject' }],
    ['another name', { ...shop, name: 'shops' }],
    ['another namespace', { ...shop, namespace: 'elsewhere' }],
  ])('of %s permits nothing and is told as unused', (_what, retirement) => {
    expect(check([application('shop')], [retirement])).toEqual({
      removals: [{ object: 'Application shop' }],
      unused: [`west: ${retirement.kind} ${retirement.name}`],
    });
  });

  it('of another cluster permits nothing', () => {
    const retirements = new Map([['east', [shop]]]);
    const { removals, unused } = checkRemovals([application('shop')], retirements);
    expect(removals[0]?.reason).toBeUndefined();
    expect(unused).toHaveLength(1);
  });

  it('in a namespace permits the object there alone', () => {
    const there = application('shop', { namespace: 'argocd' });
    expect(check([there], [{ ...shop, namespace: 'argocd' }]).removals).toEqual([
      { object: 'Application argocd/shop', reason: 'sold' },
    ]);
  });

  it('of what goes with an Application does not permit the Application', () => {
    const retirement = { kind: 'StatefulSet', name: 'db', reason: 'moved' } as const;
    expect(check([application('shop'), statefulSet('shop', 'db')], [retirement])).toEqual({
      removals: [{ object: 'Application shop', carries: ['StatefulSet db'] }],
      unused: [],
    });
  });

  it('that is done with is told as unused', () => {
    expect(check([], [shop])).toEqual({ removals: [], unused: ['west: Application shop'] });
  });
});

describe('an object that moves from one Application to another', () => {
  const claim = placed('west/manifests/a/claim.yaml', 'PersistentVolumeClaim', 'data');
  const moved = { ...claim, movedTo: 'west/manifests/b/claim.yaml' };

  it('must be permitted like one that goes, since the old Application may prune it first', () => {
    const { removals } = checkRemovals([moved], new Map());
    expect(removals.map(({ reason }) => reason)).toEqual([undefined]);
    expect(consequence(moved)).toMatch(/^It moves to west\/manifests\/b\/claim\.yaml, .* Argo CD deletes it/);
  });

  it('is no trouble when its old Application goes with it and leaves what it deployed', () => {
    expect(check([application('a'), moved]).removals).toEqual([
      { object: 'Application a', carries: ['PersistentVolumeClaim data'] },
    ]);
  });
});
