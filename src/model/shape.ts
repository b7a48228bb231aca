import type { FieldPath } from './json.js';
import { isMergeable } from './layers.js';
import { suggestName } from './suggest.js';

/**
 * What settings may hold, known at run time, so that a misspelling is caught where no compiler looks: in
 * YAML, or behind a spread. `opaque` is a value that only TypeScript can give, such as a SecretRef or a list of
 * them; `anything` is what nobody here knows, such as the values of a chart.
 */
export type Shape =
  | 'string'
  | 'number'
  | 'boolean'
  | 'opaque'
  | 'anything'
  | { readonly list: Shape }
  | { readonly map: Shape }
  | {
      readonly fields: Readonly<Record<string, Shape>>;
      /** The fields without which the mapping, where there is one, says nothing. @default - none */
      readonly required?: readonly string[];
    };

/** The shape that describes `T`: the compiler asks for every field, at every depth, and for no other. */
export type ShapeOf<T> = [T] extends [string]
  ? 'string'
  : [T] extends [number]
    ? 'number'
    : [T] extends [boolean]
      ? 'boolean'
      : T extends readonly (infer Item)[]
        ? { readonly list: ShapeOf<Item> } | 'opaque'
        : string extends keyof T
          ? { readonly map: ShapeOf<T[keyof T]> }
          : T extends { bind: unknown }
            ? 'opaque'
            : {
                readonly fields: { readonly [K in keyof T]-?: ShapeOf<NonNullable<T[K]>> };
                readonly required?: readonly (keyof T)[];
              };

/** A value that does not fit its shape. */
export interface ShapeProblem {
  readonly path: FieldPath;
  /** Whether the key itself is wrong rather than its value. */
  readonly unknownKey: boolean;
  readonly message: string;
  readonly mend: string;
}

/** Everything in a layer that the shape does not know or that has another type. `null` fits everywhere. */
export function shapeProblems(shape: Shape, layer: unknown, path: FieldPath = []): ShapeProblem[] {
  if (layer === null || layer === undefined || shape === 'anything') return [];
  if (shape === 'opaque') return isPlain(layer) ? [onlyTypeScript(path)] : [];
  if (typeof shape === 'string') return typeof layer === shape ? [] : [wrongType(shape, layer, path)];
  if ('list' in shape) {
    if (!Array.isArray(layer)) return [wrongType('list', layer, path)];
    return layer.flatMap((item, index) => shapeProblems(shape.list, item, [...path, index]));
  }
  if (!isMergeable(layer)) return [wrongType('mapping', layer, path)];
  return Object.entries(layer).flatMap(([key, value]) => {
    const at = [...path, key];
    if ('map' in shape) return shapeProblems(shape.map, value, at);
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    return field ? shapeProblems(field, value, at) : [unknownKey(key, Object.keys(shape.fields), at)];
  });
}

/** The required fields that are not there, in mappings that are. */
export function missingFields(shape: Shape, settings: unknown, path: FieldPath = []): FieldPath[] {
  if (typeof shape === 'string' || !('fields' in shape) || !isMergeable(settings)) return [];
  const { fields, required = [] } = shape;
  return [
    ...required.filter((key) => !Object.hasOwn(settings, key)).map((key) => [...path, key]),
    ...Object.entries(fields).flatMap(([key, field]) => missingFields(field, settings[key], [...path, key])),
  ];
}

function unknownKey(key: string, known: readonly string[], path: FieldPath): ShapeProblem {
  return { path, unknownKey: true, message: `there is no setting "${key}"`, mend: suggestName(key, known) };
}

/** Whether YAML could have given it. */
function isPlain(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isPlain);
  return typeof value !== 'object' || isMergeable(value);
}

function onlyTypeScript(path: FieldPath): ShapeProblem {
  const message = 'this can only be given in TypeScript';
  return { path, unknownKey: false, message, mend: 'Give it in the catalog or in `.with({ … })`.' };
}

function wrongType(expected: string, found: unknown, path: FieldPath): ShapeProblem {
  const is = Array.isArray(found) ? 'list' : typeof found === 'object' ? 'mapping' : typeof found;
  const shown = typeof found === 'object' ? `a ${is}` : `the ${is} ${JSON.stringify(found)}`;
  const mend =
    expected === 'string' && typeof found !== 'object'
      ? `Write it in quotes: "${String(found)}".`
      : `Write a ${expected}.`;
  return { path, unknownKey: false, message: `a ${expected} was expected here, not ${shown}`, mend };
}
