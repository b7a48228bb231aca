import { ALL_EXPORTS, bindingOf } from './bindings.js';
import type { Place } from './modules.js';
import type { SourceFile } from './source-file.js';
import { type Call, type Expression, isExpression, literalValue, type Member, startOf } from './syntax.js';

/** The name of the member that is asked for, where the source alone tells it. */
export function memberKey(member: Member): string | undefined {
  if (member.property.type === 'PrivateName') return undefined;
  if (!member.computed) return member.property.type === 'Identifier' ? member.property.name : undefined;
  const key = literalValue(member.property);
  return typeof key === 'string' || typeof key === 'number' ? String(key) : undefined;
}

/** What the library's `unchecked(values, why)` was given, where an expression is a call of it. */
export function uncheckedValues({ file, expression }: Place): Expression | undefined {
  if (expression.type !== 'CallExpression') return undefined;
  const [first] = expression.arguments;
  return isExpression(first) && isUnchecked(file, expression) ? first : undefined;
}

function isUnchecked(file: SourceFile, { callee }: Call): boolean {
  if (callee.type === 'Identifier') {
    const binding = bindingOf(file, callee.name, startOf(callee));
    return binding?.kind === 'import' && binding.name === 'unchecked';
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const binding = bindingOf(file, callee.object.name, startOf(callee.object));
  return binding?.kind === 'import' && binding.name === ALL_EXPORTS && memberKey(callee) === 'unchecked';
}

/** Whether a call is the language's own `Object.freeze(…)`. */
export function isFreeze(file: SourceFile, { callee }: Call): boolean {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const { object } = callee;
  const builtIn = object.name === 'Object' && bindingOf(file, 'Object', startOf(object)) === undefined;
  return builtIn && memberKey(callee) === 'freeze';
}
