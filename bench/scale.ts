// How synthesis grows: `npx tsx bench/scale.ts`. Each size runs in a process of its own, which plans an
// estate of that many objects, writes it into an empty folder and then once more with nothing changed.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Placement } from '../src/build/entry.js';
import type { OverlayData } from '../src/build/overlay.js';
import { compare } from '../src/disk/compare.js';
import { write } from '../src/disk/write.js';
import type { LoadedCluster } from '../src/estate/load.js';
import { planEstate } from '../src/estate/plan.js';
import { defineCloud, defineCluster, defineControlPlane, defineStage, forteApp } from '../src/index.js';

const SIZES = [1_000, 2_000, 5_000, 10_000, 20_000, 50_000];
const CLUSTERS = 8;
/** A ForteApp with a ConfigMap, a route and an autoscaler, and its Application. */
const OBJECTS_PER_APP = 7;

interface Figures {
  readonly objects: number;
  readonly files: number;
  readonly planMs: number;
  readonly writeMs: number;
  readonly unchangedMs: number;
  readonly peakMb: number;
}

const size = process.argv[2];
if (size === undefined) printTable();
else process.stdout.write(JSON.stringify(measure(Number(size))));

function printTable(): void {
  const rows = SIZES.map(run);
  console.log('objects   files   plan ms   first write ms   unchanged ms   all ms   peak MB');
  for (const row of rows) {
    const all = row.planMs + row.writeMs;
    const cells = [row.objects, row.files, row.planMs, row.writeMs, row.unchangedMs, all, row.peakMb];
    const widths = [7, 8, 10, 17, 15, 9, 10];
    console.log(
      cells
        .map((cell, index) =>
          Math.round(cell)
            .toString()
            .padStart(widths[index] ?? 8),
        )
        .join(''),
    );
  }
  const exponent = (figure: (row: Figures) => number) => slope(rows.map((row) => [row.objects, figure(row)]));
  console.log(`exponent of planning ${exponent((row) => row.planMs).toFixed(2)}`);
  console.log(`exponent of planning and writing ${exponent((row) => row.planMs + row.writeMs).toFixed(2)}`);
  console.log(
    `exponent of planning and comparing ${exponent((row) => row.planMs + row.unchangedMs).toFixed(2)}`,
  );
}

function run(objects: number): Figures {
  const child = spawnSync(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(import.meta.url), String(objects)],
    {
      encoding: 'utf8',
    },
  );
  if (child.status !== 0) throw new Error(child.stderr);
  const figures: Figures = JSON.parse(child.stdout);
  return figures;
}

function measure(objects: number): Figures {
  const out = mkdtempSync(path.join(tmpdir(), 'launchpad-scale-'));
  const estate = { root: out, clusters: clusters(objects), complete: true, findings: [] };
  const start = performance.now();
  const { plan, findings } = planEstate(estate);
  if (findings.length > 0) throw new Error(JSON.stringify(findings[0]));
  const planned = performance.now();
  write(compare(plan, out), out);
  const written = performance.now();
  const again = compare(plan, out);
  const compared = performance.now();
  if (again.differences.length > 0) throw new Error('the second run found differences');
  rmSync(out, { recursive: true });
  return {
    objects: plan.files.reduce((sum, file) => sum + file.documents.length, 0),
    files: plan.files.length,
    planMs: planned - start,
    writeMs: written - planned,
    unchangedMs: compared - written,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
}

function clusters(objects: number): LoadedCluster[] {
  const stage = defineStage({ name: 'bench', production: false });
  const cloud = defineCloud({ name: 'bench', storageClass: 'fast', loadBalancer: { annotations: {} } });
  const controlPlane = defineControlPlane({
    namespace: 'argocd',
    tiers: {
      infra: { application: 'infra', project: 'default' },
      apps: { application: 'apps', project: 'default' },
    },
  });
  const apps: Placement[] = Array.from(
    { length: Math.round(objects / CLUSTERS / OBJECTS_PER_APP) },
    (_, index) =>
      forteApp({
        name: `app-${index}`,
        image: `registry.example.com/app-${index}`,
        port: 8080,
        env: { LOG_LEVEL: 'info', GREETING: 'hello' },
        config: { FEATURE: 'on', LIMIT: '10' },
        host: `app-${index}.example.com`,
        autoscaling: { min: 1, max: 3 },
      }).with({ resources: { requests: { cpu: '100m' } } }),
  );
  const location = { file: 'bench', line: 1, column: 1 };
  const overlay: OverlayData = {
    folder: 'bench',
    images: new Map(apps.map(({ name }) => [name, { tag: '1.0.0', location }])),
    imagesFile: location,
    settings: new Map(),
    sealedSecrets: [],
  };
  return Array.from({ length: CLUSTERS }, (_, index) => {
    const source = { repoURL: 'https://git.example.com/estate', targetRevision: 'main' };
    const facts = {
      name: `cluster-${index}`,
      cloud,
      stage,
      domain: 'example.com',
      kubernetesVersion: '1.33',
      controlPlane,
      source,
    };
    return { definition: defineCluster({ ...facts, run: apps }), overlay };
  });
}

/** The exponent of growth: the slope of a line through the points on logarithmic scales. */
function slope(points: readonly (readonly [number, number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const mean = (axis: 0 | 1) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [mx, my] = [mean(0), mean(1)];
  const above = logs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0);
  return above / logs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
}
