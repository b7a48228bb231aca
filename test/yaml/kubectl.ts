import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JsonValue } from '../../src/model/json.js';
import { emitDocument } from '../../src/yaml/emit.js';
import { realTool } from '../real-tools.js';

export const kubectl = realTool('kubectl', 'version', '--client');

/**
 * Whether kustomize passes a string on as a key, however it is written. Kustomize 5.5 hands what it has read
 * to another parser as JSON, which takes some characters for control characters or, U+0085, for a line break,
 * and no keys beyond 1,024 characters, and drops the key `<<`. kyaml alone reads them all right.
 */
export function survivesKustomize(text: string): boolean {
  return text !== '<<' && !/[\x7f-\x9f\ufffe\uffff]/.test(text) && JSON.stringify(text).length <= 1024;
}

/** Writes a value into an object and reads it as `kubectl apply` does (sigs.k8s.io/yaml). */
export function throughKubectl(spec: JsonValue): unknown {
  return inFolder((folder) => readSpec(writeObject(folder, spec)));
}

/** Writes a value into an object that kustomize (kyaml) reads and prints, and kubectl reads after that. */
export function throughKustomize(spec: JsonValue): unknown {
  return inFolder((folder) => {
    writeObject(folder, spec);
    writeFileSync(join(folder, 'kustomization.yaml'), 'resources:\n- object.yaml\n');
    const built = join(folder, 'built.yaml');
    writeFileSync(built, run('kustomize', folder));
    return readSpec(built);
  });
}

function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'yaml-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function writeObject(folder: string, spec: JsonValue): string {
  const file = join(folder, 'object.yaml');
  const object = { apiVersion: 'example.com/v1', kind: 'Sample', metadata: { name: 'sample' }, spec };
  writeFileSync(file, emitDocument(object));
  return file;
}

/** Finds what two values differ in, as texts; `Object.keys` so that a key `__proto__` counts. */
export function differences(expected: unknown, actual: unknown, found: string[] = []): string[] {
  if (typeof expected !== 'object' || typeof actual !== 'object' || expected === null || actual === null) {
    if (!Object.is(expected, actual))
      found.push(`${JSON.stringify(expected)} became ${JSON.stringify(actual)}`);
    return found;
  }
  for (const key of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    differences(property(expected, key), property(actual, key), found);
  }
  return found;
}

function property(object: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(object, key)?.value;
}

function readSpec(file: string): unknown {
  const { spec } = JSON.parse(run('label', '--local', '-f', file, 'x=y', '-o', 'json')) as { spec: unknown };
  return spec;
}

function run(...args: string[]): string {
  const { status, stdout, stderr } = spawnSync(kubectl.command, args, {
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  if (status !== 0) throw new Error(`kubectl ${args[0]} failed: …${stderr.slice(-300)}`);
  return stdout;
}
