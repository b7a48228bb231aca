import type { JsonObject, JsonValue } from '../model/json.js';
import { keyRank, LAST_AT_TOP } from './key-order.js';
import { isSafePlain, literalBlock, quoted } from './scalar-text.js';
import { UnrepresentableValueError, whyNotJson } from './unrepresentable.js';

/**
 * The deepest nesting that is written, in collections. `readDocuments` takes as much, in a third of Node's
 * usual stack; Go readers stop at 10,000 (go-yaml, `max_indents`).
 */
export const MAX_DEPTH = 500;

/**
 * Go readers take `key: value` only where the colon stands within 1,024 characters of the key's start
 * (go-yaml, `yaml_simple_key_is_valid`). Longer keys are written after a `? `, which has no such limit.
 */
const LONGEST_IMPLICIT_KEY = 1000;

/** Keys repeat from document to document; what is known of so many is kept. */
const KEY_CACHE_SIZE = 10_000;

/** What the emitter knows of one key. */
interface Key {
  readonly key: string;
  /** The key as it is written, up to and including its colon. */
  readonly text: string;
  readonly explicit: boolean;
  readonly rank: number;
}

/**
 * Writes one value as a YAML document in block style, such that every Go reader (kubectl and Argo CD through
 * sigs.k8s.io/yaml, kustomize through kyaml) reads back the same value. Keys stand in the order of `keyRank`,
 * whatever order the mapping was built in; list items are not indented below their key, as kubectl prints
 * them; there are no anchors and no folded lines. Negative zero is written as `0`, as `JSON.stringify` does.
 *
 * @param value - The value.
 * @returns The document, which ends with exactly one line break and has no `---`.
 * @throws UnrepresentableValueError if the value holds something that JSON cannot, a lone surrogate, itself,
 * or more than 500 collections inside each other.
 */
export function emitDocument(value: JsonValue): string {
  const text = new Emitter(value, true).document();
  // Only a block that keeps all of its line breaks ends so: a second break at a file's end would not be safe
  // from editors and hooks that trim files.
  return text.endsWith('\n\n') ? new Emitter(value, false).document() : text;
}

/**
 * Writes several documents, each as `emitDocument` does, with `---` between them.
 *
 * @param values - The documents' values.
 * @returns The text; the empty string for no documents.
 * @throws UnrepresentableValueError as `emitDocument` does.
 */
export function emitDocuments(values: Iterable<JsonValue>): string {
  let text = '';
  for (const value of values) text += text === '' ? emitDocument(value) : `---\n${emitDocument(value)}`;
  return text;
}

class Emitter {
  /** The keys and indexes that lead to the value at hand; what lies beyond the depth at hand is stale. */
  readonly #path: (string | number)[] = [];

  /**
   * @param root - The document's value.
   * @param keepsBreaks - Whether text that ends with several line breaks may be a block.
   */
  constructor(
    private readonly root: JsonValue,
    private readonly keepsBreaks: boolean,
  ) {}

  document(): string {
    const { root } = this;
    return `${typeof root === 'string' ? this.#string(root, 1, 0) : this.#inline(root, 0, 0)}\n`;
  }

  /** A value that begins on the line at hand, behind `- `; its further lines stand at `level`. */
  #inline(value: JsonValue, level: number, depth: number): string {
    if (typeof value === 'string') return this.#string(value, level, depth);
    if (typeof value !== 'object' || value === null) return this.#scalar(value, depth);
    if (isList(value)) return this.#list(value, '', level, depth) || '[]';
    return this.#mapping(value, '', level, depth) || '{}';
  }

  /** A value behind the colon of a key that stands at `level`. */
  #afterColon(value: JsonValue, level: number, depth: number): string {
    if (typeof value === 'string') return ` ${this.#string(value, level + 1, depth)}`;
    if (typeof value !== 'object' || value === null) return ` ${this.#scalar(value, depth)}`;
    if (isList(value)) return this.#list(value, lineStart(level), level, depth) || ' []';
    return this.#mapping(value, lineStart(level + 1), level + 1, depth) || ' {}';
  }

  /** The lines of a list, the first of which begins with `first`; nothing for an empty list. */
  #list(list: readonly JsonValue[], first: string, level: number, depth: number): string {
    if (depth >= MAX_DEPTH) this.#failTooDeep();
    let start = first;
    let text = '';
    for (let index = 0; index < list.length; index++) {
      this.#path[depth] = index;
      const item = list[index];
      if (item === undefined)
        this.#fail(depth + 1, index in list ? whyNotJson(item) : 'is an empty slot of a list');
      text += `${start}- ${this.#inline(item, level + 1, depth + 1)}`;
      start = lineStart(level);
    }
    return text;
  }

  #mapping(mapping: JsonObject, first: string, level: number, depth: number): string {
    if (depth >= MAX_DEPTH) this.#failTooDeep();
    if (!isPlainObject(mapping)) this.#fail(depth, whyNotJson(mapping));
    let start = first;
    let text = '';
    for (const { key, text: keyText, explicit } of this.#sortedKeys(mapping, depth)) {
      this.#path[depth] = key;
      const value = mapping[key];
      if (value === undefined) this.#fail(depth + 1, whyNotJson(value));
      text += start + (explicit ? `? ${keyText.slice(0, -1)}${lineStart(level)}:` : keyText);
      text += this.#afterColon(value, level, depth + 1);
      start = lineStart(level);
    }
    return text;
  }

  #sortedKeys(mapping: JsonObject, depth: number): readonly Key[] {
    const keys: Key[] = [];
    let sorted = true;
    let previous: Key | undefined;
    for (const name of Object.keys(mapping)) {
      const key = keyCache.get(name) ?? this.#newKey(name, depth);
      if (previous !== undefined && sorted) sorted = compareKeys(previous, key) < 0;
      keys.push(key);
      previous = key;
    }
    if (!sorted) keys.sort(compareKeys);
    if (depth === 0 && Object.hasOwn(mapping, LAST_AT_TOP)) {
      keys.push(
        ...keys.splice(
          keys.findIndex(({ key }) => key === LAST_AT_TOP),
          1,
        ),
      );
    }
    return keys;
  }

  #newKey(name: string, depth: number): Key {
    if (LONE_SURROGATE.test(name)) {
      this.#path[depth] = name;
      this.#fail(depth + 1, 'has a key with half of a surrogate pair, which is no Unicode text');
    }
    const text = isSafePlain(name) ? `${name}:` : `${quoted(name)}:`;
    const key = { key: name, text, explicit: text.length > LONGEST_IMPLICIT_KEY, rank: keyRank(name) };
    if (keyCache.size >= KEY_CACHE_SIZE) keyCache.clear();
    keyCache.set(name, key);
    return key;
  }

  /** A string whose lines, if it is written as a block, stand at `level`. */
  #string(text: string, level: number, depth: number): string {
    if (isSafePlain(text)) return text;
    if (LONE_SURROGATE.test(text))
      this.#fail(depth, 'has half of a surrogate pair, which is no Unicode text');
    const asBlock = text.includes('\n') && (this.keepsBreaks || !text.endsWith('\n\n'));
    return (asBlock ? literalBlock(text, lineStart(level)) : undefined) ?? quoted(text);
  }

  #scalar(value: null | boolean | number, depth: number): string {
    if (value === null) return 'null';
    if (typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value)))
      return String(value);
    return this.#fail(depth, whyNotJson(value));
  }

  #fail(depth: number, reason: string): never {
    throw new UnrepresentableValueError(this.#path.slice(0, depth), reason);
  }

  #failTooDeep(): never {
    const seen = new Set<unknown>();
    let value: unknown = this.root;
    this.#path.forEach((segment, depth) => {
      if (seen.has(value)) this.#fail(depth, 'contains itself');
      seen.add(value);
      value = (value as Record<string | number, unknown>)[segment];
    });
    this.#fail(5, `leads to more than ${MAX_DEPTH} levels of nesting`);
  }
}

const LONE_SURROGATE = /\p{Cs}/u;
const keyCache = new Map<string, Key>();
const lineStarts: string[] = [];

/** A line break and two spaces for each level. */
function lineStart(level: number): string {
  lineStarts[level] ??= `\n${'  '.repeat(level)}`;
  return lineStarts[level];
}

function compareKeys(a: Key, b: Key): number {
  return a.rank - b.rank || (a.key < b.key ? -1 : 1);
}

function isList(value: readonly JsonValue[] | JsonObject): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Objects of other realms count as well, so it is the shape of the prototype chain that decides. */
function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
