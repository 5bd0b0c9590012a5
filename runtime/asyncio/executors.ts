/** Executors for the loop, and `toThread()`. Mirrors `asyncio/threads.py` and a part of `base_events.py`. */

import { TimeoutError } from '../builtins/exceptions.ts';
import type { AnyFunction, Future as Concurrent, ResultOf } from '../concurrent/futures/base.ts';
import { ThreadPoolExecutor } from '../concurrent/futures/thread.ts';
import { Context, type ContextVar, copyContext } from '../contextvars.ts';
import { registerInternals } from '../program.ts';
import { type EventLoop, registerExecutorSystem } from './base-events.ts';
import { wrapConcurrent } from './chain.ts';
import { type Coroutine, codeOf, internal } from './coroutines.ts';
import { getRunningLoop } from './events.ts';
import { type Future, wrapFuture } from './futures.ts';
import { waitFor } from './waiting.ts';

const inTime = internal(
  'BaseEventLoop.shutdown_default_executor',
  function* (promise: Promise<void>, timeout: number | null, loop: EventLoop): Generator<unknown, boolean, unknown> {
    const future = wrapFuture(promise, { loop });
    if (timeout === null) {
      yield future;
      return true;
    }
    try {
      yield waitFor(future, timeout);
      return true;
    } catch (error) {
      if (error instanceof TimeoutError) return false;
      throw error;
    }
  },
);

registerExecutorSystem({
  isThreadPool: (executor) => executor instanceof ThreadPoolExecutor,
  create: () => new ThreadPoolExecutor({ threadNamePrefix: 'asyncio' }),
  wrap: (future, loop) => wrapConcurrent(future as Concurrent<unknown>, loop) as Future<never>,
  inTime,
});

type Values = readonly (readonly [ContextVar<unknown>, unknown])[];

/** In a worker: calls a function in a context of these values. */
function runInContext(values: Values, fn: AnyFunction, args: readonly unknown[]): unknown {
  const context = new Context();
  context.run(() => {
    for (const [variable, value] of values) variable.set(value);
  });
  return context.run(fn, ...args);
}

registerInternals({ runInContext });

/**
 * Calls `func(...args)` in a thread of the loop's default executor and waits
 * for what it returns.
 *
 * The values of context variables go along; they are copied, as everything
 * that goes to a worker, and a variable must stand at the top of the program.
 */
export const toThread = internal('to_thread', function* toThread(func: AnyFunction, ...args: unknown[]): Generator<
  unknown,
  unknown,
  unknown
> {
  const loop = getRunningLoop();
  const values: Values = copyContext().items();
  let future: Future<unknown>;
  // A coroutine function's call stays here, and so does its context.
  if (values.length === 0 || codeOf(func) !== undefined) future = loop.runInExecutor(null, func, ...args);
  else future = loop.runInExecutor(null, runInContext, values, func, args);
  return yield future;
}) as <F extends AnyFunction>(func: F, ...args: Parameters<F>) => Coroutine<ResultOf<F>>;
