import pc from 'picocolors';

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
  return {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    interactive: process.stderr.isTTY === true,
    color: pc.createColors(pc.isColorSupported && process.stdout.isTTY === true),
  };
}
