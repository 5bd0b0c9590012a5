/**
 * What async functions return. Python hands out whatever that is; JavaScript, and TypeScript's types, say that what
 * can be awaited has been. Compiled programs must say which one they mean, and projects get JavaScript's answer.
 */

import { RuntimeError } from '../builtins/exceptions.ts';
import { typeName } from '../builtins/repr.ts';
import { at, type CoroutineObject, iscoroutine, isUnbegun } from './coroutines.ts';

/** The objects that `unawaited()` was given. */
const meant = /* @__PURE__ */ new WeakSet<object>();

/**
 * For `return` in an async function: the caller gets this coroutine, future, task or promise itself, not yet awaited,
 * as it does in Python. Ours, not CPython's: TypeScript takes the result of an async function for awaited, so the
 * type that comes back is one that cannot be.
 *
 *     async function start() {
 *       return asyncio.unawaited(asyncio.createTask(job()));
 *     }
 */
export function unawaited<A extends object>(awaitable: A): Omit<A, 'then'> {
  meant.add(awaitable);
  return awaitable;
}

/** Whether a returned value is one that TypeScript takes for awaited. */
export function awaits(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { readonly then?: unknown }).then === 'function' &&
    !meant.has(value)
  );
}

/** In projects: awaits what a function returns, as JavaScript does, and what that gives in turn. Use with `yield*`. */
export function* settled(value: unknown, line: number): Generator<unknown, unknown, unknown> {
  let result = value;
  while (awaits(result)) result = yield at(result, line);
  return result;
}

/**
 * In cells: everything that an async function returns passes through here, unless the compile step sees that it
 * cannot be awaited.
 *
 * @throws {RuntimeError} for what can be, unless it was given to `unawaited()`
 */
export function returned<V>(value: V): V {
  if (typeof value !== 'object' || value === null || !awaits(value)) return value;
  const what = typeName(value);
  // The error names the mistake, so the coroutine is closed before it is also reported as never awaited.
  if (iscoroutine(value) && isUnbegun(value as unknown as CoroutineObject)) value.close();
  throw new RuntimeError(
    `an async function returned a ${what} without awaiting it: write "return await …", ` +
      `or "return asyncio.unawaited(…)" to hand the ${what} itself to the caller`,
  );
}
