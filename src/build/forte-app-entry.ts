import { ForteApp } from '../constructs/forte-app/forte-app.js';
import {
  FORTE_APP_DEFAULTS,
  FORTE_APP_SHAPE,
  type ForteAppProps,
  type ForteAppSettings,
} from '../constructs/forte-app/settings.js';
import type { ClusterFacts } from '../model/cluster.js';
import type { Exactly, Layer } from '../model/layers.js';
import { CallSite } from '../model/origin.js';
import { type EntryDelivery, splitDelivery } from './delivery.js';
import { type Entry, entry, type Needs } from './entry.js';
import { directoryApplication } from './manifests-entry.js';

/** The settings of a ForteApp that an author writes; the image's tag is data, not one of them. */
export type ForteAppEntrySettings = Omit<ForteAppSettings, 'tag'>;

/** Any part of a ForteApp's settings. */
export type ForteAppLayer = { readonly [K in keyof ForteAppEntrySettings]?: Layer<ForteAppEntrySettings[K]> };

/** One of Forte's applications, as the catalog defines it. */
export interface ForteAppDefinition<
  Name extends string,
  N extends Needs,
  Facts extends ForteAppLayer = ForteAppLayer,
> extends EntryDelivery<Name>,
    ForteAppLayer {
  readonly image: string;
  readonly port: number;
  /**
   * The settings that the clusters of a stage must give in `.with()`: `{ prod: ['host'] }`.
   * @default - none
   */
  readonly needs?: N;
  /** What the facts of a cluster dictate. @default - nothing */
  readonly fromFacts?: (cluster: ClusterFacts) => Facts & Exactly<Facts, ForteAppLayer>;
}

const libraryOrigin = CallSite.here();

/**
 * Defines a business application that the library's ForteApp describes whole. It is delivered as plain
 * manifests; its image's tag stands in each cluster's `images.yaml` under its name.
 */
export function forteApp<
  const Name extends string,
  // biome-ignore lint/complexity/noBannedTypes: an entry without needs has none on any stage
  const N extends Needs<keyof ForteAppEntrySettings> = {},
  Facts extends ForteAppLayer = ForteAppLayer,
>(definition: ForteAppDefinition<Name, N, Facts>): Entry<Name, ForteAppEntrySettings, N> {
  const origin = CallSite.of(forteApp);
  const { delivery, rest } = splitDelivery(definition);
  const { needs, fromFacts, ...settings } = rest;
  return entry<Name, ForteAppSettings, N>(
    definition.name,
    needs,
    {
      kind: 'forteApp',
      tier: 'apps',
      delivery,
      layers: [
        { level: 'library', value: FORTE_APP_DEFAULTS, origin: libraryOrigin },
        { level: 'catalog', value: settings, origin },
      ],
      fromFacts,
      shape: FORTE_APP_SHAPE,
      required: ['image', 'tag', 'port'],
      imageSetting: 'tag',
      readsImages: true,
      build: (scope, merged, cluster) => {
        const props: Omit<ForteAppProps, 'name'> = merged;
        new ForteApp(scope, 'app', {
          // The defaults are the weakest layer already; resources that `null` has removed must not come back.
          resources: {},
          ...props,
          name: delivery.name,
          storageClass: cluster.cloud.storageClass,
        });
      },
      application: directoryApplication,
    },
    origin,
  );
}
