import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { SourceFile, type SourceFiles } from './source-file.js';
import type { Expression, Statement } from './syntax.js';

/** An expression together with the file it is in. */
export interface Place {
  readonly file: SourceFile;
  readonly expression: Expression;
}

/** How deep one module may pass on another's exports before they count as unknown. */
const DEEPEST_EXPORT = 20;

/**
 * What a module that was imported by a relative path exports under a name.
 *
 * @param from the file that imports
 * @param specifier the path as it is written in the import
 */
export function exportedBy(
  files: SourceFiles,
  from: SourceFile,
  specifier: string,
  name: string,
  depth = 0,
): Place | undefined {
  const path = depth < DEEPEST_EXPORT ? pathOf(from, specifier) : undefined;
  const file = path === undefined ? undefined : files.open(path);
  if (!(file instanceof SourceFile)) return undefined;
  const passedOn: Place[] = [];
  for (const statement of file.program.body) {
    if (statement.type === 'ExportAllDeclaration' && name !== 'default') {
      const place = exportedBy(files, file, statement.source.value, name, depth + 1);
      if (place) passedOn.push(place);
      continue;
    }
    const found = exportedHere(statement, name);
    if (!found) continue;
    if ('expression' in found) return { file, expression: found.expression };
    return exportedBy(files, file, found.from, found.name, depth + 1);
  }
  return passedOn.length === 1 ? passedOn[0] : undefined;
}

type Exported =
  | { readonly expression: Expression }
  | { readonly from: string; readonly name: string }
  | undefined;

function exportedHere(statement: Statement, name: string): Exported {
  if (statement.type === 'ExportDefaultDeclaration') {
    const { declaration } = statement;
    if (name !== 'default' || /Declar(ation|eFunction)$/.test(declaration.type)) return undefined;
    return { expression: declaration as Expression };
  }
  if (statement.type !== 'ExportNamedDeclaration' || statement.exportKind === 'type') return undefined;
  if (statement.declaration?.type === 'VariableDeclaration') {
    for (const { id } of statement.declaration.declarations) {
      if (id.type === 'Identifier' && id.name === name) return { expression: id };
    }
  }
  for (const specifier of statement.specifiers) {
    if (specifier.type !== 'ExportSpecifier' || nameOf(specifier.exported) !== name) continue;
    if (statement.source) return { from: statement.source.value, name: nameOf(specifier.local) };
    if (specifier.local.type === 'Identifier') return { expression: specifier.local };
  }
  return undefined;
}

function nameOf(
  node: { type: 'Identifier'; name: string } | { type: 'StringLiteral'; value: string },
): string {
  return node.type === 'Identifier' ? node.name : node.value;
}

/** The sources that an import may mean, by its extension; TypeScript writes `.js` where it means `.ts`. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js'],
  '.mjs': ['.mts', '.mjs'],
  '.cjs': ['.cts', '.cjs'],
  '.ts': ['.ts'],
  '.tsx': ['.tsx'],
  '.mts': ['.mts'],
  '.cts': ['.cts'],
};
const SOURCES_WITHOUT_EXTENSION = ['.ts', '.tsx', '.mts', '.js', '/index.ts', '/index.js'];

function pathOf(from: SourceFile, specifier: string): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const extension = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0] ?? '';
  const stem = resolve(dirname(from.path), extension ? specifier.slice(0, -extension.length) : specifier);
  return (SOURCES[extension] ?? SOURCES_WITHOUT_EXTENSION)
    .map((ending) => stem + ending)
    .find((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}
