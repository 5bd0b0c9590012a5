/**
 * What a program returns without awaiting it, as far as it can be seen before the program runs: a call of an async
 * function of the same file, or of one of the runtime's. Everything else is looked at when it is returned; see
 * `returns` in lower.ts.
 */
import type * as acorn from 'acorn';
import { moduleName, type Problem } from './imports.ts';
import { boundNames, childrenOf, type FunctionNode, isFunction, type Node, staticKey } from './tree.ts';

/** What a name stands for, and where in the source it does. */
interface Binding {
  /** Whether it is a function that returns coroutines. */
  readonly coroutineFunction: boolean;
  /** A namespace import: the names in it that return coroutines. */
  readonly members: ReadonlySet<string>;
  readonly start: number;
  readonly end: number;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Every coroutine that a program certainly returns.
 *
 * @param imported what import statements can take that returns coroutines
 * @param unawaited what a program calls to return one all the same
 */
export function returnedCoroutines(
  program: Node,
  imported: ReadonlyMap<Node, ReadonlySet<string>>,
  unawaited: string,
): readonly Problem[] {
  const bindings = bindingsOf(program, imported);
  const problems: Problem[] = [];

  /** What a call certainly calls, if that returns a coroutine. */
  const called = (callee: Node): string | undefined => {
    const root = callee.type === 'MemberExpression' ? callee.object : callee;
    if (root.type !== 'Identifier') return undefined;
    const all = bindings.get(root.name) ?? [];
    // A name that is bound twice may stand for either.
    const [binding] = all;
    if (binding === undefined || all.length > 1 || root.start < binding.start || root.end > binding.end)
      return undefined;
    if (root === callee) return binding.coroutineFunction ? root.name : undefined;
    const name = callee.type === 'MemberExpression' && !callee.computed ? staticKey(callee) : undefined;
    return name !== undefined && binding.members.has(name) ? `${root.name}.${name}` : undefined;
  };

  const check = (node: Node): void => {
    switch (node.type) {
      case 'ConditionalExpression':
        check(node.consequent);
        check(node.alternate);
        return;
      case 'LogicalExpression':
        check(node.right);
        return;
      case 'SequenceExpression':
        check(node.expressions.at(-1) as Node);
        return;
      case 'CallExpression': {
        const name = called(node.callee);
        if (name === undefined) return;
        const message =
          `${name}() returns a coroutine, and this function hands it to its caller without awaiting it. ` +
          `Write "return await ${name}(…)", or "return ${unawaited}(${name}(…))" if the caller is to get the coroutine.`;
        problems.push({ message, node });
      }
    }
  };

  const visit = (node: Node, within: FunctionNode | null): void => {
    const isOurs = within?.async === true && !within.generator;
    if (node.type === 'ReturnStatement' && node.argument && isOurs) check(node.argument);
    if (isFunction(node)) {
      if (node.async && node.body.type !== 'BlockStatement') check(node.body);
      for (const child of childrenOf(node)) visit(child, node);
    } else for (const child of childrenOf(node)) visit(child, within);
  };
  visit(program, null);
  return problems;
}

function bindingsOf(
  program: Node,
  imported: ReadonlyMap<Node, ReadonlySet<string>>,
): ReadonlyMap<string, readonly Binding[]> {
  const bindings = new Map<string, Binding[]>();
  const bind = (
    { name }: acorn.Identifier,
    scope: Node,
    coroutineFunction: boolean,
    members: ReadonlySet<string> = NONE,
  ): void => {
    const all = bindings.get(name) ?? [];
    all.push({ coroutineFunction, members, start: scope.start, end: scope.end });
    bindings.set(name, all);
  };
  const isCoroutineFunction = (node: Node | null | undefined): boolean =>
    node !== null && node !== undefined && isFunction(node) && node.async && !node.generator;

  /** `block` is what the names that are declared here belong to, `whole` what those of `var` do. */
  const visit = (node: Node, block: Node, whole: Node): void => {
    switch (node.type) {
      case 'ImportDeclaration': {
        const coroutines = imported.get(node) ?? NONE;
        for (const specifier of node.specifiers) {
          const isOne = specifier.type === 'ImportSpecifier' && coroutines.has(moduleName(specifier.imported));
          bind(specifier.local, program, isOne, specifier.type === 'ImportNamespaceSpecifier' ? coroutines : NONE);
        }
        return;
      }
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          const isOne = node.kind === 'const' && id.type === 'Identifier' && isCoroutineFunction(init);
          for (const name of boundNames(id)) bind(name, node.kind === 'var' ? whole : block, isOne);
        }
        break;
      case 'AssignmentExpression':
        // A function that is given another meaning later.
        for (const name of boundNames(node.left)) bind(name, program, false);
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        if (node.id) bind(node.id, block, false);
        break;
      case 'CatchClause':
        if (node.param) for (const name of boundNames(node.param)) bind(name, node, false);
        break;
    }
    if (isFunction(node)) {
      if (node.id) {
        const inside = node.type === 'FunctionExpression';
        bind(node.id, inside ? node : block, isCoroutineFunction(node));
      }
      for (const parameter of node.params) for (const name of boundNames(parameter)) bind(name, node, false);
      for (const child of childrenOf(node)) visit(child, node, node);
      return;
    }
    const isBlock = /^(?:BlockStatement|For.*Statement|SwitchStatement|StaticBlock)$/.test(node.type);
    for (const child of childrenOf(node)) visit(child, isBlock ? node : block, whole);
  };
  visit(program, program, program);
  return bindings;
}
