import type { Layer, SettingsLayer } from '../model/layers.js';
import { CallSite, type Origin } from '../model/origin.js';
import { type EntryDefinition, type EntryKind, entryDefinition } from './entry-kind.js';

/** The settings that an entry must be told on a stage, by the stage's name. */
export type Needs<Setting extends string = string> = Readonly<Record<string, readonly Setting[]>>;

/**
 * An entry with one layer of settings: what `.with()` returns and what an overlay lists. Its type carries
 * its name, what its stages need and what was given, so that the compiler can compare them.
 */
export class Placement<Name extends string = string, N extends Needs = Needs, Given extends string = string> {
  /** @internal */
  constructor(
    readonly name: Name,
    readonly needs: N,
    readonly given: readonly Given[],
    readonly definition: EntryDefinition,
    /** The layer that the cluster adds. */
    readonly layer: SettingsLayer | undefined,
  ) {}
}

/** One application of the catalog, whichever cluster it runs on. An overlay lists it, or its `.with()`. */
export class Entry<Name extends string, Settings extends object, N extends Needs> extends Placement<
  Name,
  N,
  never
> {
  /** @internal */
  constructor(name: Name, needs: N, definition: EntryDefinition) {
    super(name, needs, [], definition, undefined);
  }

  /**
   * Adds a cluster's own settings.
   *
   * @param layer any part of the settings, at any depth: objects merge into what weaker layers said, lists
   *   and scalars replace it, `null` removes it
   */
  with<Key extends keyof Settings & string>(
    layer: {
      readonly [K in Key]: Layer<Settings[K]> | null;
    } & ([keyof Settings] extends [never] ? `${Name} has no settings` : unknown),
  ): Placement<Name, N, Key> {
    const origin = CallSite.of(this.with);
    // Object.keys is typed as strings; the literal's keys are exactly those that `Key` was inferred from.
    const given = Object.keys(layer) as Key[];
    return new Placement(this.name, this.needs, given, this.definition, {
      level: 'cluster',
      value: layer,
      origin,
    });
  }
}

/** Makes an entry of a kind. */
export function entry<Name extends string, Settings extends object, N extends Needs>(
  name: Name,
  needs: N | undefined,
  kind: EntryKind<Settings>,
  origin: Origin,
): Entry<Name, Settings, N> {
  // An entry that names no needs has `{}` for its N, which this is.
  return new Entry(name, needs ?? ({} as N), entryDefinition(kind, origin));
}
