import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ClusterDefinition } from '../build/define-cluster.js';
import type { OverlayData } from '../build/overlay.js';
import { fileText } from '../disk/file-text.js';
import { type ClusterPlan, planCluster } from '../estate/plan.js';
import { readOverlay } from '../estate/read-overlay.js';
import type { Finding } from '../model/finding.js';
import type { FieldPath } from '../model/json.js';
import type { LayerLevel } from '../model/layers.js';
import { CallSite, type SourceLocation } from '../model/origin.js';
import { sourcePath } from '../model/source-path.js';
import { suggestName } from '../model/suggest.js';
import { locateContribution } from '../origins/layer-leaf.js';
import { Manifests } from './manifests.js';

export interface SynthClusterOptions {
  /**
   * Image tags by entry, in the place of the overlay's data: then nothing is read from the disk.
   * @default - `images.yaml`, `settings/` and `secrets/` beside the file that defines the cluster
   */
  readonly images?: Readonly<Record<string, string>>;
}

/** Who set a setting, and where. */
export interface SettingSource {
  readonly level: LayerLevel;
  readonly value: unknown;
  /** `overlays/west/cluster.ts:12`, the line of the setting itself where it can be told. */
  readonly place: string;
}

/** The manifests of a cluster, and the files that hold them. */
export class ClusterManifests extends Manifests {
  /** The texts of all files, by their paths below the output folder. */
  readonly files: ReadonlyMap<string, string>;

  /** @internal */
  constructor(
    private readonly plan: ClusterPlan,
    findings: readonly Finding[],
    private readonly root: string,
  ) {
    super(plan.documents, findings);
    this.files = new Map(plan.files.map((file) => [file.path, fileText(file)]));
  }

  /**
   * Which layers set a setting of an entry: the one that won first, then those that it beat.
   *
   * @param field the setting's path: `['resources', 'requests', 'memory']`
   * @throws Error when the entry is not there or has no such setting
   */
  async setting(entry: string, ...field: FieldPath): Promise<SettingSource[]> {
    const placed = this.plan.tree.placed.find(({ name }) => name === entry);
    if (!placed) throw new Error(`"${entry}" is not on this cluster, or is not right: see findings`);
    const contributions = placed.settings.trace(field);
    const { shape } = placed.placement.definition;
    const known =
      shape && typeof shape === 'object' && 'fields' in shape ? Object.keys(shape.fields) : undefined;
    const [setting = ''] = field.map(String);
    if (contributions.length === 0 && known && !known.includes(setting)) {
      throw new Error(`"${entry}" has no setting "${setting}". ${suggestName(setting, known)}`);
    }
    return Promise.all(
      contributions.map(async (contribution) => {
        const { layer, value } = contribution;
        const leaf = await locateContribution(contribution, field);
        const location = leaf?.location ?? layer.origin.location();
        const place = location ? `${sourcePath(this.root, location.file)}:${location.line}` : 'unknown';
        return { level: layer.level, value, place };
      }),
    );
  }
}

/** The manifests of a cluster, as synth would write them. */
export function synthCluster(
  definition: ClusterDefinition,
  options: SynthClusterOptions = {},
): ClusterManifests {
  const { name } = definition.facts;
  const call = CallSite.of(synthCluster).location();
  const folder = path.dirname(definition.origin.location()?.file ?? process.cwd());
  const root = rootOf(folder);
  const read = options.images
    ? { data: overlayOf(options.images, folder, call), findings: [] }
    : readOverlay(folder, name, root);
  const plan = planCluster({ definition, overlay: read.data }, root);
  return new ClusterManifests(plan, [...read.findings, ...plan.findings], root);
}

function overlayOf(
  images: Readonly<Record<string, string>>,
  folder: string,
  call: SourceLocation | undefined,
): OverlayData {
  // The tags stand in the test that calls synthCluster.
  const location = call ?? { file: path.join(folder, 'images.yaml'), line: 1, column: 1 };
  return {
    folder,
    images: new Map(Object.entries(images).map(([name, tag]) => [name, { tag, location }])),
    imagesFile: location,
    settings: new Map(),
    sealedSecrets: [],
  };
}

function rootOf(folder: string): string {
  if (existsSync(path.join(folder, 'cdk8s.yaml'))) return folder;
  const above = path.dirname(folder);
  return above === folder ? process.cwd() : rootOf(above);
}
