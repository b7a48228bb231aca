import { randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { errorCode } from './output-error.js';

/** The process that a lock names. */
export interface LockOwner {
  readonly pid: number;
  readonly host: string;
  /** The Linux namespace that `pid` counts in: containers may share a host name. `''` where unknown. */
  readonly space: string;
  /** When the process started: tells it from a later one of the same pid. `''` where unknown. */
  readonly started: string;
  /** Makes each lock's text unique. */
  readonly nonce: string;
}

/** This process, as the owner of one new lock. */
export function newOwner(): LockOwner {
  const { pid } = process;
  return { pid, ...here(), started: processState(pid)?.started ?? '', nonce: randomUUID() };
}

/** The owner that a lock file's text names; undefined where the text names none. */
export function parseOwner(text: string): LockOwner | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { pid, host, space, started, nonce } = value as Partial<Record<keyof LockOwner, unknown>>;
  if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0 || typeof host !== 'string')
    return undefined;
  if (typeof space !== 'string' || typeof started !== 'string' || typeof nonce !== 'string') return undefined;
  return { pid, host, space, started, nonce };
}

/** Whether the owner can be judged from here, that is, whether it runs or ran on this host. */
export function isHere({ host, space }: LockOwner): boolean {
  const now = here();
  return host === now.host && space === now.space;
}

/** Whether the owner is certainly gone. One on another host never is. */
export function isGone(owner: LockOwner): boolean {
  if (!isHere(owner)) return false;
  const state = processState(owner.pid);
  if (state !== undefined) {
    return state.ended || (owner.started !== '' && owner.started !== state.started);
  }
  try {
    process.kill(owner.pid, 0);
    return false;
  } catch (error) {
    return errorCode(error) === 'ESRCH';
  }
}

function here(): Pick<LockOwner, 'host' | 'space'> {
  let space = '';
  try {
    space = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Only Linux has it.
  }
  return { host: hostname(), space };
}

function processState(pid: number): { readonly started: string; readonly ended: boolean } | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the program's name in brackets and may hold anything; fields 3 and 22 are wanted.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state, started] = [fields[0], fields[19]];
  if (state === undefined || started === undefined) return undefined;
  return { started, ended: state === 'Z' || state === 'X' };
}
