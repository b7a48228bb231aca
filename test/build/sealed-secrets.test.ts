import { describe, expect, it } from 'vitest';
import type { OverlayData, SealedSecretDocument } from '../../src/build/overlay.js';
import { defineCluster, forteApp, helmApplication, helmChart, SealedSecretRef } from '../../src/index.js';
import { identityOf } from '../../src/model/manifest.js';
import { facts, overlay, plan, sealed } from '../fixtures/small-cluster.js';

const api = SealedSecretRef.named('api', { keys: ['KEY', 'URL'] });
const shop = forteApp({ name: 'shop', image: 'i', port: 1, secrets: [api] });
const cluster = defineCluster({ ...facts, run: [shop] });

function data(...sealedSecrets: SealedSecretDocument[]): OverlayData {
  return overlay({ shop: '1' }, { sealedSecrets });
}

describe('a sealed secret that an app reads', () => {
  it('is delivered among the manifests of the app, as it was sealed', () => {
    const secret = sealed('api', 'shop', 'KEY', 'URL');
    const { files, findings } = plan(cluster, data(secret));
    expect(findings).toEqual([]);
    const file = files.find(({ path }) => path.endsWith('sealedsecret-api.yaml'));
    expect(file).toEqual({
      path: 'one/manifests/shop/sealedsecret-api.yaml',
      documents: [secret.object],
      source: 'overlays/one/secrets/api.yaml',
    });
  });

  it('is missed when it is not there', () => {
    expect(plan(cluster, data()).findings).toEqual([
      {
        rule: 'missing-sealed-secret',
        severity: 'error',
        cluster: 'one',
        file: 'overlays/one/secrets',
        object: 'SealedSecret shop/api',
        message:
          'one/shop/app reads the secret "api" in namespace "shop", and no SealedSecret there makes it',
        mend: 'Seal it for that namespace (kubeseal --name api --namespace shop) and put the file into overlays/one/secrets/.',
      },
    ]);
  });

  it('is missed when it is sealed for another namespace, which is named', () => {
    const { findings } = plan(cluster, data(sealed('api', 'web', 'KEY', 'URL')));
    expect(findings).toMatchObject([
      {
        rule: 'missing-sealed-secret',
        message: expect.stringMatching(/; one of this name is there for web$/),
      },
      { rule: 'unread-sealed-secret', severity: 'warning' },
    ]);
  });

  it('must hold the keys that are read', () => {
    expect(plan(cluster, data(sealed('api', 'shop', 'KEY'))).findings).toMatchObject([
      {
        rule: 'missing-secret-key',
        severity: 'error',
        file: 'overlays/one/secrets/api.yaml',
        field: 'spec.encryptedData.URL',
        message: 'one/shop/app reads the key "URL" of "api", which is not sealed in it',
        mend: 'Add the key with kubeseal --merge-into; sealed in it are: KEY.',
      },
    ]);
  });

  it('is missed as well when a database reads it', () => {
    const credentials = SealedSecretRef.named('db', { keys: ['POSTGRES_PASSWORD'] });
    const app = forteApp({ name: 'shop', image: 'i', port: 1, database: { size: '1Gi', credentials } });
    expect(plan(defineCluster({ ...facts, run: [app] }), data()).findings).toMatchObject([
      { rule: 'missing-sealed-secret', object: 'SealedSecret shop/db' },
    ]);
  });
});

describe('a sealed secret that a database reads', () => {
  it('must hold the key that PostgreSQL starts with, whatever keys its author named', () => {
    const credentials = SealedSecretRef.named('db', { keys: ['OTHER'] });
    const app = forteApp({ name: 'shop', image: 'i', port: 1, database: { size: '1Gi', credentials } });
    const definition = defineCluster({ ...facts, run: [app] });
    expect(plan(definition, data(sealed('db', 'shop', 'OTHER'))).findings).toMatchObject([
      { rule: 'missing-secret-key', field: 'spec.encryptedData.POSTGRES_PASSWORD' },
    ]);
  });
});

describe('a sealed secret that nobody reads', () => {
  it('is a warning, and is not delivered', () => {
    const { files, findings } = plan(
      cluster,
      data(sealed('api', 'shop', 'KEY', 'URL'), sealed('old', 'shop', 'A')),
    );
    expect(findings).toMatchObject([
      { rule: 'unread-sealed-secret', severity: 'warning', file: 'overlays/one/secrets/old.yaml' },
    ]);
    expect(files.filter(({ path }) => path.includes('old'))).toEqual([]);
  });
});

describe('a sealed secret that stands in two files', () => {
  it('is an error at the second, which names the first', () => {
    const first = sealed('api', 'shop', 'KEY', 'URL');
    const copy = { ...first, location: { ...first.location, file: `${first.location.file}.copy.yaml` } };
    expect(plan(cluster, data(first, copy)).findings).toMatchObject([
      {
        rule: 'sealed-secret-twice',
        severity: 'error',
        file: 'overlays/one/secrets/api.yaml.copy.yaml',
        message: 'overlays/one/secrets/api.yaml holds it as well',
      },
    ]);
  });
});

describe('a sealed secret that two entries read', () => {
  const zoo = forteApp({ name: 'zoo', namespace: 'shop', image: 'i', port: 1, secrets: [api] });
  const secrets = [sealed('api', 'shop', 'KEY', 'URL')];

  it.each([
    ['shop first', defineCluster({ ...facts, run: [shop, zoo] })],
    ['zoo first', defineCluster({ ...facts, run: [zoo, shop] })],
  ])('is delivered by the first of them by name, whatever the order: %s', (_order, definition) => {
    const images = { shop: '1', zoo: '1' };
    const { files, findings } = plan(definition, overlay(images, { sealedSecrets: secrets }));
    expect(findings).toEqual([]);
    expect(files.map(({ path }) => path).filter((path) => path.includes('sealedsecret'))).toEqual([
      'one/manifests/shop/sealedsecret-api.yaml',
    ]);
  });
});

describe('a sealed secret of a chart', () => {
  const chart = helmChart<object>({ repository: 'https://charts.example', name: 'c', version: '1.0.0' });

  it('is watched by the chart’s own Application, as a further source', () => {
    const entry = helmApplication({ name: 'shop', chart, secrets: [api] });
    const { documents, findings } = plan(
      defineCluster({ ...facts, run: [entry] }),
      overlay({}, { sealedSecrets: [sealed('api', 'shop', 'KEY', 'URL')] }),
    );
    expect(findings).toEqual([]);
    const application = documents
      .flatMap((document) => ('manifest' in document ? [document.manifest.object] : []))
      .find((object) => identityOf(object)?.name === 'shop');
    expect(application).toHaveProperty('spec.sources.2', {
      ...facts.source,
      path: 'dist/one/manifests/shop',
    });
  });
});
