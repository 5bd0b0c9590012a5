/** The syntax tree as the lowering walks it: acorn's nodes, seen loosely. */
import type * as acorn from 'acorn';

/** Any node. The lowering looks at `type` and then knows which properties there are. */
export type Node = acorn.Node & Record<string, unknown>;

export type FunctionNode = Node & {
  readonly id?: Node | null;
  readonly params: readonly Node[];
  readonly body: Node;
  readonly async: boolean;
  readonly generator: boolean;
  readonly expression: boolean;
};

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
    const value = node[key];
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) children.push(item);
    } else if (isNode(value)) children.push(value);
  }
  children.sort((a, b) => a.start - b.start);
  // `{ a }` and `export { a }` have two nodes in one place; the longer one (`a = 1`) comes last.
  for (let i = children.length - 2; i >= 0; i--) {
    if ((children[i] as Node).start === (children[i + 1] as Node).start) children.splice(i, 1);
  }
  return children;
}

export function isFunction(node: Node): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'
  );
}

/** A function or class expression without a name of its own, which takes that of what it is assigned to. */
export function isAnonymous(node: Node): boolean {
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
export function boundNames(pattern: Node, into: Node[] = []): Node[] {
  switch (pattern.type) {
    case 'Identifier':
      into.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties as Node[]) {
        boundNames((property.type === 'RestElement' ? property.argument : property.value) as Node, into);
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements as (Node | null)[]) if (element !== null) boundNames(element, into);
      break;
    case 'AssignmentPattern':
      boundNames(pattern.left as Node, into);
      break;
    case 'RestElement':
      boundNames(pattern.argument as Node, into);
      break;
  }
  return into;
}

/** The key of a member where it is known before the program runs; undefined for a private or computed one. */
export function staticKey(member: Node): string | undefined {
  const key = member.key as Node;
  if (key.type === 'PrivateIdentifier') return undefined;
  if (key.type === 'Literal') return String(key.value);
  return member.computed ? undefined : (key.name as string);
}
