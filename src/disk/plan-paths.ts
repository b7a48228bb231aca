import { isDeviceName } from '../model/device-name.js';
import type { FilePlan } from '../model/file-plan.js';
import type { Problem } from './difference.js';

/** The folder in the output folder that is Launchpad's own: the lock and what is not yet in place. */
export const WORK_FOLDER = '.launchpad';

const LONGEST_PATH = 240;
const LONGEST_NAME_IN_BYTES = 255;
const ILLEGAL = /[<>:"|?*\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/u;

/** Everything that is wrong with a plan's paths and clusters, found without looking at the disk. */
export function planProblems(plan: FilePlan): Problem[] {
  const problems: Problem[] = [];
  const clusters = plan.clusters === 'all' ? undefined : new Set(plan.clusters);
  for (const cluster of clusters ?? []) {
    const fault = cluster.includes('/') ? 'it has more than one part' : pathFault(cluster);
    if (fault !== undefined) problems.push(illegal(cluster, fault));
  }
  for (const { path } of plan.files) {
    const fault = pathFault(path);
    if (fault !== undefined) problems.push(illegal(path, fault));
    else if (clusters !== undefined && !clusters.has(foldersOf(path)[0] ?? '')) {
      problems.push({
        kind: 'outside-clusters',
        path,
        message: `${path} is planned, but the plan does not speak for its cluster.`,
        mend: 'Add the cluster to the plan, or leave the file out.',
      });
    }
  }
  return problems.length > 0 ? problems : collisions(plan);
}

/** A path as file systems see it that ignore letter case and Unicode normalisation. */
export function foldPath(path: string): string {
  return path.normalize('NFC').toLowerCase().normalize('NFC');
}

/** The folders above a path, topmost first. */
export function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let end = path.indexOf('/'); end !== -1; end = path.indexOf('/', end + 1)) {
    folders.push(path.slice(0, end));
  }
  return folders;
}

function pathFault(path: string): string | undefined {
  if (path === '') return 'it is empty';
  if (path.startsWith('/')) return 'it is absolute';
  if (path.includes('\\')) return 'it has a backslash';
  if (path.length > LONGEST_PATH) return `it is longer than ${LONGEST_PATH} characters`;
  const parts = path.split('/');
  const top = foldPath(parts[0] ?? '');
  if (top === WORK_FOLDER) return `${WORK_FOLDER}/ is kept for Launchpad's own work`;
  for (const part of parts) {
    const fault = partFault(part);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

function partFault(part: string): string | undefined {
  if (part === '') return 'it has an empty part';
  if (part === '..' || part === '.') return `it has the part '${part}'`;
  if (ILLEGAL.test(part)) return 'it has a character that is not legal in file names on every system';
  if (/[. ]$/.test(part)) return 'a part of it ends in a dot or a space, which Windows drops';
  const name = (part.split('.')[0] ?? '').trimEnd();
  if (isDeviceName(name)) return `'${name}' is a reserved name on Windows`;
  if (foldPath(part) === '.git') return "'.git' is Git's own";
  const tooLong = Buffer.byteLength(part) > LONGEST_NAME_IN_BYTES;
  return tooLong ? `a part of it is longer than ${LONGEST_NAME_IN_BYTES} bytes` : undefined;
}

function collisions(plan: FilePlan): Problem[] {
  const problems: Problem[] = [];
  const folders = new Map<string, string>();
  const files = new Map<string, string>();
  for (const { path } of plan.files) {
    for (const folder of foldersOf(path)) {
      const folded = foldPath(folder);
      const known = folders.get(folded);
      if (known === undefined) folders.set(folded, folder);
      else if (known !== folder)
        problems.push(collision(path, `folder ${known} differs by letter case only`));
    }
    const folded = foldPath(path);
    const known = files.get(folded);
    if (known === undefined) files.set(folded, path);
    else if (known === path) problems.push(collision(path, 'it is planned twice'));
    else problems.push(collision(path, `${known} differs by letter case or Unicode form only`));
  }
  for (const [folded, path] of files) {
    const folder = folders.get(folded);
    if (folder !== undefined)
      problems.push(collision(path, `${folder} is also a folder of other planned files`));
  }
  return problems;
}

function illegal(path: string, fault: string): Problem {
  return {
    kind: 'illegal-path',
    path,
    message: `${JSON.stringify(path)} cannot be a path in the output folder: ${fault}.`,
    mend: 'Change the name that the path is made from.',
  };
}

function collision(path: string, fault: string): Problem {
  return {
    kind: 'colliding-paths',
    path,
    message: `${path} collides with another planned path: ${fault}.`,
    mend: 'Give one of the two another name.',
  };
}
