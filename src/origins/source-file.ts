import { readFileSync, statSync } from 'node:fs';
import { extname } from 'node:path';
import type { ParserOptions } from '@babel/parser';
import type { SourceLocation } from '../model/origin.js';
import type { Program } from './syntax.js';

/** A file of source code, parsed. */
export class SourceFile {
  private readonly lineStarts: readonly number[];

  constructor(
    readonly path: string,
    readonly text: string,
    readonly program: Program,
  ) {
    this.lineStarts = [0, ...Array.from(text.matchAll(/\r\n|[\n\r\u2028\u2029]/g), endOfMatch)];
  }

  /** The offset of a line and column, or `undefined` where the file has no such place. */
  offsetOf(line: number, column: number): number | undefined {
    const start = this.lineStarts[line - 1];
    const end = this.lineStarts[line] ?? this.text.length + 1;
    if (start === undefined || column < 1 || start + column > end) return undefined;
    return start + column - 1;
  }

  locationOf(offset: number): SourceLocation {
    const after = this.lineStarts.findIndex((start) => start > offset);
    const line = after === -1 ? this.lineStarts.length : after;
    return { file: this.path, line, column: offset - (this.lineStarts[line - 1] ?? 0) + 1 };
  }

  /** When the file was last written, in milliseconds; infinite when it is gone. */
  modifiedAt(): number {
    return statSync(this.path, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY;
  }
}

/** Why a file could not be opened, as a sentence's end: `the file … is gone`. */
export interface Unopened {
  readonly problem: string;
}

type Parse = (text: string, options: ParserOptions) => { readonly program: Program };

/** Parsed files, kept for as long as their text stays the same. */
export class SourceFiles {
  private static loading: Promise<SourceFiles> | undefined;
  private readonly opened = new Map<string, SourceFile>();

  private constructor(private readonly parse: Parse) {}

  /** Loads the parser, the first time only: it is not worth its start-up time until someone asks. */
  static load(): Promise<SourceFiles> {
    SourceFiles.loading ??= import('@babel/parser').then(({ parse }) => new SourceFiles(parse));
    return SourceFiles.loading;
  }

  open(path: string): SourceFile | Unopened {
    let text: string;
    try {
      text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
    } catch {
      return { problem: 'the file cannot be read' };
    }
    const known = this.opened.get(path);
    if (known?.text === text) return known;
    try {
      const file = new SourceFile(path, text, this.parse(text, parserOptions(path)).program);
      this.opened.set(path, file);
      return file;
    } catch {
      this.opened.delete(path);
      return { problem: 'the file cannot be parsed' };
    }
  }
}

function parserOptions(path: string): ParserOptions {
  const extension = extname(path);
  const plugins: ParserOptions['plugins'] = ['decorators', 'decoratorAutoAccessors'];
  if (/^\.[cm]?tsx?$/.test(extension)) plugins.push('typescript');
  if (/^\.([jt]sx|js)$/.test(extension)) plugins.push('jsx');
  const sourceType = /^\.c[jt]s$/.test(extension) ? 'unambiguous' : 'module';
  return { sourceType, plugins, attachComment: false };
}

function endOfMatch(match: RegExpExecArray): number {
  return match.index + match[0].length;
}
