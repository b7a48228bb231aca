/** What a failed run has left: nothing changed, or some files are new and some are old, each one whole. */
export type OutputState = 'unchanged' | 'partly-written';

/** The output folder could not be used: says where, what failed, what state it is in and what to do. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
  /** The system's code such as `ENOSPC`. @default - not an error of the system */
  readonly code: string | undefined;

  constructor(
    readonly path: string,
    readonly reason: string,
    readonly state: OutputState,
    readonly mend: string,
    cause?: unknown,
  ) {
    const left =
      state === 'unchanged'
        ? 'The output folder is unchanged.'
        : 'The output folder is partly written; every file in it is whole, old or new.';
    super(`${path}: ${reason}. ${left} ${mend}`, { cause });
    this.code = errorCode(cause);
  }
}

/** The system's code of an error, such as `ENOENT`. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** An error of the file system as an OutputError; any other error as it is. */
export function asOutputError(error: unknown, path: string, doing: string, state: OutputState): unknown {
  const code = errorCode(error);
  if (error instanceof OutputError || code === undefined) return error;
  const [what, mend] = KNOWN[code] ?? ['the system refused', 'Mend the cause'];
  return new OutputError(
    path,
    `could not ${doing}: ${what} (${code})`,
    state,
    `${mend}, then run again.`,
    error,
  );
}

const KNOWN: Readonly<Record<string, readonly [what: string, mend: string] | undefined>> = {
  ENOSPC: ['the disk is full', 'Free some space'],
  EDQUOT: ['the disk quota is used up', 'Free some space'],
  EROFS: ['the file system is read-only', 'Make it writable or choose another output folder'],
  EACCES: ['permission is denied', 'Give this user write permission on the output folder'],
  EPERM: ['the operation is not permitted', 'Give this user write permission on the output folder'],
  EXDEV: ['it is on another file system', 'Keep the whole output folder on one file system'],
  EBUSY: ['it is in use', 'Close the program that uses it'],
  EMFILE: ['too many files are open', 'Raise the limit of open files'],
  ENFILE: ['too many files are open', 'Raise the limit of open files'],
  EIO: ['the disk failed', 'Check the disk'],
  ENAMETOOLONG: ['the path is too long', 'Use a shorter path for the output folder'],
};
