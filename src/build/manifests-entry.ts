import type { Construct } from 'constructs';
import { ArgoApplication } from '../constructs/argo-application.js';
import type { Cluster, ClusterFacts } from '../model/cluster.js';
import type { Exactly, Layer } from '../model/layers.js';
import { CallSite, PartOfCall } from '../model/origin.js';
import type { Tier } from '../model/paths.js';
import { type EntryDelivery, splitDelivery } from './delivery.js';
import { type Entry, entry, type Needs } from './entry.js';
import type { ApplicationRequest } from './entry-kind.js';

/** An entry of plain manifests, made of any constructs. */
export interface ManifestsDefinition<
  Name extends string,
  Settings extends object,
  N extends Needs,
  Facts extends Layer<Settings> = Layer<Settings>,
> extends EntryDelivery<Name> {
  /** Whether it is infrastructure or a business application. */
  readonly tier: Tier;
  /** Its settings and their defaults, which clusters may layer. @default - it has none */
  readonly settings?: Settings;
  /**
   * The settings that the clusters of a stage must give in `.with()`.
   * @default - none
   */
  readonly needs?: N;
  /** What the facts of a cluster dictate. @default - nothing */
  readonly fromFacts?: (cluster: ClusterFacts) => Facts & Exactly<Facts, Layer<NoInfer<Settings>>>;
  /**
   * Makes its constructs: a pure function of its arguments. Constructs of cdk8s-plus-28, of a library of
   * one's own and Launchpad's may stand side by side; `scope` is a Chart with the entry's namespace.
   */
  readonly build: (scope: Construct, settings: Settings, cluster: Cluster) => void;
}

/** Defines an entry of plain manifests. */
export function manifests<
  const Name extends string,
  // biome-ignore lint/complexity/noBannedTypes: an entry without settings has none to layer
  Settings extends object = {},
  // biome-ignore lint/complexity/noBannedTypes: an entry without needs has none on any stage
  const N extends Needs<keyof Settings & string> = {},
  Facts extends Layer<Settings> = Layer<Settings>,
>(definition: ManifestsDefinition<Name, Settings, N, Facts>): Entry<Name, Settings, N> {
  const origin = CallSite.of(manifests);
  const { delivery, rest } = splitDelivery(definition);
  const { tier, settings, needs, fromFacts, build } = rest;
  return entry<Name, Settings, N>(
    definition.name,
    needs,
    {
      kind: 'manifests',
      tier,
      delivery,
      layers: [{ level: 'catalog', value: { ...settings }, origin: new PartOfCall(origin, ['settings']) }],
      fromFacts,
      required: [],
      readsImages: true,
      build,
      application: directoryApplication,
    },
    origin,
  );
}

/** The Application over a folder of plain manifests; none over an empty one, which Git cannot hold. */
export function directoryApplication(
  scope: Construct,
  id: string,
  _settings: object,
  { options, manifests: folder }: ApplicationRequest,
): ArgoApplication | undefined {
  if (!folder) return undefined;
  return new ArgoApplication(scope, id, {
    ...options,
    // A commit elsewhere in the repository is then no reason to render this Application again. One
    // leading slash: from the repository's root.
    annotations: { 'argocd.argoproj.io/manifest-generate-paths': `/${folder.path}` },
    sources: [folder],
  });
}
