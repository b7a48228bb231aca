/** What every command answers the shell. */
export const ExitCode = {
  /** All is well. */
  GOOD: 0,
  /** Something was found that must be mended; it was printed. */
  FINDINGS: 1,
  /** The command could not tell: wrong arguments, a cluster.ts that fails, a folder that it cannot use, a bug. */
  UNKNOWN: 2,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
