import { type FieldPath, formatFieldPath, isJsonObject, type JsonValue } from '../model/json.js';

/** A place where a manifest is not what was expected. */
export interface Mismatch {
  readonly field: string;
  readonly expected: JsonValue;
  /** `undefined` when the field is not there. */
  readonly found: JsonValue | undefined;
}

/**
 * Compares a value with the part of it that is expected. Of a mapping only the expected keys count. The items
 * of a list count by their `name` where all expected ones have one, else by their position and number.
 */
export function mismatches(
  found: JsonValue | undefined,
  expected: JsonValue,
  path: FieldPath = [],
): Mismatch[] {
  if (isJsonObject(expected) && isJsonObject(found)) {
    return Object.entries(expected).flatMap(([key, value]) => {
      const inner = Object.hasOwn(found, key) ? found[key] : undefined;
      return mismatches(inner, value, [...path, key]);
    });
  }
  if (isList(expected) && isList(found)) return listMismatches(found, expected, path);
  return found === expected ? [] : [{ field: formatFieldPath(path), expected, found }];
}

function listMismatches(
  found: readonly JsonValue[],
  expected: readonly JsonValue[],
  path: FieldPath,
): Mismatch[] {
  if (expected.length > 0 && expected.every((item) => nameOf(item) !== undefined)) {
    return expected.flatMap((item) => {
      const index = found.findIndex((other) => nameOf(other) === nameOf(item));
      return mismatches(found[index], item, [...path, index < 0 ? String(nameOf(item)) : index]);
    });
  }
  if (found.length !== expected.length) return [{ field: formatFieldPath(path), expected, found }];
  return expected.flatMap((item, index) => mismatches(found[index], item, [...path, index]));
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

function nameOf(item: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(item) ? item.name : undefined;
}
