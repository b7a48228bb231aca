/**
 * The keys that stand before all others, wherever they occur. They are what a reader of a manifest looks for
 * first: what it is (`apiVersion` to `annotations`), then of a container or a step what runs (`image` to
 * `args`). `name` leads every list item that has one, because `kubectl` and kustomize merge lists by it.
 */
const LEADING = [
  'apiVersion',
  'kind',
  'metadata',
  'name',
  'generateName',
  'namespace',
  'labels',
  'annotations',
  'image',
  'command',
  'args',
];

const REST = LEADING.length;
const LEADING_RANKS: ReadonlyMap<string, number> = new Map(LEADING.map((key, rank) => [key, rank]));

/**
 * The place of a key among the keys of any mapping. Keys of equal rank follow each other by UTF-16 code units
 * (the order of `<` on strings), so that the order never depends on how the mapping was built.
 *
 * @param key - The key.
 * @returns A small integer; lower stands earlier.
 */
export function keyRank(key: string): number {
  return LEADING_RANKS.get(key) ?? REST;
}

/**
 * The key that stands last in a document's outermost mapping: what the cluster reports, not what is wanted.
 */
export const LAST_AT_TOP = 'status';
