/** The syntax tree as the lowering walks it: acorn's nodes, seen loosely. */
import type * as acorn from 'acorn';

export type Node = acorn.AnyNode;

export type FunctionNode =
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression;

/** An element of a class. */
export type ElementNode = acorn.ClassBody['body'][number];

/** What can have a `from`. */
export type ImportNode =
  | acorn.ImportDeclaration
  | acorn.ExportAllDeclaration
  | acorn.ExportNamedDeclaration
  | acorn.ImportExpression;

export type ClassNode = acorn.ClassDeclaration | acorn.AnonymousClassDeclaration | acorn.ClassExpression;

/** A property of an object or a pattern. */
export type PropertyNode = acorn.Property | acorn.AssignmentProperty;

/** What has a name that may be computed: a property, an element of a class, a member of something. */
export type Keyed =
  | acorn.MemberExpression
  | Pick<PropertyNode | acorn.MethodDefinition | acorn.PropertyDefinition, 'key' | 'computed'>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}

const childKeys = new Map<string, string[]>();

/** The nodes directly below a node, in the order of the source; each place in the source once. */
export function childrenOf(node: Node): Node[] {
  let keys = childKeys.get(node.type);
  if (keys === undefined) {
    keys = Object.keys(node).filter((key) => key !== 'type' && key !== 'start' && key !== 'end');
    childKeys.set(node.type, keys);
  }
  const children: Node[] = [];
  for (const key of keys) {
    const value: unknown = node[key as keyof Node];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  children.sort((a, b) => a.start - b.start);
  // `{ a }` and `export { a }` have two nodes in one place; the longer one (`a = 1`) comes last.
  for (let i = children.length - 2; i >= 0; i--) {
    if (children[i]?.start === children[i + 1]?.start) children.splice(i, 1);
  }
  return children;
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** A function or class expression without a name of its own, which takes that of what it is assigned to. */
export function isAnonymous(
  node: Node,
): node is acorn.ArrowFunctionExpression | acorn.FunctionExpression | acorn.ClassExpression {
  switch (node.type) {
    case 'ArrowFunctionExpression':
      return true;
    case 'FunctionExpression':
    case 'ClassExpression':
      return node.id === null || node.id === undefined;
    default:
      return false;
  }
}

/** The names that a binding pattern binds. */
export function boundNames(pattern: Node, into: acorn.Identifier[] = []): acorn.Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      into.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        boundNames(property.type === 'RestElement' ? property.argument : property.value, into);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) boundNames(element, into);
      break;
    case 'AssignmentPattern':
      boundNames(pattern.left, into);
      break;
    case 'RestElement':
      boundNames(pattern.argument, into);
      break;
  }
  return into;
}

/** The key of a member where it is known before the program runs; undefined for a private or computed one. */
export function staticKey(member: Keyed): string | undefined {
  const key = 'property' in member ? member.property : member.key;
  if (key.type === 'Literal') return String(key.value);
  return key.type === 'Identifier' && !member.computed ? key.name : undefined;
}
