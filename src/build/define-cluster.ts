import type { ClusterFacts } from '../model/cluster.js';
import { CallSite, type Origin } from '../model/origin.js';
import type { Retirement } from '../model/retirement.js';
import type { Needs, Placement } from './entry.js';

/** A cluster as its overlay defines it. */
export interface ClusterDefinition {
  readonly facts: ClusterFacts;
  /** What runs on it. */
  readonly run: readonly Placement[];
  /** What may vanish from it. */
  readonly retire: readonly Retirement[];
  /** Where the overlay defines it. */
  readonly origin: Origin;
}

/** What {@link defineCluster} takes: the cluster's facts and what runs on it. */
export interface ClusterProps<StageName extends string, Run extends readonly Placement[]>
  extends ClusterFacts<StageName> {
  /** The entries that run on it, each once, with what this cluster changes: `shop.with({ … })`. */
  readonly run: Checked<Run, StageName>;
  /**
   * Objects that may vanish from the output, each with the reason; synth stops at any other.
   * @default - nothing may vanish
   */
  readonly retire?: readonly Retirement[];
}

/**
 * Defines a cluster. The default export of `overlays/<cluster>/cluster.ts`.
 *
 * The compiler refuses an entry that is listed twice, and one that was not told what its stage needs.
 */
export function defineCluster<const StageName extends string, const Run extends readonly Placement[]>(
  props: ClusterProps<StageName, Run>,
): ClusterDefinition {
  const origin = CallSite.of(defineCluster);
  const { run, retire = [], ...facts } = props;
  // `Checked` has replaced wrong items by messages, at which the compiler stopped; so all are placements.
  return { facts, run: run as readonly unknown[] as Run, retire, origin };
}

/** `Run`, with a sentence in the place of every item that is wrong: it is what the compiler then prints. */
type Checked<Run extends readonly Placement[], StageName extends string, Twice = ListedTwice<Run>> = {
  readonly [Index in keyof Run]: Run[Index] extends Placement<infer Name, infer N, infer Given>
    ? Name extends Twice
      ? `${Name} is listed twice: keep one`
      : [Missing<N, StageName, Given>] extends [never]
        ? Run[Index]
        : `${Name} must be told its ${Missing<N, StageName, Given>} on ${StageName}: ${Name}.with({ ${Missing<N, StageName, Given>}: … })`
    : never;
};

type Missing<N extends Needs, StageName extends string, Given extends string> = StageName extends keyof N
  ? Exclude<N[StageName][number], Given>
  : never;

type ListedTwice<
  Run extends readonly Placement[],
  Seen extends string = never,
  Twice extends string = never,
> = Run extends readonly [infer First extends Placement, ...infer Rest extends readonly Placement[]]
  ? ListedTwice<Rest, Seen | First['name'], First['name'] extends Seen ? Twice | First['name'] : Twice>
  : Twice;
