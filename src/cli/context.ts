import type { Terminal } from './terminal.js';

/** What every command is handed. */
export interface CommandContext {
  /** The project's root: what holds `overlays/` and the output folder. */
  readonly root: string;
  readonly terminal: Terminal;
  /**
   * A folder that gets a copy of what synth writes: where the cdk8s command line expects output.
   * @default - none
   */
  readonly mirror?: string | undefined;
}
