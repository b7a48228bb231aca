import { describe, expect, it } from 'vitest';
import { missingFields, type Shape, shapeProblems } from '../../src/model/shape.js';
import { suggestName } from '../../src/model/suggest.js';

const shape: Shape = {
  fields: {
    image: 'string',
    port: 'number',
    public: 'boolean',
    env: { map: 'string' },
    hosts: { list: { fields: { name: 'string' } } },
    secrets: 'opaque',
    values: { map: 'anything' },
    resources: { fields: { limits: { fields: { memory: 'string' } } } },
    database: { fields: { size: 'string', image: 'string' }, required: ['size'] },
  },
};

describe('a layer that fits its shape', () => {
  it.each<[string, object]>([
    ['is empty', {}],
    ['says all there is', { image: 'a', port: 1, public: true, env: { A: 'b' }, hosts: [{ name: 'x' }] }],
    ['removes anything', { image: null, resources: { limits: null }, hosts: null }],
    ['says nothing of a key', { image: undefined }],
    ['holds what only TypeScript can give', { secrets: [new Map()] }],
    ['holds anything where nobody knows better', { values: { any: [1, 'x', { deep: true }] } }],
    ['is only a part of what is required', { database: { image: 'postgres' } }],
  ])('%s', (_case, layer) => {
    expect(shapeProblems(shape, layer)).toEqual([]);
  });
});

describe('a layer that does not fit its shape', () => {
  it.each<[layer: object, path: (string | number)[], message: string, mend: string]>([
    [{ imgae: 'a' }, ['imgae'], 'there is no setting "imgae"', 'Did you mean "image"?'],
    [
      { resources: { limits: { memroy: '1Gi' } } },
      ['resources', 'limits', 'memroy'],
      'there is no setting "memroy"',
      'Did you mean "memory"?',
    ],
    [
      { resources: { ceiling: 1 } },
      ['resources', 'ceiling'],
      'there is no setting "ceiling"',
      'Known are: limits.',
    ],
    [{ port: '3000' }, ['port'], 'a number was expected here, not the string "3000"', 'Write a number.'],
    [
      { env: { DEBUG: true } },
      ['env', 'DEBUG'],
      'a string was expected here, not the boolean true',
      'Write it in quotes: "true".',
    ],
    [
      { secrets: ['app-credentials'] },
      ['secrets'],
      'this can only be given in TypeScript',
      'Give it in the catalog or in `.with({ … })`.',
    ],
    [{ image: {} }, ['image'], 'a string was expected here, not a mapping', 'Write a string.'],
    [{ env: ['A=b'] }, ['env'], 'a mapping was expected here, not a list', 'Write a mapping.'],
    [{ hosts: 'x' }, ['hosts'], 'a list was expected here, not the string "x"', 'Write a list.'],
    [
      { hosts: [{ name: 'x' }, { nmae: 'y' }] },
      ['hosts', 1, 'nmae'],
      'there is no setting "nmae"',
      'Did you mean "name"?',
    ],
    [
      JSON.parse('{ "constructor": 1 }'),
      ['constructor'],
      'there is no setting "constructor"',
      'Known are: database, env, hosts, image, port, public, resources, secrets, values.',
    ],
  ])('%j', (layer, path, message, mend) => {
    expect(shapeProblems(shape, layer)).toEqual([
      { path, unknownKey: message.startsWith('there is no'), message, mend },
    ]);
  });

  it('has all its problems told at once', () => {
    const problems = shapeProblems(shape, { port: true, imgae: 'a', resources: { limits: { memory: 1 } } });
    expect(problems.map(({ path }) => path)).toEqual([
      ['port'],
      ['imgae'],
      ['resources', 'limits', 'memory'],
    ]);
  });
});

describe('what is required in a mapping', () => {
  it('is missing only where the mapping is there', () => {
    expect(missingFields(shape, {})).toEqual([]);
    expect(missingFields(shape, { database: { size: '1Gi' } })).toEqual([]);
    expect(missingFields(shape, { database: { image: 'postgres' } })).toEqual([['database', 'size']]);
  });
});

describe('a name that is not known', () => {
  it.each([
    ['replcias', ['replicas', 'resources'], 'Did you mean "replicas"?'],
    ['ab', ['xyz'], 'Known are: xyz.'],
    ['traefik', ['grafana', 'alloy'], 'Known are: alloy, grafana.'],
    ['anything', [], 'There are none.'],
  ])('%s among %j', (name, known, text) => {
    expect(suggestName(name, known)).toBe(text);
  });
});
