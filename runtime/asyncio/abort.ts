/**
 * Cancellation to and from the rest of JavaScript, which knows AbortSignal.
 * Ours, not CPython's.
 */

import { TypeError } from '../builtins/exceptions.ts';
import { repr } from '../builtins/repr.ts';
import { CancelledError } from './exceptions.ts';
import { Future, isfuture, wrapFuture } from './futures.ts';
import { getRunningLoop } from './running.ts';
import type { EventLoop } from './types.ts';

declare global {
  /** Where the platform's types are there, it is the platform's. */
  interface AbortSignal {}
}

/** What is used of a signal; every platform has it. */
interface Signal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

interface Controller {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
}

function newController(): Controller {
  return new (globalThis as unknown as { AbortController: new () => Controller }).AbortController();
}

const signals = new WeakMap<Future<unknown>, AbortSignal>();

/**
 * A signal that is aborted once the future or task has ended by cancellation;
 * the reason is a CancelledError. The same signal each time. It is aborted in
 * the pass after that, in the order of the future's done callbacks.
 */
export function signalOf(future: Future<never> | Future<unknown>): AbortSignal {
  const asked = future as Future<unknown>;
  if (!isfuture(asked)) throw new TypeError(`signalOf() takes a future or a task, got ${repr(asked)}`);
  const known = signals.get(asked);
  if (known !== undefined) return known;
  const controller = newController();
  signals.set(asked, controller.signal);
  const look = (): void => {
    if (asked.cancelled()) controller.abort(reasonOf(asked));
  };
  if (asked.done()) look();
  else asked.addDoneCallback(look);
  return controller.signal;
}

function reasonOf(future: Future<unknown>): CancelledError {
  // What ended a task, unless somebody has taken it already.
  if (future.outcome !== undefined) return future.outcome as CancelledError;
  return future.cancelMessage === null ? new CancelledError() : new CancelledError(future.cancelMessage);
}

/**
 * Cancels a future or task when the signal is aborted, at the end of the
 * ready queue; at once if it is aborted already. The cancellation's message is
 * the reason (of an error, its message). Returns the future.
 *
 * Listening ends with the future. The loop does not know that somebody may
 * abort: the virtual clock does not wait for it.
 */
export function cancelOnAbort<F extends Future<never> | Future<unknown>>(future: F, signal: AbortSignal): F {
  const target = future as Future<unknown>;
  const { loop } = target as { loop: EventLoop };
  const given = signal as unknown as Signal;
  const cancel = (): void => {
    const { reason } = given;
    target.cancel(reason instanceof Error ? reason.message : (reason ?? null));
  };
  if (given.aborted) {
    cancel();
    return future;
  }
  if (target.done()) return future;
  const onAbort = (): void => {
    if (!loop.isClosed()) loop.callSoonThreadsafe(cancel);
  };
  given.addEventListener('abort', onAbort);
  target.addDoneCallback(() => given.removeEventListener('abort', onAbort));
  return future;
}

/** A native promise whose work can be told to stop. */
class AbortableFuture<T> extends Future<T> {
  private readonly _controller: Controller;

  constructor(loop: EventLoop, controller: Controller) {
    super({ loop });
    this._controller = controller;
  }

  override cancel(message: unknown = null): boolean {
    if (!super.cancel(message)) return false;
    this._controller.abort(reasonOf(this as Future<unknown>));
    return true;
  }
}

/**
 * Starts native work that takes a signal, and gives a future of its outcome:
 * cancelling the future (or a task that awaits it) aborts the signal at once.
 *
 *     const response = await asyncio.abortable((signal) => fetch(url, { signal }));
 *
 * What the aborted work still does or throws is dropped.
 *
 * @throws {RuntimeError} if no loop runs
 */
export function abortable<T>(start: (signal: AbortSignal) => PromiseLike<T>): Future<T> {
  const loop = getRunningLoop();
  const controller = newController();
  const future = new AbortableFuture<T>(loop, controller);
  const native = wrapFuture(start(controller.signal), { loop });
  native.addDoneCallback(() => {
    if (native.cancelled()) {
      if (!future.done()) future.cancel();
      return;
    }
    const error = native.exception();
    if (future.done()) return;
    if (error === null) future.setResult(native.result());
    else future.failWith(error);
  });
  return future;
}
