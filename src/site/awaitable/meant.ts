/**
 * What a project means to be lowered. Native code calls most async functions of a project and expects a promise, so a
 * module is lowered only if it says so, and a function of it can say that it is not.
 */
import type * as acorn from 'acorn';
import { childrenOf, isFunction, type Node } from '../../notebook/languages/typescript/compile/tree.ts';

/** At the top of a module: it is lowered although it imports nothing of the package. */
const LOWERED = 'use awaitable';
/** At the top of a module or a function: async functions stay those of JavaScript. */
const NATIVE = 'use native async';

const PACKAGE = /^awaitable\//;

/** Functions that call what they get and let nobody await what it returns. */
const CALLERS = new Set([
  'queueMicrotask',
  'requestAnimationFrame',
  'requestIdleCallback',
  'setImmediate',
  'setInterval',
  'setTimeout',
]);
/** Methods that do so, whatever they belong to. */
const CALLING_METHODS = new Set([
  'addEventListener',
  'every',
  'filter',
  'find',
  'findIndex',
  'forEach',
  'some',
  'sort',
]);

/** Whether the async functions of a module become coroutine functions: it imports the package, or says so. */
export function isMeant(program: acorn.Program): boolean {
  const said = directives(program.body);
  if (said.includes(NATIVE)) return false;
  return said.includes(LOWERED) || importsPackage(program);
}

function directives(body: acorn.Program['body']): string[] {
  const found: string[] = [];
  for (const statement of body) {
    if (!('directive' in statement)) break;
    found.push(statement.directive);
  }
  return found;
}

function importsPackage(node: Node): boolean {
  const source = 'source' in node ? node.source : null;
  // import, import(), export from
  if (source?.type === 'Literal' && typeof source.value === 'string' && PACKAGE.test(source.value)) return true;
  return childrenOf(node).some(importsPackage);
}

/** Takes the functions out that say so. To the lowering they are functions of another kind, whose text it copies. */
export function keepNative(node: Node): void {
  if (
    isFunction(node) &&
    node.async &&
    node.body.type === 'BlockStatement' &&
    directives(node.body.body).includes(NATIVE)
  )
    Object.assign(node, { async: false });
  for (const child of childrenOf(node)) keepNative(child);
}

export interface LostCallback {
  /** The function that is handed over. */
  readonly node: Node;
  readonly message: string;
}

/** Async functions that are handed to native code which calls them and drops the coroutine: they would never run. */
export function lostCallbacks(program: Node): LostCallback[] {
  const found: LostCallback[] = [];
  const walk = (node: Node): void => {
    if (node.type === 'CallExpression' || node.type === 'NewExpression') {
      const caller = callerOf(node);
      for (const argument of caller === null ? [] : node.arguments) {
        if (!isFunction(argument) || !argument.async || argument.generator) continue;
        const message =
          `${caller} calls this function and drops the coroutine that it returns, so its body never runs. ` +
          `Start a task in a plain function: () => { asyncio.createTask(f()); }. ` +
          `Or begin the function with '${NATIVE}' to keep it a native one.`;
        found.push({ node: argument, message });
      }
    }
    for (const child of childrenOf(node)) walk(child);
  };
  walk(program);
  return found;
}

function callerOf({ type, callee }: acorn.CallExpression | acorn.NewExpression): string | null {
  if (type === 'NewExpression')
    return callee.type === 'Identifier' && callee.name === 'Promise' ? 'new Promise()' : null;
  if (callee.type === 'Identifier') return CALLERS.has(callee.name) ? `${callee.name}()` : null;
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return null;
  const { name } = callee.property;
  return CALLING_METHODS.has(name) || CALLERS.has(name) ? `${name}()` : null;
}
