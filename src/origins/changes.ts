import { type Argument, isExpression, type Node, unwrap } from './syntax.js';

const CHANGING_METHOD = /^(push|pop|shift|unshift|splice|sort|reverse|fill|copyWithin)$/;
const CHANGING_FUNCTION = /^(assign|defineProperty|defineProperties|setPrototypeOf|set|deleteProperty)$/;

/**
 * Notes the name whose value a piece of syntax changes in part: `base.a = 1`, `delete base.a`,
 * `base.list.push(1)`, `Object.assign(base, …)`. The literal in its declaration is then not its value.
 */
export function noteChange(node: Node, changed: Set<string>): void {
  for (const target of targetsOf(node)) {
    const name = rootName(target);
    if (name !== undefined) changed.add(name);
  }
}

function targetsOf(node: Node): (Argument | undefined)[] {
  switch (node.type) {
    case 'AssignmentExpression':
      return node.left.type === 'Identifier' || node.left.type === 'MemberExpression' ? [node.left] : [];
    case 'UpdateExpression':
      return [node.argument];
    case 'UnaryExpression':
      return node.operator === 'delete' ? [node.argument] : [];
    case 'CallExpression': {
      if (node.callee.type !== 'MemberExpression') return [];
      const { object, property } = node.callee;
      if (property.type !== 'Identifier' || object.type === 'Super') return [];
      const byFunction =
        object.type === 'Identifier' &&
        /^(Object|Reflect)$/.test(object.name) &&
        CHANGING_FUNCTION.test(property.name);
      if (byFunction) return [node.arguments[0]];
      return CHANGING_METHOD.test(property.name) ? [object] : [];
    }
    default:
      return [];
  }
}

/** `a` of `a.b.c`. */
function rootName(target: Argument | undefined): string | undefined {
  if (!isExpression(target)) return undefined;
  const expression = unwrap(target);
  if (expression.type === 'Identifier') return expression.name;
  if (expression.type !== 'MemberExpression' && expression.type !== 'OptionalMemberExpression')
    return undefined;
  return expression.object.type === 'Super' ? undefined : rootName(expression.object);
}
