/**
 * Gives an object a key of its own, whatever the key: `object.__proto__ = …` would set the prototype instead.
 */
export function setOwn<Value>(object: Record<string, Value>, key: string, value: Value): void {
  if (key !== '__proto__') object[key] = value;
  else Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}
