import { buildCluster, type ClusterTree } from '../build/cluster-tree.js';
import { applicationNameClashes, type HubApplication } from '../checks/application-names.js';
import { plainSecrets } from '../checks/plain-secrets.js';
import type { ClusterFacts } from '../model/cluster.js';
import type { Document } from '../model/document.js';
import type { FilePlan, PlannedFile } from '../model/file-plan.js';
import { type Finding, sortFindings } from '../model/finding.js';
import type { Retirement } from '../model/retirement.js';
import { layOut } from '../synth/layout.js';
import { render } from '../synth/render.js';
import type { Estate, LoadedCluster } from './load.js';

/** What a synthesis would write, and everything that was found on the way to it. */
export interface EstatePlan {
  readonly plan: FilePlan;
  readonly findings: readonly Finding[];
  /** What each cluster permits to vanish. */
  readonly retirements: ReadonlyMap<string, readonly Retirement[]>;
}

/**
 * Plans the output of all clusters of an estate, one after the other. Nothing touches the disk.
 *
 * @param onCluster called before each cluster, so that a long run can be shown. @default - silent
 */
export function planEstate(
  { clusters, complete, root, findings: found }: Estate,
  onCluster: (cluster: string) => void = () => {},
): EstatePlan {
  const files: PlannedFile[] = [];
  const findings: Finding[] = [...found];
  const applications: HubApplication[] = [];
  for (const cluster of clusters) {
    onCluster(cluster.definition.facts.name);
    const planned = planCluster(cluster, root);
    for (const file of planned.files) files.push(file);
    findings.push(...planned.findings);
    applications.push(...hubApplications(cluster.definition.facts, planned.documents));
  }
  findings.push(...applicationNameClashes(applications));
  const names = clusters.map(({ definition }) => definition.facts.name);
  return {
    plan: { files, clusters: complete ? 'all' : names },
    findings: sortFindings(findings),
    retirements: new Map(clusters.map(({ definition }) => [definition.facts.name, definition.retire])),
  };
}

/** What one cluster comes to, from its constructs to its files. */
export interface ClusterPlan {
  readonly tree: ClusterTree;
  readonly documents: readonly Document[];
  readonly files: readonly PlannedFile[];
  /** What was found while building, rendering and laying out. */
  readonly findings: readonly Finding[];
}

/** Plans the output of one cluster. */
export function planCluster({ definition, overlay }: LoadedCluster, root: string): ClusterPlan {
  const cluster = definition.facts.name;
  const tree = buildCluster(definition, overlay, root);
  const { documents, findings } = render(tree.chart, { cluster, root, homes: tree.homes });
  const layout = layOut(documents, cluster);
  const manifests = documents.flatMap((document) => ('manifest' in document ? [document.manifest] : []));
  return {
    tree,
    documents,
    files: layout.files,
    findings: [...tree.findings, ...findings, ...layout.findings, ...plainSecrets(manifests, cluster)],
  };
}

function hubApplications(
  { name: cluster, controlPlane }: ClusterFacts,
  documents: readonly Document[],
): HubApplication[] {
  const { hub } = controlPlane;
  if (hub === undefined) return [];
  return documents.flatMap((document) =>
    'manifest' in document && document.manifest.identity.kind === 'Application'
      ? [{ hub, cluster, manifest: document.manifest }]
      : [],
  );
}
