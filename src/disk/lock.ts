import { createHash } from 'node:crypto';
import { linkSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { isGone, isHere, type LockOwner, newOwner, parseOwner } from './lock-owner.js';
import { asOutputError, errorCode } from './output-error.js';
import { WORK_FOLDER } from './plan-paths.js';
import { makeRealFolder } from './real-folder.js';

/** Another run is writing to the output folder. */
export class OutputLockedError extends Error {
  override readonly name = 'OutputLockedError';
  /** @default - the lock does not tell */
  readonly pid: number | undefined;
  /** @default - the lock does not tell */
  readonly host: string | undefined;

  constructor(
    readonly out: string,
    readonly lockFile: string,
    owner: LockOwner | undefined,
  ) {
    const who = owner === undefined ? 'another run' : `process ${owner.pid} on host ${owner.host}`;
    const here = owner !== undefined && isHere(owner);
    const more = here ? '' : ` If you know that run is gone, delete ${lockFile}.`;
    super(`${out} is being written by ${who}. Wait until it has finished, then run again.${more}`);
    this.pid = owner?.pid;
    this.host = owner?.host;
  }
}

const LOCK = 'lock';
const CLAIM = 'claim-';
const GUARD = 'guard-';
const NO_HARD_LINKS: ReadonlySet<string | undefined> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);
const ATTEMPTS = 200;
const PAUSE_MS = 10;

/**
 * Runs `fn` while this process alone may write to the output folder `out`, which is made if it is not there.
 * A lock that a dead process of this host has left is taken over.
 *
 * @throws OutputLockedError where another run holds the lock.
 * @throws OutputError where the system fails; the output folder is unchanged then.
 */
export async function withLock<T>(out: string, fn: () => T | Promise<T>): Promise<T> {
  const root = resolve(out);
  const folder = join(root, WORK_FOLDER);
  const path = join(folder, LOCK);
  const text = await acquire(root, folder, path, out);
  const release = () => {
    try {
      // A lock that someone has deleted by hand and another run has taken is not ours to release.
      if (tryRead(path) === text) rmSync(path, { force: true });
      rmdirSync(folder);
    } catch {
      // What stays behind, the lock too, is cleared by the next run once this process has ended.
    }
  };
  process.once('exit', release);
  try {
    return await fn();
  } finally {
    process.off('exit', release);
    release();
  }
}

async function acquire(root: string, folder: string, path: string, out: string): Promise<string> {
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      makeRealFolder(root);
      makeRealFolder(folder);
      const text = tryCreate(folder, path);
      if (text !== undefined) {
        sweep(folder);
        return text;
      }
      const found = tryRead(path);
      if (found !== undefined) {
        const owner = parseOwner(found);
        if (owner === undefined || !isGone(owner)) throw new OutputLockedError(out, path, owner);
        if (removeDead(folder, path, found)) continue;
      }
      await setTimeout(PAUSE_MS);
    }
  } catch (error) {
    throw asOutputError(error, path, 'lock the output folder', 'unchanged');
  }
  throw new OutputLockedError(out, path, undefined);
}

/**
 * Creates the lock file, whole from its first moment, by linking a finished file to its name; `wx`, which
 * leaves an empty file to whoever is killed or looks in between, only where the file system has no links.
 */
function tryCreate(folder: string, path: string): string | undefined {
  const owner = newOwner();
  const text = `${JSON.stringify(owner)}\n`;
  const claim = join(folder, `${CLAIM}${owner.nonce}`);
  try {
    writeFileSync(claim, text, { flag: 'wx' });
    try {
      linkSync(claim, path);
    } catch (error) {
      if (!NO_HARD_LINKS.has(errorCode(error))) throw error;
      writeFileSync(path, text, { flag: 'wx' });
    }
    return text;
  } catch (error) {
    // ENOENT: a run that ended has just removed the folder, or swept the claim.
    if (errorCode(error) === 'EEXIST' || errorCode(error) === 'ENOENT') return undefined;
    throw error;
  } finally {
    rmSync(claim, { force: true });
  }
}

/**
 * Removes the lock file of a dead owner, so that of two contenders neither can remove the other's new lock:
 * a text is unique, and only who holds the guard that is named after it may remove the file that holds it.
 * A guard is a lock like any other and may be left by a killed run in its turn. False while another is at it.
 */
function removeDead(folder: string, path: string, dead: string): boolean {
  const guard = join(folder, `${GUARD}${createHash('sha256').update(dead).digest('hex').slice(0, 32)}`);
  if (tryCreate(folder, guard) === undefined) {
    const found = tryRead(guard);
    const owner = found === undefined ? undefined : parseOwner(found);
    return found !== undefined && owner !== undefined && isGone(owner) && removeDead(folder, guard, found);
  }
  try {
    if (tryRead(path) === dead) rmSync(path);
    return true;
  } finally {
    rmSync(guard, { force: true });
  }
}

/** Clears the claims and guards of killed runs. Safe for who holds the lock: they are about earlier locks. */
function sweep(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(CLAIM) && !name.startsWith(GUARD)) continue;
    const owner = parseOwner(tryRead(join(folder, name)) ?? '');
    if (owner === undefined || isGone(owner)) rmSync(join(folder, name), { force: true });
  }
}

function tryRead(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
