import { describe, expect, it } from 'vitest';
import type { FieldPath } from '../../src/model/json.js';
import { readLocated } from '../../src/yaml/locate.js';

const TEXT = `# images
shop:
  tag: 1.10
  on: yes
  list:
  - a: "x"
  - b
base: &base {size: 1}
big:
  <<: *base
  same: *base
none: ~
empty:
`;

const VALUES: [mode: 'go' | 'text', value: unknown][] = [
  ['go', { tag: 1.1, true: true, list: [{ a: 'x' }, 'b'] }],
  ['text', { tag: '1.10', on: 'yes', list: [{ a: 'x' }, 'b'] }],
];

describe('readLocated', () => {
  it.each(VALUES)('reads scalars as %s', (scalars, expected) => {
    const read = readLocated(TEXT, { scalars });
    expect(read.ok && read.document.value).toMatchObject({ shop: expected, none: null, empty: null });
  });

  it.each<[FieldPath, string, string]>([
    [[], '2:1', '2:1'],
    [['shop'], '2:1', '3:3'],
    [['shop', 'tag'], '3:3', '3:8'],
    [['shop', 'list', 0], '6:5', '6:5'],
    [['shop', 'list', 0, 'a'], '6:5', '6:8'],
    [['shop', 'list', 1], '7:5', '7:5'],
    [['big', 'size'], '8:14', '8:20'],
    [['big', 'same'], '11:3', '11:9'],
    [['big', 'same', 'size'], '8:14', '8:20'],
    [['empty'], '13:1', '13:1'],
    [['shop', 'nowhere', 'else'], '2:1', '3:3'],
  ])('locates %j by its key at %s and by its value at %s', (path, key, value) => {
    const read = readLocated(TEXT, { scalars: 'text' });
    if (!read.ok) throw new Error('must be read');
    const place = ({ line, column }: { line: number; column: number }) => `${line}:${column}`;
    expect(place(read.document.locate(path, 'key'))).toBe(key);
    expect(place(read.document.locate(path))).toBe(value);
  });

  it('reads an empty file as null', () => {
    const read = readLocated('# nothing\n');
    expect(read.ok && read.document.value).toBe(null);
  });

  it.each([
    [
      'every key given twice',
      'a: 1\nb: 1\na: 2\nb: 2\n',
      ['3:1 the key "a" is given twice, first on line 1', '4:1 the key "b" is given twice, first on line 2'],
    ],
    ['a second document', 'a: 1\n---\nb: 1\n', ['3:1 there is more than one document']],
    ['broken syntax', 'a: [1\n', ['2:1 deficient indentation']],
  ])('finds %s', (_, text, expected) => {
    const read = readLocated(text);
    expect(read.ok ? [] : read.problems.map((it) => `${it.line}:${it.column} ${it.message}`)).toEqual(
      expected,
    );
  });
});
