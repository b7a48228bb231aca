import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..', '..');
const README = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
const PARTS = ['src', 'imports', 'overlays', 'dist', 'cdk8s.yaml', 'package.json', 'tsconfig.json'];

let copy = '';

beforeAll(() => {
  copy = mkdtempSync(path.join(tmpdir(), 'launchpad-readme-'));
  for (const part of PARTS) cpSync(path.join(ROOT, part), path.join(copy, part), { recursive: true });
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(copy, 'node_modules'));
});

afterAll(() => rmSync(copy, { recursive: true }));

/** The code of the README's blocks in a language. */
function blocks(language: string): string[] {
  return [...README.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'gms'))].map(
    ([, code = '']) => code,
  );
}

/** The lines that a diff of the README adds to a file. */
function added(file: string): string[] {
  const diff = blocks('diff').find((block) => block.includes(`+++ b/${file}\n`)) ?? '';
  const [, part = ''] = diff.split(`+++ b/${file}\n`);
  const lines = part.split(/^\+\+\+ /m)[0]?.split('\n') ?? [];
  return lines.filter((line) => line.startsWith('+')).map((line) => line.slice(1));
}

function inCopy(...file: string[]): string {
  return path.join(copy, ...file);
}

function change(file: string, edit: (text: string) => string): void {
  writeFileSync(inCopy(file), edit(readFileSync(inCopy(file), 'utf8')));
}

function synth(): string {
  const run = spawnSync(process.execPath, ['--import', 'tsx', 'src/main.ts', 'synth'], {
    cwd: copy,
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return run.stdout;
}

describe('what the README shows', () => {
  it('adds an app: a file, a line and its import in an overlay, and a line of data', () => {
    writeFileSync(inCopy('src/catalog/apps/hello.ts'), added('src/catalog/apps/hello.ts').join('\n'));
    const [imported = '', listed = ''] = added('overlays/upc-dev/cluster.ts');
    change('overlays/upc-dev/cluster.ts', (text) =>
      `${imported}\n${text}`.replace('    mcp10x,\n', `${listed}\n    mcp10x,\n`),
    );
    change(
      'overlays/upc-dev/images.yaml',
      (text) => `${text}${added('overlays/upc-dev/images.yaml').join('\n')}\n`,
    );
    const [shown = ''] = blocks('console');
    expect(shown).toBe(`$ npm run synth\n${synth()}`);
  });

  it('adds a cluster: a folder', () => {
    mkdirSync(inCopy('overlays/upc-test'));
    for (const file of ['overlays/upc-test/cluster.ts', 'overlays/upc-test/images.yaml']) {
      writeFileSync(inCopy(file), `${added(file).join('\n')}\n`);
    }
    expect(synth()).toMatch(/^upc-dev {3}unchanged\nupc-prod {2}unchanged\nupc-test {2}16 written\n/);
    expect(readFileSync(inCopy('dist/upc-test/_app-of-apps-upc-test.yaml'), 'utf8')).toContain(
      'kind: Application',
    );
  });

  it('tests the app, and all of it compiles', () => {
    const [test = ''] = blocks('ts').filter((block) => block.includes('toMatchManifest'));
    mkdirSync(inCopy('test'));
    writeFileSync(inCopy('test/hello.test.ts'), test);
    const vitest = path.join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
    const run = execFileSync(process.execPath, [vitest, 'run', 'test/hello.test.ts'], {
      cwd: copy,
      encoding: 'utf8',
      env: { ...process.env, NO_COLOR: '1' },
    });
    expect(run).toMatch(/Tests {2}1 passed/);
    expect(execFileSync('npx', ['tsc', '-p', 'tsconfig.json'], { cwd: copy, encoding: 'utf8' })).toBe('');
  });
});
