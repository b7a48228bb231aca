import type { FieldPath, JsonValue } from '../model/json.js';
import type { Place, Places, Scalars } from './compose.js';
import { type Position, positionAt, type YamlProblem } from './problem.js';
import { readStream } from './read.js';

/** How a located document is read. */
export interface LocateOptions {
  /**
   * What plain scalars are: what Go makes of them, or their text as it is written (empty, `~` and `null` stay
   * null).
   *
   * @default 'go'
   */
  readonly scalars?: Scalars;
}

/** One document, and where its parts stand in the text. */
export interface Located {
  readonly value: JsonValue;
  /**
   * Says where a field stands. A path that leads nowhere is followed as far as it goes.
   *
   * @param path - The field.
   * @param which - Its key or its value; an item of a list has no key. @default 'value'
   */
  locate(path: FieldPath, which?: 'key' | 'value'): Position;
}

/** What was read, or everything that is wrong with the text. */
export type LocatedResult =
  | { readonly ok: true; readonly document: Located }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

/**
 * Reads a file that an engineer wrote: one document, whose fields can be located for messages. Values are
 * those of `readDocuments`; an empty text is null.
 *
 * @param text - The text.
 * @param options - How scalars are read.
 * @returns The document, or the problems in the order of the text.
 */
export function readLocated(text: string, options: LocateOptions = {}): LocatedResult {
  const places: Places = new Map();
  const read = readStream(text, options, places);
  if (!read.ok) return read;
  const { documents } = read;
  const second = places.get(documents)?.get(1);
  if (second !== undefined) {
    const problem = { message: 'there is more than one document', ...positionAt(text, second.value) };
    return { ok: false, problems: [problem] };
  }
  const locate: Located['locate'] = (path, which = 'value') =>
    positionAt(text, findPlace(documents, [0, ...path], places)[which]);
  return { ok: true, document: { value: documents[0] ?? null, locate } };
}

function findPlace(root: JsonValue, path: FieldPath, places: Places): Place {
  let place: Place = { key: 0, value: 0 };
  let value: unknown = root;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null) break;
    const next = places.get(value)?.get(segment);
    if (next === undefined) break;
    place = next;
    value = (value as Readonly<Record<string | number, unknown>>)[segment];
  }
  return place;
}
