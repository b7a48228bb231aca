import pc from 'picocolors';
import { ExitCode } from './exit-code.js';

/** Where a command prints. */
export interface Terminal {
  /** Prints a result. */
  out(text: string): void;
  /** Prints what is no result: errors, warnings, progress. */
  err(text: string): void;
  /** Whether a person watches `err`, so that progress may be shown on it. */
  readonly interactive: boolean;
  readonly color: Colors;
}

type Colors = ReturnType<typeof pc.createColors>;

/** The terminal, or the pipe, of this process. */
export function processTerminal(): Terminal {
  // Who reads only the first lines, as `head` does, has what they wanted. Any other failure is an error.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') process.exitCode = ExitCode.UNKNOWN;
  });
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    color: pc.createColors(pc.isColorSupported && process.stdout.isTTY === true),
  };
}
