import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readOverlay } from '../../src/estate/read-overlay.js';
import type { Finding } from '../../src/model/finding.js';
import { type Files, TempEstate } from './temp-estate.js';

const SEALED = `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata:
  name: till-keys
  namespace: till
spec:
  encryptedData:
    API_KEY: AgB
`;

function overlay(files: Files) {
  const estate = new TempEstate();
  estate.put(files);
  return { estate, read: () => readOverlay(estate.root, 'west', estate.root) };
}

/** `file:line:column rule: message` of each finding. */
function told(findings: readonly Finding[]): string[] {
  return findings.map(({ file, line, column, rule, message }) => {
    const place = [file, line, column].filter((part) => part !== undefined).join(':');
    return `${place} ${rule}: ${message}`;
  });
}

function images(text: string) {
  const { data, findings } = overlay({ 'images.yaml': text }).read();
  const tags = data.images && Object.fromEntries([...data.images].map(([name, { tag }]) => [name, tag]));
  return { tags, findings: told(findings), data };
}

describe('images.yaml', () => {
  it.each([
    ['1.10', '1.10'],
    ['0x1', '0x1'],
    ['1e10', '1e10'],
    ['0o17', '0o17'],
    ['42', '42'],
    ['true', 'true'],
    ['2026-01-31', '2026-01-31'],
    ['"1.10"', '1.10'],
    ['&tag v1', 'v1'],
    [`sha256:${'0a'.repeat(32)}`, `sha256:${'0a'.repeat(32)}`],
  ])('takes %s for the text that it is', (written, tag) => {
    expect(images(`shop: ${written}\n`)).toMatchObject({ tags: { shop: tag }, findings: [] });
  });

  it.each([
    '',
    '~',
    'null',
    '""',
    '[v1]',
    '{ tag: v1 }',
    'ü',
    '🚀',
    'v 1',
    '-v1',
    'latest@sha256:12',
    '"v1\\n"',
  ])('does not take %j for a tag', (written) => {
    const { findings } = images(`ledger: v1\nshop: ${written}\n`);
    expect(findings).toEqual([expect.stringMatching(/^images\.yaml:2:1 image-tag: /)]);
  });

  it.each([
    ['is a list', '- shop\n', 'images.yaml:1:1 yaml-form: a mapping was expected here'],
    ['is a text', '\nshop\n', 'images.yaml:2:1 yaml-form: a mapping was expected here'],
    [
      'is indented by tabs',
      'shop:\n\tv1\n',
      'images.yaml:2:1 yaml-syntax: tab characters must not be used in indentation',
    ],
    [
      'has a key twice',
      'shop: v1\nledger: v1\nshop: v2\n',
      'images.yaml:3:1 yaml-syntax: the key "shop" is given twice, first on line 1',
    ],
    [
      'holds two documents',
      'shop: v1\n---\nledger: v1\n',
      'images.yaml:3:1 yaml-syntax: there is more than one document',
    ],
  ])('that %s is one finding, and then no tag is called missing', (_what, text, finding) => {
    expect(images(text)).toMatchObject({ tags: undefined, findings: [finding] });
  });

  it('that is an alias bomb is a finding, soon', () => {
    const levels = Array.from({ length: 40 }, (_, n) => `l${n + 1}: &l${n + 1} [*l${n}, *l${n}, *l${n}]`);
    const { findings } = images(['l0: &l0 [x]', ...levels].join('\n'));
    expect(findings.length).toBeGreaterThan(0);
  });

  it('that is empty, or is not there, has no tags and no findings', () => {
    expect(images('# nothing yet\n')).toMatchObject({ tags: {}, findings: [] });
    expect(overlay({}).read()).toMatchObject({ findings: [] });
  });

  it('that is a folder is a finding', () => {
    const { estate, read } = overlay({});
    mkdirSync(estate.at('images.yaml'));
    expect(told(read().findings)).toEqual(['images.yaml unreadable: it cannot be read: it is a folder']);
  });

  it('tells where a missing tag belongs: on its last line', () => {
    expect(images('shop: v1\nledger: v1\n').data.imagesFile).toMatchObject({ line: 2, column: 1 });
  });

  it('tells where each name stands', () => {
    expect(images('# tags\nshop: v1\n').data.images?.get('shop')?.location).toMatchObject({
      line: 2,
      column: 1,
    });
  });
});

describe('settings/', () => {
  it('has one layer for each entry, and knows the place of every field', () => {
    const { estate, read } = overlay({ 'settings/shop.yaml': 'replicas: 2\nenv:\n  MODE: "1.10"\n' });
    const { data, findings } = read();
    const layer = data.settings.get('shop');
    expect(findings).toEqual([]);
    expect(layer).toMatchObject({ level: 'cluster', value: { replicas: 2, env: { MODE: '1.10' } } });
    expect(layer?.origin.locate?.(['env', 'MODE'])).toEqual({
      file: estate.at('settings/shop.yaml'),
      line: 3,
      column: 3,
    });
  });

  it.each([
    ['a list', '- replicas\n', 'settings/shop.yaml:1:1 yaml-form: a mapping was expected here'],
    ['broken YAML', 'env: {\n', expect.stringMatching(/^settings\/shop\.yaml:\d+:\d+ yaml-syntax: /)],
  ])('of %s is a finding and no layer', (_what, text, finding) => {
    const { data, findings } = overlay({ 'settings/shop.yaml': text }).read();
    expect(told(findings)).toEqual([finding]);
    expect(data.settings.size).toBe(0);
  });

  it('of an own `__proto__` stays an own key and pollutes nothing', () => {
    const { data } = overlay({ 'settings/shop.yaml': '__proto__:\n  polluted: true\n' }).read();
    expect(Object.keys(data.settings.get('shop')?.value ?? {})).toEqual(['__proto__']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('of one entry in two files are a finding', () => {
    const { findings } = overlay({ 'settings/shop.yaml': 'a: 1\n', 'settings/shop.yml': 'a: 2\n' }).read();
    expect(told(findings)).toEqual([
      'settings/shop.yml settings-twice: another file gives the settings of "shop" too',
    ]);
  });

  it('that is a file is a finding', () => {
    expect(told(overlay({ settings: 'replicas: 2\n' }).read().findings)).toEqual([
      'settings unreadable: it cannot be read: it is no folder',
    ]);
  });
});

describe('secrets/', () => {
  it('has SealedSecrets with the names of their keys, several in a file too', () => {
    const second = SEALED.replace('till-keys', 'other').replace('namespace: till', 'namespace: shop');
    const { data, findings } = overlay({
      'secrets/all.yaml': `# sealed\n${SEALED}---\n---\n${second}`,
    }).read();
    expect(findings).toEqual([]);
    expect(
      data.sealedSecrets.map(({ name, namespace, keys, location: { line } }) => ({
        name,
        namespace,
        keys,
        line,
      })),
    ).toEqual([
      { name: 'till-keys', namespace: 'till', keys: ['API_KEY'], line: 2 },
      { name: 'other', namespace: 'shop', keys: ['API_KEY'], line: 12 },
    ]);
  });

  it('reads files in the order of their names, and YAML alone', () => {
    const { data, findings } = overlay({
      'secrets/b.yml': SEALED,
      'secrets/a.yaml': SEALED.replace('till-keys', 'first'),
      'secrets/README.md': 'not a secret\n',
    }).read();
    expect(findings).toEqual([]);
    expect(data.sealedSecrets.map(({ name }) => name)).toEqual(['first', 'till-keys']);
  });

  it('that hold a plain Secret say so, where it begins, and that it is burnt', () => {
    const plain = 'apiVersion: v1\nkind: Secret\nmetadata:\n  name: till-keys\nstringData:\n  API_KEY: x\n';
    const { data, findings } = overlay({ 'secrets/till.yaml': `${SEALED}---\n${plain}` }).read();
    expect(data.sealedSecrets).toHaveLength(1);
    expect(findings).toMatchObject([
      {
        rule: 'not-a-sealed-secret',
        file: 'secrets/till.yaml',
        line: 10,
        message: 'it holds Secret till-keys, and only SealedSecrets belong here',
        mend: 'Seal it with kubeseal, and change the secret itself if this file was ever committed.',
      },
    ]);
    expect(JSON.stringify(findings)).not.toContain('API_KEY');
  });

  it.each([
    ['another object', 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n', /holds ConfigMap a,/],
    ['a SealedSecret of another group', SEALED.replace('bitnami.com/v1alpha1', 'v1'), /holds SealedSecret/],
    ['no object', '- a\n', /holds no Kubernetes object/],
  ])('that hold %s say so', (_what, text, message) => {
    const { data, findings } = overlay({ 'secrets/a.yaml': text }).read();
    expect(data.sealedSecrets).toEqual([]);
    expect(findings).toMatchObject([
      { rule: 'not-a-sealed-secret', message: expect.stringMatching(message) },
    ]);
  });

  it('that are broken YAML say where, without what they hold', () => {
    const { findings } = overlay({ 'secrets/a.yaml': 'stringData:\n  API_KEY: "hunter2\n' }).read();
    expect(told(findings)).toEqual([expect.stringMatching(/^secrets\/a\.yaml:\d+:\d+ yaml-syntax: /)]);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('may be a link to a file, but not to nothing', () => {
    const { estate, read } = overlay({ 'shared.txt': SEALED, 'secrets/a.yaml': SEALED });
    symlinkSync(path.join('..', 'shared.txt'), estate.at('secrets/b.yaml'));
    symlinkSync('nowhere', estate.at('secrets/c.yaml'));
    const { data, findings } = read();
    expect(data.sealedSecrets).toHaveLength(2);
    expect(told(findings)).toEqual(['secrets/c.yaml unreadable: it cannot be read: it is a link to nothing']);
  });

  it('that are a folder named like a file are a finding', () => {
    const { estate, read } = overlay({ 'secrets/a.yaml': SEALED });
    mkdirSync(estate.at('secrets/b.yaml'));
    expect(told(read().findings)).toEqual(['secrets/b.yaml unreadable: it cannot be read: it is a folder']);
  });
});

describe('data under a name that nobody reads', () => {
  it('is a warning, with the name that was probably meant', () => {
    const { read } = overlay({
      'image.yaml': 'shop: 1',
      'setting/shop.yaml': 'replicas: 2',
      'README.md': 'x',
    });
    expect(read().findings).toMatchObject([
      { rule: 'unread-overlay-data', severity: 'warning', mend: 'Did you mean "images.yaml"?' },
      { rule: 'unread-overlay-data', severity: 'warning', mend: 'Did you mean "settings"?' },
    ]);
  });
});
