import type { Construct } from 'constructs';

/** A Secret that an app reads and that something else makes: no plain secret stands in the output. */
export interface SecretRef {
  /** Name of the Secret, in the namespace of its reader. */
  readonly name: string;
  /** The keys that the reader needs. */
  readonly keys: readonly string[];
  /**
   * Says that a construct reads it, so that its existence and its keys are checked.
   *
   * @param keys what the construct reads of it beside {@link keys}. @default - nothing
   */
  bind(reader: Construct, ...keys: string[]): void;
}
