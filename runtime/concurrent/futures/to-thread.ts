/** `toThread()`. Mirrors `asyncio/threads.py`. */

import { type Coroutine, codeOf, internal } from '../../asyncio/coroutines.ts';
import type { Future } from '../../asyncio/futures.ts';
import { getRunningLoop } from '../../asyncio/running.ts';
import { Context, copyContext, type Variable } from '../../contextvars/context.ts';
import type { AnyFunction, ResultOf } from './base.ts';

type Values = readonly (readonly [Variable<unknown>, unknown])[];

/** @internal In a worker: calls a function in a context of these values. */
export function runInContext(values: Values, fn: AnyFunction, args: readonly unknown[]): unknown {
  const context = new Context();
  context.run(() => {
    for (const [variable, value] of values) variable.set(value);
  });
  return context.run(fn, ...args);
}

/**
 * Calls `func(...args)` in a thread of the loop's default executor and waits
 * for what it returns.
 *
 * The values of context variables go along; they are copied, as everything
 * that goes to a worker, and a variable must stand at the top of the program.
 */
export const toThread = /* @__PURE__ */ internal(
  'to_thread',
  function* toThread(func: AnyFunction, ...args: unknown[]): Generator<unknown, unknown, unknown> {
    const loop = getRunningLoop();
    const values: Values = copyContext().items();
    let future: Future<unknown>;
    // A coroutine function's call stays here, and so does its context.
    if (values.length === 0 || codeOf(func) !== undefined) future = loop.runInExecutor(null, func, ...args);
    else future = loop.runInExecutor(null, runInContext, values, func, args);
    return yield future;
  },
) as <F extends AnyFunction>(func: F, ...args: Parameters<F>) => Coroutine<ResultOf<F>>;
