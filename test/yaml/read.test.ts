import { describe, expect, it } from 'vitest';
import { emitDocument, MAX_DEPTH } from '../../src/yaml/emit.js';
import { readDocuments } from '../../src/yaml/read.js';

/** The documents as JSON text, or the problems, so that a key `__proto__` shows. */
function reading(text: string): string | readonly string[] {
  const result = readDocuments(text);
  if (result.ok) return JSON.stringify(result.documents);
  return result.problems.map(({ message, line, column }) => `${line}:${column} ${message}`);
}

describe('readDocuments', () => {
  it.each([
    [
      'scalars by the rules of Go',
      'a: yes\nb: 0o17\nc: 12:30\nd: "yes"\ne:',
      '[{"a":true,"b":15,"c":"12:30","d":"yes","e":null}]',
    ],
    ['keys by the rules of Go', 'yes: 1\n0x10: 2\n1.0: 3\n', '[{"1":3,"16":2,"true":1}]'],
    [
      'several documents, but none that is empty',
      '---\na: 1\n---\n---\n# no\n---\nnull\n---\n- b\n',
      '[{"a":1},["b"]]',
    ],
    ['nothing', '', '[]'],
    ['CRLF and a byte order mark', '\ufeffa: |\r\n  x\r\n  y\r\nb: 1\r\n', '[{"a":"x\\ny\\n","b":1}]'],
    ['anchors and aliases', 'a: &x [1]\nb: *x\nc: &k d\n*k : 1\n', '[{"a":[1],"b":[1],"c":"d","d":1}]'],
    [
      'a merge in front of keys',
      'a: &x {p: 1, q: 2}\nb:\n  <<: *x\n  p: 3\n',
      '[{"a":{"p":1,"q":2},"b":{"p":3,"q":2}}]',
    ],
    [
      'a merge behind keys, which it overrides as in kubectl',
      'a: &x {p: 1}\nb:\n  p: 3\n  <<: *x\n',
      '[{"a":{"p":1},"b":{"p":1}}]',
    ],
    [
      'a merge of a list, the first of which wins',
      'a: &x {p: 1}\nb: &y {p: 2, q: 3}\nc:\n  <<: [*x, *y]\n',
      '[{"a":{"p":1},"b":{"p":2,"q":3},"c":{"p":1,"q":3}}]',
    ],
    ['quoted merge keys as keys', '"<<": {a: 1}\n', '[{"<<":{"a":1}}]'],
    [
      'the key __proto__ as data',
      '__proto__: {a: 1}\nb: {<<: {__proto__: 2}}\n',
      '[{"__proto__":{"a":1},"b":{"__proto__":2}}]',
    ],
    [
      'tags',
      'a: !!str 1\nb: !!int "1"\nc: !x 1\nd: ! 1\ne: !!binary YWJj\nf: !!float 1\n',
      '[{"a":"1","b":1,"c":"1","d":"1","e":"abc","f":1}]',
    ],
    [
      'declared tags',
      '%TAG !k! tag:yaml.org,2002:\n---\na: !k!int "3"\nb: !<tag:yaml.org,2002:bool> "y"\n',
      '[{"a":3,"b":true}]',
    ],
  ])('reads %s', (_, text, expected) => {
    expect(reading(text)).toBe(expected);
  });

  it.each<[string, string, string[]]>([
    [
      'keys given twice, all of them',
      'a: 1\nb: {c: 1}\na: 2\nb: 3\n',
      ['3:1 the key "a" is given twice, first on line 1', '4:1 the key "b" is given twice, first on line 2'],
    ],
    [
      'keys that Go takes for the same',
      'yes: 1\nx: [y]\ny: 2\n',
      ['3:1 the key "true" is given twice, first on line 1'],
    ],
    [
      'infinity',
      'a:\n- .inf\n',
      ['2:3 .inf is a number that JSON cannot hold; write it in quotes if text is meant'],
    ],
    ['null as a key', '~: 1\n', ['1:1 a key must be a string, a number of at most 64 bits or a boolean']],
    ['a list as a key', '[a]: 1\n', ['1:1 a key must be a string, a number of at most 64 bits or a boolean']],
    ['an unknown alias', 'a: *x\n', ['1:4 there is no anchor x before this alias']],
    ['an alias of itself', 'a: &x [*x]\n', ['1:8 the anchor x contains an alias of itself']],
    [
      'a colon that only Go takes for a part of the key',
      'a: {b:}\n',
      ['1:5 the colon needs a space behind it; kubectl takes it for a part of the key'],
    ],
    ['a merge of a scalar', 'a: {<<: 1}\n', ['1:9 behind << must stand a mapping or a list of mappings']],
    ['a tag that does not fit', 'a: !!int x\n', ['1:4 "x" is not what its tag !!int says']],
    ['tabs for indentation', 'a:\n\tb: 1\n', ['2:1 tab characters must not be used in indentation']],
    ['broken syntax', 'a: 1\nb: "x\n', ['3:1 deficient indentation']],
    [
      'a line break that only Go knows',
      'a: x\u2028y\n',
      ['1:5 the character U+2028 is a line break to kubectl; write it as an escape in double quotes'],
    ],
  ])('finds %s', (_, text, expected) => {
    expect(reading(text)).toEqual(expected);
  });

  it('refuses aliases that multiply, at once', () => {
    const line = (_: unknown, level: number) =>
      `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join()}]\n`;
    const bomb = `a0: &a0 [x]\n${Array.from({ length: 15 }, line).join('')}`;
    expect(reading(bomb)).toEqual([expect.stringContaining('the aliases expand to too much')]);
  });

  it.each(['[', '- ', '{a: ', '? ', '[a: ', '{? '])('refuses a hundred thousand times %j', (start) => {
    expect(reading(start.repeat(100_000))).toEqual([
      expect.stringContaining('nested deeper than 500 levels'),
    ]);
  });

  it('reads what is nested as deep as the emitter writes', () => {
    let value: unknown = { x: 'y' };
    for (let depth = 1; depth < MAX_DEPTH; depth++) value = depth % 3 === 0 ? [value] : { a: value };
    expect(reading(emitDocument(value as never))).toBe(JSON.stringify([value]));
  });

  it('refuses a text that is too long', () => {
    expect(readDocuments('a: 1', { maxLength: 3 })).toEqual({
      ok: false,
      problems: [{ message: 'the text has 4 characters, and at most 3 are read', line: 1, column: 1 }],
    });
  });
});
