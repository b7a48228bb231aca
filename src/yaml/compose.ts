import {
  type AliasEvent,
  EVENT_ID,
  type Event,
  getScalarValue,
  SCALAR_STYLE,
  type ScalarEvent,
} from 'js-yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.js';
import { setOwn } from '../model/own-key.js';
import { isAliasingExcessive } from './alias-budget.js';
import { NOWHERE, offsetOf, type Properties, startOf } from './event-offsets.js';
import { plainKey, resolvePlainScalar, type Scalar } from './go-scalar.js';
import { expandTag, resolveTagged } from './go-tag.js';
import { positionAt } from './problem.js';

/**
 * What a plain scalar is: what Go makes of it, or its text as it is written, unless it is empty, `~` or
 * `null`. With `text`, a version `1.10` stays what it is.
 */
export type Scalars = 'go' | 'text';

/** Where the key and the value of an entry stand, as offsets. For an item of a list, both are the item's. */
export interface Place {
  readonly key: number;
  readonly value: number;
}

type Entries = Map<string | number, Place>;

/** The entries of every list and mapping. */
export type Places = Map<object, Entries>;

/** Something wrong in a text that is sound YAML otherwise. */
export interface Fault {
  readonly message: string;
  readonly offset: number;
}

/** What the stream of events amounts to. */
export interface Composed {
  readonly documents: readonly JsonValue[];
  readonly faults: readonly Fault[];
}

/** A node that has a name. */
interface Anchor {
  readonly value: JsonValue;
  /** The event, if the node is a scalar; a key is made of it differently than a value. */
  readonly scalar: ScalarEvent | undefined;
  /** How many nodes the value expands to. */
  readonly size: number;
}

type MutableObject = Record<string, JsonValue>;

const NULL = /^(?:~|null|Null|NULL)$/;
const COLON_AT_INDICATOR = /^:[,[\]{}]/;
const MOST_FAULTS = 100;

/**
 * Makes values of js-yaml's events as go-yaml v2 and sigs.k8s.io/yaml would.
 *
 * @param text - The text that the events point into.
 * @param events - The events of the whole text.
 * @param scalars - What a plain scalar is.
 * @param places - Filled with where the entries of each list and mapping stand, if given; the returned list
 * of documents counts as one.
 * @returns The documents, empty ones as null, and up to 100 faults; with faults, the documents are not to be
 * used.
 */
export function composeDocuments(
  text: string,
  events: readonly Event[],
  scalars: Scalars = 'go',
  places?: Places,
): Composed {
  return new Composer(text, events, scalars, places).compose();
}

class Composer {
  readonly #faults: Fault[] = [];
  #next = 0;
  #anchors = new Map<string, Anchor | undefined>();
  #handles: ReadonlyMap<string, string> = new Map();
  /** Nodes so far, and how many of them came out of aliases. */
  #count = 0;
  #aliased = 0;
  #excessive = false;
  /** Where the node at hand begins. */
  #offset = 0;

  constructor(
    private readonly text: string,
    private readonly events: readonly Event[],
    private readonly scalars: Scalars,
    private readonly places: Places | undefined,
  ) {}

  compose(): Composed {
    const documents: JsonValue[] = [];
    for (let event = this.#take(); event !== undefined; event = this.#take()) {
      if (event.type !== EVENT_ID.DOCUMENT) continue;
      this.#anchors = new Map();
      this.#handles = new Map(
        event.directives.flatMap((it): [string, string][] =>
          it.kind === 'tag' ? [[it.handle, it.prefix]] : [],
        ),
      );
      this.#count = 0;
      this.#aliased = 0;
      this.#excessive = false;
      this.#place(documents, documents.length, 0);
      documents.push(this.#value());
    }
    return { documents, faults: this.#faults.toSorted((a, b) => a.offset - b.offset) };
  }

  #take(): Event | undefined {
    return this.events[this.#next++];
  }

  /** Whether the collection at hand ends here; if so, steps over its end. */
  #atEnd(): boolean {
    const event = this.events[this.#next];
    if (event !== undefined && event.type !== EVENT_ID.POP) return false;
    this.#next++;
    return true;
  }

  /** @param isKey - Whether only the size and the anchor of a scalar matter, as a key's value is another. */
  #value(isKey = false): JsonValue {
    const before = this.#count++;
    const event = this.#take();
    switch (event?.type) {
      case EVENT_ID.SCALAR:
        return this.#name(
          event,
          isKey && event.anchorStart === NOWHERE ? null : this.#scalar(event),
          before,
          event,
        );
      case EVENT_ID.SEQUENCE: {
        this.#open(event);
        const list: JsonValue[] = [];
        while (!this.#atEnd()) {
          this.#place(list, list.length, event.start);
          list.push(this.#value());
        }
        return this.#name(event, list, before);
      }
      case EVENT_ID.MAPPING:
        this.#open(event);
        return this.#name(event, this.#mapping(), before);
      case EVENT_ID.ALIAS:
        return this.#alias(event)?.value ?? null;
      default:
        throw new Error('js-yaml gave no node where there must be one');
    }
  }

  /** Keeps a value under its anchor, if it has one. */
  #name(event: Properties, value: JsonValue, before: number, scalar?: ScalarEvent): JsonValue {
    if (event.anchorStart !== NOWHERE) {
      this.#anchors.set(this.#anchorName(event), { value, scalar, size: this.#count - before });
    }
    return value;
  }

  /** Notes that a collection's anchor is taken but not complete, so that an alias inside it is found out. */
  #open(event: Properties & { readonly start: number }): void {
    this.#offset = event.start;
    if (event.anchorStart !== NOWHERE) this.#anchors.set(this.#anchorName(event), undefined);
  }

  #anchorName({ anchorStart, anchorEnd }: Pick<Properties, 'anchorStart' | 'anchorEnd'>): string {
    return this.text.slice(anchorStart, anchorEnd);
  }

  #alias(event: AliasEvent): Anchor | undefined {
    this.#offset = event.anchorStart - 1;
    const name = this.#anchorName(event);
    const anchor = this.#anchors.get(name);
    if (anchor === undefined) {
      const isOpen = this.#anchors.has(name);
      this.#fault(
        isOpen
          ? `the anchor ${name} contains an alias of itself`
          : `there is no anchor ${name} before this alias`,
      );
      return undefined;
    }
    this.#count += anchor.size;
    this.#aliased += anchor.size;
    if (!isAliasingExcessive(this.#aliased, this.#count)) return anchor;
    if (!this.#excessive) this.#fault('the aliases expand to too much');
    this.#excessive = true;
    return undefined;
  }

  #mapping(): JsonObject {
    const first = this.#next;
    const mapping: MutableObject = {};
    /** Keys that came out of merges only, which an explicit key may follow. */
    const merged = new Set<string>();
    while (!this.#atEnd()) {
      if (this.#isMerge()) {
        this.#next++;
        this.#count++;
        this.#merge(mapping, merged);
        continue;
      }
      const key = this.#key();
      const offset = this.#offset;
      if (key !== undefined) this.#place(mapping, key, offset);
      const value = this.#value();
      if (key === undefined) continue;
      if (Object.hasOwn(mapping, key) && !merged.delete(key)) {
        this.#fault(`the key ${JSON.stringify(key)} is given twice${this.#whereFirst(key, first)}`, offset);
      }
      setOwn(mapping, key, value);
    }
    return mapping;
  }

  /** Notes where the entry at hand stands; `key` is the place of its key, or of its list. */
  #place(parent: object, segment: string | number, key: number): void {
    const value = startOf(this.events[this.#next]) ?? key;
    this.#entries(parent)?.set(segment, { key: typeof segment === 'number' ? value : key, value });
  }

  #entries(parent: object): Entries | undefined {
    if (this.places === undefined) return undefined;
    const entries: Entries = this.places.get(parent) ?? new Map();
    this.places.set(parent, entries);
    return entries;
  }

  /** Searches a mapping's events again: that costs less than to keep the place of every key. */
  #whereFirst(key: string, from: number): string {
    let depth = 0;
    let isKey = true;
    for (const event of this.events.slice(from, this.#next)) {
      if (depth === 0 && isKey && event.type === EVENT_ID.SCALAR && this.#scalarKey(event) === key) {
        return `, first on line ${positionAt(this.text, offsetOf(event) ?? 0).line}`;
      }
      if (event.type === EVENT_ID.POP) depth--;
      else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE) depth++;
      if (depth === 0) isKey = !isKey;
    }
    return '';
  }

  #isMerge(): boolean {
    const event = this.events[this.#next];
    if (event?.type !== EVENT_ID.SCALAR || event.valueStart === NOWHERE) return false;
    if (!this.text.startsWith('<<', event.valueStart) || getScalarValue(this.text, event) !== '<<')
      return false;
    return event.tagStart === NOWHERE ? event.style === SCALAR_STYLE.PLAIN : this.#tag(event) === '!!merge';
  }

  /** Copies what stands behind `<<` into a mapping. In go-yaml v2 it overrides the keys in front of it. */
  #merge(mapping: MutableObject, merged: Set<string>): void {
    const isList = this.events[this.#next]?.type === EVENT_ID.SEQUENCE;
    const value = this.#value();
    const offset = this.#offset;
    if (this.#excessive) return;
    const sources = isList && Array.isArray(value) ? value.toReversed() : [value];
    for (const source of sources) {
      if (!isJsonObject(source)) {
        this.#fault('behind << must stand a mapping or a list of mappings', offset);
        return;
      }
      for (const key of Object.keys(source)) {
        if (!Object.hasOwn(mapping, key)) merged.add(key);
        setOwn(mapping, key, source[key] ?? null);
        const place = this.places?.get(source)?.get(key);
        if (place !== undefined) this.#entries(mapping)?.set(key, place);
      }
    }
  }

  /** The key at hand, or undefined if Go would refuse it. */
  #key(): string | undefined {
    const event = this.events[this.#next];
    const start = startOf(event) ?? this.#offset;
    this.#value(true);
    this.#offset = start;
    let scalar = event?.type === EVENT_ID.SCALAR ? event : undefined;
    if (event?.type === EVENT_ID.ALIAS) scalar = this.#anchors.get(this.#anchorName(event))?.scalar;
    const key = scalar === undefined ? undefined : this.#scalarKey(scalar);
    if (event?.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN) {
      // go-yaml v2 takes this colon for a part of the key.
      if (COLON_AT_INDICATOR.test(this.text.slice(event.valueEnd, event.valueEnd + 2))) {
        this.#fault('the colon needs a space behind it; kubectl takes it for a part of the key');
      }
    }
    if (key === undefined) this.#fault('a key must be a string, a number of at most 64 bits or a boolean');
    return key;
  }

  #scalarKey(event: ScalarEvent): string | undefined {
    const text = getScalarValue(this.text, event);
    if (event.tagStart === NOWHERE) return this.#isText(event) ? text : plainKey(text);
    const value = resolveTagged(this.#tag(event), text);
    return typeof value === 'string' || value === undefined ? value : plainKey(text);
  }

  #scalar(event: ScalarEvent): Scalar {
    this.#offset = offsetOf(event) ?? this.#offset;
    const text = getScalarValue(this.text, event);
    let value: Scalar | undefined = text;
    if (event.tagStart !== NOWHERE) value = resolveTagged(this.#tag(event), text);
    else if (!this.#isText(event)) value = resolvePlainScalar(text);
    if (value === undefined) {
      this.#fault(`${JSON.stringify(text)} is not what its tag ${this.#tag(event)} says`);
      return null;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      this.#fault(`${text} is a number that JSON cannot hold; write it in quotes if text is meant`);
      return null;
    }
    return value;
  }

  /** Whether a scalar without a tag means its text. */
  #isText({ style, valueStart, valueEnd }: ScalarEvent): boolean {
    if (style !== SCALAR_STYLE.PLAIN) return true;
    return (
      this.scalars === 'text' && valueStart !== NOWHERE && !NULL.test(this.text.slice(valueStart, valueEnd))
    );
  }

  #tag({ tagStart, tagEnd }: ScalarEvent): string {
    return expandTag(this.text.slice(tagStart, tagEnd), this.#handles);
  }

  #fault(message: string, offset = this.#offset): void {
    if (this.#faults.length < MOST_FAULTS) this.#faults.push({ message, offset });
  }
}
