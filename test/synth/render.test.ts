import { ApiObject, App, Chart, JsonPatch, Lazy } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { HelmValues, KubernetesObject, type KubernetesObjectProps } from '../../src/index.js';
import { report, setOrigin } from '../../src/model/annotations.js';
import type { DocumentHome } from '../../src/model/document.js';
import { type Rendered, render } from '../../src/synth/render.js';
import { scopeOf } from '../../src/synth/scope.js';
import { ROOT } from '../fixtures/small-cluster.js';

const FOLDER = { folder: 'one/manifests/a', namespace: 'a' };

function rendered(build: (chart: Chart) => void): Rendered {
  const chart = new Chart(new App(), 'chart', { namespace: 'a', disableResourceNameHashes: true });
  build(chart);
  return render(chart, { cluster: 'one', root: ROOT, homes: new Map([[chart, FOLDER]]) });
}

function object(scope: Construct, id: string, props: Partial<KubernetesObjectProps> & object = {}) {
  return new KubernetesObject(scope, id, {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: id },
    ...props,
  });
}

function at(file: string, line: number) {
  return { location: () => ({ file: `${ROOT}/${file}`, line, column: 1 }) };
}

describe('rendering', () => {
  it('makes a manifest of each object, in the order in which they were made', () => {
    const { documents, findings } = rendered((chart) => {
      object(chart, 'b');
      object(new Construct(chart, 'group'), 'a');
    });
    expect(findings).toEqual([]);
    expect(documents).toEqual(
      ['b', 'a'].map((name) => ({
        home: FOLDER,
        manifest: {
          identity: { group: '', kind: 'ConfigMap', namespace: 'a', name },
          object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'a' } },
          construct: name === 'a' ? 'chart/group/a' : 'chart/b',
          source: 'an unknown source',
          line: undefined,
        },
      })),
    );
  });

  it('goes through the tree once: each object is rendered once, each construct validated once', () => {
    const counts = { rendered: 0, validated: 0 };
    class Counting extends ApiObject {
      override toJson() {
        counts.rendered += 1;
        return super.toJson();
      }
    }
    rendered((chart) => {
      for (const id of ['a', 'b', 'c']) {
        const inner = new Chart(chart, id);
        const made = new Counting(inner, 'object', { apiVersion: 'v1', kind: 'ConfigMap' });
        made.node.addValidation({
          validate: () => {
            counts.validated += 1;
            return [];
          },
        });
      }
    });
    expect(counts).toEqual({ rendered: 3, validated: 3 });
  });

  it('takes the nearest home and the nearest origin above a construct', () => {
    const chart = new Chart(new App(), 'chart');
    const near = object(chart, 'near');
    const below = new HelmValues(near, 'values', { replicas: 1, removed: null });
    const far = object(chart, 'far');
    setOrigin(chart, at('catalog/far.ts', 1));
    setOrigin(near, at('catalog/near.ts', 7));
    const homes = new Map<Construct, DocumentHome>([
      [chart, FOLDER],
      [near, { file: 'one/infra/near.yaml' }],
      [below, { file: 'one/values/near.yaml' }],
    ]);
    const { documents, findings } = render(chart, { cluster: 'one', root: ROOT, homes });
    expect(findings).toEqual([]);
    expect(far.name).toBe('far');
    expect(documents).toMatchObject([
      { home: { file: 'one/infra/near.yaml' }, manifest: { source: 'catalog/near.ts', line: 7 } },
      {
        home: { file: 'one/values/near.yaml' },
        source: 'catalog/near.ts',
        construct: 'chart/near/values',
        values: { replicas: 1, removed: null },
      },
      { home: FOLDER, manifest: { source: 'catalog/far.ts', line: 1 } },
    ]);
  });

  it('takes the chart’s namespace off objects of the whole cluster, and off kinds that nobody knows', () => {
    const { documents } = rendered((chart) => {
      object(chart, 'role', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' });
      object(chart, 'issuer', { apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer' });
      object(chart, 'unknown', { apiVersion: 'example.com/v1', kind: 'ClusterRole' });
      const metadata = { name: 'elsewhere', namespace: 'b' };
      object(chart, 'elsewhere', { apiVersion: 'example.com/v1', kind: 'Thing', metadata });
      object(chart, 'config');
    });
    const namespaces = documents.map((each) => 'manifest' in each && each.manifest.identity.namespace);
    expect(namespaces).toEqual(['', '', '', 'b', 'a']);
  });

  it('names the source that a clone has: the outer one, where a construct comes from a package', () => {
    const { documents } = rendered((chart) => {
      setOrigin(chart, at('overlays/one/cluster.ts', 3));
      setOrigin(object(chart, 'installed'), at('node_modules/catalog/web.js', 9));
      setOrigin(object(chart, 'linked'), {
        location: () => ({ file: '/elsewhere/web.ts', line: 9, column: 1 }),
      });
    });
    const sources = documents.map((each) => 'manifest' in each && each.manifest.source);
    expect(sources).toEqual(['overlays/one/cluster.ts', 'overlays/one/cluster.ts']);
  });

  it('refuses a list of objects, whose items no check would see', () => {
    const { documents, findings } = rendered((chart) => {
      object(chart, 'all', { kind: 'List', items: [{ kind: 'PersistentVolumeClaim' }] } as object);
    });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'list-of-objects', field: 'items' }]);
  });

  it('resolves lazy values and applies patches', () => {
    const { documents } = rendered((chart) => {
      object(chart, 'lazy', { data: { a: Lazy.any({ produce: () => 'later' }) } } as object);
      object(chart, 'patched').addJsonPatch(JsonPatch.add('/data', { b: '1' }));
    });
    expect(documents).toMatchObject([
      { manifest: { object: { data: { a: 'later' } } } },
      { manifest: { object: { data: { b: '1' } } } },
    ]);
  });
});

describe('a finding', () => {
  it('is what a validation of cdk8s says, with the place of what it says it of', () => {
    const { findings } = rendered((chart) => {
      setOrigin(chart, at('catalog/a.ts', 3));
      object(chart, 'web').node.addValidation({ validate: () => ['needs a port', 'needs a host'] });
    });
    expect(findings).toEqual(
      ['needs a port', 'needs a host'].map((message) => ({
        rule: 'construct-validation',
        severity: 'error',
        cluster: 'one',
        file: 'catalog/a.ts',
        line: 3,
        column: 1,
        object: 'ConfigMap web',
        message,
        mend: 'Change the construct as its message says.',
      })),
    );
  });

  it('is what a construct reported', () => {
    const found = { rule: 'own', severity: 'warning', message: 'm', mend: 'n' } as const;
    expect(rendered((chart) => report(object(chart, 'web'), found)).findings).toEqual([found]);
  });

  it.each<[what: string, data: object, field: string]>([
    ['NaN', { replicas: Number.NaN }, 'replicas'],
    ['a Date', { at: new Date(0) }, 'at'],
    ['a function', { list: [() => 1] }, 'list[0]'],
    ['half of a character', { text: '\ud800' }, 'text'],
  ])('is a value that YAML cannot carry, by its field: %s', (_what, data, field) => {
    const { documents, findings } = rendered((chart) => {
      object(chart, 'bad', data);
      object(chart, 'good');
    });
    expect(documents).toHaveLength(1);
    expect(findings).toMatchObject([
      {
        rule: 'unrepresentable-value',
        object: 'ConfigMap bad',
        field,
        message: expect.stringMatching(/^chart\/bad: /),
      },
    ]);
  });

  it.each<[what: string, build: (chart: Chart) => void]>([
    ['a Date', (chart) => new ApiObject(chart, 'l1', { apiVersion: 'v1', kind: 'X', at: new Date(0) })],
    [
      'a key that cdk8s trips over',
      (chart) => new k8s.KubeConfigMap(chart, 'l1', { data: JSON.parse('{ "constructor": "x" }') }),
    ],
  ])('is what cdk8s itself cannot render: %s', (_what, build) => {
    const { documents, findings } = rendered((chart) => {
      build(chart);
      object(chart, 'good');
    });
    expect(documents).toHaveLength(1);
    expect(findings).toMatchObject([
      { rule: 'unrepresentable-value', message: expect.stringContaining("can't render non-simple object") },
    ]);
  });

  it('is a name that the cluster is to make up', () => {
    const { documents, findings } = rendered((chart) => {
      new ApiObject(chart, 'job', {
        apiVersion: 'batch/v1',
        kind: 'Job',
        metadata: { generateName: 'job-' },
      });
    });
    expect(documents).toEqual([]);
    expect(findings).toMatchObject([{ rule: 'generated-name', field: 'metadata.generateName' }]);
  });

  it('is what is no object of Kubernetes', () => {
    const { findings } = rendered((chart) => {
      object(chart, 'nameless', { metadata: { name: '' } });
      object(chart, 'patched').addJsonPatch(JsonPatch.remove('/kind'));
    });
    expect(findings.map(({ rule }) => rule)).toEqual(['no-kubernetes-object', 'no-kubernetes-object']);
  });

  it('is what stands outside of every entry', () => {
    const chart = new Chart(new App(), 'chart');
    object(chart, 'stray');
    new HelmValues(chart, 'values', {});
    expect(render(chart, { cluster: 'one', root: ROOT, homes: new Map() }).findings).toMatchObject([
      { rule: 'no-place-in-output', message: expect.stringMatching(/^chart\/stray stands outside/) },
      { rule: 'no-place-in-output', message: expect.stringMatching(/^chart\/values stands outside/) },
    ]);
  });
});

describe('a kind', () => {
  it.each<[group: string, kind: string, scope: 'Cluster' | 'Namespaced' | undefined]>([
    ['', 'Namespace', 'Cluster'],
    ['', 'PersistentVolume', 'Cluster'],
    ['', 'Pod', 'Namespaced'],
    ['apiextensions.k8s.io', 'CustomResourceDefinition', 'Cluster'],
    ['cert-manager.io', 'ClusterIssuer', 'Cluster'],
    ['cert-manager.io', 'Issuer', 'Namespaced'],
    ['kyverno.io', 'ClusterPolicy', 'Cluster'],
    ['argoproj.io', 'AppProject', 'Namespaced'],
    ['example.com', 'Namespace', undefined],
  ])('%s/%s lives in: %s', (group, kind, scope) => {
    expect(scopeOf(group, kind)).toBe(scope);
  });
});
