import type { ClusterFacts } from '../model/cluster.js';
import { isDnsLabel } from '../model/dns-label.js';
import type { Finding } from '../model/finding.js';
import { type FieldPath, formatFieldPath } from '../model/json.js';
import type { Layered, SettingsLayer } from '../model/layers.js';
import { missingFields, shapeProblems } from '../model/shape.js';
import { findingAt } from '../model/source-path.js';
import { suggestName } from '../model/suggest.js';
import type { ClusterDefinition } from './define-cluster.js';
import type { Placement } from './entry.js';
import { inEntry } from './in-entry.js';
import type { ImageTag, OverlayData } from './overlay.js';

/** A placement whose settings are complete and right as far as that can be known before it is built. */
export interface SettledPlacement {
  readonly placement: Placement;
  readonly settings: Layered;
}

/**
 * Brings each placement's layers together and checks them. The compiler has said most of this already;
 * here stands what it cannot see: data in YAML, settings behind a spread, and plain JavaScript.
 *
 * @returns the placements without errors, in the order in which the cluster lists them, and all findings
 */
export function settlePlacements(
  { facts, run, origin }: ClusterDefinition,
  overlay: OverlayData,
  root: string,
): { settled: SettledPlacement[]; findings: Finding[] } {
  const findings: Finding[] = [...unknownNames(facts, run, overlay, root)];
  const settled: SettledPlacement[] = [];
  const seen = new Set<string>();
  for (const placement of run) {
    const { name } = placement;
    const problem = (rule: string, message: string, mend: string): Finding => ({
      rule,
      severity: 'error',
      cluster: facts.name,
      ...findingAt(root, origin.location()),
      message,
      mend,
    });
    if (seen.has(name)) {
      findings.push(problem('entry-listed-twice', `"${name}" is listed twice`, 'Keep one of the two.'));
      continue;
    }
    seen.add(name);
    if (!isDnsLabel(name)) {
      findings.push(
        problem(
          'entry-name',
          `"${name}" cannot name an entry: it names files and Kubernetes objects`,
          DNS_LABEL,
        ),
      );
      continue;
    }
    const { namespace } = placement.definition.delivery;
    if (namespace !== undefined && !isDnsLabel(namespace)) {
      findings.push(
        problem('namespace-name', `"${namespace}" of "${name}" cannot name a namespace`, DNS_LABEL),
      );
    }
    const settings = inEntry(name, facts.name, () =>
      placement.definition.layersOn(facts, clusterLayers(placement, overlay)),
    );
    const wrong = [
      ...settings.layers.flatMap((layer) => misfits(placement, layer, facts, root)),
      ...missingImage(placement, overlay, facts, root),
      ...missingSettings(placement, settings, facts).map(({ message, mend }) =>
        problem('missing-setting', message, mend),
      ),
    ];
    findings.push(...wrong);
    // Without a readable images.yaml nobody knows which tags are missing, and that file is a finding already.
    const tagUnknown = placement.definition.imageSetting !== undefined && !overlay.images;
    if (wrong.length === 0 && !tagUnknown) settled.push({ placement, settings });
  }
  return { settled, findings };
}

const DNS_LABEL =
  'Use lower case letters, digits and "-", at most 63, beginning and ending with a letter or digit.';

function clusterLayers({ name, layer, definition }: Placement, overlay: OverlayData): SettingsLayer[] {
  const image = definition.imageSetting !== undefined ? overlay.images?.get(name) : undefined;
  return [
    ...(layer ? [layer] : []),
    ...(overlay.settings.has(name) ? [overlay.settings.get(name)] : []),
    ...(image ? [imageLayer(definition.imageSetting ?? '', image)] : []),
  ].filter((each) => each !== undefined);
}

function imageLayer(setting: string, { tag, location }: ImageTag): SettingsLayer {
  return {
    level: 'cluster',
    value: { [setting]: tag },
    origin: { location: () => location, locate: () => location },
  };
}

function misfits(
  { name, definition }: Placement,
  layer: SettingsLayer,
  facts: ClusterFacts,
  root: string,
): Finding[] {
  if (!definition.shape) return [];
  return shapeProblems(definition.shape, layer.value).map(({ path, unknownKey, message, mend }) => ({
    rule: unknownKey ? 'unknown-setting' : 'setting-type',
    severity: 'error',
    cluster: facts.name,
    ...findingAt(root, locationOf(layer, path)),
    field: formatFieldPath([name, ...path]),
    message,
    mend,
  }));
}

function locationOf({ origin }: SettingsLayer, path: FieldPath) {
  return origin.locate?.(path) ?? origin.location();
}

function missingImage(
  { name, definition }: Placement,
  overlay: OverlayData,
  facts: ClusterFacts,
  root: string,
): Finding[] {
  if (definition.imageSetting === undefined || !overlay.images || overlay.images.has(name)) return [];
  return [
    {
      rule: 'missing-image-tag',
      severity: 'error',
      cluster: facts.name,
      ...findingAt(root, overlay.imagesFile),
      message: `there is no image tag for "${name}"`,
      mend: `Add the line \`${name}: <tag>\`.`,
    },
  ];
}

function missingSettings(
  { name, definition, needs }: Placement,
  settings: Layered,
  { stage, name: cluster }: ClusterFacts,
): { message: string; mend: string }[] {
  const merged = settings.merged();
  const missing = (setting: string) => !Object.hasOwn(merged, setting);
  const image = definition.imageSetting;
  return [
    ...definition.required
      .filter((setting) => setting !== image && missing(setting))
      .map((setting) => ({
        message: `${name} has no ${setting} on ${cluster}: a layer removed it`,
        mend: `Give it in ${name}.with({ ${setting}: … }), or do not remove it.`,
      })),
    ...missingFields(definition.shape ?? 'opaque', merged).map((path) => ({
      message: `${name} has no ${formatFieldPath(path)} on ${cluster}, which "${path[0]}" cannot do without`,
      mend: `Give it in ${name}.with({ ${path[0]}: … }).`,
    })),
    ...(needs[stage.name] ?? []).filter(missing).map((setting) => ({
      message: `${name} must be told its ${setting} on ${stage.name}`,
      mend: `Give it: ${name}.with({ ${setting}: … }).`,
    })),
  ];
}

/** Names in the overlay's data that no placement bears. */
function unknownNames(
  facts: ClusterFacts,
  run: readonly Placement[],
  overlay: OverlayData,
  root: string,
): Finding[] {
  const names = run.map(({ name }) => name);
  const withImage = run.filter(({ definition }) => definition.readsImages).map(({ name }) => name);
  const images = [...(overlay.images ?? [])].map(([name, { location }]) => ({
    name,
    location,
    known: withImage,
  }));
  const settings = [...overlay.settings].map(([name, { origin }]) => ({
    name,
    location: origin.location(),
    known: names,
  }));
  return [...images, ...settings]
    .filter(({ name, known }) => !known.includes(name))
    .map(({ name, location, known }) => ({
      rule: 'unknown-entry',
      severity: 'error',
      cluster: facts.name,
      ...findingAt(root, location),
      message: `no entry of ${facts.name} is named "${name}"`,
      mend: suggestName(name, known),
    }));
}
