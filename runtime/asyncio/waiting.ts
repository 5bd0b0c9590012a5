/**
 * Waiting for several things, or for one under conditions: `gather()`,
 * `shield()`, `wait()`, `waitFor()`. Mirrors the second half of
 * `asyncio/tasks.py`.
 */

import { AttributeError, type BaseException, TimeoutError, TypeError, ValueError } from '../builtins/exceptions.ts';
import { itemsOf } from '../builtins/iteration.ts';
import { isPlain, optionsOf, parameterOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { typeName } from '../builtins/repr.ts';
import { areNewest, type Coroutine, internal, iscoroutine } from './coroutines.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import { type Awaitable, Future, isAwaitable, isfuture, messageOf, newCancelledError, OwnCallback } from './futures.ts';
import { addAwaitedBy, discardAwaitedBy } from './graph.ts';
import { instrument } from './instruments.ts';
import { getEventLoop, getRunningLoop, runningLoop } from './running.ts';
import { cancelNested, currentTask, ensureFuture, futureOf, Task } from './tasks.ts';
import { timeout as timeoutAfter } from './timeouts.ts';
import type { EventLoop } from './types.ts';

// ── gather ───────────────────────────────────────────────────────────────────

/** What `gather()` returns: cancelling it cancels the children, and it is done when they are. */
class GatheringFuture<T> extends Future<T> {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    '_GatheringFuture',
    'asyncio.tasks',
  );

  readonly children: readonly Future<unknown>[];
  cancelRequested = false;

  constructor(children: readonly Future<unknown>[], loop: EventLoop) {
    super({ loop });
    this.children = children;
  }

  override cancel(msg: unknown = null): boolean {
    if (this.done()) return false;
    const message = messageOf(msg);
    let cancelled = false;
    for (const child of this.children) {
      if (cancelNested(child, message)) cancelled = true;
    }
    // Remembered: the result will be the cancellation, whatever the children
    // make of it and whatever returnExceptions says.
    if (cancelled) this.cancelRequested = true;
    return cancelled;
  }
}

/** The results of the awaitables given to `gather()`. */
export type Gathered<A extends readonly unknown[]> = { -readonly [K in keyof A]: Awaited<A[K]> };

export interface GatherOptions {
  /** Put exceptions (and cancellations of children) into the list instead of raising the first. Default: false. */
  readonly returnExceptions?: boolean;
}

/**
 * A future of the results of all awaitables, in the order of the arguments.
 *
 * Coroutines become tasks; an awaitable given twice runs once. The first
 * exception is raised at once: the others go on, and what they raise later is
 * dropped. A cancelled child counts as raising CancelledError. Cancelling the
 * future cancels every child that is not done, and always ends in
 * CancelledError. With `{ returnExceptions: true }` it waits for all and puts
 * exceptions into the list.
 *
 * If it fails and nobody retrieves the exception, that is reported when the
 * loop closes.
 */
export function gather<A extends readonly unknown[]>(
  ...awaitables: [...A, { readonly returnExceptions: true }]
): Future<{ -readonly [K in keyof A]: Awaited<A[K]> | BaseException }>;
export function gather<A extends readonly unknown[]>(...awaitables: [...A, GatherOptions]): Future<Gathered<A>>;
export function gather<A extends readonly unknown[]>(...awaitables: A): Future<Gathered<A>>;
export function gather(...args: unknown[]): Future<unknown> {
  const last = args.at(-1);
  // A plain object that can be awaited is an awaitable.
  if (!isPlain(last) || isAwaitable(last)) return gatherAll(args, false);
  const { returnExceptions } = optionsOf<GatherOptions>('gather', last, ['returnExceptions']);
  return gatherAll(args.slice(0, -1), returnExceptions === true);
}

/** @internal `gather()` of an array: no engine takes a million arguments. */
export function gatherAll(awaitables: readonly unknown[], returnExceptions: boolean): Future<unknown> {
  if (awaitables.length === 0) {
    const nothing = getEventLoop().createFuture<unknown[]>();
    nothing.setResult([]);
    return nothing;
  }
  const waiter = runningLoop() === null ? null : currentTask();
  let loop = runningLoop();
  let outer: GatheringFuture<unknown[]> | null = null;
  let finished = 0;
  let total = 0;

  const look = /* @__PURE__ */ named('gather.<locals>._done_callback', (child: Future<unknown>): void => {
    finished++;
    discardAwaitedBy(child, waiter);
    if (outer === null || outer.done()) {
      if (!child.cancelled()) child.exception();
      return;
    }
    if (!returnExceptions) {
      if (child.cancelled()) {
        outer.failWith(child.makeCancelledError());
        return;
      }
      const error = child.exception();
      if (error !== null) {
        outer.failWith(error);
        return;
      }
    }
    if (finished < total) return;
    // Collected even if it is cancelled: that counts as having looked at the children's exceptions.
    const results: unknown[] = new Array(children.length);
    for (let i = 0; i < children.length; i++) {
      const each = children[i] as Future<unknown>;
      if (each.hasResult) results[i] = each.outcome;
      else results[i] = each.cancelled() ? newCancelledError(each.cancelMessage ?? '') : each.exception();
    }
    // CPython takes the message from the last of the children, as the arguments name them.
    if (outer.cancelRequested) outer.failWith((children.at(-1) as Future<unknown>).makeCancelledError());
    else outer.setResult(results);
  });

  const childDone = new OwnCallback(look, awaitables.length);
  // Most gathers are given no awaitable twice, and need not look for one.
  const isDistinct = areNewest(awaitables) || new Set(awaitables).size === awaitables.length;
  const futures = isDistinct ? null : new Map<unknown, Future<unknown>>();
  // An array that grows by pushing is allocated three times over.
  const children: Future<unknown>[] = new Array(awaitables.length);
  const done: Future<unknown>[] = [];
  for (let i = 0; i < awaitables.length; i++) {
    const awaitable = awaitables[i];
    let child = futures?.get(awaitable);
    if (child === undefined) {
      child = futureOf(awaitable as Awaitable<unknown>, loop);
      loop ??= child.loop;
      // Nobody else has it, so nobody else could keep it from being destroyed.
      if (child !== awaitable && child instanceof Task) child.logDestroyPending = false;
      total++;
      futures?.set(awaitable, child);
      if (child.done()) done.push(child);
      else {
        addAwaitedBy(child, waiter);
        child.addCallback(childDone);
      }
    }
    children[i] = child;
  }
  outer = new GatheringFuture<unknown[]>(children, loop as EventLoop);
  instrument?.futureStandsFor(outer as Future<unknown>, children);
  // Only now, so that children that are done already can complete it at once.
  for (const child of done) look(child);
  return outer;
}

// ── shield ───────────────────────────────────────────────────────────────────

const logOnException = /* @__PURE__ */ named('_log_on_exception', (future: Future<unknown>): void => {
  if (future.cancelled()) return;
  const error = future.exception();
  if (error === null) return;
  const context = new Map<string, unknown>([
    ['message', `${error.constructor.name} exception in shielded future`],
    ['exception', error],
    ['future', future],
  ]);
  if (future.sourceTraceback !== null) context.set('source_traceback', future.sourceTraceback);
  future.loop.callExceptionHandler(context);
});

/**
 * A future with the outcome of an awaitable that cancelling it does not reach.
 *
 * Whoever awaits the shield is still cancelled. If the inner one fails after
 * that, the exception goes to the loop's exception handler.
 */
export function shield<T>(awaitable: Awaitable<T>): Future<T> {
  const inner = ensureFuture(awaitable);
  if (inner.done()) return inner;
  const { loop } = inner;
  const outer = loop.createFuture<T>();
  instrument?.futureStandsFor(outer as Future<unknown>, [inner as Future<unknown>]);
  const waiter = runningLoop() === null ? null : currentTask(loop);
  addAwaitedBy(inner as Future<unknown>, waiter);

  const innerDone = /* @__PURE__ */ named('shield.<locals>._inner_done_callback', (): void => {
    if (outer.cancelled()) return;
    if (inner.cancelled()) {
      outer.cancel();
      return;
    }
    const error = inner.exception();
    if (error !== null) outer.failWith(error);
    else outer.setResult(inner.result());
  });
  const outerDone = /* @__PURE__ */ named('shield.<locals>._outer_done_callback', (): void => {
    if (inner.done()) return;
    inner.removeDoneCallback(innerDone);
    // One report, however many shields of this one are cancelled.
    inner.removeDoneCallback(logOnException);
    inner.addDoneCallback(logOnException as (future: Future<T>) => void);
  });
  if (waiter !== null) {
    inner.addDoneCallback(
      named('shield.<locals>._clear_awaited_by_callback', () => discardAwaitedBy(inner as Future<unknown>, waiter)),
    );
  }
  inner.addDoneCallback(innerDone);
  outer.addDoneCallback(outerDone);
  return outer;
}

// ── wait ─────────────────────────────────────────────────────────────────────

export const FIRST_COMPLETED = 'FIRST_COMPLETED';
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION';
export const ALL_COMPLETED = 'ALL_COMPLETED';
export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

export interface WaitOptions {
  /** Seconds; null waits for ever. Default: null. */
  readonly timeout?: number | null;
  /** Default: `ALL_COMPLETED`. */
  readonly returnWhen?: ReturnWhen;
}

const releaseWaiter = /* @__PURE__ */ named('_release_waiter', (waiter: Future<null>): void => {
  if (!waiter.done()) waiter.setResult(null);
});

/**
 * Waits until the futures or tasks are done (or the first is, or the first has
 * failed, or the time is over) and returns `[done, pending]`, two sets in the
 * order of the argument.
 *
 * Never raises what they raised, and cancels nothing, not even when it is
 * cancelled itself.
 *
 * @throws {TypeError} for coroutines, or for a single future
 * @throws {ValueError} for nothing to wait for, or an unknown `returnWhen`
 */
export const wait = /* @__PURE__ */ internal('wait', function* wait<
  F extends Future<unknown>,
>(futures: Iterable<F>, options: WaitOptions = {}): Generator<unknown, [Set<F>, Set<F>], unknown> {
  const { timeout = null, returnWhen = ALL_COMPLETED } = optionsOf('wait', options, ['timeout', 'returnWhen']);
  if (isfuture(futures) || iscoroutine(futures)) {
    throw new TypeError(`expect a list of futures, not ${typeName(futures)}`);
  }
  const list = futures ? [...itemsOf(futures)] : [];
  if (list.length === 0) throw new ValueError('Set of Tasks/Futures is empty.');
  if (returnWhen !== FIRST_COMPLETED && returnWhen !== FIRST_EXCEPTION && returnWhen !== ALL_COMPLETED) {
    throw new ValueError(`Invalid return_when value: ${String(returnWhen)}`);
  }
  const all = new Set(list);
  if (list.some(iscoroutine)) {
    throw new TypeError('Passing coroutines is forbidden, use tasks explicitly.');
  }
  const stranger = list.findIndex((future) => !isfuture(future));
  if (stranger >= 0) {
    throw new AttributeError(`'${typeName(list[stranger])}' object has no attribute 'add_done_callback'`);
  }
  const loop = getRunningLoop();
  const waiter = loop.createFuture<null>();
  const timer = timeout === null ? null : loop.callLater(timeout, releaseWaiter, waiter);
  const task = currentTask();
  let left = all.size;
  const look = /* @__PURE__ */ named('_wait.<locals>._on_completion', (future: Future<unknown>): void => {
    left--;
    if (
      left <= 0 ||
      returnWhen === FIRST_COMPLETED ||
      (returnWhen === FIRST_EXCEPTION && !future.cancelled() && future.exception() !== null)
    ) {
      timer?.cancel();
      releaseWaiter(waiter);
    }
    discardAwaitedBy(future, task);
  });
  const oneDone = new OwnCallback(look, all.size);
  for (const future of all) {
    if (future.done()) oneDone.notify(future);
    else future.addCallback(oneDone);
    addAwaitedBy(future, task);
  }
  instrument?.futureStandsFor(waiter as Future<unknown>, all);
  try {
    yield waiter;
  } finally {
    timer?.cancel();
    for (const future of all) {
      future.removeDoneCallback(look);
      discardAwaitedBy(future, task);
    }
  }
  const done = new Set<F>();
  const pending = new Set<F>();
  for (const future of all) (future.done() ? done : pending).add(future);
  return [done, pending];
}) as <F extends Future<unknown>>(futures: Iterable<F>, options?: WaitOptions) => Coroutine<[Set<F>, Set<F>]>;

// ── waitFor ──────────────────────────────────────────────────────────────────

/** Cancels a future and waits until it is done, in a way that can itself be cancelled. */
function* cancelAndWait(future: Future<unknown>): Generator<unknown, void, unknown> {
  const waiter = getRunningLoop().createFuture<null>();
  const release = /* @__PURE__ */ named('_release_waiter', () => releaseWaiter(waiter));
  future.addDoneCallback(release);
  try {
    future.cancel();
    yield waiter;
  } finally {
    future.removeDoneCallback(release);
  }
}

/** Seconds, by position or by name; null: for ever. */
type Limit = number | null | { readonly timeout: number | null };

/**
 * Waits for one awaitable, at most `timeout` seconds (null: for ever).
 *
 * It runs in the caller's task. When the time is over it is cancelled and its
 * clean-up awaited before TimeoutError is raised; if it refuses and returns a
 * value, that is returned. Zero or less: a coroutine's body never begins.
 * Cancelling the wait cancels what it waits for.
 *
 * @throws {TimeoutError} when the time is over
 */
export const waitFor = /* @__PURE__ */ internal('wait_for', function* waitFor<
  T,
>(awaitable: Awaitable<T>, limit: Limit): Generator<unknown, T, unknown> {
  const timeout = parameterOf<number | null>('waitFor', limit, 'timeout', null) ?? null;
  if (timeout !== null && timeout <= 0) {
    const future = ensureFuture(awaitable);
    if (future.done()) return future.result();
    yield* cancelAndWait(future as Future<unknown>);
    try {
      return future.result();
    } catch (error) {
      if (error instanceof CancelledError) throw new TimeoutError({ cause: error });
      throw error;
    }
  }
  const expiry = timeoutAfter(timeout);
  yield expiry.aenter();
  let result: T;
  try {
    result = (yield awaitable) as T;
  } catch (error) {
    yield expiry.aexit(error as Error);
    throw error;
  }
  yield expiry.aexit(null);
  return result;
}) as <T>(awaitable: Awaitable<T>, timeout: Limit) => Coroutine<T>;
