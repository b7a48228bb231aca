import type { Changes, PlacedObject } from '../checks/changes.js';
import type { RemovalCheck } from '../checks/removals.js';
import type { WriteResult } from '../disk/write.js';
import type { Finding } from '../model/finding.js';

/** How a synthesis ended. */
export interface SynthOutcome {
  readonly clusters: readonly string[];
  readonly findings: readonly Finding[];
  readonly changes: Changes;
  readonly removals: RemovalCheck;
  /** What was written. @default - errors or removals stopped it before the first write */
  readonly result?: WriteResult;
}

/** The names of the Applications that a cluster gains and loses; one that only moves is neither. */
export function applicationChanges(
  { added, vanished }: Changes,
  cluster: string,
): { readonly added: readonly string[]; readonly removed: readonly string[] } {
  const names = (objects: readonly PlacedObject[]) =>
    objects
      .filter((object) => object.cluster === cluster && object.identity.kind === 'Application')
      .map(({ identity }) => identity.name)
      .sort();
  return { added: names(added), removed: names(vanished.filter(({ movedTo }) => movedTo === undefined)) };
}
