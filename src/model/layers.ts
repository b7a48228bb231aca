import type { FieldPath } from './json.js';
import type { Origin } from './origin.js';
import { setOwn } from './own-key.js';

/** Who may set a value, from the weakest to the strongest. */
export const LAYER_LEVELS = ['library', 'catalog', 'stage', 'cloud', 'cluster'] as const;

/**
 * Who set a value: the library's default, the catalog, the stage's or cloud's profile, or the cluster. What an
 * entry takes from the facts of a cluster counts as the cloud's.
 */
export type LayerLevel = (typeof LAYER_LEVELS)[number];

/**
 * One layer of settings of type `T`: any part of them, at any depth. Objects merge into what weaker
 * layers said, lists and scalars replace it, `null` removes it.
 */
export type Layer<T> = T extends readonly unknown[] | string | number | boolean
  ? T
  : T extends object
    ? { readonly [K in keyof T]?: Layer<T[K]> | null }
    : T;

/**
 * `Given`, with a sentence in the place of every key that `Known` does not have: it is what the compiler then
 * prints. Of what a function returns, the compiler itself would let any further key pass.
 */
export type Exactly<Given, Known> = unknown extends Known
  ? Given
  : Given extends readonly unknown[] | string | number | boolean
    ? Given
    : Given extends object
      ? {
          readonly [K in keyof Given]: K extends keyof Known
            ? Exactly<Given[K], NonNullable<Known[K]>>
            : `there is no setting ${K & string}`;
        }
      : Given;

/** A layer together with who set it and where. */
export interface SettingsLayer {
  readonly level: LayerLevel;
  readonly value: object;
  readonly origin: Origin;
}

/** What one layer said about a field. */
export interface Contribution {
  readonly layer: SettingsLayer;
  /** The value it gave; `null` where it removed the field or replaced something that holds it. */
  readonly value: unknown;
}

/** Settings that remember their layers. */
export class Layered {
  /**
   * @param layers from the weakest to the strongest
   * @param keepNullsBelow the top-level settings in which `null` stays in the result instead of removing,
   *   such as Helm values, where it is Helm that must see it. @default - none
   */
  constructor(
    readonly layers: readonly SettingsLayer[],
    private readonly keepNullsBelow: readonly string[] = [],
  ) {}

  /** All layers merged, as a copy; instances of classes alone are those that were given. */
  merged(): Record<string, unknown> {
    const result = mergeObjects(this.layers.map((layer) => layer.value));
    for (const key of Object.keys(result)) {
      if (!this.keepNullsBelow.includes(key)) dropNulls(result, key);
    }
    return result;
  }

  /** What each layer said about a field: the one that won first, then those it beat. */
  trace(path: FieldPath): Contribution[] {
    const contributions: Contribution[] = [];
    for (const layer of [...this.layers].reverse()) {
      const said = lookUp(layer.value, path);
      if (said !== undefined) contributions.push({ layer, value: said });
    }
    return contributions;
  }
}

/** Merges objects, later ones winning; `null` is a value like any other here. */
export function mergeObjects(objects: readonly object[]): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const object of objects) mergeInto(result, object);
  return result;
}

/** Whether merging goes into a value: objects made by `{}` only, never lists or instances of classes. */
export function isMergeable(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function mergeInto(target: Record<string, unknown>, layer: object): void {
  for (const [key, value] of Object.entries<unknown>({ ...layer })) {
    if (value === undefined) continue;
    if (!isMergeable(value)) {
      setOwn(target, key, copyLists(value));
      continue;
    }
    const before = Object.hasOwn(target, key) ? target[key] : undefined;
    const inner: Record<string, unknown> = isMergeable(before) ? before : {};
    mergeInto(inner, value);
    setOwn(target, key, inner);
  }
}

/** What is merged is a build function's own to change; the layers serve other clusters too. */
function copyLists(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyLists);
  return isMergeable(value) ? mergeObjects([value]) : value;
}

function dropNulls(parent: Record<string, unknown>, key: string): void {
  const value = parent[key];
  if (value === null) delete parent[key];
  else if (isMergeable(value)) {
    const inner: Record<string, unknown> = value;
    for (const innerKey of Object.keys(inner)) dropNulls(inner, innerKey);
  }
}

function lookUp(layer: unknown, path: FieldPath): unknown {
  let value = layer;
  for (const part of path) {
    if (value === null || typeof value !== 'object') return value === undefined ? undefined : null;
    if (!Object.hasOwn(value, part)) return Array.isArray(value) ? null : undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
