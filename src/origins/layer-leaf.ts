import type { FieldPath } from '../model/json.js';
import type { Contribution } from '../model/layers.js';
import { PartOfCall } from '../model/origin.js';
import { type LocateOptions, locateLeaf } from './leaf.js';
import type { LeafLocation } from './leaf-location.js';

/**
 * Finds where a layer set a field: by itself where its origin knows its fields' places, as YAML files do,
 * otherwise by reading the source around the call.
 *
 * @param contribution what the layer said about the field
 * @param path the field, as the layer's value has it
 * @returns `undefined` when the layer does not know where it was written
 */
export async function locateContribution(
  contribution: Contribution,
  path: FieldPath,
  options: Omit<LocateOptions, 'value'> = {},
): Promise<LeafLocation | undefined> {
  const { origin } = contribution.layer;
  const own = origin.locate?.(path);
  if (own) return { location: own, exact: true, how: 'leaf' };
  const location = origin.location();
  if (!location) return undefined;
  if (origin.locate)
    return { location, exact: false, how: 'enclosing', why: 'it does not tell where the field is' };
  const whole = origin instanceof PartOfCall ? [...origin.within, ...path] : path;
  return locateLeaf(location, whole, { ...options, value: contribution.value });
}
