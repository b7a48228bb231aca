/** What is wrong with a YAML text, and where. */
export interface YamlProblem {
  readonly message: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units. */
  readonly column: number;
}

/** A place in a text. */
export interface Position {
  /** Line, from 1. */
  readonly line: number;
  /** Column, from 1, in UTF-16 code units. */
  readonly column: number;
}

/**
 * What Go readers take for a line break and other readers do not. Generated files hold them as escapes only.
 */
const GO_LINE_BREAK = /[\u0085\u2028\u2029]/;

/**
 * Says where in a text an offset lies. Lines end with LF or CRLF.
 *
 * @param text - The text.
 * @param offset - The offset, in UTF-16 code units.
 */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = 0;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', lineStart)) {
    line++;
    lineStart = end + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/**
 * Refuses what this library's readers and Go's would read differently without either of them complaining.
 *
 * @param text - A YAML text.
 * @returns The first such problem, or undefined.
 */
export function findGoLineBreak(text: string): YamlProblem | undefined {
  const offset = text.search(GO_LINE_BREAK);
  if (offset === -1) return undefined;
  const code = text.charCodeAt(offset).toString(16).toUpperCase().padStart(4, '0');
  return {
    message: `the character U+${code} is a line break to kubectl; write it as an escape in double quotes`,
    ...positionAt(text, offset),
  };
}
