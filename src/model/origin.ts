import { fileURLToPath } from 'node:url';
import type { FieldPath } from './json.js';

/** A place in a source file. */
export interface SourceLocation {
  /** Absolute path. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
}

/** Where something was written: a call in TypeScript or a YAML file. */
export interface Origin {
  /** The place as a whole. `undefined` when the engine could not tell it. */
  location(): SourceLocation | undefined;
  /** The place of one field in it, where the origin knows its fields' places by itself. */
  locate?(path: FieldPath): SourceLocation | undefined;
}

// `at name (file:line:column)`, or without a name and parentheses; the file's own path may hold some too.
const FRAME = /^ *at (?:.+? \()?((?:file:\/\/|\/|[A-Za-z]:[\\/]).+?):(\d+):(\d+)\)?$/m;

/** The call of a function, remembered cheaply: the stack is turned into text only when somebody asks. */
export class CallSite implements Origin {
  private constructor(private readonly trace: { readonly stack?: string }) {}

  /** Remembers this very call. */
  static here(): CallSite {
    return CallSite.of(CallSite.here);
  }

  /**
   * Remembers who called a function.
   *
   * @param callee the function that is being called; its caller is what is remembered
   */
  static of(callee: (...args: never[]) => unknown): CallSite {
    const trace: { stack?: string } = {};
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 1;
    Error.captureStackTrace(trace, callee);
    Error.stackTraceLimit = limit;
    return new CallSite(trace);
  }

  location(): SourceLocation | undefined {
    const [, file, line, column] = FRAME.exec(this.trace.stack ?? '') ?? [];
    if (!file) return undefined;
    return {
      file: file.startsWith('file://') ? fileURLToPath(file) : file,
      line: Number(line),
      column: Number(column),
    };
  }
}

/** A layer that is a part of what a call was given, such as the `settings` of a definition. */
export class PartOfCall implements Origin {
  /**
   * @param call the call as a whole
   * @param within where the layer stands in the object that the call was given. A function on the way
   *   stands for what it returns.
   */
  constructor(
    private readonly call: Origin,
    readonly within: FieldPath,
  ) {}

  location(): SourceLocation | undefined {
    return this.call.location();
  }
}
