import { ApiObject, JsonPatch, Lazy, Testing } from 'cdk8s';
import type { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { KubernetesObject } from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

function configMap(scope: Construct, data: object = { a: '1' }): KubernetesObject {
  const metadata = { name: 'settings', labels: { team: 'a' } };
  return new KubernetesObject(scope, 'object', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata,
    ...{ data },
  });
}

describe('an object of Kubernetes', () => {
  it('is written as it was given, in the namespace of its chart', () => {
    const manifests = synthConstruct((scope) => void configMap(scope), { namespace: 'shop' });
    expect(manifests.find('ConfigMap')).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'shop', labels: { team: 'a' } },
      data: { a: '1' },
    });
  });

  it('keeps null and empty values, which cdk8s would drop', () => {
    const data = { none: null, empty: {}, list: [] };
    const manifests = synthConstruct((scope) => void configMap(scope, data));
    expect(manifests.find('ConfigMap').data).toEqual(data);
  });

  it('keeps a namespace of its own, and is named after its path where it has no name', () => {
    const manifests = synthConstruct((scope) => {
      const kind = { apiVersion: 'v1', kind: 'ConfigMap' };
      new KubernetesObject(scope, 'elsewhere', { ...kind, metadata: { name: 'x', namespace: 'other' } });
      new KubernetesObject(scope, 'nameless', kind);
    });
    expect(manifests.find('ConfigMap', 'x', 'other')).toMatchManifest({
      metadata: { name: 'x', namespace: 'other' },
    });
    expect(manifests.find('ConfigMap', 'test-nameless', 'test')).toMatchManifest({
      metadata: { namespace: 'test' },
    });
  });

  it('takes labels, annotations and finalizers that are added later', () => {
    const manifests = synthConstruct((scope) => {
      const { metadata } = configMap(scope);
      metadata.addLabel('stage', 'dev');
      metadata.addAnnotation('note', 'b');
      metadata.addFinalizers('example/finalizer');
    });
    expect(manifests.find('ConfigMap')).toMatchManifest({
      metadata: {
        labels: { team: 'a', stage: 'dev' },
        annotations: { note: 'b' },
        finalizers: ['example/finalizer'],
      },
      data: { a: '1' },
    });
  });

  it('takes patches', () => {
    const manifests = synthConstruct((scope) => {
      const object = configMap(scope);
      object.addJsonPatch(JsonPatch.add('/data/b', '2'));
      object.addJsonPatch(JsonPatch.replace('/data/a', '3'), JsonPatch.remove('/metadata/labels/team'));
    });
    expect(manifests.find('ConfigMap')).toMatchObject({ metadata: { labels: {} }, data: { a: '3', b: '2' } });
  });

  it('asks lazy values for theirs', () => {
    const manifests = synthConstruct((scope) => {
      configMap(scope, { a: Lazy.any({ produce: () => ({ deep: 'later' }) }) });
    });
    expect(manifests.find('ConfigMap').data).toEqual({ a: { deep: 'later' } });
  });

  it('is an ApiObject like any other to cdk8s', () => {
    const chart = Testing.chart();
    const object = configMap(chart);
    expect(ApiObject.isApiObject(object)).toBe(true);
    expect(ApiObject.of(object)).toBe(object);
    expect([object.name, object.kind, object.apiGroup]).toEqual(['settings', 'ConfigMap', 'core']);
    expect(Testing.synth(chart)).toEqual([
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings', labels: { team: 'a' } },
        data: { a: '1' },
      },
    ]);
  });
});
