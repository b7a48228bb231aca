import { closest, distance } from 'fastest-levenshtein';

/**
 * The name that was probably meant.
 *
 * @returns the known name with the fewest changed letters, or `undefined` when none is near
 */
function nearestName(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  return distance(name, best) <= Math.max(2, Math.floor(name.length / 3)) ? best : undefined;
}

/** `Did you mean "x"?` where a name is near, else the names that there are. */
export function suggestName(name: string, known: Iterable<string>): string {
  const names = [...known].sort();
  const nearest = nearestName(name, names);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  return names.length > 0 ? `Known are: ${names.join(', ')}.` : 'There are none.';
}
