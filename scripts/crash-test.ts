/**
 * Kills a process that writes an output folder, at random moments, and looks whether anything was lost.
 *
 *     npx tsx scripts/crash-test.ts [kills = 100] [seed = 1]
 *
 * After each kill every file must be whole, old or new; none that both plans have may be gone; foreign files
 * must be as they were; and the next run must take over the lock and leave exactly its plan.
 */
import { type ChildProcess, fork } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compare } from '../src/disk/compare.js';
import { fileText, inspectText } from '../src/disk/file-text.js';
import { withLock } from '../src/disk/lock.js';
import { write } from '../src/disk/write.js';
import type { FilePlan, PlannedFile } from '../src/model/file-plan.js';

type Version = 0 | 1;
const FILES = 3000;
/** What the child says of itself, one byte a step, written to its stdout at once. */
const STEPS = { c: 'comparing', s: 'staging', p: 'placing', r: 'removing', d: 'done' } as const;
type Step = 'before' | (typeof STEPS)[keyof typeof STEPS];

/** Versions share a third of their files as they are and a third changed; the rest is in one of them only. */
function planOf(version: Version): FilePlan {
  const files: PlannedFile[] = [];
  for (let index = 0; index < FILES; index += 1) {
    const app = Math.floor(index / 6);
    const own = index % 3 === 2;
    // Every other app of one version is in a folder that the other version does not have at all.
    const folder = own && app % 2 === 0 ? `manifests/v${version}-${app}` : `manifests/app-${app}`;
    const name = own ? `own-v${version}-${index}` : `file-${index}`;
    const value = index % 3 === 0 ? 'same' : `version ${version}`;
    const data = Object.fromEntries(
      Array.from({ length: 20 }, (_, key) => [`key${key}`, `${value} ${index}`]),
    );
    files.push({
      path: `upc-${index % 3}/${folder}/${name}.yaml`,
      documents: [{ data }],
      source: 'src/a.ts',
    });
  }
  // A whole cluster that comes and goes.
  const extra = { path: `upc-v${version}/infra/a.yaml`, documents: [{ version }], source: 'src/a.ts' };
  return { files: [...files, extra], clusters: 'all' };
}

async function synth(version: Version, out: string, say: (step: Letter) => void): Promise<void> {
  const plan = planOf(version);
  await withLock(out, () => {
    say('c');
    const comparison = compare(plan, out);
    let last = '';
    write(comparison, out, {
      onProgress: ({ step }) => {
        if (step === last) return;
        last = step;
        say(step === 'stage' ? 's' : step === 'place' ? 'p' : 'r');
      },
    });
  });
  say('d');
}

type Letter = keyof typeof STEPS;
/** When to kill: so many ms after the child has begun a step. */
type Moment = { readonly letter: Letter; readonly delay: number };

/** A run in a process of its own, killed at `moment`; tells how far it came and when each step began. */
async function run(version: Version, out: string, moment?: Moment) {
  const options = { execArgv: ['--import', 'tsx'], silent: true };
  const child: ChildProcess = fork(
    fileURLToPath(import.meta.url),
    ['--child', String(version), out],
    options,
  );
  const began = new Map<Letter, number>();
  let reached: Step = 'before';
  let timer: NodeJS.Timeout | undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    for (const letter of chunk.toString()) {
      if (!isLetter(letter)) continue;
      reached = STEPS[letter];
      began.set(letter, performance.now());
      if (letter === moment?.letter) timer = setTimeout(() => child.kill('SIGKILL'), moment.delay);
    }
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  if (child.signalCode !== 'SIGKILL' && child.exitCode !== 0) throw new Error(`The child failed: ${errors}`);
  return { reached, began };
}

/** How long each step takes when nobody kills the run. */
async function durations(version: Version, out: string): Promise<Record<Exclude<Letter, 'd'>, number>> {
  const { began } = await run(version, out);
  const between = (from: Letter, to: Letter) => (began.get(to) ?? 0) - (began.get(from) ?? 0);
  return { c: between('c', 's'), s: between('s', 'p'), p: between('p', 'r'), r: between('r', 'd') };
}

function isLetter(letter: string): letter is Letter {
  return letter in STEPS;
}

function filesBelow(folder: string, path = ''): string[] {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((entry) => {
    const below = path === '' ? entry.name : `${path}/${entry.name}`;
    if (below === '.launchpad') return [];
    return entry.isDirectory() ? filesBelow(folder, below) : [below];
  });
}

/** Faults of the folder after a kill, and how many of its files are of which version. */
function inspect(
  out: string,
  texts: readonly ReadonlyMap<string, string>[],
  foreign: ReadonlyMap<string, string>,
) {
  const faults: string[] = [];
  const counts = [0, 0];
  const found = new Set(filesBelow(out));
  for (const path of found) {
    const text = readFileSync(join(out, path), 'utf8');
    if (foreign.has(path)) continue;
    const about = inspectText(text);
    if (!about.ours || !about.intact) faults.push(`${path} is not whole`);
    const [old, next] = texts.map((known) => known.get(path) === text);
    if (!old && !next) faults.push(`${path} is neither old nor new`);
    if (old !== next) counts[old ? 0 : 1] = (counts[old ? 0 : 1] ?? 0) + 1;
  }
  for (const [path, text] of foreign) {
    if (!found.has(path)) faults.push(`foreign ${path} was lost`);
    else if (readFileSync(join(out, path), 'utf8') !== text) faults.push(`foreign ${path} was changed`);
  }
  for (const path of texts[0]?.keys() ?? []) {
    if (texts[1]?.has(path) && !found.has(path)) faults.push(`${path} is in both versions and was lost`);
  }
  // A folder of the new version alone is put into place whole.
  const folders = new Set([...found].map((path) => dirname(path)));
  for (const path of texts[1]?.keys() ?? []) {
    const folder = dirname(path);
    const isThere = /v[01]-\d+$/.test(folder) && folders.has(folder);
    if (isThere && !found.has(path)) faults.push(`${folder} is there without ${path}`);
  }
  return { faults, mixed: (counts[0] ?? 0) > 0 && (counts[1] ?? 0) > 0 };
}

function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

async function main(kills: number, seed: number): Promise<void> {
  const random = seeded(seed);
  const out = join(mkdtempSync(join(tmpdir(), 'launchpad-crash-')), 'dist');
  const texts = ([0, 1] as const).map(
    (v) => new Map(planOf(v).files.map((file) => [file.path, fileText(file)])),
  );
  const foreign = new Map(
    Array.from({ length: 60 }, (_, index) => [
      index % 2 ? `upc-${index % 3}/manifests/app-${index}/notes.md` : `upc-${index % 3}/mine-${index}.yaml`,
      `mine: ${index}\n`,
    ]),
  );
  await synth(0, out, () => {});
  for (const [path, text] of foreign) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }

  // Two runs that nobody kills tell how long each step takes, and lead back to version 0.
  const times = [await durations(1, out), await durations(0, out)];
  const longest = (letter: keyof (typeof times)[number]) => Math.max(...times.map((of) => of[letter]));
  const reached: Record<Step, number> = {
    before: 0,
    comparing: 0,
    staging: 0,
    placing: 0,
    removing: 0,
    done: 0,
  };
  const counts = { mixed: 0, staleLocks: 0, leftStaging: 0, faults: 0 };
  let version: Version = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const next: Version = version === 0 ? 1 : 0;
    // Steps that change the folder are short, so they are chosen more often than their time would give.
    const letter = (['c', 's', 's', 'p', 'p', 'p', 'r', 'r'] as const)[Math.floor(random() * 8)] ?? 'p';
    const { reached: step } = await run(next, out, { letter, delay: random() * longest(letter) });
    reached[step] += 1;
    const { faults, mixed } = inspect(out, next === 1 ? texts : [...texts].reverse(), foreign);
    if (mixed) counts.mixed += 1;
    if (existsSync(join(out, '.launchpad/lock'))) counts.staleLocks += 1;
    if (existsSync(join(out, '.launchpad/staging'))) counts.leftStaging += 1;

    // The next run goes forward or back to the old version, and must leave exactly that.
    version = random() < 0.5 ? next : version;
    await synth(version, out, () => {});
    const { differences, problems } = compare(planOf(version), out);
    const unclean = differences.filter((difference) => difference.kind !== 'foreign');
    faults.push(...[...unclean, ...problems].map(({ kind, path }) => `after the next run: ${kind} ${path}`));
    const whole = inspect(out, version === 1 ? texts : [...texts].reverse(), foreign);
    faults.push(...whole.faults.map((fault) => `after the next run: ${fault}`));
    if (existsSync(join(out, '.launchpad'))) faults.push('after the next run: .launchpad is still there');
    counts.faults += faults.length;
    for (const fault of faults.slice(0, 5)) console.error(`kill ${kill}: ${fault}`);
  }
  rmSync(dirname(out), { recursive: true });
  const ms = (['c', 's', 'p', 'r'] as const).map(
    (letter) => `${STEPS[letter]} ${Math.round(longest(letter))} ms`,
  );
  console.log(`${kills} kills, seed ${seed}, ${FILES + 1} files; a whole run: ${ms.join(', ')}`);
  console.log('killed while', reached);
  console.log(counts);
  if (counts.faults > 0) process.exitCode = 1;
}

const [first, second, third] = process.argv.slice(2);
if (first === '--child') {
  await synth(second === '1' ? 1 : 0, third ?? '', (step) => writeSync(1, step));
  process.exit(0);
} else await main(Number(first ?? 100), Number(second ?? 1));
