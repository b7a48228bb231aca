import type { SourceLocation } from '../model/origin.js';

/** Where a field was set. */
export interface LeafLocation {
  readonly location: SourceLocation;
  /** Whether the field is set at this very place. Otherwise it is the nearest place that is certain. */
  readonly exact: boolean;
  /**
   * - `leaf`: the field's own line
   * - `computed`: an expression that only a run could tell the value of
   * - `spread`: a spread of something that only a run could tell
   * - `enclosing`: the object or list in which the field should be
   * - `call`: the call as a whole
   */
  readonly how: 'leaf' | 'computed' | 'spread' | 'enclosing' | 'call';
  /** The expression there, on one line and cut to a readable length. */
  readonly text?: string;
  /** Why the place is not exact. @default - it is exact */
  readonly why?: string;
}

/** The answer when nothing below the call is certain. */
export function callOnly(location: SourceLocation, why: string): LeafLocation {
  return { location, exact: false, how: 'call', why };
}
