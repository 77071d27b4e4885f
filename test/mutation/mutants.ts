/** Which faults can be planted in a source file: each changes one place of it, as a slip would. */
import ts from 'typescript';

export interface SourceMutant {
  /** `FILE PLACE: WAS → BECOMES`, which stays the same while lines move. */
  readonly id: string;
  readonly file: string;
  /** From 1 on. */
  readonly line: number;
  readonly operator: SourceOperator;
  /** What is replaced, from one character to before another. */
  readonly start: number;
  readonly end: number;
  /** What stands there instead; of a statement, nothing. */
  readonly becomes: string;
}
/** What is done to a place. */
export type SourceOperator = keyof typeof operators;
interface Change {
  readonly node: ts.Node;
  readonly becomes: string;
}
type Operate = (node: ts.Node, parent: ts.Node) => readonly Change[];

const swapped: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.PlusToken]: '-',
  [ts.SyntaxKind.MinusToken]: '+',
  [ts.SyntaxKind.AsteriskToken]: '/',
  [ts.SyntaxKind.SlashToken]: '*',
  [ts.SyntaxKind.AmpersandAmpersandToken]: '||',
  [ts.SyntaxKind.BarBarToken]: '&&',
};
const moved: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.LessThanToken]: '<=',
  [ts.SyntaxKind.LessThanEqualsToken]: '<',
  [ts.SyntaxKind.GreaterThanToken]: '>=',
  [ts.SyntaxKind.GreaterThanEqualsToken]: '>',
};
const opposite: Readonly<Partial<Record<ts.SyntaxKind, string>>> = {
  [ts.SyntaxKind.EqualsEqualsEqualsToken]: '!==',
  [ts.SyntaxKind.ExclamationEqualsEqualsToken]: '===',
};
const otherMethods = new Map([
  ['some', 'every'],
  ['every', 'some'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['min', 'max'],
  ['max', 'min'],
]);
/** Methods without which what they are asked of is still of the same kind. */
const droppable = new Set(['filter', 'sort', 'toSorted', 'toReversed', 'slice', 'trim']);
const lowering = new Set(['toLowerCase', 'toUpperCase']);

const isLiteral = (node: ts.Node) =>
  ts.isStringLiteralLike(node) ||
  ts.isNumericLiteral(node) ||
  node.kind === ts.SyntaxKind.TrueKeyword ||
  node.kind === ts.SyntaxKind.FalseKeyword;
/** Negated in another way: as a comparison, or without its `!`. */
const negatesItself = (node: ts.Node) =>
  (ts.isBinaryExpression(node) && opposite[node.operatorToken.kind] !== undefined) ||
  (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken);

/** A binary expression with another operator, if the table has one. */
const withOperator = (node: ts.Node, table: typeof swapped): Change[] => {
  if (!ts.isBinaryExpression(node)) return [];
  const becomes = table[node.operatorToken.kind];
  if (becomes === undefined) return [];
  return [{ node, becomes: `(${node.left.getText()}) ${becomes} (${node.right.getText()})` }];
};
const conditionOf = (node: ts.Node) => {
  if (ts.isIfStatement(node) || ts.isWhileStatement(node)) return node.expression;
  return ts.isConditionalExpression(node) || ts.isForStatement(node) ? node.condition : undefined;
};

const operators = {
  'condition negated': (node) => {
    const condition = conditionOf(node);
    if (condition === undefined || negatesItself(condition)) return [];
    return [{ node: condition, becomes: `!(${condition.getText()})` }];
  },
  'comparison turned': (node) => withOperator(node, opposite),
  'boundary moved': (node) => withOperator(node, moved),
  'operator swapped': (node) => withOperator(node, swapped),
  'default dropped': (node) =>
    ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken
      ? [{ node, becomes: node.left.getText() }]
      : [],
  'not dropped': (node) =>
    ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken
      ? [{ node, becomes: node.operand.getText() }]
      : [],
  'literal changed': (node, parent) => {
    if (ts.isNumericLiteral(node))
      return [{ node, becomes: String(Number(node.text.replaceAll('_', '')) + 1) }];
    if (node.kind === ts.SyntaxKind.TrueKeyword) return [{ node, becomes: 'false' }];
    if (node.kind === ts.SyntaxKind.FalseKeyword) return [{ node, becomes: 'true' }];
    // Sentences are for people, and files are named to be loaded.
    const isWord = ts.isStringLiteral(node) && !/[ /]/.test(node.text);
    if (!isWord || isLoading(parent)) return [];
    return [{ node, becomes: node.text === '' ? "'other'" : "''" }];
  },
  'list emptied': (node, parent) =>
    ts.isArrayLiteralExpression(node) && node.elements.length > 0 && !isTarget(node, parent)
      ? [{ node, becomes: '[]' }]
      : [],
  'return emptied': (node) => {
    const value = ts.isReturnStatement(node) ? node.expression : bodyOf(node);
    return value && !isLiteral(value) && value.getText() !== 'undefined'
      ? [{ node: value, becomes: 'undefined' }]
      : [];
  },
  'call changed': (node) => {
    if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return [];
    const { name, expression } = node.expression;
    const other = otherMethods.get(name.text);
    if (other !== undefined) {
      const args = node.getText().slice(name.end - node.getStart());
      return [
        {
          node,
          becomes: `${node.getText().slice(0, name.getStart() - node.getStart())}${other}${args}`,
        },
      ];
    }
    const isDroppable = droppable.has(name.text) || lowering.has(name.text);
    return isDroppable ? [{ node, becomes: expression.getText() }] : [];
  },
  'statement removed': (node) =>
    (ts.isExpressionStatement(node) && !isDirective(node)) ||
    ts.isThrowStatement(node) ||
    ts.isContinueStatement(node) ||
    (ts.isReturnStatement(node) && node.expression === undefined)
      ? [{ node, becomes: '' }]
      : [],
} as const satisfies Record<string, Operate>;

const bodyOf = (node: ts.Node) =>
  ts.isArrowFunction(node) && !ts.isBlock(node.body) ? node.body : undefined;
const isLoading = (parent: ts.Node) =>
  ts.isImportDeclaration(parent) ||
  ts.isExportDeclaration(parent) ||
  (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.ImportKeyword);
const isTarget = (node: ts.Node, parent: ts.Node) =>
  ts.isBinaryExpression(parent) &&
  parent.left === node &&
  parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
const isDirective = ({ expression }: ts.ExpressionStatement) =>
  ts.isStringLiteral(expression) ||
  (ts.isCallExpression(expression) && expression.expression.kind === ts.SyntaxKind.SuperKeyword);
const isOfTypes = (node: ts.Node) =>
  ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node);
/** The name of a property or a method is no expression, whatever it looks like. */
const isName = (node: ts.Node, parent: ts.Node) =>
  (parent as { readonly name?: ts.Node }).name === node && !ts.isPropertyAccessExpression(parent);
/** In `a?.b.c` what stands before `.c` cannot be put in brackets. */
const isWithinChain = (node: ts.Node, parent: ts.Node) =>
  (node.flags & ts.NodeFlags.OptionalChain) !== 0 &&
  (ts.isPropertyAccessExpression(parent) ||
    ts.isCallExpression(parent) ||
    ts.isElementAccessExpression(parent)) &&
  parent.expression === node;

const isNamed = (node: ts.Node): node is ts.Node & { readonly name: ts.Node } =>
  ts.isFunctionDeclaration(node) ||
  ts.isClassDeclaration(node) ||
  ts.isMethodDeclaration(node) ||
  ts.isGetAccessorDeclaration(node) ||
  ts.isVariableDeclaration(node) ||
  ts.isPropertyDeclaration(node) ||
  ts.isPropertyAssignment(node);
/** The name of what a place is in: of functions, methods and constants, the innermost two. */
function placeOf(node: ts.Node): string {
  const names: string[] = [];
  for (let at = node; at && names.length < 2; at = at.parent) {
    if (isNamed(at)) names.unshift(brief(at.name.getText()));
    else if (ts.isConstructorDeclaration(at)) names.unshift('constructor');
  }
  return names.join('.');
}
const brief = (text: string) => {
  const line = text.replaceAll(/\s+/g, ' ');
  return line.length > 70 ? `${line.slice(0, 67)}...` : line;
};

/** Every mutant of a file, in the order of their places. */
export function sourceMutants(file: string, text: string): SourceMutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true);
  const found: SourceMutant[] = [];
  const ids = new Map<string, number>();
  const note = (operator: SourceOperator, { node, becomes }: Change) => {
    const id = `${file} ${placeOf(node)}: ${brief(node.getText())} → ${brief(becomes)}`;
    const count = (ids.get(id) ?? 0) + 1;
    ids.set(id, count);
    const start = node.getStart();
    found.push({
      id: count === 1 ? id : `${id} (${count})`,
      file,
      line: source.getLineAndCharacterOfPosition(start).line + 1,
      operator,
      start,
      end: node.end,
      becomes,
    });
  };
  const walk = (node: ts.Node, parent: ts.Node) => {
    if (isOfTypes(node)) return;
    if (!isName(node, parent) && !isWithinChain(node, parent)) {
      for (const [name, operate] of Object.entries(operators) as [SourceOperator, Operate][]) {
        for (const change of operate(node, parent)) note(name, change);
      }
    }
    ts.forEachChild(node, (child) => walk(child, node));
  };
  ts.forEachChild(source, (node) => walk(node, source));
  return found.sort((a, b) => a.start - b.start);
}
