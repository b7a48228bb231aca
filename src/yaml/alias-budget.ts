/** Up to so many nodes, nearly all of them may come out of aliases. */
const SMALL = 400_000;
/** From so many nodes on, a tenth of them may. */
const LARGE = 4_000_000;

/**
 * Whether aliases make a document grow beyond what go-yaml takes (v2 `decode.go`, `allowedAliasRatio`).
 *
 * @param aliased - How many of its nodes came out of aliases.
 * @param count - How many nodes it has with its aliases expanded.
 */
export function isAliasingExcessive(aliased: number, count: number): boolean {
  if (aliased <= 100 || count <= 1000) return false;
  const size = Math.min(Math.max(count, SMALL), LARGE);
  return aliased / count > 0.99 - (0.89 * (size - SMALL)) / (LARGE - SMALL);
}
