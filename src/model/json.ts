/** Any value that JSON can hold. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;

/** A JSON object. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Where a value stands inside a document: keys and list indexes from the root. */
export type FieldPath = readonly (string | number)[];

const PLAIN_KEY = /^[A-Za-z_][\w-]*$/;

/**
 * Writes a path the way an engineer would say it: `spec.containers[0].name`. Keys that are no plain words are
 * quoted: `data["a b"]`.
 *
 * @param path - The path.
 * @returns The text; the root is the empty string.
 */
export function formatFieldPath(path: FieldPath): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!PLAIN_KEY.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}

/**
 * Whether a value is a JSON object, as opposed to a list, a scalar or null.
 *
 * @param value - Any value; one that JSON can hold, if the answer is to mean anything.
 */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
