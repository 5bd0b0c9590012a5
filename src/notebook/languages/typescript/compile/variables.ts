/**
 * Which variables there are at each `await`: what an inspected run shows of a function that is suspended there.
 *
 * Functions and classes that are declared are none, nor are constants that hold a function of their own: they do not
 * change. Of the variables around a function, those count that it mentions.
 */
import type * as acorn from 'acorn';
import { boundNames, childrenOf, type FunctionNode, isFunction, type Node, staticKey } from './tree.ts';

export interface Variable {
  /** In the source. */
  readonly name: string;
  /** As the author wrote it. */
  readonly authorName: string;
}

/** The variables at each `await` and `for await` of a program's functions, in the order of the source. */
export type VisibleVariables = ReadonlyMap<Node, readonly Variable[]>;

interface Scope {
  readonly outer: Scope | null;
  /** The function whose scope it is; null for a block, `module` for the outermost. */
  readonly of: FunctionNode | 'module' | null;
  /** A variable, or (null) something that only hides one of its name. */
  readonly names: Map<string, Variable | null>;
}

export function visibleVariables(
  program: Node,
  authorName: (identifier: acorn.Identifier) => string,
): VisibleVariables {
  const visible = new Map<Node, readonly Variable[]>();

  const declare = (scope: Scope, pattern: Node): void => {
    for (const identifier of boundNames(pattern)) {
      scope.names.set(identifier.name, { name: identifier.name, authorName: authorName(identifier) });
    }
  };
  const hide = (scope: Scope, id: acorn.Identifier | null | undefined): void => {
    if (id) scope.names.set(id.name, null);
  };
  const declareAll = (scope: Scope, { kind, declarations }: acorn.VariableDeclaration): void => {
    for (const { id, init } of declarations) {
      if (kind === 'const' && id.type === 'Identifier' && init && isOwnFunction(init)) hide(scope, id);
      else declare(scope, id);
    }
  };

  /** What the statements of a block declare in it. */
  const declareIn = (scope: Scope, statements: readonly Node[]): void => {
    for (let statement of statements) {
      if (statement.type === 'ExportNamedDeclaration' || statement.type === 'ExportDefaultDeclaration') {
        if (!statement.declaration) continue;
        statement = statement.declaration;
      }
      if (statement.type === 'VariableDeclaration' && statement.kind !== 'var') declareAll(scope, statement);
      else if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration')
        hide(scope, statement.id);
      else if (statement.type === 'ImportDeclaration') for (const { local } of statement.specifiers) hide(scope, local);
    }
  };

  /** What `var` declares anywhere in a function. */
  const declareVars = (scope: Scope, node: Node): void => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') declareAll(scope, node);
    if (isFunction(node) || node.type === 'ClassBody') return;
    for (const child of childrenOf(node)) declareVars(scope, child);
  };

  const at = (scope: Scope): Variable[] => {
    const seen = new Set<string>();
    const own: Variable[][] = [];
    const around: Variable[][] = [];
    let mentioned: ReadonlySet<string> | null = null;
    for (let here: Scope | null = scope; here !== null; here = here.outer) {
      const found: Variable[] = [];
      for (const [name, variable] of here.names) {
        // An inner one of that name hides it, which esbuild may have renamed.
        const authorName = variable?.authorName ?? name;
        if (seen.has(authorName)) continue;
        seen.add(authorName);
        if (variable !== null && (mentioned === null || mentioned.has(name))) found.push(variable);
      }
      if (mentioned === null) own.unshift(found);
      else around.push(found);
      if (here.of !== null && here.of !== 'module') mentioned ??= mentionedIn(here.of);
    }
    return [...own, ...around].flat();
  };

  const mentions = new Map<FunctionNode, ReadonlySet<string>>();
  const mentionedIn = (node: FunctionNode): ReadonlySet<string> => {
    let names = mentions.get(node);
    if (names === undefined) {
      const found = new Set<string>();
      collect(node, found);
      names = found;
      mentions.set(node, names);
    }
    return names;
  };

  const block = (outer: Scope, of: Scope['of'] = null): Scope => ({ outer, of, names: new Map() });

  const walkAll = (nodes: readonly (Node | null | undefined)[], scope: Scope): void => {
    for (const node of nodes) if (node) walk(node, scope);
  };

  const walk = (node: Node, scope: Scope): void => {
    if (isFunction(node)) {
      const within = block(scope, node);
      if (node.type === 'FunctionExpression') hide(within, node.id);
      for (const parameter of node.params) declare(within, parameter);
      walkAll(node.params, within);
      const { body } = node;
      if (body.type !== 'BlockStatement') return walk(body, within);
      declareVars(within, body);
      declareIn(within, body.body);
      return walkAll(body.body, within);
    }
    switch (node.type) {
      case 'AwaitExpression':
        visible.set(node, at(scope));
        break;
      case 'BlockStatement': {
        const within = block(scope);
        declareIn(within, node.body);
        return walkAll(node.body, within);
      }
      case 'StaticBlock': {
        const within = block(scope);
        declareVars(within, node);
        declareIn(within, node.body);
        return walkAll(node.body, within);
      }
      case 'SwitchStatement': {
        walk(node.discriminant, scope);
        const within = block(scope);
        for (const { consequent } of node.cases) declareIn(within, consequent);
        return walkAll(node.cases, within);
      }
      case 'CatchClause': {
        const within = block(scope);
        if (node.param) declare(within, node.param);
        return walkAll([node.param, node.body], within);
      }
      case 'ForStatement': {
        const within = block(scope);
        if (node.init?.type === 'VariableDeclaration') declareIn(within, [node.init]);
        return walkAll([node.init, node.test, node.update, node.body], within);
      }
      case 'ForInStatement':
      case 'ForOfStatement': {
        // The next item is waited for outside of the loop's own scope.
        if (node.type === 'ForOfStatement' && node.await) visible.set(node, at(scope));
        const within = block(scope);
        if (node.left.type === 'VariableDeclaration') declareIn(within, [node.left]);
        return walkAll([node.left, node.right, node.body], within);
      }
    }
    walkAll(childrenOf(node), scope);
  };

  if (program.type !== 'Program') return visible;
  const module: Scope = { outer: null, of: 'module', names: new Map() };
  for (const statement of program.body) declareVars(module, statement);
  declareIn(module, program.body);
  walkAll(program.body, module);
  return visible;
}

/** Whether a variable's value is a function or class that is written there. */
function isOwnFunction(node: Node): boolean {
  return isFunction(node) || node.type === 'ClassExpression';
}

/** The names that a stretch of the program mentions, be it as variables of its own or of others. */
function collect(node: Node, into: Set<string>): void {
  if (node.type === 'Identifier') into.add(node.name);
  const key = node.type === 'MemberExpression' ? node.property : 'key' in node ? (node.key as Node) : null;
  const isName = key !== null && staticKey(node as acorn.MemberExpression) !== undefined;
  for (const child of childrenOf(node)) if (child !== key || !isName) collect(child, into);
  // `{ a }` has its name and its value in one place.
  if (node.type === 'Property' && node.shorthand) collect(node.value, into);
}
