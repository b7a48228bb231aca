import { spawnSync } from 'node:child_process';
import path from 'node:path';

const INSTALLED = path.join(import.meta.dirname, '..', '.tools');

/** A real tool that a test runs, from the PATH or from `npm run tools`. */
export interface RealTool {
  /** What to spawn. */
  readonly command: string;
  /** Whether tests that need it are left out: it is missing, and this is not CI, where that must not pass. */
  readonly isSkipped: boolean;
  /** Says so in the test's name. */
  readonly why: string;
}

/** @param probe arguments with which the tool answers at once and does nothing */
export function realTool(name: string, ...probe: string[]): RealTool {
  const command = [name, path.join(INSTALLED, name)].find((each) => spawnSync(each, probe).status === 0);
  const isSkipped = command === undefined && process.env.CI === undefined;
  const why = isSkipped ? ` (skipped: there is no ${name}; npm run tools gets one)` : '';
  return { command: command ?? name, isSkipped, why };
}
