import { describe, expect, it } from 'vitest';
import { isDnsLabel } from '../../src/model/dns-label.js';
import { formatFieldPath } from '../../src/model/json.js';
import {
  applicationFile,
  applicationsFolder,
  manifestsFolder,
  rootFile,
  valuesFile,
} from '../../src/model/paths.js';
import { GATED_KINDS } from '../../src/model/retirement.js';

describe('a name that becomes part of hosts, labels and file names', () => {
  it.each(['a', '10x', 'cert-manager', 'a--b', 'com10', 'console', 'a'.repeat(63)])('may be "%s"', (name) => {
    expect(isDnsLabel(name)).toBe(true);
  });

  it.each([
    '',
    '-a',
    'a-',
    'Web',
    'a.b',
    'a_b',
    'a b',
    'ä',
    'a\n',
    '../a',
    'a'.repeat(64),
    'con',
    'prn',
    'aux',
    'nul',
    'com1',
    'lpt9',
  ])('may not be %j', (name) => {
    expect(isDnsLabel(name)).toBe(false);
  });
});

describe('a field', () => {
  it.each<[(string | number)[], string]>([
    [[], ''],
    [['spec', 'containers', 0, 'name'], 'spec.containers[0].name'],
    [['metadata', 'labels', 'app.kubernetes.io/name'], 'metadata.labels["app.kubernetes.io/name"]'],
    [['data', 'a "b"'], 'data["a \\"b\\""]'],
    [['0', 'sub-key'], '["0"].sub-key'],
  ])('%j is written %s', (path, text) => {
    expect(formatFieldPath(path)).toBe(text);
  });
});

describe('the output of a cluster', () => {
  it('has one place for each part of it', () => {
    expect([
      rootFile('one'),
      applicationsFolder('one', 'infra'),
      applicationFile('one', 'apps', 'shop'),
      valuesFile('one', 'traefik'),
      manifestsFolder('one', 'shop'),
    ]).toEqual([
      'one/_app-of-apps-one.yaml',
      'one/infra',
      'one/apps/shop.yaml',
      'one/values/traefik.yaml',
      'one/manifests/shop',
    ]);
  });
});

describe('the removals that are asked about', () => {
  it('are those by which Argo CD deletes more than one object, or data', () => {
    expect([...GATED_KINDS].sort()).toEqual([
      'AppProject',
      'Application',
      'ApplicationSet',
      'CustomResourceDefinition',
      'Namespace',
      'PersistentVolumeClaim',
      'StatefulSet',
    ]);
  });
});
