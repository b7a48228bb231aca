/*
 * The characters beyond ASCII that are written as they are, as the inside of a character class. What is
 * invisible, what directs text (U+202E and its kin) and what a Go reader takes for a line break (U+0085,
 * U+2028, U+2029) is not among them: it is written as an escape, so that a diff shows it. The list is spelled
 * out because `\p{..}` would change with the Unicode tables of the Node version.
 */
const BEYOND_ASCII =
  String.raw`\xa1-\xac\xae-\u061b\u061d-\u167f\u1681-\u180d\u180f-\u1fff\u2010-\u2027` +
  String.raw`\u2030-\u205e\u2070-\u2fff\u3001-\ud7ff\ue000-\ufefe\uff00-\uffef`;
/** Halves of pairs, which are checked to be pairs only in text that is not plain. */
const SURROGATES = String.raw`\ud800-\udfff`;

/*
 * Each pattern looks for the one thing that forbids a style: unlike a pattern that describes a whole string,
 * such a search needs no memory on strings of many megabytes.
 */
const PLAIN_START = new RegExp(String.raw`^(?:[A-Za-z0-9_/$(${BEYOND_ASCII}]|--?[A-Za-z]|\.[A-Za-z/])`);
const NOT_PLAIN = new RegExp(`[^ -~${BEYOND_ASCII}]|:(?: |$)| (?:#|$)`);
const NOT_ONE_LINE = new RegExp(`[^ -~${BEYOND_ASCII}${SURROGATES}]`);
const NOT_LINES = new RegExp(String.raw`[^\n\t -~${BEYOND_ASCII}${SURROGATES}]`);
/**
 * A first line that begins with a space or a tab would need an indentation indicator; kyaml refuses the tab.
 */
const LINES_START = /^\n*[^\n\t ]/;
const TO_ESCAPE = new RegExp(String.raw`[^ !#-[\]-~${BEYOND_ASCII}${SURROGATES}]`, 'g');

/**
 * What begins with a digit and could be a number, a date or a time of day to some reader; and `e1`, which is
 * one to `yaml` when it reads YAML 1.1, as cdk8s does.
 */
const NUMBER_LIKE = /^(?:[0-9][0-9a-fA-FoOxX_.,:+\-tTzZ ]*|[-.]?[eE][-+]?[0-9]+)$/;
/** Versions and addresses: with two dots or more, no reader sees a number. */
const DOTTED = /^[0-9]+(?:\.[0-9]+){2,}$/;
const WORD_LIKE = /^\.?[A-Za-z]{1,8}$/;
const WORDS = new Set('null true false yes no on off y n nan inf infinity .nan .inf'.split(' '));

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * Whether every Go reader, and every reader of YAML 1.1 or 1.2 besides, takes the bare text for this string.
 *
 * @param text - The string.
 */
export function isSafePlain(text: string): boolean {
  if (!PLAIN_START.test(text) || NOT_PLAIN.test(text)) return false;
  if (text.length <= 9 && WORD_LIKE.test(text)) return !WORDS.has(text.toLowerCase());
  return !NUMBER_LIKE.test(text) || DOTTED.test(text);
}

/**
 * Writes a string in quotes, on one line. Double quotes are the rule; text that itself holds `"` or `\`, as
 * JSON and regular expressions do, stands in single quotes where that spares all escapes.
 *
 * @param text - The string, well-formed UTF-16.
 */
export function quoted(text: string): string {
  const spares = (text.includes('"') || text.includes('\\')) && !text.includes("'");
  if (spares && !NOT_ONE_LINE.test(text)) return `'${text}'`;
  return `"${text.replace(TO_ESCAPE, escapeOf)}"`;
}

/**
 * Writes a string of several lines as a literal block.
 *
 * @param text - The string.
 * @param indent - A line break and the spaces that each of its lines stands behind.
 * @returns The block without a line break at its end, or undefined if a block would not read back as the
 * text.
 */
export function literalBlock(text: string, indent: string): string | undefined {
  if (NOT_LINES.test(text) || !LINES_START.test(text)) return undefined;
  let end = text.length;
  while (text.charCodeAt(end - 1) === 10) end--;
  const breaks = text.length - end;
  const header = breaks === 0 ? '|-' : breaks === 1 ? '|' : '|+';
  const lines = `\n${text.slice(0, end)}`.replace(/\n(?!\n)/g, indent);
  return `${header}${lines}${'\n'.repeat(Math.max(0, breaks - 1))}`;
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0);
  return SHORT_ESCAPES[character] ?? (code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`);
}

function hex(code: number, width: number): string {
  return code.toString(16).toUpperCase().padStart(width, '0');
}
