import type { Expression, File } from '@babel/types';

export type { Expression };

export type Program = File['program'];
export type Statement = Program['body'][number];
export type ObjectLiteral = Extract<Expression, { type: 'ObjectExpression' }>;
export type Call = Extract<
  Expression,
  { type: 'CallExpression' | 'NewExpression' | 'OptionalCallExpression' }
>;
export type Member = Extract<Expression, { type: 'MemberExpression' | 'OptionalMemberExpression' }>;
export type Argument = Call['arguments'][number];
export type ObjectMember = ObjectLiteral['properties'][number];

type ClassMember = Extract<Statement, { type: 'ClassDeclaration' }>['body']['body'][number];
type CatchClause = NonNullable<Extract<Statement, { type: 'TryStatement' }>['handler']>;

/** The syntax that this room tells apart; everything else it only walks through. */
export type Node = Expression | Statement | ObjectMember | ClassMember | CatchClause | Program;

/** Offset of a node's first character. */
export function startOf(node: { readonly start?: number | null }): number {
  return node.start ?? 0;
}

/** Offset behind a node's last character. */
export function endOf(node: { readonly end?: number | null }): number {
  return node.end ?? 0;
}

/** The nodes directly in a node, in no promised order. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

/** Whether an expression may stand there, as opposed to a spread or a pattern. */
export function isExpression(argument: Argument | undefined): argument is Expression {
  return (
    argument !== undefined && argument.type !== 'SpreadElement' && argument.type !== 'ArgumentPlaceholder'
  );
}

/** An expression without parentheses and what TypeScript wraps around it: `as`, `satisfies`, `!`, `<T>`. */
export function unwrap(expression: Expression): Expression {
  switch (expression.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'TSInstantiationExpression':
      return unwrap(expression.expression);
    default:
      return expression;
  }
}

/** The value of a literal: a string, number, boolean, `null` or template without expressions. */
export function literalValue(wrapped: Expression): string | number | boolean | null | undefined {
  const expression = unwrap(wrapped);
  switch (expression.type) {
    case 'StringLiteral':
    case 'NumericLiteral':
    case 'BooleanLiteral':
      return expression.value;
    case 'NullLiteral':
      return null;
    case 'TemplateLiteral':
      return expression.expressions.length === 0
        ? (expression.quasis[0]?.value.cooked ?? undefined)
        : undefined;
    case 'UnaryExpression': {
      const value = expression.operator === '-' ? literalValue(expression.argument) : undefined;
      return typeof value === 'number' ? -value : undefined;
    }
    default:
      return undefined;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}
