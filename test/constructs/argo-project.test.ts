import { describe, expect, it } from 'vitest';
import { ArgoProject, type ArgoProjectProps, Namespaces, SyncWave } from '../../src/index.js';
import { synthConstruct } from '../../src/testing.js';

const minimal: ArgoProjectProps = {
  name: 'business',
  description: 'Business applications.',
  sourceRepos: ['https://git.example/estate'],
  destinations: [{ server: 'https://kubernetes.default.svc', namespace: '*' }],
};

describe('a project', () => {
  it('allows no cluster-scoped kinds and all namespaced ones, unless told otherwise', () => {
    const manifests = synthConstruct((scope) => {
      new ArgoProject(scope, 'project', minimal);
    });
    expect(manifests.find('AppProject')).toMatchInlineSnapshot(`
      apiVersion: argoproj.io/v1alpha1
      kind: AppProject
      metadata:
        name: business
        namespace: argocd
        annotations:
          argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm
      spec:
        clusterResourceWhitelist: []
        description: Business applications.
        destinations:
        - namespace: "*"
          server: https://kubernetes.default.svc
        sourceRepos:
        - https://git.example/estate
    `);
  });

  it('is told its namespace, wave, clusters and kinds', () => {
    const manifests = synthConstruct((scope) => {
      new ArgoProject(scope, 'project', {
        ...minimal,
        namespace: 'gitops',
        wave: SyncWave.NAMESPACES,
        destinations: [{ name: 'edge', namespace: '!kube-system' }],
        clusterResources: [{ group: '', kind: 'Namespace' }],
        namespaceResources: [{ group: 'apps', kind: '*' }],
      });
    });
    expect(manifests.find('AppProject')).toMatchInlineSnapshot(`
      apiVersion: argoproj.io/v1alpha1
      kind: AppProject
      metadata:
        name: business
        namespace: gitops
        annotations:
          argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm
          argocd.argoproj.io/sync-wave: "-1"
      spec:
        clusterResourceWhitelist:
        - kind: Namespace
          group: ""
        description: Business applications.
        destinations:
        - name: edge
          namespace: "!kube-system"
        namespaceResourceWhitelist:
        - kind: "*"
          group: apps
        sourceRepos:
        - https://git.example/estate
    `);
  });
});

describe('namespaces', () => {
  it('are pruned and deleted only when somebody confirms it', () => {
    const manifests = synthConstruct((scope) => {
      new Namespaces(scope, 'namespaces', { names: ['shop', 'web'], labels: { team: 'a' } });
    });
    expect(manifests).toMatchInlineSnapshot(`
      apiVersion: v1
      kind: Namespace
      metadata:
        name: shop
        labels:
          team: a
        annotations:
          argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm
      ---
      apiVersion: v1
      kind: Namespace
      metadata:
        name: web
        labels:
          team: a
        annotations:
          argocd.argoproj.io/sync-options: Prune=confirm,Delete=confirm
    `);
  });

  it('may be none', () => {
    expect(synthConstruct((scope) => void new Namespaces(scope, 'none', { names: [] })).all).toEqual([]);
  });
});
