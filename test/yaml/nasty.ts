import { readFileSync } from 'node:fs';
import type { JsonValue } from '../../src/model/json.js';

const fixture: { strings: string[] } = JSON.parse(
  readFileSync(new URL('./hazards.json', import.meta.url), 'utf8'),
);

/** All hazardous strings of the fixture, and the long ones. */
export const HAZARDS: readonly string[] = [
  ...fixture.strings,
  'x'.repeat(5000),
  'word '.repeat(2000),
  'a: '.repeat(300),
  `${'word '.repeat(100)}\n`.repeat(20),
  'k'.repeat(130),
  ...[997, 998, 999, 1000, 1024, 1100, 1300].map((length) => 'k'.repeat(length)),
  'é'.repeat(600),
  '"'.repeat(600),
  "\\'".repeat(600),
];

const CHARACTERS = [
  ...' :#-?,[]{}&*!|>\'"%@`\\\t\n\n\r0123456789eExXoObB._+=~<yYnNtTfF/$()ab',
  ...'\u0085\u2028\u2029\ufeff\u00a0\0\u0007\u001b\u007f\u009f\ufffe\uffff\ufffd\u200b\u3000\u00ad\ue000é日🙂',
];
const NUMERIC = [...'0123456789-+._eExXoObBfF:TZ, '];
const WORDS = [
  ...fixture.strings.filter(({ length }) => length < 40),
  '\n ',
  '\n\t',
  '---',
  ': ',
  ' #',
  '0b',
  '0o',
];

/** Random strings, always the same for a seed, out of what YAML readers trip over. */
export function nastyStrings(count: number, seed: number): string[] {
  let state = seed;
  const random = (below: number) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const pick = (from: readonly string[]) => from[random(from.length)] ?? '';
  return Array.from({ length: count }, () => {
    const source = [CHARACTERS, CHARACTERS, NUMERIC, WORDS, undefined][random(5)];
    const length = 1 + random(1 + random(14));
    return Array.from({ length }, () => (source ? pick(source) : anyCharacter(random(0x3100)))).join('');
  });
}

function anyCharacter(code: number): string {
  return String.fromCodePoint(code);
}

/** A value that holds each string as a value, as a list item, as a key and below a list. */
export function inAllPlaces(strings: readonly string[]): JsonValue {
  return {
    items: strings,
    values: Object.fromEntries(strings.map((text, index) => [`k${index}`, text])),
    keys: Object.fromEntries(
      strings.map((text, index) => [text, index % 2 === 0 ? text : [text, { [text]: [[text]] }]]),
    ),
    nested: strings.map((text) => ({ a: text, b: [[text, text], text] })),
  };
}
