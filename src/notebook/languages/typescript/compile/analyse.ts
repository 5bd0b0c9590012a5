/**
 * What the lowering must know before it writes: names and qualified names,
 * and where an async arrow function reaches for what a generator function
 * would not see (`this`, `arguments`, `super`, `new.target` of the function
 * around it).
 */
import type * as acorn from 'acorn';
import {
  type ClassNode,
  childrenOf,
  type FunctionNode,
  isAnonymous,
  isFunction,
  type Node,
  staticKey,
} from './tree.ts';

/** What a lowered arrow function takes along from the function around it. */
export type Capture = 'this' | 'arguments' | 'noArguments' | 'newTarget' | 'super' | 'construct';

export interface FunctionFacts {
  /** What JavaScript calls it; '' for one without a name. */
  name: string;
  /** The identifier that gives it its name (`default` for a default export); undefined for a key or none. */
  binding: string | undefined;
  /** What stands before the name in its qualified name: '', `main.<locals>.` in a function, `Pool.` in a class. */
  prefix: string;
  /** Its name is that of a computed key, known only when the program runs. */
  computed: boolean;
  /** Its own `this` or `arguments` is used, by itself or by an arrow function in it. */
  usesThis: boolean;
  usesArguments: boolean;
  /** For a lowered arrow function, and for an async object method with `super`. */
  readonly captures: Set<Capture>;
  /** It stands in a derived constructor: `this` may not exist yet when the arrow function is made. */
  lateThis: boolean;
  /** A named function expression that mentions its own name. */
  mentionsItself: boolean;
}

export interface ClassFacts {
  name: string;
  binding: string | undefined;
  /** The class mentions its own name inside, which makes esbuild's bundler give it another. */
  mentionsItself: boolean;
}

export interface Analysis {
  readonly functions: ReadonlyMap<FunctionNode, FunctionFacts>;
  readonly classes: ReadonlyMap<ClassNode, ClassFacts>;
  /** `this`, `arguments`, `new.target` and `super` nodes that a lowered arrow function took along; whose facts say how. */
  readonly captured: ReadonlyMap<Node, FunctionFacts>;
  /** Every identifier of the file, bound or not. */
  readonly identifiers: ReadonlySet<string>;
  readonly privateNames: ReadonlySet<string>;
}

interface Binder {
  readonly kind: 'module' | 'function' | 'derived' | 'objectMethod';
  readonly facts: FunctionFacts | null;
}

interface Scope {
  /** Whose `this` it is here. */
  readonly binder: Binder;
  /** The outermost lowered arrow function between here and the binder. */
  readonly arrow: FunctionFacts | null;
  /** What stands before a name in a qualified name: '', `main.<locals>.`, `Pool.`. */
  readonly prefix: string;
}

interface Named {
  readonly name: string;
  readonly facts: { mentionsItself: boolean };
  readonly outer: Named | null;
}

export function analyse(program: Node, authorName: (identifier: acorn.Identifier) => string): Analysis {
  const functions = new Map<FunctionNode, FunctionFacts>();
  const classes = new Map<ClassNode, ClassFacts>();
  const captured = new Map<Node, FunctionFacts>();
  const identifiers = new Set<string>();
  const privateNames = new Set<string>();
  let named: Named | null = null;

  const capture = (node: Node, scope: Scope, what: Capture): void => {
    if (what === 'super' && scope.binder.kind === 'objectMethod' && scope.binder.facts !== null) {
      // The method itself takes it along; the arrow functions in it see that.
      scope.binder.facts.captures.add('super');
      captured.set(node, scope.binder.facts);
    } else if (scope.arrow !== null) {
      scope.arrow.captures.add(what);
      if (scope.binder.kind === 'derived') scope.arrow.lateThis = true;
      captured.set(node, scope.arrow);
    }
    const { facts } = scope.binder;
    if (facts === null) return;
    if (what === 'arguments') facts.usesArguments = true;
    else if (what !== 'newTarget') facts.usesThis = true;
  };

  const factsOf = (name: string, binding: string | undefined, scope: Scope, computed = false): FunctionFacts => ({
    name,
    binding,
    prefix: scope.prefix,
    computed,
    usesThis: false,
    usesArguments: false,
    captures: new Set(),
    lateThis: false,
    mentionsItself: false,
  });

  const inner = (name: string, scope: Scope): string => `${scope.prefix}${name === '' ? '<lambda>' : name}.<locals>.`;

  /** A function's parameters and body. */
  const enter = (node: FunctionNode, facts: FunctionFacts, scope: Scope, kind: Binder['kind']): void => {
    functions.set(node, facts);
    const prefix = inner(facts.name, scope);
    const within: Scope =
      node.type === 'ArrowFunctionExpression'
        ? { binder: scope.binder, arrow: scope.arrow ?? (node.async ? facts : null), prefix }
        : { binder: { kind, facts }, arrow: null, prefix };
    for (const parameter of node.params) walk(parameter, within);
    walk(node.body, within);
  };

  /** An expression whose value may take the name of what it is assigned to. */
  const walkNamed = (node: Node, scope: Scope, name: string, binding: string | undefined, computed = false): void => {
    if (!isAnonymous(node)) walk(node, scope);
    else if (isFunction(node)) enter(node, factsOf(name, binding, scope, computed), scope, 'function');
    else walkClass(node, scope, name, binding);
  };

  /** What is assigned to a target that may give it its name. */
  const walkAssigned = (node: Node, scope: Scope, target: Node): void => {
    if (target.type === 'Identifier') walkNamed(node, scope, authorName(target), target.name);
    else walkNamed(node, scope, '', undefined);
  };

  const walkClass = (node: ClassNode, scope: Scope, name: string, binding: string | undefined): void => {
    const facts: ClassFacts = { name, binding, mentionsItself: false };
    classes.set(node, facts);
    const outer = named;
    if (node.id) {
      identifiers.add(node.id.name);
      named = { name: node.id.name, facts, outer };
    }
    if (node.superClass) walk(node.superClass, scope);
    const prefix = `${scope.prefix}${name === '' ? '<lambda>' : name}.`;
    const member = (kind: Binder['kind']): Scope => ({ binder: { kind, facts: null }, arrow: null, prefix });
    for (const element of node.body.body) {
      if (element.type === 'StaticBlock') {
        for (const statement of element.body) walk(statement, member('function'));
        continue;
      }
      const { key, value } = element;
      if (key.type === 'PrivateIdentifier') privateNames.add(key.name);
      else if (element.computed) walk(key, { ...scope, prefix });
      const computed = key.type !== 'PrivateIdentifier' && staticKey(element) === undefined;
      const elementName = key.type === 'PrivateIdentifier' ? `#${key.name}` : (staticKey(element) ?? '');
      const here = member('function');
      if (!value) continue;
      if (element.type === 'PropertyDefinition') walkNamed(value, here, elementName, undefined, computed);
      else {
        const kind = element.kind === 'constructor' && node.superClass ? 'derived' : 'function';
        enter(element.value, factsOf(elementName, undefined, here, computed), here, kind);
      }
    }
    named = outer;
  };

  const walkAll = (nodes: readonly Node[], scope: Scope): void => {
    for (const node of nodes) walk(node, scope);
  };

  const walk = (node: Node, scope: Scope): void => {
    switch (node.type) {
      case 'Identifier': {
        const name = node.name;
        identifiers.add(name);
        if (name === 'arguments') capture(node, scope, scope.binder.kind === 'module' ? 'noArguments' : 'arguments');
        for (let at = named; at !== null; at = at.outer) {
          if (at.name === name) {
            at.facts.mentionsItself = true;
            break;
          }
        }
        return;
      }
      case 'PrivateIdentifier':
        privateNames.add(node.name);
        return;
      case 'ThisExpression':
        capture(node, scope, 'this');
        return;
      case 'MetaProperty':
        if (node.meta.name === 'new') capture(node, scope, 'newTarget');
        return;
      case 'Super':
        capture(node, scope, 'super');
        return;
      case 'CallExpression':
      case 'TaggedTemplateExpression': {
        const callee = node.type === 'CallExpression' ? node.callee : node.tag;
        if (callee.type === 'Super') {
          capture(callee, scope, 'construct');
          walkAll((node as acorn.CallExpression).arguments, scope);
          return;
        }
        // `super.m()` passes `this`, which the lowered form has to name.
        if (callee.type === 'MemberExpression' && callee.object.type === 'Super') capture(node, scope, 'this');
        break;
      }
      case 'MemberExpression':
        walk(node.object, scope);
        if (node.computed || node.property.type === 'PrivateIdentifier') walk(node.property, scope);
        return;
      case 'FunctionDeclaration': {
        const { id } = node;
        if (id) identifiers.add(id.name);
        const facts = id ? factsOf(authorName(id), id.name, scope) : factsOf('default', 'default', scope);
        enter(node, facts, scope, 'function');
        return;
      }
      case 'FunctionExpression': {
        const { id } = node;
        const facts = id ? factsOf(authorName(id), id.name, scope) : factsOf('', undefined, scope);
        const outer = named;
        if (id) {
          identifiers.add(id.name);
          named = { name: id.name, facts, outer };
        }
        enter(node, facts, scope, 'function');
        named = outer;
        return;
      }
      case 'ArrowFunctionExpression':
        enter(node, factsOf('', undefined, scope), scope, 'function');
        return;
      case 'ClassDeclaration':
      case 'ClassExpression': {
        const id = node.id;
        if (id) walkClass(node, scope, authorName(id), id.name);
        else if (node.type === 'ClassDeclaration') walkClass(node, scope, 'default', 'default');
        else walkClass(node, scope, '', undefined);
        return;
      }
      case 'ExportDefaultDeclaration':
        walkNamed(node.declaration, scope, 'default', 'default');
        return;
      case 'VariableDeclarator':
        walk(node.id, scope);
        if (node.init) walkAssigned(node.init, scope, node.id);
        return;
      case 'AssignmentExpression': {
        walk(node.left, scope);
        const { operator } = node;
        const names = operator === '=' || operator === '&&=' || operator === '||=' || operator === '??=';
        if (names) walkAssigned(node.right, scope, node.left);
        else walk(node.right, scope);
        return;
      }
      case 'AssignmentPattern':
        walk(node.left, scope);
        walkAssigned(node.right, scope, node.left);
        return;
      case 'Property': {
        const { key, value } = node;
        if (node.computed) walk(key, scope);
        const computed = staticKey(node) === undefined;
        const name = staticKey(node) ?? '';
        if (node.method || node.kind !== 'init') {
          const method = value as acorn.FunctionExpression;
          const kind = method.async ? 'objectMethod' : 'function';
          enter(method, factsOf(name, undefined, scope, computed), scope, kind);
        } else if (name === '__proto__' && !node.computed) walk(value, scope);
        else walkNamed(value, scope, name, undefined, computed);
        return;
      }
      case 'LabeledStatement':
        walk(node.body, scope);
        return;
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
    }
    walkAll(childrenOf(node), scope);
  };

  walk(program, { binder: { kind: 'module', facts: null }, arrow: null, prefix: '' });
  return { functions, classes, captured, identifiers, privateNames };
}
