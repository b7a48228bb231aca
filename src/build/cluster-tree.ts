import { ApiObject, App, Chart } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { ArgoApplication, type ArgoApplicationOptions } from '../constructs/argo-application.js';
import { ClusterChart } from '../constructs/cluster-chart.js';
import { HelmValues } from '../constructs/helm-values.js';
import { SyncWave } from '../constructs/sync-wave.js';
import { setOrigin } from '../model/annotations.js';
import type { Cluster, ClusterFacts } from '../model/cluster.js';
import type { DocumentHome } from '../model/document.js';
import type { Finding } from '../model/finding.js';
import type { Layered } from '../model/layers.js';
import {
  applicationFile,
  applicationsFolder,
  inRepository,
  manifestsFolder,
  rootFile,
  type Tier,
  valuesFile,
} from '../model/paths.js';
import type { ClusterDefinition } from './define-cluster.js';
import type { Placement } from './entry.js';
import { inEntry } from './in-entry.js';
import { neutrally } from './neutral.js';
import type { OverlayData } from './overlay.js';
import { deliverSealedSecrets } from './sealed-secrets.js';
import { settlePlacements } from './settle.js';

/** A placement with its settings, in the tree. */
export interface PlacedEntry {
  readonly name: string;
  readonly placement: Placement;
  readonly settings: Layered;
  /** The chart of its plain manifests. */
  readonly manifests: Chart;
}

/** The construct tree of a cluster, and where in the output its parts belong. */
export interface ClusterTree {
  readonly definition: ClusterDefinition;
  readonly chart: ClusterChart;
  readonly placed: readonly PlacedEntry[];
  readonly homes: ReadonlyMap<IConstruct, DocumentHome>;
  /** What is wrong with the cluster's definition and data. Entries that are wrong are not in the tree. */
  readonly findings: readonly Finding[];
}

/**
 * Builds the construct tree of a cluster.
 *
 * @param root the project's root, against which findings name files
 * @throws Error when an entry's `build` throws, naming the entry and the cluster
 */
export function buildCluster(definition: ClusterDefinition, overlay: OverlayData, root: string): ClusterTree {
  const { facts } = definition;
  const { settled, findings } = settlePlacements(definition, overlay, root);
  const cluster: Cluster = {
    ...facts,
    images: new Map([...(overlay.images ?? [])].map(([name, { tag }]) => [name, tag])),
    namespaces: namespacesOf(definition.run),
  };
  const chart = new ClusterChart(new App(), cluster);
  setOrigin(chart, definition.origin);

  const homes = new Map<IConstruct, DocumentHome>();
  const placed: PlacedEntry[] = settled.map(({ placement, settings }) => {
    const { name } = placement;
    const namespace = namespaceOf(placement);
    const manifests = new Chart(chart, name, { namespace, disableResourceNameHashes: true });
    setOrigin(manifests, placement.definition.origin);
    homes.set(manifests, { folder: manifestsFolder(facts.name, name), namespace });
    inEntry(name, facts.name, () =>
      neutrally(() => placement.definition.build(manifests, settings, cluster)),
    );
    return { name, placement, settings, manifests };
  });
  // An entry that could not be built reads nothing, which says nothing of its secrets.
  const complete = settled.length === definition.run.length;
  findings.push(...deliverSealedSecrets(chart, overlay, { root, complete }));

  // No entry can bear this name, nor `tier:…`: they are no DNS labels.
  const applications = new Chart(chart, 'argocd:applications');
  const tiers = new Set<Tier>();
  for (const entry of placed) {
    const application = addApplication(applications, entry, cluster);
    if (!application) continue;
    setOrigin(application, entry.placement.definition.origin);
    const { tier } = entry.placement.definition;
    tiers.add(tier);
    homes.set(application, { file: applicationFile(facts.name, tier, entry.name) });
    for (const child of application.node.children) {
      if (child instanceof HelmValues) homes.set(child, { file: valuesFile(facts.name, entry.name) });
    }
  }
  addTierApplications(applications, cluster, tiers, homes);
  return { definition, chart, placed, homes, findings };
}

/** The name of an Application: the entry's, after the cluster's where one Argo CD serves many clusters. */
export function applicationName({ name, controlPlane }: ClusterFacts, entry: string): string {
  return controlPlane.hub === undefined ? entry : `${name}-${entry}`;
}

function addApplication(
  scope: Construct,
  { name, placement, settings, manifests }: PlacedEntry,
  cluster: Cluster,
) {
  const { delivery, tier } = placement.definition;
  const { controlPlane } = cluster;
  const options: ArgoApplicationOptions = {
    name: applicationName(cluster, name),
    namespace: controlPlane.namespace,
    project: delivery.project ?? controlPlane.tiers[tier].project,
    destination: { ...destinationOf(cluster), namespace: namespaceOf(placement) },
    wave: delivery.wave ?? (tier === 'apps' ? SyncWave.APPLICATIONS : SyncWave.INFRASTRUCTURE),
    syncPolicy: { options: delivery.syncOptions },
    ignoreDifferences: delivery.ignoreDifferences,
    deletion: delivery.deletion,
    notifications: controlPlane.notifications,
  };
  return inEntry(name, cluster.name, () =>
    placement.definition.application(scope, name, settings, {
      options,
      cluster,
      // Git holds no empty folders, and Argo CD cannot watch one.
      manifests: isEmpty(manifests) ? undefined : gitFolder(cluster, manifestsFolder(cluster.name, name)),
    }),
  );
}

/**
 * The root Application over `infra/`, and in `infra/` the one over `apps/`.
 *
 * @param tiers those that hold any Application: Git holds no empty folder that one could watch
 */
function addTierApplications(
  scope: Construct,
  cluster: Cluster,
  tiers: ReadonlySet<Tier>,
  homes: Map<IConstruct, DocumentHome>,
): void {
  const { controlPlane, name } = cluster;
  const add = (tier: Tier, file: string, wave?: SyncWave) => {
    const { application } = controlPlane.tiers[tier];
    const made = new ArgoApplication(scope, `tier:${tier}`, {
      name: applicationName(cluster, application),
      namespace: controlPlane.namespace,
      // Applications are made on the cluster that Argo CD runs on, wherever they deploy to.
      destination: { server: IN_CLUSTER, namespace: controlPlane.namespace },
      wave,
      notifications: controlPlane.notifications,
      sources: [gitFolder(cluster, applicationsFolder(name, tier))],
    });
    homes.set(made, { file });
  };
  const { application } = controlPlane.tiers.apps;
  if (tiers.has('apps')) add('apps', applicationFile(name, 'infra', application), SyncWave.APPLICATIONS);
  if (tiers.size > 0) add('infra', rootFile(name));
}

const IN_CLUSTER = 'https://kubernetes.default.svc';

function destinationOf({ destination }: ClusterFacts) {
  return destination ?? { server: IN_CLUSTER };
}

function gitFolder({ source }: ClusterFacts, folder: string) {
  return { ...source, path: inRepository(source, folder) };
}

function namespaceOf({ name, definition }: Placement): string {
  return definition.delivery.namespace ?? name;
}

function namespacesOf(run: readonly Placement[]): string[] {
  return [...new Set(run.map(namespaceOf))].sort();
}

function isEmpty(construct: IConstruct): boolean {
  return !ApiObject.isApiObject(construct) && construct.node.children.every(isEmpty);
}
