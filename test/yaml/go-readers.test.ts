import { describe, expect, it } from 'vitest';
import type { JsonValue } from '../../src/model/json.js';
import { MAX_DEPTH } from '../../src/yaml/emit.js';
import { helm, throughHelm } from './helm.js';
import { differences, kubectl, survivesKustomize, throughKubectl, throughKustomize } from './kubectl.js';
import { HAZARDS, inAllPlaces, nastyStrings } from './nasty.js';

const NUMBERS = [
  ...[0, 1, -1, 1.5, 0.1, 0.000001, 1e-7, 5e-324, 1234567.5, 1e20, 1e21, 1.7976931348623157e308],
  ...[2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 2 ** 63, -(2 ** 63), 2 ** 64, 123456789012345680000],
];

const { isSkipped, why } = kubectl;

describe('kubectl, as it applies', () => {
  it.skipIf(isSkipped)(`reads every hazard back, wherever it stands${why}`, () => {
    const value = { hazards: inAllPlaces(HAZARDS), numbers: NUMBERS };
    expect(differences(value, throughKubectl(value))).toEqual([]);
  });

  it.skipIf(isSkipped)(`reads 2,000 random strings back${why}`, () => {
    const value = inAllPlaces(nastyStrings(2000, 1));
    expect(differences(value, throughKubectl(value))).toEqual([]);
  });

  it.skipIf(isSkipped)(`reads the deepest nesting that is written${why}`, () => {
    let value: JsonValue = 'x';
    for (let depth = 0; depth < MAX_DEPTH - 1; depth++) value = depth % 2 === 0 ? [value] : { a: value };
    expect(JSON.stringify(throughKubectl(value))).toBe(JSON.stringify(value));
  });
});

describe('kustomize, with kubectl behind it', () => {
  it.skipIf(isSkipped)(`keeps every hazard, wherever it stands${why}`, () => {
    const value = {
      hazards: inAllPlaces(HAZARDS.filter(survivesKustomize)),
      long: ['x'.repeat(5000), 'word '.repeat(2000), 'a: '.repeat(1000)],
      numbers: NUMBERS,
    };
    expect(differences(value, throughKustomize(value))).toEqual([]);
  });

  it.skipIf(isSkipped)(`keeps 2,000 random strings${why}`, () => {
    const value = inAllPlaces(nastyStrings(2000, 2).filter(survivesKustomize));
    expect(differences(value, throughKustomize(value))).toEqual([]);
  });
});

describe('helm, reading values', () => {
  it.skipIf(helm.isSkipped)(`reads every hazard back, wherever it stands${helm.why}`, () => {
    const value = inAllPlaces(HAZARDS);
    expect(differences(value, throughHelm(value))).toEqual([]);
  });

  it.skipIf(helm.isSkipped)(`reads 2,000 random strings back${helm.why}`, () => {
    const value = inAllPlaces(nastyStrings(2000, 3));
    expect(differences(value, throughHelm(value))).toEqual([]);
  });

  it.skipIf(helm.isSkipped)(`removes the default that a null in the values stands for${helm.why}`, () => {
    expect(throughHelm({ gone: null }, { gone: 'default', stays: 'default' })).toEqual({ stays: 'default' });
  });
});
