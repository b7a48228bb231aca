import { type FieldPath, formatFieldPath } from '../model/json.js';

/** A value that no YAML document can carry to a Go reader and back unchanged. */
export class UnrepresentableValueError extends Error {
  override readonly name = 'UnrepresentableValueError';

  /**
   * @param path - Where the value stands in the document.
   * @param reason - What is wrong with it, as the end of a sentence: `is undefined`.
   */
  constructor(
    readonly path: FieldPath,
    readonly reason: string,
  ) {
    super(`${path.length === 0 ? 'the document' : formatFieldPath(path)} ${reason}`);
  }
}

/**
 * Says why a value is not one that JSON can hold.
 *
 * @param value - A value that is neither null, boolean, string, finite number, array nor plain object.
 * @returns The end of a sentence whose beginning names the value.
 */
export function whyNotJson(value: unknown): string {
  switch (typeof value) {
    case 'undefined':
      return 'is undefined; leave the key out, or write null';
    case 'number':
      return `is ${value}, a number that JSON cannot hold`;
    case 'bigint':
      return 'is a bigint; write a number or a string';
    case 'function':
      return 'is a function, not data';
    case 'symbol':
      return 'is a symbol, not data';
    default:
      return `is ${className(value)}, not plain data`;
  }
}

function className(value: unknown): string {
  const name: unknown = (value as { constructor?: { name?: unknown } }).constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object'
    ? `an instance of ${name}`
    : 'a class instance';
}
