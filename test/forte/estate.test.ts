import path from 'node:path';
import { describe, expect, it } from 'vitest';
import dev from '../../overlays/upc-dev/cluster.js';
import prod from '../../overlays/upc-prod/cluster.js';
import { loadEstate } from '../../src/estate/load.js';
import { planEstate } from '../../src/estate/plan.js';
import { synthCluster } from '../../src/testing.js';
import { emitDocuments } from '../../src/yaml/emit.js';

const ROOT = path.join(import.meta.dirname, '..', '..');
const clusters = { 'upc-dev': synthCluster(dev), 'upc-prod': synthCluster(prod) };

describe('the estate', () => {
  it('has no findings on any cluster', async () => {
    expect(planEstate(await loadEstate({ root: ROOT })).findings).toEqual([]);
  });
});

describe.each(Object.entries(clusters))('%s', (name, cluster) => {
  const applications = cluster.findAll({ kind: 'Application' });

  it.each([
    ['namespaces', '-1'],
    ['projects', '-1'],
    ['kyverno', '0'],
    ['sealed-secrets', '0'],
    ['cert-manager', '0'],
    ['cluster-resources', '1'],
    ['argocd', '1'],
    ['traefik', '1'],
    ['enterprise-apps', '2'],
    ['mcp10x', '2'],
    ['musicman', '2'],
  ])('brings up %s in wave %s', (application, wave) => {
    expect(cluster.find('Application', application)).toMatchManifest({
      metadata: { namespace: 'argocd', annotations: { 'argocd.argoproj.io/sync-wave': wave } },
    });
  });

  it('has every Application sync by itself, prune, heal and try again', () => {
    expect(applications).not.toEqual([]);
    for (const application of applications) {
      expect(application).toMatchManifest({
        spec: {
          syncPolicy: {
            automated: { prune: true, selfHeal: true },
            retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
          },
        },
      });
    }
  });

  it('orphans what an Application deployed when the Application is deleted', () => {
    for (const application of applications) {
      expect(application.metadata).not.toHaveProperty('finalizers');
    }
  });

  it('is watched by a root over infra/, and there by enterprise-apps over apps/', () => {
    expect(cluster.find('Application', 'infrastructure-apps')).toMatchManifest({
      spec: { source: { path: `dist/${name}/infra` } },
    });
    expect(cluster.find('Application', 'enterprise-apps')).toMatchManifest({
      spec: { source: { path: `dist/${name}/apps` } },
    });
    const folderOf = (file: string) => path.posix.dirname(file).slice(name.length + 1);
    const places = [...cluster.files.keys()]
      .filter((file) => /infra|apps/.test(folderOf(file)) || file.includes('/_app'))
      .map((file) => file.slice(name.length + 1));
    expect(places).toEqual([
      `_app-of-apps-${name}.yaml`,
      'apps/mcp10x.yaml',
      'apps/musicman.yaml',
      'infra/argocd.yaml',
      'infra/cert-manager.yaml',
      'infra/cluster-resources.yaml',
      'infra/enterprise-apps.yaml',
      'infra/kyverno.yaml',
      'infra/namespaces.yaml',
      'infra/projects.yaml',
      'infra/sealed-secrets.yaml',
      'infra/traefik.yaml',
    ]);
  });

  it('has each namespace made in one place, and Argo CD ask before it deletes one', () => {
    const namespaces = cluster.findAll({ kind: 'Namespace' });
    expect(namespaces).not.toEqual([]);
    for (const namespace of namespaces) {
      expect(namespace).toMatchManifest({
        metadata: { annotations: { 'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm' } },
      });
    }
    for (const application of applications)
      expect(JSON.stringify(application)).not.toContain('CreateNamespace');
  });

  it('keeps its volumes on the block storage of UpCloud', () => {
    expect(cluster.find('StatefulSet', 'musicman-database').spec).toMatchObject({
      volumeClaimTemplates: [{ spec: { storageClassName: 'upcloud-block-storage-maxiops' } }],
    });
  });

  it('speaks the proxy protocol on both ends of the load balancer, at the same ports', () => {
    const { service, ports } = cluster.values('traefik');
    expect(service).toMatchObject({ annotations: { [LOAD_BALANCER]: expect.any(String) } });
    const { annotations } = service as { readonly annotations: Readonly<Record<string, string>> };
    expect(JSON.parse(annotations[LOAD_BALANCER] ?? '')).toEqual({
      frontends: [
        { name: 'web', mode: 'tcp', port: 80 },
        { name: 'websecure', mode: 'tcp', port: 443 },
      ],
      backends: [
        { name: 'web', properties: { outbound_proxy_protocol: 'v2' } },
        { name: 'websecure', properties: { outbound_proxy_protocol: 'v2' } },
      ],
    });
    const trusted = { trustedIPs: expect.arrayContaining(['10.0.0.0/8']) };
    const port = { proxyProtocol: trusted };
    expect(ports).toMatchObject({ web: port, websecure: port });
  });

  it('judges the health of Applications, without which no wave would wait', () => {
    expect(cluster.values('argocd')).toMatchObject({
      configs: {
        cm: { 'resource.customizations.health.argoproj.io_Application': expect.stringContaining('status') },
      },
    });
  });

  it('holds no plain secret', () => {
    expect(cluster.findAll({ kind: 'Secret' })).toEqual([]);
  });
});

const LOAD_BALANCER = 'service.beta.kubernetes.io/upcloud-load-balancer-config';

describe('upc-prod', () => {
  const cluster = clusters['upc-prod'];

  it('runs mcp10x 2.0.4 at mcp10x.forteapps.net', () => {
    expect(cluster.find('Deployment', 'mcp10x')).toMatchManifest({
      spec: {
        template: { spec: { containers: [{ name: 'mcp10x', image: 'ghcr.io/fortedigital/10x:2.0.4' }] } },
      },
    });
    expect(cluster.find('IngressRoute', 'mcp10x').spec).toMatchObject({
      routes: [{ match: 'Host(`mcp10x.forteapps.net`)' }],
      tls: { secretName: 'mcp10x-tls' },
    });
    expect(cluster.find('Certificate', 'mcp10x')).toMatchManifest({
      spec: { dnsNames: ['mcp10x.forteapps.net'], issuerRef: { name: 'letsencrypt-prod' } },
    });
  });

  it('runs musicman as reviewed', async () => {
    const application = cluster.find('Application', 'musicman');
    // What is sealed is data of the overlay, and reviewed there.
    const manifests = cluster.all.filter(
      ({ kind, metadata }) =>
        kind !== 'SealedSecret' && JSON.stringify(metadata).includes('"namespace":"musicman"'),
    );
    await expect(emitDocuments([application, ...manifests])).toMatchFileSnapshot(
      'musicman.upc-prod.yaml.snap',
    );
  });
});
