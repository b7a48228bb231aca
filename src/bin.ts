#!/usr/bin/env node
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { register } from 'tsx/esm/api';

/** What an estate's entry may be called, below its root. */
const ENTRIES = ['src/main.ts', 'main.ts', 'src/main.js', 'main.js'];

const entry = findEntry(process.cwd());
if (entry === undefined) {
  process.stderr.write(
    `error: no estate here: neither ${process.cwd()} nor a folder above it holds cdk8s.yaml and one of ${ENTRIES.join(', ')}.\n`,
  );
  process.exitCode = 2;
} else {
  // The estate is TypeScript, and its entry runs the command line with this process's arguments.
  register();
  try {
    await import(pathToFileURL(entry).href);
  } catch (error) {
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    process.stderr.write(`error: ${entry} could not be run: ${reason}\n`);
    process.exitCode = 2;
  }
}

function findEntry(folder: string): string | undefined {
  const found = existsSync(path.join(folder, 'cdk8s.yaml'))
    ? ENTRIES.map((name) => path.join(folder, name)).find((file) => existsSync(file))
    : undefined;
  const above = path.dirname(folder);
  return found ?? (above === folder ? undefined : findEntry(above));
}
