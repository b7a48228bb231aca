/** What a plain scalar becomes. A float may be infinite or NaN here; Go readers then refuse the document. */
export type Scalar = null | boolean | number | string;

const WORDS: ReadonlyMap<string, Scalar> = new Map<string, Scalar>([
  ...spellings(null, ['', '~', 'null', 'Null', 'NULL']),
  ...spellings(true, ['y', 'Y', 'yes', 'Yes', 'YES', 'true', 'True', 'TRUE', 'on', 'On', 'ON']),
  ...spellings(false, ['n', 'N', 'no', 'No', 'NO', 'false', 'False', 'FALSE', 'off', 'Off', 'OFF']),
  ...spellings(Number.NaN, ['.nan', '.NaN', '.NAN']),
  ...spellings(Number.POSITIVE_INFINITY, ['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF']),
  ...spellings(Number.NEGATIVE_INFINITY, ['-.inf', '-.Inf', '-.INF']),
]);
const LONGEST_WORD = 5;

const MAY_BE_SCALAR = /^[-+.0-9]/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Behind a dot, Go parses at once, and `_` may stand between digits only. */
const DOT_FLOAT = /^\.[0-9]+(?:_[0-9]+)*(?:[eE][-+]?[0-9]+(?:_[0-9]+)*)?$/;
const SMALL_INTEGER = /^(?:0|-?[1-9][0-9]{0,14})$/;
/**
 * Decimal, octal, hexadecimal and binary; last a binary with its sign behind the prefix, which go-yaml takes
 * because it hands what follows `0b` to a parser of signed integers.
 */
const INTEGER =
  /^(?:([-+]?)(?:(0|[1-9][0-9]*)|0[oO]?([0-7]+)|0[xX]([0-9a-fA-F]+)|0[bB]([01]+))|0b([-+])([01]+))$/;

const INT64_MAX = 2n ** 63n - 1n;
const INT64_MIN = -(2n ** 63n);
const UINT64_MAX = 2n ** 64n - 1n;

/**
 * Reads a plain scalar by the rules of sigs.k8s.io/yaml, the reader of kubectl and Argo CD (go-yaml v2,
 * `resolve.go`, and the conversion to JSON). They are neither YAML 1.1 nor 1.2: `yes` is true, `0755` is 493,
 * `1_000` is 1000, `12:30` and dates are strings. The table `test/yaml/go-scalars.json` holds its verdicts.
 *
 * Integers beyond 2^53, which Go keeps to the last digit, are rounded as `JSON.parse` rounds them.
 *
 * @param text - The scalar as it is written, without the spaces around it.
 * @returns Its value; a string means itself.
 */
export function resolvePlainScalar(text: string): Scalar {
  if (text.length <= LONGEST_WORD) {
    const word = WORDS.get(text);
    if (word !== undefined) return word;
  }
  if (!MAY_BE_SCALAR.test(text)) return text;
  if (text.startsWith('.')) return DOT_FLOAT.test(text) ? (float(text.replaceAll('_', '')) ?? text) : text;
  const digits = text.replaceAll('_', '');
  return integer(digits) ?? float(digits) ?? text;
}

/**
 * Says which key of the JSON object a plain scalar becomes when it stands as a mapping's key: `yes` becomes
 * `"true"`, `0x10` becomes `"16"`, `1.0` becomes `"1"` (sigs.k8s.io/yaml, `convertToJSONableObject`).
 *
 * @param text - The scalar as it is written.
 * @returns The key, or undefined where Go refuses the document: null, and integers beyond 2^63 - 1.
 */
export function plainKey(text: string): string | undefined {
  const value = resolvePlainScalar(text);
  if (typeof value === 'string') return value;
  if (value === null) return undefined;
  if (typeof value === 'boolean') return String(value);
  const exact = exactInteger(text.replaceAll('_', ''));
  if (exact === undefined) return float32Text(value);
  return exact <= INT64_MAX ? String(exact) : undefined;
}

/**
 * Whether go-yaml takes a text for an integer of 64 bits.
 *
 * @param text - The scalar's text.
 */
export function isIntegerText(text: string): boolean {
  return /^[-+0-9]/.test(text) && exactInteger(text.replaceAll('_', '')) !== undefined;
}

function integer(digits: string): number | undefined {
  if (SMALL_INTEGER.test(digits)) return Number(digits);
  const exact = exactInteger(digits);
  return exact === undefined ? undefined : Number(exact);
}

function exactInteger(digits: string): bigint | undefined {
  const match = INTEGER.exec(digits);
  if (match === null) return undefined;
  const [, sign = '', decimal, octal, hex, binary, binarySign = '', signedBinary] = match;
  let literal = `0b${binary ?? signedBinary}`;
  if (decimal !== undefined) literal = decimal;
  if (octal !== undefined) literal = `0o${octal}`;
  if (hex !== undefined) literal = `0x${hex}`;
  const signs = sign + binarySign;
  const value = signs === '-' ? -BigInt(literal) : BigInt(literal);
  // Beyond 64 signed bits Go tries unsigned ones, which take no sign.
  return value >= INT64_MIN && value <= (signs === '' ? UINT64_MAX : INT64_MAX) ? value : undefined;
}

function float(digits: string): number | undefined {
  if (!FLOAT.test(digits)) return undefined;
  const value = Number(digits);
  return Number.isFinite(value) ? value : undefined;
}

/**
 * Go's `strconv.FormatFloat(value, 'g', -1, 32)`, with the words that go-yaml writes for what is not finite.
 */
function float32Text(value: number): string {
  const single = Math.fround(value);
  if (Number.isNaN(single)) return '.nan';
  if (!Number.isFinite(single)) return single < 0 ? '-.inf' : '.inf';
  let digits = 1;
  while (digits < 9 && Math.fround(Number(single.toPrecision(digits))) !== single) digits++;
  const shortest = Number(single.toPrecision(digits));
  const [mantissa = '', exponent = ''] = shortest.toExponential().split('e');
  const power = Number(exponent);
  if (power >= -4 && power < 6) return Object.is(single, -0) ? '-0' : String(shortest);
  return `${mantissa}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
}

function spellings(value: Scalar, words: readonly string[]): [string, Scalar][] {
  return words.map((word) => [word, value]);
}
