import { ApiObject, Chart, Cron, Size } from 'cdk8s';
import {
  ApiResource,
  ClusterRole,
  ConfigMap,
  Cpu,
  CronJob,
  Deployment,
  k8s,
  Service,
  ServiceType,
} from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { describe, expect, it } from 'vitest';
import { ClusterIssuer } from '../../imports/cert-manager.io.js';
import { Middleware } from '../../imports/traefik.io.js';
import { defineCluster, KubernetesObject, manifests, Namespaces } from '../../src/index.js';
import { synthCluster } from '../../src/testing.js';
import { facts } from '../fixtures/small-cluster.js';

/** A construct as an engineer's own library may hold it. */
class Quota extends Construct {
  constructor(scope: Construct, id: string, pods: number) {
    super(scope, id);
    new k8s.KubeResourceQuota(this, 'quota', {
      metadata: { name: 'quota' },
      spec: { hard: { pods: k8s.Quantity.fromNumber(pods) } },
    });
  }
}

const mixed = manifests({
  name: 'mixed',
  tier: 'infra',
  build: (scope) => {
    // L1 of cdk8s-plus-28
    new k8s.KubeConfigMap(scope, 'l1', { metadata: { name: 'l1' }, data: { a: '1' } });
    new k8s.KubeNamespace(scope, 'l1-namespace', { metadata: { name: 'l1-namespace' } });
    // L2 of cdk8s-plus-28
    const deployment = new Deployment(scope, 'web', {
      metadata: { name: 'web' },
      replicas: 2,
      containers: [
        { image: 'nginx:1.27', portNumber: 8080, resources: { cpu: { request: Cpu.millis(50) } } },
      ],
    });
    new Service(scope, 'web-service', {
      metadata: { name: 'web' },
      selector: deployment,
      ports: [{ port: 80, targetPort: 8080 }],
      type: ServiceType.CLUSTER_IP,
    });
    new ConfigMap(scope, 'l2', { metadata: { name: 'l2' }, data: { b: '2' } });
    const role = new ClusterRole(scope, 'reader', { metadata: { name: 'reader' } });
    role.allowRead(ApiResource.PODS);
    new CronJob(scope, 'nightly', {
      metadata: { name: 'nightly' },
      schedule: Cron.schedule({ minute: '0', hour: '3' }),
      containers: [{ image: 'busybox:1.37', resources: { memory: { limit: Size.mebibytes(64) } } }],
    });
    // generated imports
    new ClusterIssuer(scope, 'issuer', { metadata: { name: 'issuer' }, spec: { selfSigned: {} } });
    new Middleware(scope, 'middleware', { metadata: { name: 'compress' }, spec: { compress: {} } });
    // cdk8s itself, an engineer's own, the library's
    new ApiObject(scope, 'raw', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'raw' } });
    new Quota(scope, 'quota', 10);
    new KubernetesObject(scope, 'own', { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'own' } });
    new Namespaces(scope, 'namespaces', { names: ['team-a'] });
    const other = new Chart(scope, 'elsewhere', { namespace: 'other', disableResourceNameHashes: true });
    new ConfigMap(other, 'l2', { metadata: { name: 'l2' }, data: { b: '2' } });
  },
});

const cluster = synthCluster(defineCluster({ ...facts, run: [mixed] }), { images: {} });

describe('constructs of every origin', () => {
  it('stand side by side in one entry, each in a file of its own', () => {
    expect(cluster.findings).toEqual([]);
    expect([...cluster.files.keys()].filter((file) => file.includes('/manifests/'))).toMatchInlineSnapshot(`
      [
        "one/manifests/mixed/clusterissuer-issuer.yaml",
        "one/manifests/mixed/clusterrole-reader.yaml",
        "one/manifests/mixed/configmap-l1.yaml",
        "one/manifests/mixed/configmap-l2.yaml",
        "one/manifests/mixed/configmap-l2_other.yaml",
        "one/manifests/mixed/cronjob-nightly.yaml",
        "one/manifests/mixed/deployment-web.yaml",
        "one/manifests/mixed/middleware-compress.yaml",
        "one/manifests/mixed/namespace-l1-namespace.yaml",
        "one/manifests/mixed/namespace-team-a.yaml",
        "one/manifests/mixed/resourcequota-quota.yaml",
        "one/manifests/mixed/secret-own.yaml",
        "one/manifests/mixed/service-web.yaml",
        "one/manifests/mixed/serviceaccount-raw.yaml",
      ]
    `);
  });

  it.each([
    ['ConfigMap', 'l1'],
    ['Deployment', 'web'],
    ['Service', 'web'],
    ['CronJob', 'nightly'],
    ['Middleware', 'compress'],
    ['ServiceAccount', 'raw'],
    ['ResourceQuota', 'quota'],
    ['Secret', 'own'],
  ])('are in the namespace of their entry: %s %s', (kind, name) => {
    expect(cluster.find(kind, name)).toMatchManifest({ metadata: { namespace: 'mixed' } });
  });

  it.each([
    ['ClusterRole', 'reader'],
    ['ClusterIssuer', 'issuer'],
    ['Namespace', 'l1-namespace'],
    ['Namespace', 'team-a'],
  ])('are in no namespace when they are of the whole cluster: %s %s', (kind, name) => {
    expect(cluster.find(kind, name).metadata).not.toHaveProperty('namespace');
  });

  it('may stand in another namespace, through a chart of their own', () => {
    expect(cluster.find('ConfigMap', 'l2', 'other')).toMatchManifest({ data: { b: '2' } });
    expect(cluster.find('ConfigMap', 'l2', 'mixed')).toMatchManifest({ data: { b: '2' } });
  });

  it('are written with all that they hold', () => {
    expect(cluster.find('Deployment')).toMatchManifest({
      apiVersion: 'apps/v1',
      spec: {
        replicas: 2,
        template: {
          spec: {
            containers: [
              {
                name: 'main',
                image: 'nginx:1.27',
                ports: [{ containerPort: 8080 }],
                resources: { requests: { cpu: '50m' } },
              },
            ],
          },
        },
      },
    });
    expect(cluster.find('Service')).toMatchManifest({ spec: { ports: [{ port: 80, targetPort: 8080 }] } });
    expect(cluster.find('CronJob')).toMatchManifest({ spec: { schedule: '0 3 * * *' } });
    expect(cluster.find('ClusterRole')).toMatchManifest({
      rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'watch'] }],
    });
    expect(cluster.find('ResourceQuota')).toMatchManifest({ spec: { hard: { pods: 10 } } });
    expect(cluster.find('ClusterIssuer')).toMatchManifest({ spec: { selfSigned: {} } });
  });
});
