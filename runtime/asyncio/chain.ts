/**
 * Futures of the loop and futures of executors, chained to one another.
 * Mirrors the end of `asyncio/futures.py` and `run_coroutine_threadsafe()`.
 */

import { KeyboardInterrupt, SystemExit, TypeError } from '../builtins/exceptions.ts';
import * as concurrent from '../concurrent/futures/base.ts';
import { ParentLoop } from '../concurrent/futures/parent-loop.ts';
import type { EventLoop } from './base-events.ts';
import { type Coroutine, iscoroutine } from './coroutines.ts';
import { getEventLoop } from './events.ts';
import { CancelledError, InvalidStateError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import { type Awaitable, Future, registerConcurrentFutures } from './futures.ts';
import { ensureFuture } from './tasks.ts';

type Concurrent = concurrent.Future<unknown>;

/** An executor's CancelledError and InvalidStateError as asyncio's. */
function converted(error: Error): Error {
  const type: unknown = error.constructor;
  if (type === concurrent.CancelledError) return new CancelledError(...(error as concurrent.CancelledError).args);
  if (type === concurrent.InvalidStateError) return new InvalidStateError(error.message);
  return error;
}

/** What a concurrent future came to, for a future of the loop. */
function copyToLoop(source: Concurrent, destination: Future<unknown>): void {
  if (destination.cancelled()) return;
  if (source.cancelled()) {
    destination.cancel();
    return;
  }
  const { result, exception } = source.peek();
  if (exception !== null) destination.setException(converted(exception));
  else destination.setResult(result);
}

/** What a future of the loop came to, for a concurrent one. */
function copyToConcurrent(source: Future<unknown>, destination: Concurrent): void {
  if (source.cancelled()) destination.cancel();
  if (!destination.setRunningOrNotifyCancel()) return;
  const exception = source.exception();
  if (exception !== null) destination.setException(exception);
  else destination.setResult(source.result());
}

/**
 * A future of the loop with the outcome of an executor's future. Cancelling
 * it cancels that one, if it has not begun; a cancelled one cancels it.
 */
export function wrapConcurrent(source: Concurrent, loop: EventLoop | undefined): Future<unknown> {
  const owner = loop ?? getEventLoop();
  const destination = new Future<unknown>({ loop: owner });
  const setState = named('_chain_future.<locals>._set_state', copyToLoop);
  destination.addDoneCallback(
    named('_chain_future.<locals>._call_check_cancel', () => {
      if (destination.cancelled()) source.cancel();
    }),
  );
  source.addDoneCallback(() => {
    if (!owner.isClosed()) owner.callSoonThreadsafe(setState, source, destination);
  });
  return destination;
}

registerConcurrentFutures(
  (value): value is Concurrent => value instanceof concurrent.Future,
  (future, loop) => wrapConcurrent(future as Concurrent, loop),
);

/**
 * Has a coroutine run by a loop, from outside it; returns an executor's
 * future, whose `result()` can be awaited. Cancelling that cancels the task.
 *
 * In a worker, with the starter's loop, it takes a coroutine *function* of the
 * program's and its arguments: a coroutine cannot travel. There cancelling
 * comes too late once the request has been sent.
 */
export function runCoroutineThreadsafe<T, A extends unknown[]>(
  coroutine: Awaitable<T> | ((...args: A) => Awaitable<T>),
  loop: EventLoop | ParentLoop,
  ...args: A
): concurrent.Future<T> {
  if (loop instanceof ParentLoop) {
    if (typeof coroutine !== 'function') {
      throw new TypeError(
        "cannot pickle 'coroutine' object: from a worker, call runCoroutineThreadsafe(function, loop, ...arguments)",
      );
    }
    return loop.run(coroutine, args) as concurrent.Future<T>;
  }
  if (!iscoroutine(coroutine)) throw new TypeError('A coroutine object is required');
  const future = new concurrent.Future<T>();
  future.isExpected = true;
  loop.callSoonThreadsafe(
    named('run_coroutine_threadsafe.<locals>.callback', () => {
      try {
        const task = ensureFuture(coroutine as Coroutine<T>, { loop }) as Future<unknown>;
        future.addDoneCallback(() => {
          if (future.cancelled() && !loop.isClosed()) loop.callSoonThreadsafe(cancelTask, task);
        });
        task.addDoneCallback(
          named('_chain_future.<locals>._call_set_state', () => copyToConcurrent(task, future as Concurrent)),
        );
      } catch (error) {
        if (!(error instanceof SystemExit || error instanceof KeyboardInterrupt)) {
          if (future.setRunningOrNotifyCancel()) future.setException(error);
        }
        throw error;
      }
    }),
  );
  return future;
}

function cancelTask(task: Future<unknown>): void {
  task.cancel();
}
