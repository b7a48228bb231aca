import { HelmApplication, type HelmChart } from '../constructs/helm-application.js';
import type { SecretRef } from '../constructs/secret-ref.js';
import type { ClusterFacts } from '../model/cluster.js';
import { type Exactly, type Layer, mergeObjects } from '../model/layers.js';
import { CallSite } from '../model/origin.js';
import { inRepository, type Tier, valuesFile } from '../model/paths.js';
import type { Shape } from '../model/shape.js';
import { type EntryDelivery, splitDelivery } from './delivery.js';
import { type Entry, entry, type Needs } from './entry.js';

declare const VALUES: unique symbol;

/** A chart whose values are typed. */
export interface TypedHelmChart<Values extends object> extends HelmChart {
  /** Never set: it carries the type alone. */
  readonly [VALUES]?: Values;
}

/**
 * Names a chart and types its values: `helmChart<TraefikValues>({ repository, name, version })`.
 * `TraefikValues` is a closed interface of the keys that the estate uses, so that misspelling is caught;
 * for the rest there is {@link unchecked}.
 */
export function helmChart<Values extends object>(chart: HelmChart): TypedHelmChart<Values> {
  return chart;
}

/** The settings of a chart on a cluster. */
export interface HelmSettings<Values extends object> {
  /** Version of the chart. @default - the version of the entry's chart */
  readonly version: string;
  /** Values; `null` stays, so that Helm removes the chart's own default. */
  readonly values: Values;
  /** Values that the chart's interface does not list. They win over `values`, of whichever layer. */
  readonly unchecked: Unchecked;
  /** Secrets that the chart's values name. @default - none */
  readonly secrets: readonly SecretRef[];
}

/** Any part of a chart's settings. */
export type HelmLayer<Values extends object> = {
  readonly [K in keyof HelmSettings<Values>]?: Layer<HelmSettings<Values>[K]>;
};

/** Values whose keys no interface knows, and why. Made by {@link unchecked}. */
export interface Unchecked {
  readonly why: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/**
 * The way out of closed types: values of a chart that its interface does not list. They are merged like
 * all others, but a misspelt key in them is not caught.
 *
 * @param values as the chart reads them, from the root
 * @param why the reason that a reviewer reads
 * @throws Error when no reason is given
 */
export function unchecked(values: Readonly<Record<string, unknown>>, why: string): Unchecked {
  if (why.trim() === '') throw new Error('unchecked(values, why): say why these values go unchecked');
  return { why, values };
}

/** A third-party chart, as the catalog defines it. */
export interface HelmDefinition<
  Name extends string,
  Values extends object,
  N extends Needs,
  Facts extends HelmLayer<Values> = HelmLayer<Values>,
> extends EntryDelivery<Name> {
  readonly chart: TypedHelmChart<Values>;
  /** Whether it is infrastructure or a business application. @default 'infra' */
  readonly tier?: Tier;
  /** Name of the Helm release, from which charts name their objects. @default - the entry's name */
  readonly releaseName?: string;
  /** Whether the chart's `crds/` folder is left out. @default false */
  readonly skipCrds?: boolean;
  readonly values?: Layer<NoInfer<Values>>;
  readonly unchecked?: Unchecked;
  readonly secrets?: readonly SecretRef[];
  /**
   * The settings that the clusters of a stage must give in `.with()`.
   * @default - none
   */
  readonly needs?: N;
  /** What the facts of a cluster dictate. @default - nothing */
  readonly fromFacts?: (cluster: ClusterFacts) => Facts & Exactly<Facts, HelmLayer<NoInfer<Values>>>;
}

// Only the chart knows its values; where TypeScript sets them, their type has been checked.
const HELM_SHAPE: Shape = {
  fields: {
    version: 'string',
    values: { map: 'anything' },
    unchecked: { fields: { why: 'string', values: { map: 'anything' } }, required: ['why', 'values'] },
    secrets: 'opaque',
  },
};

/**
 * Defines an entry that is a third-party chart: an Application over the chart and a file with the
 * effective values of each cluster.
 */
export function helmApplication<
  const Name extends string,
  Values extends object,
  // biome-ignore lint/complexity/noBannedTypes: an entry without needs has none on any stage
  const N extends Needs<keyof HelmSettings<Values> & string> = {},
  Facts extends HelmLayer<Values> = HelmLayer<Values>,
>(definition: HelmDefinition<Name, Values, N, Facts>): Entry<Name, HelmSettings<Values>, N> {
  const origin = CallSite.of(helmApplication);
  const { delivery, rest } = splitDelivery(definition);
  const { chart, tier = 'infra', releaseName, skipCrds, needs, fromFacts, ...settings } = rest;
  return entry<Name, HelmSettings<Values>, N>(
    definition.name,
    needs,
    {
      kind: 'helmApplication',
      tier,
      delivery,
      layers: [{ level: 'catalog', value: { version: chart.version, values: {}, ...settings }, origin }],
      fromFacts,
      required: ['version'],
      shape: HELM_SHAPE,
      keepNullsBelow: ['values', 'unchecked'],
      readsImages: false,
      build: (scope, merged) => {
        for (const secret of merged.secrets ?? []) secret.bind(scope);
      },
      application: (scope, id, merged, { options, cluster, manifests }) => {
        const { path: _, ...repository } = cluster.source;
        return new HelmApplication(scope, id, {
          ...options,
          chart: { ...chart, version: merged.version },
          releaseName,
          skipCrds,
          values: mergeObjects([merged.values, merged.unchecked?.values ?? {}]),
          valuesFile: {
            ...repository,
            file: inRepository(cluster.source, valuesFile(cluster.name, definition.name)),
          },
          additionalSources: manifests ? [manifests] : [],
        });
      },
    },
    origin,
  );
}
