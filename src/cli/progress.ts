import type { Terminal } from './terminal.js';

/** Nothing is shown of work that is done sooner than this. */
const PATIENCE_MS = 1000;

/**
 * Runs work that tells on one line how far it is: to a person alone, never into a pipe. The line is gone
 * when the work ends, well or not, so that what is printed next stands alone.
 */
export async function withProgress<T>(
  terminal: Terminal,
  work: (show: (text: string) => void) => Promise<T>,
): Promise<T> {
  const startedAt = Date.now();
  let shown = '';
  const show = (text: string) => {
    if (!terminal.interactive || Date.now() - startedAt < PATIENCE_MS || text === shown) return;
    terminal.err(`\r\x1b[K${text}`);
    shown = text;
  };
  try {
    return await work(show);
  } finally {
    if (shown !== '') terminal.err('\r\x1b[K');
  }
}
