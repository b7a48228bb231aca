import { parseEvents, YAMLException } from 'js-yaml';
import type { JsonValue } from '../model/json.js';
import { composeDocuments, type Places, type Scalars } from './compose.js';
import { MAX_DEPTH } from './emit.js';
import { findGoLineBreak, positionAt, type YamlProblem } from './problem.js';

/** How a text is read. */
export interface ReadOptions {
  /** The longest text that is read, in UTF-16 code units. @default - 64 Mi */
  readonly maxLength?: number;
  /** What plain scalars are. @default 'go' */
  readonly scalars?: Scalars;
}

/** What was read, or everything that is wrong with the text. */
export type ReadResult =
  | { readonly ok: true; readonly documents: readonly JsonValue[] }
  | { readonly ok: false; readonly problems: readonly YamlProblem[] };

const TOO_DEEP = `nested deeper than ${MAX_DEPTH} levels`;
const MAX_LENGTH = 64 * 1024 * 1024;

/**
 * Reads a stream of YAML documents as kubectl and Argo CD do: scalars and keys by the rules of
 * sigs.k8s.io/yaml (see `resolvePlainScalar`), anchors and `<<` merges expanded, documents that are empty or
 * null skipped.
 *
 * It is stricter than they are in a few things: a key that is given twice is a problem (kubectl takes the
 * last), so are nesting beyond 500 collections (Go: 10,000) and a raw U+0085, U+2028 or U+2029. Of broken
 * syntax only the first problem is found.
 *
 * @param text - The text, with or without a byte order mark; lines end with LF or CRLF.
 * @param options - Bounds, and what plain scalars are.
 * @returns The documents, or the problems in the order of the text. Values that the text repeats through
 * aliases are shared, not copied.
 */
export function readDocuments(text: string, options: ReadOptions = {}): ReadResult {
  const result = readStream(text, options);
  return result.ok ? { ok: true, documents: result.documents.filter((it) => it !== null) } : result;
}

/**
 * Reads as `readDocuments` does, but keeps the documents that are empty or null, as null.
 *
 * @param text - The text.
 * @param options - Bounds, and what plain scalars are.
 * @param places - Filled as by `composeDocuments`, if given.
 */
export function readStream(text: string, options: ReadOptions = {}, places?: Places): ReadResult {
  const maxLength = options.maxLength ?? MAX_LENGTH;
  if (text.length > maxLength) {
    const message = `the text has ${text.length} characters, and at most ${maxLength} are read`;
    return { ok: false, problems: [{ message, line: 1, column: 1 }] };
  }
  const lineBreak = findGoLineBreak(text);
  if (lineBreak !== undefined) return { ok: false, problems: [lineBreak] };
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH + 2 });
    const { documents, faults } = composeDocuments(text, events, options.scalars, places);
    if (faults.length === 0) return { ok: true, documents };
    return {
      ok: false,
      problems: faults.map(({ message, offset }) => ({ message, ...positionAt(text, offset) })),
    };
  } catch (error) {
    if (error instanceof YAMLException) return { ok: false, problems: [syntaxProblem(error)] };
    // Where the caller has left too little of the stack.
    if (error instanceof RangeError)
      return { ok: false, problems: [{ message: TOO_DEEP, line: 1, column: 1 }] };
    throw error;
  }
}

function syntaxProblem({ reason, mark }: YAMLException): YamlProblem {
  const message = reason.startsWith('nesting exceeded') ? TOO_DEEP : reason;
  return { message, line: (mark?.line ?? 0) + 1, column: (mark?.column ?? 0) + 1 };
}
