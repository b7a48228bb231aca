import { noteChange } from './changes.js';
import type { SourceFile } from './source-file.js';
import { childrenOf, type Expression, endOf, type Node, type Statement, startOf } from './syntax.js';

/** What a name stands for. */
export type Binding =
  | { readonly kind: 'const'; readonly value: Expression }
  | { readonly kind: 'import'; readonly from: string; readonly name: string }
  /** A parameter, a `let`, a function …: only a run could tell its value. */
  | { readonly kind: 'other' };

/** The name of all exports together, as in `import * as`. */
export const ALL_EXPORTS = '*';

interface Scope {
  readonly start: number;
  readonly end: number;
}

interface Names {
  readonly declared: Map<string, { readonly scope: Scope; readonly binding: Binding }[]>;
  /** Names of which the file changes a part after the declaration. */
  readonly changed: Set<string>;
}

const INDEX = new WeakMap<SourceFile, Names>();
const OTHER: Binding = { kind: 'other' };
const BLOCK = /^((Block|For|ForIn|ForOf|Switch)Statement|StaticBlock|TSModuleBlock|CatchClause)$/;

/** What a name stands for at an offset, or `undefined` when the file does not declare it. */
export function bindingOf(file: SourceFile, name: string, offset: number): Binding | undefined {
  const names = namesOf(file);
  const visible = (names.declared.get(name) ?? []).filter(
    ({ scope }) => scope.start <= offset && offset < scope.end,
  );
  const size = Math.min(...visible.map(({ scope }) => scope.end - scope.start));
  const [nearest, twin] = visible.filter(({ scope }) => scope.end - scope.start === size);
  if (!nearest) return undefined;
  return twin || names.changed.has(name) ? OTHER : nearest.binding;
}

function namesOf(file: SourceFile): Names {
  let names = INDEX.get(file);
  if (!names) {
    names = { declared: new Map(), changed: new Set() };
    // Offsets behind the last statement belong to the file's scope, too.
    const all: Scope = { start: 0, end: Number.POSITIVE_INFINITY };
    visitChildren(file.program, { names, block: all, body: all });
    INDEX.set(file, names);
  }
  return names;
}

interface Visit {
  readonly names: Names;
  /** The nearest block, where `const` is declared. */
  readonly block: Scope;
  /** The nearest function, where `var` is declared. */
  readonly body: Scope;
}

function visit(node: Node, outer: Visit): void {
  const own = { start: startOf(node), end: endOf(node) };
  let inner = outer;
  if ('params' in node && 'body' in node) {
    inner = { ...outer, block: own, body: own };
    for (const param of node.params) declareAll(param, own, outer.names);
    if (node.type === 'FunctionDeclaration') declareAll(node.id, outer.block, outer.names);
    if (node.type === 'FunctionExpression') declareAll(node.id, own, outer.names);
  } else if (BLOCK.test(node.type)) {
    inner = { ...outer, block: own };
    if (node.type === 'CatchClause') declareAll(node.param, own, outer.names);
  }
  declareStatement(node, outer);
  noteChange(node, outer.names.changed);
  visitChildren(node, inner);
}

function visitChildren(node: Node, visiting: Visit): void {
  for (const child of childrenOf(node)) visit(child, visiting);
}

function declareStatement(node: Node, { names, block, body }: Visit): void {
  switch (node.type) {
    case 'VariableDeclaration':
      for (const { id, init } of node.declarations) {
        if (id.type === 'Identifier' && init && node.kind === 'const') {
          declare(id.name, block, { kind: 'const', value: init }, names);
        } else declareAll(id, node.kind === 'var' ? body : block, names);
      }
      break;
    case 'ClassExpression':
      declareAll(node.id, { start: startOf(node), end: endOf(node) }, names);
      break;
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
    case 'TSModuleDeclaration':
    case 'TSImportEqualsDeclaration':
      declareAll(node.id, block, names);
      break;
    case 'ImportDeclaration':
      declareImports(node, block, names);
      break;
  }
}

function declareImports(
  node: Extract<Statement, { type: 'ImportDeclaration' }>,
  scope: Scope,
  names: Names,
): void {
  for (const specifier of node.specifiers) {
    let name = specifier.type === 'ImportDefaultSpecifier' ? 'default' : ALL_EXPORTS;
    if (specifier.type === 'ImportSpecifier') {
      const { imported } = specifier;
      name = imported.type === 'Identifier' ? imported.name : imported.value;
    }
    declare(specifier.local.name, scope, { kind: 'import', from: node.source.value, name }, names);
  }
}

/** Declares each name in a pattern, and rather too many: a name declared twice counts as unknown. */
function declareAll(pattern: object | null | undefined, scope: Scope, names: Names): void {
  if (!pattern) return;
  const node = pattern as Node;
  if (node.type === 'Identifier') declare(node.name, scope, OTHER, names);
  for (const child of childrenOf(node)) declareAll(child, scope, names);
}

function declare(name: string, scope: Scope, binding: Binding, names: Names): void {
  const declared = names.declared.get(name);
  if (declared) declared.push({ scope, binding });
  else names.declared.set(name, [{ scope, binding }]);
}
