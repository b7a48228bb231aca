import { type SpawnOptions, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createColors } from 'picocolors';
import { onTestFinished } from 'vitest';
import { launchpad } from '../../src/cli/launchpad.js';
import type { Terminal } from '../../src/cli/terminal.js';

const REPOSITORY = path.join(import.meta.dirname, '..', '..');

/** Files by their paths below the estate's root; `undefined` takes one away, or a folder. */
export type Files = Readonly<Record<string, string | undefined>>;

/** How a command ended, and what it printed. */
export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/**
 * What the little estate runs: `store` has a StatefulSet, `ledger` is deleted with all that it deployed.
 * `namespaces` gives each its namespace.
 */
export const CATALOG = `import {
  defineCloud, defineControlPlane, defineStage, forteApp, helmApplication, helmChart, KubernetesObject, manifests,
  Namespaces, SealedSecretRef,
} from './library.js';

export const facts = {
  cloud: defineCloud({ name: 'metal', storageClass: 'fast', loadBalancer: { annotations: {} } }),
  stage: defineStage({ name: 'dev', production: false }),
  domain: 'example.test',
  kubernetesVersion: '1.33',
  controlPlane: defineControlPlane({
    namespace: 'argocd',
    tiers: {
      infra: { application: 'platform-apps', project: 'platform' },
      apps: { application: 'business-apps', project: 'business' },
    },
  }),
  source: { repoURL: 'https://git.example/estate', targetRevision: 'main' },
};

export const shop = forteApp({ name: 'shop', image: 'registry.example/shop', port: 8080 });
export const till = forteApp({
  name: 'till',
  image: 'registry.example/till',
  port: 8080,
  secrets: [SealedSecretRef.named('till-keys', { keys: ['API_KEY'] })],
});
export const ingress = helmApplication({
  name: 'ingress',
  chart: helmChart({ repository: 'https://charts.example', name: 'ingress', version: '1.0.0' }),
  values: { replicas: 1 },
});
export const namespaces = manifests({
  name: 'namespaces',
  tier: 'infra',
  namespace: 'argocd',
  build: (scope, _settings, { namespaces: names }) => {
    new Namespaces(scope, 'namespaces', { names });
  },
});

const stateful = (scope, name) => {
  new KubernetesObject(scope, name, { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name } });
};
export const store = manifests({
  name: 'store',
  tier: 'apps',
  settings: { databases: ['store'] },
  build: (scope, { databases }) => {
    new KubernetesObject(scope, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' } });
    for (const name of databases) stateful(scope, name);
  },
});
export const ledger = manifests({
  name: 'ledger',
  tier: 'apps',
  deletion: 'cascade',
  build: (scope) => stateful(scope, 'ledger'),
});
`;

/** A `cluster.ts` of the little estate: `run` and `rest` are TypeScript. */
export function clusterTs(name: string, run: string, rest = ''): string {
  return `import { defineCluster } from '../../library.js';
import * as catalog from '../../catalog.js';

const { facts, ...entries } = catalog;
const { shop, till, ingress, namespaces, store, ledger } = entries;
export default defineCluster({ ...facts, name: '${name}', run: [${run}], ${rest} });
`;
}

/** Two clusters: both run the shop, and `west` an ingress and the store as well. */
export const SMALL: Files = {
  'overlays/west/cluster.ts': clusterTs('west', 'ingress, shop, store'),
  'overlays/west/images.yaml': 'shop: 1.10\n',
  'overlays/east/cluster.ts': clusterTs('east', 'shop'),
  'overlays/east/images.yaml': '# CI changes these.\nshop: 2.0.0\n',
};

/** An estate on disk, in a folder of its own that goes with the test. */
export class TempEstate {
  /** Where it stands. */
  readonly root = realpathSync(mkdtempSync(path.join(tmpdir(), 'launchpad-estate-')));

  constructor() {
    onTestFinished(() => rmSync(this.root, { recursive: true, force: true }));
  }

  at(...parts: string[]): string {
    return path.join(this.root, ...parts);
  }

  read(file: string): string {
    return readFileSync(this.at(file), 'utf8');
  }

  put(files: Files): void {
    for (const [file, text] of Object.entries(files)) {
      const full = this.at(file);
      if (text === undefined) rmSync(full, { recursive: true });
      else {
        mkdirSync(path.dirname(full), { recursive: true });
        writeFileSync(full, text);
      }
    }
  }

  /**
   * The same estate, output included, after a change of its sources: at another place, since a process
   * loads a module only once.
   */
  changed(files: Files): TempEstate {
    const copy = new TempEstate();
    cpSync(this.root, copy.root, { recursive: true, verbatimSymlinks: true });
    copy.put(files);
    return copy;
  }

  /** Every file of a folder with its text; nothing where the folder is not there. */
  files(folder = 'dist'): Record<string, string> {
    if (!existsSync(this.at(folder))) return {};
    const entries = readdirSync(this.at(folder), { withFileTypes: true, recursive: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(this.at(folder), path.join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('.launchpad'))
      .sort();
    return Object.fromEntries(
      files.map((file) => [file.split(path.sep).join('/'), this.read(path.join(folder, file))]),
    );
  }

  /** Runs a command in this process, as `src/main.ts` would. */
  async run(...argv: string[]): Promise<Run> {
    return this.runWith({}, ...argv);
  }

  async runWith(
    { env = {}, interactive = false }: { env?: Record<string, string>; interactive?: boolean },
    ...argv: string[]
  ): Promise<Run> {
    let [out, err] = ['', ''];
    const terminal: Terminal = {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      interactive,
      color: createColors(false),
    };
    const code = await launchpad({ root: this.root, argv, env, terminal });
    // What differs from one run of the tests to the next.
    const plain = (text: string) => text.replaceAll(this.root, '<root>');
    return { code, out: plain(out), err: plain(err) };
  }

  /** Makes it a project that processes of its own can run. */
  asProject(): this {
    symlinkSync(path.join(REPOSITORY, 'node_modules'), this.at('node_modules'), 'junction');
    this.put({
      'package.json': '{ "type": "module" }\n',
      'cdk8s.yaml': readFileSync(path.join(REPOSITORY, 'cdk8s.yaml'), 'utf8'),
      'src/main.ts': `import { launchpad } from '../${this.library('src/cli/launchpad.js')}';

await launchpad({ root: new URL('..', import.meta.url) });
`,
    });
    return this;
  }

  /** Where a file of the library stands, as a module at the estate's root imports it. */
  library(file: string): string {
    return path.relative(this.root, path.join(REPOSITORY, file)).split(path.sep).join('/');
  }

  /** Runs Node in a process of its own, in a folder of the estate. */
  async node(args: readonly string[], folder = '.'): Promise<Run> {
    return runProcess(process.execPath, args, { cwd: this.at(folder) });
  }
}

/** An estate of the small one's files and catalog, changed by further ones. */
export function tempEstate(files: Files = {}): TempEstate {
  const estate = new TempEstate();
  estate.put({
    'library.ts': `export * from '${estate.library('src/index.js')}';\n`,
    'catalog.ts': CATALOG,
    ...SMALL,
  });
  estate.put(files);
  return estate;
}

/** The library's own command line, found as `npx launchpad` would find it. */
export const BIN = path.join(REPOSITORY, 'src', 'bin.ts');

/** What `node --import` needs to run TypeScript, from whichever folder. */
export const TSX = import.meta.resolve('tsx');

/** Runs a program to its end. */
export function runProcess(command: string, args: readonly string[], options: SpawnOptions): Promise<Run> {
  const env = { ...process.env, NO_COLOR: '1', CI: '1' };
  const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    err += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
