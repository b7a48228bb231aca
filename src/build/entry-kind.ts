import type { Construct } from 'constructs';
import type { ArgoApplication, ArgoApplicationOptions } from '../constructs/argo-application.js';
import type { DirectorySource } from '../constructs/argo-source.js';
import type { Cluster, ClusterFacts } from '../model/cluster.js';
import { type Layer, Layered, type SettingsLayer } from '../model/layers.js';
import { type Origin, PartOfCall } from '../model/origin.js';
import type { Tier } from '../model/paths.js';
import type { Shape } from '../model/shape.js';
import type { EntryDelivery } from './delivery.js';

/** What a kind of entry is asked to make an Application from. */
export interface ApplicationRequest {
  /** Name, destination, project, wave and all else that does not depend on the kind of entry. */
  readonly options: ArgoApplicationOptions;
  readonly cluster: Cluster;
  /** The folder of its plain manifests in Git. `undefined` when it has none. */
  readonly manifests: DirectorySource | undefined;
}

/** How a kind of entry turns its settings, all layers merged, into constructs. */
export interface EntryKind<Settings extends object> {
  /** The name by which profiles address its defaults: `forteApp`. */
  readonly kind: string;
  readonly tier: Tier;
  readonly delivery: EntryDelivery;
  /** The library's and the catalog's layers. */
  readonly layers: readonly SettingsLayer[];
  /** What the facts of a cluster dictate; stronger than the profiles' defaults. @default - nothing */
  readonly fromFacts?: ((cluster: ClusterFacts) => Layer<Settings>) | undefined;
  /** The settings as known at run time. @default - they are not checked at run time */
  readonly shape?: Shape;
  /** The settings without which it cannot be built. */
  readonly required: readonly (keyof Settings & string)[];
  /** The settings in which `null` stays. @default - none */
  readonly keepNullsBelow?: readonly (keyof Settings & string)[];
  /** Whether its `build` may read images of its own, named in `images.yaml` after the entry. */
  readonly readsImages: boolean;
  /** The setting that `images.yaml` gives under the entry's name. @default - it needs no image */
  readonly imageSetting?: keyof Settings & string;
  /** Makes the plain manifests: a pure function of its arguments. */
  build(scope: Construct, settings: Settings, cluster: Cluster): void;
  /** Makes the Application; `undefined` when there is nothing to deploy. */
  application(
    scope: Construct,
    id: string,
    settings: Settings,
    request: ApplicationRequest,
  ): ArgoApplication | undefined;
}

/** An {@link EntryKind} whose settings' type is known to itself alone. */
export interface EntryDefinition {
  readonly kind: string;
  readonly tier: Tier;
  readonly delivery: EntryDelivery;
  /** Where the catalog defines it. */
  readonly origin: Origin;
  readonly shape: Shape | undefined;
  readonly required: readonly string[];
  readonly imageSetting: string | undefined;
  readonly readsImages: boolean;
  /** All layers on a cluster, from the weakest to the strongest. */
  layersOn(cluster: ClusterFacts, ofCluster: readonly SettingsLayer[]): Layered;
  build(scope: Construct, settings: Layered, cluster: Cluster): void;
  application(
    scope: Construct,
    id: string,
    settings: Layered,
    request: ApplicationRequest,
  ): ArgoApplication | undefined;
}

/** Closes a kind over the type of its settings. */
export function entryDefinition<Settings extends object>(
  kind: EntryKind<Settings>,
  origin: Origin,
): EntryDefinition {
  // The one place where merged layers get their type back. The compiler has checked each layer against
  // it, the shape has checked what came from elsewhere, and `required` that nothing is missing.
  const typed = (settings: Layered) => settings.merged() as Settings;
  return {
    kind: kind.kind,
    tier: kind.tier,
    delivery: kind.delivery,
    origin,
    shape: kind.shape,
    required: kind.required,
    imageSetting: kind.imageSetting,
    readsImages: kind.readsImages,
    layersOn: (cluster, ofCluster) =>
      new Layered(
        [...kind.layers, ...profileLayers(kind, origin, cluster), ...ofCluster],
        kind.keepNullsBelow,
      ),
    build: (scope, settings, cluster) => {
      // To the compiler a function that promises nothing is one that returns nothing.
      const made: unknown = kind.build(scope, typed(settings), cluster);
      if (!(made instanceof Promise)) return;
      made.catch(() => {});
      throw new Error('its build function is async; what it makes after its first await would be lost');
    },
    application: (scope, id, settings, request) => kind.application(scope, id, typed(settings), request),
  };
}

function profileLayers<Settings extends object>(
  { kind, fromFacts }: EntryKind<Settings>,
  origin: Origin,
  cluster: ClusterFacts,
): SettingsLayer[] {
  const profiles = [cluster.stage.defaults.get(kind), cluster.cloud.defaults.get(kind)];
  const facts = fromFacts?.(cluster);
  return [
    ...profiles.filter((layer) => layer !== undefined),
    ...(facts
      ? [{ level: 'cloud' as const, value: { ...facts }, origin: new PartOfCall(origin, ['fromFacts']) }]
      : []),
  ];
}
