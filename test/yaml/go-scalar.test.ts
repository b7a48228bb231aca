import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plainKey, resolvePlainScalar } from '../../src/yaml/go-scalar.js';
import { isSafePlain } from '../../src/yaml/scalar-text.js';

interface Verdict {
  readonly text: string;
  readonly value?: unknown;
  readonly refused?: string;
  readonly kyaml?: unknown;
  readonly key?: string;
  readonly keyRefused?: string;
}

const { scalars }: { scalars: Verdict[] } = JSON.parse(
  readFileSync(new URL('./go-scalars.json', import.meta.url), 'utf8'),
);

describe('a plain scalar', () => {
  it('becomes what it becomes to sigs.k8s.io/yaml', () => {
    const wrong = scalars.filter(({ text, value, refused }) => {
      const ours = resolvePlainScalar(text);
      return refused === undefined ? ours !== value : typeof ours !== 'number' || Number.isFinite(ours);
    });
    expect(wrong).toEqual([]);
    expect(scalars.length).toBeGreaterThan(300);
  });

  it('becomes the key that it becomes to sigs.k8s.io/yaml', () => {
    const keys = scalars.filter(({ text }) => text !== '<<');
    expect(keys.filter(({ text, key }) => plainKey(text) !== key)).toEqual([]);
  });

  it('is never written for a string that a Go reader takes for something else', () => {
    const taken = scalars.filter((it) => it.value !== it.text || 'kyaml' in it || it.key !== it.text);
    expect(taken.filter(({ text }) => isSafePlain(text))).toEqual([]);
  });

  it.each([
    'nginx:1.25',
    'apps/v1',
    '10.0.0.1',
    '100m',
    '1.2.3',
    '--port=80',
    '$(VAR)',
    'a b',
    "it's",
    'café',
    '.5a/b',
  ])('is written for %s, if it needs no quotes', (text) => expect(isSafePlain(text)).toBe(text !== '.5a/b'));
});
