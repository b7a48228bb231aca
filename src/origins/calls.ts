import type { SourceFile } from './source-file.js';
import { type Call, childrenOf, endOf, type Node, startOf, unwrap } from './syntax.js';

/** `undefined` marks an offset that two calls could claim. */
type CallsByOffset = ReadonlyMap<number, Call | undefined>;

const INDEX = new WeakMap<SourceFile, CallsByOffset>();

/** The call that a stack trace means by a line and column, if exactly one can be meant. */
export function callAt(file: SourceFile, line: number, column: number): Call | undefined {
  const offset = file.offsetOf(line, column);
  if (offset === undefined) return undefined;
  let calls = INDEX.get(file);
  if (!calls) {
    calls = indexCalls(file);
    INDEX.set(file, calls);
  }
  return calls.get(offset);
}

function indexCalls(file: SourceFile): CallsByOffset {
  const calls = new Map<number, Call | undefined>();
  const visit = (node: Node): void => {
    if (isCall(node)) {
      for (const offset of new Set(offsetsOf(node, file.text))) {
        calls.set(offset, calls.has(offset) ? undefined : node);
      }
    }
    for (const child of childrenOf(node)) visit(child);
  };
  visit(file.program);
  return calls;
}

function isCall(node: Node): node is Call {
  return (
    node.type === 'CallExpression' || node.type === 'NewExpression' || node.type === 'OptionalCallExpression'
  );
}

/**
 * Where V8 says that a call is: at `new`, at a plain callee, at the property of a member.
 * Source maps made by `tsc` move members to the opening parenthesis, and other compilers
 * move `a['b']()` and `f()()` to what closes the callee.
 */
function offsetsOf(call: Call, text: string): number[] {
  const offsets: number[] = [];
  const parenthesis = openingParenthesis(call, text);
  if (parenthesis !== undefined) offsets.push(parenthesis);
  if (call.type === 'NewExpression') return [...offsets, startOf(call)];
  if (call.callee.type === 'Super' || call.callee.type === 'Import')
    return [...offsets, startOf(call.callee)];
  if (call.callee.type === 'V8IntrinsicIdentifier') return offsets;
  const callee = unwrap(call.callee);
  switch (callee.type) {
    case 'Identifier':
      return [...offsets, startOf(callee)];
    case 'MemberExpression':
    case 'OptionalMemberExpression':
      if (callee.computed) offsets.push(endOf(callee) - 1);
      return [...offsets, startOf(callee.property)];
    case 'CallExpression':
    case 'OptionalCallExpression':
      return [...offsets, endOf(callee) - 1];
    default:
      return offsets;
  }
}

function openingParenthesis(call: Call, text: string): number | undefined {
  const gap = /[\s)?.]*\(/y;
  gap.lastIndex = endOf(call.typeArguments ?? call.callee);
  return gap.test(text) ? gap.lastIndex - 1 : undefined;
}
