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

/** The names of the Applications of a cluster among some objects. */
export function applications(objects: readonly PlacedObject[], cluster: string): string[] {
  return objects
    .filter((object) => object.cluster === cluster && object.identity.kind === 'Application')
    .map(({ identity }) => identity.name)
    .sort();
}
