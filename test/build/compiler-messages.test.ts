import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../fixtures/small-cluster.js';

// What an engineer reads in the editor when something is forgotten or misspelt, word for word.

const PREAMBLE = `
import {
  defineCloud, defineCluster, defineControlPlane, defineStage, forteApp, helmApplication, helmChart,
} from '@forteapps/launchpad';

export const dev = defineStage({ name: 'dev', production: false });
export const prod = defineStage({ name: 'prod', production: true });
const tiers = {
  infra: { application: 'infrastructure-apps', project: 'infrastructure' },
  apps: { application: 'enterprise-apps', project: 'enterprise' },
};
export const facts = {
  name: 'one',
  cloud: defineCloud({ name: 'metal', storageClass: 'fast', loadBalancer: { annotations: {} } }),
  kubernetesVersion: '1.33',
  controlPlane: defineControlPlane({ namespace: 'argocd', tiers }),
  source: { repoURL: 'https://git.example/estate', targetRevision: 'main' },
};
const chart = helmChart<{ deployment: { replicas: number }; service: { spec: { type: string } } }>({
  repository: 'https://charts.example', name: 'traefik', version: '41.3.0',
});
export const traefik = helmApplication({ name: 'traefik', chart });
export const musicman = forteApp({
  name: 'musicman', image: 'ghcr.io/example/musicman', port: 3000, needs: { prod: ['host'] },
});
`;

const IMPORTS = `import { defineCluster, forteApp, helmApplication, manifests } from '@forteapps/launchpad';
import { dev, facts, musicman, prod, traefik } from './preamble.js';
`;

/** Programs with one mistake each. */
const programs = {
  'missing-domain': `export default defineCluster({ ...facts, stage: dev, run: [musicman] });`,
  'missing-image': `export const app = forteApp({ name: 'app', port: 3000 });`,
  'misspelt-in-overlay': `export const app = musicman.with({ resources: { limits: { memroy: '1Gi' } } });`,
  'misspelt-in-values': `export const app = traefik.with({ values: { service: { spec: { tpye: 'x' } } } });`,
  'misspelt-from-facts': `export const app = forteApp({
  name: 'app', image: 'i', port: 1, fromFacts: ({ domain }) => ({ port: 2, hots: domain }),
});`,
  'listed-twice': `export default defineCluster({
  ...facts, stage: dev, domain: 'a.example',
  run: [musicman, traefik, musicman],
});`,
  'host-missing': `export default defineCluster({
  ...facts, stage: prod, domain: 'a.example',
  run: [musicman, traefik],
});`,
  'no-settings': `const app = manifests({ name: 'app', tier: 'infra', build: () => {} });
export const placed = app.with({ a: 1 });`,
};

const folder = mkdtempSync(path.join(tmpdir(), 'launchpad-types-'));
let output = '';

beforeAll(() => {
  writeFileSync(path.join(folder, 'package.json'), '{ "type": "module" }');
  writeFileSync(path.join(folder, 'preamble.ts'), PREAMBLE);
  for (const [name, program] of Object.entries(programs)) {
    writeFileSync(path.join(folder, `${name}.ts`), `${IMPORTS}${program}\n`);
  }
  const tsconfig = {
    extends: path.join(ROOT, 'tsconfig.json'),
    compilerOptions: {
      paths: { '@forteapps/launchpad': [path.join(ROOT, 'src', 'index.ts')] },
      typeRoots: [path.join(ROOT, 'node_modules', '@types')],
    },
    include: ['*.ts'],
  };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(tsconfig));
  const tsc = path.join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
  const run = spawnSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' });
  output = run.stdout.replaceAll('\r', '');
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the compiler said of a program, without the program's name. */
function said(name: keyof typeof programs): string {
  return output
    .split(/\n(?=\S)/)
    .filter((message) => message.startsWith(`${name}.ts`))
    .map((message) => message.slice(`${name}.ts`.length).trimEnd())
    .join('\n');
}

describe('the compiler says of', () => {
  it('what is right: nothing', () => {
    expect(output).not.toContain('preamble.ts');
    expect(output).not.toContain('src/');
  });

  it('a cluster without a domain', () => {
    expect(said('missing-domain')).toMatchInlineSnapshot(
      `"(3,30): error TS2741: Property 'domain' is missing in type '{ name: string; cloud: Cloud; kubernetesVersion: string; controlPlane: ControlPlane; source: { repoURL: string; targetRevision: string; }; stage: Stage<"dev">; run: [Entry<"musicman", ForteAppEntrySettings, { ...; }>]; }' but required in type 'ClusterProps<"dev", readonly [Entry<"musicman", ForteAppEntrySettings, { readonly prod: readonly ["host"]; }>]>'."`,
    );
  });

  it('an entry without an image', () => {
    expect(said('missing-image')).toMatchInlineSnapshot(
      `"(3,29): error TS2741: Property 'image' is missing in type '{ name: "app"; port: number; }' but required in type 'ForteAppDefinition<"app", {}, ForteAppLayer>'."`,
    );
  });

  it('a setting misspelt three levels deep', () => {
    expect(said('misspelt-in-overlay')).toMatchInlineSnapshot(
      `"(3,59): error TS2561: Object literal may only specify known properties, but 'memroy' does not exist in type '{ readonly cpu?: string | null | undefined; readonly memory?: string | null | undefined; }'. Did you mean to write 'memory'?"`,
    );
  });

  it('a value of a chart misspelt three levels deep', () => {
    expect(said('misspelt-in-values')).toMatchInlineSnapshot(
      `"(3,64): error TS2353: Object literal may only specify known properties, and 'tpye' does not exist in type '{ readonly type?: string | null | undefined; }'."`,
    );
  });

  it('a setting misspelt in what the facts dictate', () => {
    expect(said('misspelt-from-facts')).toMatchInlineSnapshot(`
      "(4,37): error TS2322: Type '({ domain }: ClusterFacts<string>) => { port: number; hots: string; }' is not assignable to type '(cluster: ClusterFacts<string>) => { port: number; hots: string; } & { readonly port: number; readonly hots: "there is no setting hots"; }'.
        Type '{ port: number; hots: string; }' is not assignable to type '{ port: number; hots: string; } & { readonly port: number; readonly hots: "there is no setting hots"; }'.
          Type '{ port: number; hots: string; }' is not assignable to type '{ readonly port: number; readonly hots: "there is no setting hots"; }'.
            Types of property 'hots' are incompatible.
              Type 'string' is not assignable to type '"there is no setting hots"'."
    `);
  });

  it('an entry that is listed twice', () => {
    expect(said('listed-twice')).toMatchInlineSnapshot(`
      "(5,9): error TS2322: Type 'Entry<"musicman", ForteAppEntrySettings, { readonly prod: readonly ["host"]; }>' is not assignable to type '"musicman is listed twice: keep one"'.
      (5,28): error TS2322: Type 'Entry<"musicman", ForteAppEntrySettings, { readonly prod: readonly ["host"]; }>' is not assignable to type '"musicman is listed twice: keep one"'."
    `);
  });

  it('a host that only production needs', () => {
    expect(said('host-missing')).toMatchInlineSnapshot(
      `"(5,9): error TS2322: Type 'Entry<"musicman", ForteAppEntrySettings, { readonly prod: readonly ["host"]; }>' is not assignable to type '"musicman must be told its host on prod: musicman.with({ host: … })"'."`,
    );
  });

  it('settings of an entry that has none', () => {
    expect(said('no-settings')).toMatchInlineSnapshot(`
      "(4,32): error TS2345: Argument of type '{ a: number; }' is not assignable to parameter of type '{} & "app has no settings"'.
        Type '{ a: number; }' is not assignable to type '"app has no settings"'."
    `);
  });
});
