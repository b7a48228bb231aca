import type { FieldPath } from '../model/json.js';
import type { SourceLocation } from '../model/origin.js';
import { uncheckedValues } from './known-calls.js';
import { callOnly, type LeafLocation } from './leaf-location.js';
import { resolveValue, type Search, type Source, sourcesOf } from './members.js';
import type { Place } from './modules.js';
import type { SourceFile } from './source-file.js';
import {
  type Call,
  type Expression,
  endOf,
  literalValue,
  type ObjectMember,
  startOf,
  unwrap,
} from './syntax.js';

/** A call that was found in its source. */
export interface FoundCall {
  readonly location: SourceLocation;
  readonly syntax: Call;
  readonly file: SourceFile;
}

/** What is known of a field besides its path. */
export interface Known {
  /** The value in the run; `undefined` when it is not known. */
  readonly value?: unknown;
  /** The argument that holds the settings. */
  readonly argument?: number;
}

/** Follows a path from a call's arguments to where the field is set. */
export function follow(search: Search, call: FoundCall, path: FieldPath, known: Known): LeafLocation {
  let nearest: Pick<LeafLocation, 'location' | 'how'> = { location: call.location, how: 'call' };
  let sources = sourcesInCall(search, call, String(path[0]), known.argument);
  for (const [index, part] of path.entries()) {
    const [source, rival] = sources;
    if (!source) return { ...nearest, exact: false, why: `no '${part}' is written there` };
    if (rival) return { ...nearest, exact: false, why: `more than one place may set '${part}'` };
    const next = path[index + 1];
    if (next === undefined) return atLeaf(search, call, source, known.value);
    const value = containerOf(search, source);
    if (!value || !(isCollection(value.expression) || uncheckedValues(value)))
      return beforeLeaf(source, value, next, known.value);
    nearest = { location: source.file.locationOf(source.at), how: 'enclosing' };
    sources = sourcesOf(search, value, String(next)).sources;
  }
  return callOnly(call.location, 'the path is empty');
}

function sourcesInCall(
  search: Search,
  { syntax, file }: FoundCall,
  key: string,
  only: number | undefined,
): readonly Source[] {
  const chosen = only === undefined ? syntax.arguments : syntax.arguments.slice(only, only + 1);
  return chosen.flatMap((argument): readonly Source[] => {
    if (argument.type === 'ArgumentPlaceholder') return [];
    if (argument.type === 'SpreadElement') {
      return [{ kind: 'spread', file, at: startOf(argument), value: argument.argument }];
    }
    // Instances of classes are no settings: `new Part(this, 'id', { … })`.
    const { expression } = resolveValue(search, { file, expression: argument });
    if (expression.type === 'ThisExpression' || expression.type === 'NewExpression') return [];
    return sourcesOf(search, { file, expression: argument }, key).sources;
  });
}

/** What a source holds: for a getter or a function, what it returns where that is all it does. */
function containerOf(search: Search, source: Source): Place | undefined {
  const { file } = source;
  if (source.kind === 'spread') return undefined;
  if (source.kind === 'method') {
    const returned = returnedBy(source.value);
    return returned && resolveValue(search, { file, expression: returned });
  }
  const value = resolveValue(search, { file, expression: source.value });
  const returned = returnedBy(value.expression);
  return returned ? resolveValue(search, { file: value.file, expression: returned }) : value;
}

function returnedBy(node: Expression | ObjectMember): Expression | undefined {
  if (!('params' in node && 'body' in node) || node.async || node.generator) return undefined;
  if (node.body.type !== 'BlockStatement') return node.body;
  const [only, ...others] = node.body.body;
  return only?.type === 'ReturnStatement' && others.length === 0 ? (only.argument ?? undefined) : undefined;
}

function atLeaf(search: Search, call: FoundCall, source: Source, ran: unknown): LeafLocation {
  const { file, at } = source;
  const location = file.locationOf(at);
  const text = textOf(file, source.value);
  if (source.kind === 'spread')
    return { location, exact: false, how: 'spread', text, why: `it comes from ${text}` };
  if (source.kind === 'method') return { location, exact: true, how: 'computed', text };
  const { expression } = resolveValue(search, { file, expression: source.value });
  if (ran !== undefined && contradicts(expression, ran)) {
    return callOnly(call.location, 'the source has another value than the run had');
  }
  const own = unwrap(source.value);
  if (literalValue(own) !== undefined || isCollection(own))
    return { location, exact: true, how: 'leaf', text };
  return { location: file.locationOf(startOf(own)), exact: true, how: 'computed', text };
}

/** The answer where something that is no literal, or a scalar, stands for the rest of the path. */
function beforeLeaf(
  source: Source,
  value: Place | undefined,
  next: string | number,
  ran: unknown,
): LeafLocation {
  const location = source.file.locationOf(source.at);
  if (!value) {
    const text = textOf(source.file, source.value);
    const how = source.kind === 'spread' ? 'spread' : 'computed';
    return { location, exact: false, how, text, why: `it comes from ${text}` };
  }
  const text = textOf(value.file, value.expression);
  const literal = literalValue(value.expression);
  if (literal === undefined) {
    const computed = value.file.locationOf(startOf(value.expression));
    return { location: computed, exact: false, how: 'computed', text, why: `it comes from ${text}` };
  }
  // `resources: null` is what removed `resources.requests`.
  if (literal === null || ran === null) return { location, exact: true, how: 'leaf', text };
  return { location, exact: false, how: 'enclosing', text, why: `no '${next}' is written there` };
}

function contradicts(expression: Expression, ran: unknown): boolean {
  const literal = literalValue(expression);
  if (literal !== undefined) return String(literal) !== String(ran);
  return isCollection(expression) && (typeof ran !== 'object' || ran === null);
}

function isCollection(expression: Expression): boolean {
  return expression.type === 'ObjectExpression' || expression.type === 'ArrayExpression';
}

const LONGEST_TEXT = 80;

function textOf(file: SourceFile, node: Source['value']): string {
  const text = file.text.slice(startOf(node), endOf(node)).replace(/\s+/g, ' ');
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
}
