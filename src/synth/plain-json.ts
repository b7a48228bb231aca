import { Lazy } from 'cdk8s';
import type { JsonObject, JsonValue } from '../model/json.js';
import { isMergeable } from '../model/layers.js';
import { setOwn } from '../model/own-key.js';
import { MAX_DEPTH } from '../yaml/emit.js';
import { UnrepresentableValueError, whyNotJson } from '../yaml/unrepresentable.js';

/**
 * Copies what a construct rendered into plain JSON that YAML can carry. Keys without a value are left out;
 * cdk8s' lazy values are asked for theirs.
 *
 * @throws UnrepresentableValueError naming the first field that holds anything else
 */
export function plainJson(object: object): JsonObject {
  return copyObject(object, []);
}

function copy(value: unknown, path: (string | number)[]): JsonValue {
  if (typeof value === 'string') return checkText(value, path);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return copyList(value, path);
  if (isMergeable(value)) return copyObject(value, path);
  if (value instanceof Lazy) return copy(value.produce(), path);
  return refuse(path, whyNotJson(value));
}

function copyList(list: readonly unknown[], path: (string | number)[]): JsonValue[] {
  if (path.length >= MAX_DEPTH) refuse(path, TOO_DEEP);
  return Array.from(list, (item, index) => {
    path.push(index);
    const copied = copy(item, path);
    path.pop();
    return copied;
  });
}

function copyObject(object: object, path: (string | number)[]): JsonObject {
  if (path.length >= MAX_DEPTH) refuse(path, TOO_DEEP);
  const copied: Record<string, JsonValue> = {};
  for (const [key, given] of Object.entries<unknown>({ ...object })) {
    const value = given instanceof Lazy ? given.produce() : given;
    if (value === undefined) continue;
    path.push(checkText(key, path));
    const inner = copy(value, path);
    path.pop();
    setOwn(copied, key, inner);
  }
  return copied;
}

const TOO_DEEP = 'is nested too deeply, or holds itself';

function checkText(text: string, path: (string | number)[]): string {
  return text.isWellFormed()
    ? text
    : refuse(path, `holds half of a character (a lone surrogate) in ${JSON.stringify(text)}`);
}

function refuse(path: readonly (string | number)[], reason: string): never {
  throw new UnrepresentableValueError([...path], reason);
}
