import { isIntegerText, resolvePlainScalar, type Scalar } from './go-scalar.js';

const STANDARD = 'tag:yaml.org,2002:';
const SHORTHAND = /^(!|!!|![0-9A-Za-z-]+!)([^!]*)$/;

/**
 * Expands a tag as it is written, and shortens the standard ones again.
 *
 * @param raw - The tag as it is written: `!!int`, `!mine`, `!<tag:yaml.org,2002:int>`, or nothing.
 * @param handles - What `%TAG` directives declare, by handle.
 * @returns `!!int` and its like for standard tags, `!` for "no tag, but a string", else the whole tag.
 */
export function expandTag(raw: string, handles: ReadonlyMap<string, string>): string {
  if (raw === '' || raw === '!') return raw;
  const [, handle = '', suffix = ''] = SHORTHAND.exec(raw) ?? [];
  const prefix = handles.get(handle) ?? (handle === '!!' ? STANDARD : handle);
  const tag = raw.startsWith('!<') ? raw.slice(2, -1) : prefix + suffix;
  return tag.startsWith(STANDARD) ? `!!${tag.slice(STANDARD.length)}` : tag;
}

/**
 * Resolves a scalar that has a tag, quoted or not, as go-yaml v2 does (`resolve.go`). Dates under
 * `!!timestamp` are taken as they are, unchecked.
 *
 * @param tag - The tag, as `expandTag` returns it.
 * @param text - The scalar's text.
 * @returns The value, or undefined where Go refuses the document.
 */
export function resolveTagged(tag: string, text: string): Scalar | undefined {
  const value = resolvePlainScalar(text);
  switch (tag) {
    case '!!null':
      return value === null ? value : undefined;
    case '!!bool':
      return typeof value === 'boolean' ? value : undefined;
    case '!!int':
      return isIntegerText(text) ? value : undefined;
    case '!!float':
      return typeof value === 'number' ? value : undefined;
    case '!!binary':
      return decodeBase64(text);
    default:
      return text;
  }
}

/** Bytes that are no UTF-8 become U+FFFD, as in Go's JSON. */
function decodeBase64(text: string): string | undefined {
  const digits = text.replace(/[\r\n]/g, '');
  const bytes = Buffer.from(digits, 'base64');
  return bytes.toString('base64') === digits ? bytes.toString('utf8') : undefined;
}
