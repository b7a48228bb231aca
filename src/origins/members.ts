import { ALL_EXPORTS, bindingOf } from './bindings.js';
import { isFreeze, memberKey, uncheckedValues } from './known-calls.js';
import { exportedBy, type Place } from './modules.js';
import type { SourceFile, SourceFiles } from './source-file.js';
import {
  type Expression,
  isExpression,
  literalValue,
  type Member,
  type ObjectMember,
  startOf,
  unwrap,
} from './syntax.js';

/** What one search reads and how much it may still follow. */
export interface Search {
  readonly files: SourceFiles;
  /** The files that the answer rests upon. */
  readonly read: Set<SourceFile>;
  /** Names that may still be followed: it ends circles. */
  hopsLeft: number;
}

/**
 * Goes from an expression to the one that makes its value: through `as` and the like,
 * `Object.freeze(…)`, names of constants in this file or an imported one, and members of those.
 * Stops where only a run could tell more.
 */
export function resolveValue(search: Search, place: Place): Place {
  const { file } = place;
  search.read.add(file);
  const expression = unwrap(place.expression);
  const next = search.hopsLeft > 0 ? nextOf(search, file, expression) : undefined;
  if (!next) return { file, expression };
  search.hopsLeft -= 1;
  return resolveValue(search, next);
}

function nextOf(search: Search, file: SourceFile, expression: Expression): Place | undefined {
  switch (expression.type) {
    case 'Identifier':
      return behindName(search, file, expression.name, startOf(expression));
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      return behindMember(search, file, expression);
    case 'CallExpression': {
      const [first] = expression.arguments;
      return isExpression(first) && isFreeze(file, expression) ? { file, expression: first } : undefined;
    }
    default:
      return undefined;
  }
}

function behindName(search: Search, file: SourceFile, name: string, offset: number): Place | undefined {
  const binding = bindingOf(file, name, offset);
  if (binding?.kind === 'const') return { file, expression: binding.value };
  if (binding?.kind !== 'import' || binding.name === ALL_EXPORTS) return undefined;
  return exportedBy(search.files, file, binding.from, binding.name);
}

function behindMember(search: Search, file: SourceFile, member: Member): Place | undefined {
  const key = memberKey(member);
  if (key === undefined || member.object.type === 'Super') return undefined;
  const object = unwrap(member.object);
  if (object.type === 'Identifier') {
    const binding = bindingOf(file, object.name, startOf(object));
    if (binding?.kind === 'import' && binding.name === ALL_EXPORTS) {
      return exportedBy(search.files, file, binding.from, key);
    }
  }
  const { sources, complete } = sourcesOf(search, { file, expression: object }, key);
  const [source] = sources;
  if (!source || sources.length > 1 || !complete || source.kind !== 'property') return undefined;
  return { file: source.file, expression: source.value };
}

/** One place that may set a key of an object. */
export type Source =
  | { readonly kind: 'property'; readonly file: SourceFile; readonly at: number; readonly value: Expression }
  /** A getter or a method. */
  | { readonly kind: 'method'; readonly file: SourceFile; readonly at: number; readonly value: ObjectMember }
  /** A spread of something that only a run could tell. */
  | { readonly kind: 'spread'; readonly file: SourceFile; readonly at: number; readonly value: Expression };

/** All places that may set a key, those that win first. */
export interface Sources {
  readonly sources: readonly Source[];
  /** Whether the key is set for certain, so that nothing that is weaker than these can show. */
  readonly complete: boolean;
}

const NONE: Sources = { sources: [], complete: false };

/** Which places may set a key of the object or list that an expression stands for. */
export function sourcesOf(search: Search, place: Place, key: string): Sources {
  const { file, expression } = resolveValue(search, place);
  const arm = (part: Expression): Sources => sourcesOf(search, { file, expression: part }, key);
  switch (expression.type) {
    case 'ObjectExpression':
      return sourcesInObject(search, file, expression.properties, key);
    case 'ArrayExpression':
      return sourcesInList(search, file, expression.elements, key);
    case 'ConditionalExpression':
      return either(arm(expression.consequent), arm(expression.alternate));
    case 'LogicalExpression':
      if (expression.operator === '&&') return { ...arm(expression.right), complete: false };
      return { ...either(arm(expression.left), arm(expression.right)), complete: false };
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return NONE;
    default: {
      const values = uncheckedValues({ file, expression });
      if (values) return sourcesInUnchecked(search, { file, expression: values }, key);
      if (literalValue(expression) !== undefined || isUndefined(expression)) return NONE;
      const { file: asked, expression: value } = place;
      return { sources: [{ kind: 'spread', file: asked, at: startOf(value), value }], complete: false };
    }
  }
}

/** `unchecked(values, why)` makes `{ values, why }`. */
function sourcesInUnchecked(search: Search, values: Place, key: string): Sources {
  const { file, expression: value } = values;
  if (key !== 'values') return sourcesOf(search, values, key);
  return { sources: [{ kind: 'property', file, at: startOf(value), value }], complete: true };
}

function sourcesInObject(
  search: Search,
  file: SourceFile,
  members: readonly ObjectMember[],
  key: string,
): Sources {
  const sources: Source[] = [];
  for (const member of [...members].reverse()) {
    if (member.type === 'SpreadElement') {
      const inner = sourcesOf(search, { file, expression: member.argument }, key);
      sources.push(...inner.sources);
      if (inner.complete) return { sources, complete: true };
      continue;
    }
    const name = keyOf(search, file, member);
    if (name !== undefined && name !== key) continue;
    const at = startOf(member);
    if (member.type === 'ObjectMethod') {
      if (member.kind !== 'set') sources.push({ kind: 'method', file, at, value: member });
    } else {
      // `__proto__: …` sets the prototype, which is no key.
      if (key === '__proto__' && !member.computed && !member.shorthand) continue;
      sources.push({ kind: 'property', file, at, value: member.value as Expression });
    }
    if (name !== undefined) return { sources, complete: true };
  }
  return { sources, complete: false };
}

/** A member's key, or `undefined` when only a run could tell it. */
function keyOf(
  search: Search,
  file: SourceFile,
  member: Exclude<ObjectMember, { type: 'SpreadElement' }>,
): string | undefined {
  const { key } = member;
  if (key.type === 'PrivateName') return undefined;
  if (key.type === 'Identifier' && !member.computed) return key.name;
  const value = literalValue(resolveValue(search, { file, expression: key as Expression }).expression);
  return value === undefined ? undefined : String(value);
}

function sourcesInList(
  search: Search,
  file: SourceFile,
  elements: Extract<Expression, { type: 'ArrayExpression' }>['elements'],
  key: string,
): Sources {
  const items = flatItems(search, file, elements);
  const index = /^\d+$/.test(key) ? Number(key) : -1;
  const item = items[index];
  const doubtful = items.findIndex((one) => one?.kind === 'spread');
  if (doubtful !== -1 && doubtful <= index) {
    // Any later item may have this index, too.
    return { sources: items.slice(doubtful).flatMap((one) => one ?? []), complete: false };
  }
  return item ? { sources: [item], complete: true } : NONE;
}

function flatItems(
  search: Search,
  file: SourceFile,
  elements: Extract<Expression, { type: 'ArrayExpression' }>['elements'],
): (Source | undefined)[] {
  return elements.flatMap((element): (Source | undefined)[] => {
    if (!element) return [undefined];
    const at = startOf(element);
    if (element.type !== 'SpreadElement') return [{ kind: 'property', file, at, value: element }];
    const spread = resolveValue(search, { file, expression: element.argument });
    if (spread.expression.type === 'ArrayExpression') {
      return flatItems(search, spread.file, spread.expression.elements);
    }
    return [{ kind: 'spread', file, at: startOf(element.argument), value: element.argument }];
  });
}

function either(left: Sources, right: Sources): Sources {
  return {
    sources: [...left.sources, ...right.sources],
    complete: left.complete && right.complete,
  };
}

function isUndefined(wrapped: Expression): boolean {
  const expression = unwrap(wrapped);
  return expression.type === 'Identifier' && expression.name === 'undefined';
}
