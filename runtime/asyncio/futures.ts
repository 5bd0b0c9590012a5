/**
 * Futures: results that somebody else will fill in.
 *
 * Nothing here runs anything: callbacks go to the loop's ready queue, in the
 * order in which they were added, and run in a later pass. Mirrors
 * `asyncio/futures.py` in the wording of CPython's C implementation.
 */

import {
  KeyboardInterrupt,
  RuntimeError,
  StopIteration,
  SystemExit,
  TypeError,
  ValueError,
} from '../builtins/exceptions.ts';
import { byName, optionsOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { repr, shortRepr } from '../builtins/repr.ts';
import {
  asError,
  type Frame,
  type Link,
  markRaised,
  raised,
  setTraceback,
  tracebackOf,
} from '../builtins/traceback.ts';
import { Context, givenContext, type Snapshot } from '../contextvars/context.ts';
import { type Coroutine, KIND, KIND_FUTURE, kindOf } from './coroutines.ts';
import type { Callback, Runnable } from './events.ts';
import { CancelledError, InvalidStateError } from './exceptions.ts';
import { callbackName, formatCallback, named } from './format-helpers.ts';
import { instrument } from './instruments.ts';
import { getEventLoop, setSteppedTask } from './running.ts';
import type { EventLoop, Task } from './types.ts';

export const PENDING = 0;
export const CANCELLED = 1;
export const FINISHED = 2;
/** Finished with an exception. */
const FAILED = 3;
/** Finished with an exception that nobody has looked at: it will be reported. */
export const UNSEEN = 4;
type State = typeof PENDING | typeof CANCELLED | typeof FINISHED | typeof FAILED | typeof UNSEEN;
const STATES = ['pending', 'cancelled', 'finished', 'finished', 'finished'] as const;

/** Whatever can be awaited: a coroutine, a future or task, a native promise, an object with an `await()` method. */
export type Awaitable<T> = PromiseLike<T> | Coroutine<T> | Future<T>;

/** @internal Whether a value that is no future has what awaiting needs: `then()` or `await()`. */
export function isAwaitable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { then, await: custom } = value as { then?: unknown; await?: unknown };
  return typeof then === 'function' || typeof custom === 'function';
}

/** A done callback with the context that it runs in. */
class ContextCallback {
  readonly callback: Callback;
  /** The context that was given, or a snapshot. */
  readonly context: Context | Snapshot;

  constructor(callback: Callback, context: Context | Snapshot) {
    this.callback = callback;
    this.context = context;
  }

  notify(future: Future<unknown>): void {
    future.loop.callSoonIn(this.context, this.callback, future);
  }
}

/**
 * A done callback of the runtime's own: runs no code of the author's, so it
 * needs no context. It stands in the ready queue itself, once for each future
 * that is done: a handle for each would be most of what a `gather()` allocates
 * beside its tasks.
 */
export class OwnCallback implements Runnable {
  readonly isCancelledHandle: boolean = false;
  readonly callback: (future: Future<unknown>) => void;
  /** The futures that are done, in the order of its places in the queue; after those, room for the others. */
  private readonly _done: Future<unknown>[];
  private _doneCount = 0;
  /** How many of them it has been called with. */
  private _calls = 0;

  /** `futures` is how many it will be added to. */
  constructor(callback: (future: Future<unknown>) => void, futures: number) {
    this.callback = callback;
    // An array that grows by pushing is allocated three times over.
    this._done = new Array(futures);
  }

  notify(future: Future<unknown>): void {
    const { loop } = future;
    // Debug mode wants to name it.
    if (loop.getDebug()) {
      loop.callSoonIn(null, this.callback, future);
      return;
    }
    loop.checkClosed();
    this._done[this._doneCount++] = future;
    loop.enqueue(this);
    instrument?.callbackScheduled(this, callbackName(this.callback), future);
  }

  runHandle(): void {
    setSteppedTask(null);
    const future = this._done[this._calls++] as Future<unknown>;
    try {
      this.callback(future);
    } catch (error) {
      markRaised(error);
      if (error instanceof SystemExit || error instanceof KeyboardInterrupt) throw error;
      future.loop.callExceptionHandler({
        message: `Exception in callback ${formatCallback(this.callback, [future], false)}`,
        exception: error,
      });
    }
  }
}

/** What is told that a future is done: a callback, or the task that waits. */
type DoneCallback = Task<unknown> | ContextCallback | OwnCallback;

/** Futures are numbered, so that reports come in the order of creation. */
let created = 0;
/** Where futures were created in debug mode. No field: the rest of the time it would be carried about for nothing. */
const creationSites = new WeakMap<object, readonly Frame[]>();

/** `new CancelledError` without the engine's stack: nobody reads it, and it costs more than the rest. */
export function newCancelledError(message: unknown): CancelledError {
  const limited = Error as { stackTraceLimit?: number };
  const limit = limited.stackTraceLimit;
  if (limit === undefined) return message === null ? new CancelledError() : new CancelledError(message);
  limited.stackTraceLimit = 0;
  const error = message === null ? new CancelledError() : new CancelledError(message);
  limited.stackTraceLimit = limit;
  return error;
}

/**
 * A result that is not there yet.
 *
 * Await it, add callbacks, or ask it; whoever made it calls `setResult()` or
 * `setException()`. It belongs to one loop: the one given as `loop`, else the
 * running one.
 */
export class Future<T = unknown> implements PromiseLike<T> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Future', '_asyncio', {
    [KIND]: KIND_FUTURE,
  });

  /** @internal What the constructor takes by name. */
  static readonly keywords: readonly string[] = ['loop'];

  // What a task's step reads stands together, here at the end and in `Task` at the beginning: a step is so short that
  // how many lines of the processor's cache it touches is most of what it costs.
  /** @internal */
  readonly serial: number = ++created;
  /** @internal What `cancel(message)` was given; null for nothing. */
  cancelMessage: unknown = null;
  /** The traceback of the exception when it was set. */
  private _traceback: Link | null = null;
  /** @internal Tasks that wait for this one, one or more: see `graph.ts`. */
  awaitedBy: Task<unknown> | Set<Task<unknown>> | null = null;
  private _callbacks: DoneCallback | DoneCallback[] | null = null;
  /** @internal The result or the exception; of a cancelled task the CancelledError that ended it, to be thrown once more. */
  outcome: unknown = undefined;
  /** @internal */
  readonly loop: EventLoop;
  /** @internal */
  state: State = PENDING;

  constructor(options: { readonly loop?: EventLoop } = {}) {
    const { loop } = options;
    if (options !== loop?.ownOptions) optionsOf(new.target.name, options, new.target.keywords);
    this.loop = loop ?? getEventLoop();
    const site = this.loop.creationSite();
    if (site !== null) creationSites.set(this, site);
  }

  /** @internal Where it was created; in debug mode only. */
  get sourceTraceback(): readonly Frame[] | null {
    return creationSites.get(this) ?? null;
  }

  /** CPython's `_log_traceback`: whether an exception that nobody looks at will be reported. May only be cleared. */
  get _logTraceback(): boolean {
    return this.state === UNSEEN;
  }

  set _logTraceback(value: boolean) {
    if (value) throw new ValueError('_log_traceback can only be set to False');
    this.noteSeen();
  }

  /** @internal Its exception will not be reported any more. */
  noteSeen(): void {
    if (this.state === UNSEEN) this.state = FAILED;
  }

  /** The loop this future belongs to. */
  getLoop(): EventLoop {
    return this.loop;
  }

  done(): boolean {
    return this.state !== PENDING;
  }

  /** Whether it was cancelled. A future that *failed* with CancelledError was not. */
  cancelled(): boolean {
    return this.state === CANCELLED;
  }

  /**
   * The result.
   *
   * @throws the exception, if that is how it ended; counts as having looked at it
   * @throws {CancelledError} if it was cancelled
   * @throws {InvalidStateError} if it is not done
   */
  result(): T {
    if (this.hasResult) return this.outcome as T;
    if (this.state === PENDING) throw new InvalidStateError('Result is not set.');
    throw raised(this.takeError());
  }

  /** @internal Whether it ended with a result: `outcome`. */
  get hasResult(): boolean {
    return this.state === FINISHED;
  }

  /** @internal Whether it ended with an exception: `outcome`. */
  get failed(): boolean {
    return this.state >= FAILED;
  }

  /** @internal The exception that is raised in whoever awaits it; counts as having looked at it. */
  takeError(): unknown {
    if (this.state === CANCELLED) return this.makeCancelledError();
    this.noteSeen();
    // Whoever is first adds to the traceback from where the exception was set on; after that, as in CPython, it is not kept.
    setTraceback(this.outcome, this._traceback);
    this._traceback = null;
    return this.outcome;
  }

  /**
   * The exception that was set, or null. Counts as having looked at it.
   *
   * @throws {CancelledError} if it was cancelled
   * @throws {InvalidStateError} if it is not done
   */
  exception(): Error | null {
    if (this.state === CANCELLED) throw raised(this.makeCancelledError());
    if (this.state === PENDING) throw new InvalidStateError('Exception is not set.');
    this.noteSeen();
    return this.failed ? (this.outcome as Error) : null;
  }

  /** Marks it done with a result. @throws {InvalidStateError} if it is done */
  setResult(result: T): void {
    if (this.state !== PENDING) throw new InvalidStateError('invalid state');
    this.finish(result, false);
  }

  /**
   * Marks it done with an exception (an error, or an error's class).
   *
   * If nobody ever looks at it, that is reported when the loop closes.
   *
   * @throws {InvalidStateError} if it is done
   */
  setException(exception: Error | (new () => Error)): void {
    if (this.state !== PENDING) throw new InvalidStateError('invalid state');
    let error: unknown = typeof exception === 'function' ? new exception() : exception;
    if (!(error instanceof Error)) throw new TypeError('invalid exception object');
    if (error instanceof StopIteration) {
      error = new RuntimeError('StopIteration interacts badly with generators and cannot be raised into a Future', {
        cause: error,
      });
    }
    this.finish(error, true);
  }

  /** @internal Fails with whatever was thrown; what is no error becomes one. */
  failWith(thrown: unknown): void {
    this.finish(asError(thrown), true);
  }

  /** @internal Without the checks. */
  protected finish(outcome: unknown, failed: boolean): void {
    this.outcome = outcome;
    this.state = failed ? UNSEEN : FINISHED;
    if (failed) {
      this._traceback = tracebackOf(outcome);
      this.loop.noteUnretrieved(this);
    }
    this.scheduleCallbacks();
  }

  /**
   * Cancels it and schedules its callbacks. Returns false if it was done.
   *
   * A task that awaits it gets CancelledError there. `msg`, which may be given
   * as `{ msg }`, becomes the error's only argument.
   */
  cancel(msg: unknown = null): boolean {
    this.noteSeen();
    if (this.state !== PENDING) return false;
    this.state = CANCELLED;
    this.cancelMessage = messageOf(msg);
    this.scheduleCallbacks();
    return true;
  }

  /** @internal The error to throw for a cancelled future: the original one once, then a new one with the message. */
  makeCancelledError(): CancelledError {
    const error = this.outcome;
    // A child that refused has a result, and its gather asks all the same.
    if (this.state !== CANCELLED || error === undefined) return newCancelledError(this.cancelMessage);
    this.outcome = undefined;
    return error as CancelledError;
  }

  /**
   * Has `callback` called with this future once it is done: never at once, but
   * through `callSoon()`, in `context` or the context current now.
   */
  addDoneCallback(callback: (future: this) => unknown, options: { readonly context?: Context } = {}): void {
    const { context } = optionsOf('addDoneCallback', options, ['context']);
    const entry = new ContextCallback(callback as Callback, givenContext(context) ?? Context.snapshot());
    if (this.state !== PENDING) entry.notify(this as Future<unknown>);
    else this.addCallback(entry);
  }

  /** Takes every registration of `callback` out again and returns how many there were. */
  removeDoneCallback(callback: (future: never) => unknown): number {
    const before = this.callbackList();
    const kept = before.filter((entry) => functionOf(entry) !== callback);
    if (kept.length < before.length) this._callbacks = kept.length === 0 ? null : kept;
    return before.length - kept.length;
  }

  /** @internal Has a task that waits, or a callback of the runtime's own, told when this is done; it must be pending. */
  addCallback(entry: DoneCallback): void {
    const callbacks = this._callbacks;
    if (callbacks === null) this._callbacks = entry;
    else if (Array.isArray(callbacks)) callbacks.push(entry);
    else this._callbacks = [callbacks, entry];
  }

  /** @internal */
  protected callbackList(): readonly DoneCallback[] {
    const callbacks = this._callbacks;
    if (callbacks === null) return [];
    return Array.isArray(callbacks) ? callbacks : [callbacks];
  }

  /** @internal The tasks that await this future, in the order in which they began to. */
  waitingTasks(): readonly Task<unknown>[] {
    return this.callbackList().filter((entry) => functionOf(entry) === null) as Task<unknown>[];
  }

  /** @internal */
  protected scheduleCallbacks(): void {
    const callbacks = this._callbacks;
    if (callbacks === null) return;
    this._callbacks = null;
    if (!Array.isArray(callbacks)) callbacks.notify(this as Future<unknown>);
    else for (const entry of callbacks) entry.notify(this as Future<unknown>);
  }

  /**
   * Native code awaits this future. Outside the loop's order: the callbacks
   * run as promise jobs after the pass in which the future became done.
   */
  // biome-ignore lint/suspicious/noThenProperty: being awaitable by native code is the point.
  then<A = T, B = never>(
    resolve?: ((value: T) => A | PromiseLike<A>) | null,
    reject?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return new Promise<T>((settle, fail) => {
      const look = (): void => {
        try {
          settle(this.result());
        } catch (error) {
          fail(error as Error);
        }
      };
      if (this.done()) look();
      else this.addDoneCallback(look);
    }).then(resolve, reject);
  }

  /** `then(null, reject)`: for native code, and programs that take an async function's result for a promise. */
  catch<B = never>(reject?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(null, reject);
  }

  /** Calls `always` when the future is done; the promise passes on how it ended. */
  finally(always?: (() => void) | null): Promise<T> {
    return this.then().finally(always);
  }

  /** `yield* future` in a plain generator waits for it and gives its result. */
  *[Symbol.iterator](): Generator<unknown, T, unknown> {
    if (this.state === PENDING) yield this;
    if (this.state === PENDING) throw new RuntimeError("await wasn't used with future");
    return this.result();
  }

  protected reprInfo(): string[] {
    const info: string[] = [STATES[this.state]];
    if (this.state >= FINISHED) {
      info.push(this.failed ? `exception=${repr(this.outcome)}` : `result=${shortRepr(this.outcome)}`);
    }
    const callbacks = this.callbackList();
    if (callbacks.length > 0) {
      const texts = callbacks.map((entry) => {
        const callback = functionOf(entry);
        return callback === null ? 'Task.task_wakeup()' : formatCallback(callback, []);
      });
      const [first, last] = [texts[0] as string, texts.at(-1) as string];
      if (texts.length === 1) info.push(`cb=[${first}]`);
      else if (texts.length === 2) info.push(`cb=[${first}, ${last}]`);
      else info.push(`cb=[${first}, <${texts.length - 2} more>, ${last}]`);
    }
    const site = this.sourceTraceback?.at(-1);
    if (site !== undefined) info.push(`created at ${site.file}:${site.line}`);
    return info;
  }

  toString(): string {
    // Futures may refer to one another in a ring, through callbacks and results.
    if (beingWritten.has(this)) return '...';
    beingWritten.add(this);
    try {
      return `<${this.constructor.name} ${this.reprInfo().join(' ')}>`;
    } finally {
      beingWritten.delete(this);
    }
  }
}

/** The function to call; null for a task that waits. */
function functionOf(entry: DoneCallback): Callback | null {
  return 'callback' in entry ? entry.callback : null;
}

const beingWritten = new Set<Future<never> | Future<unknown>>();

/** What `cancel()` was given as `msg`, by position or by name. @internal */
export function messageOf(msg: unknown): unknown {
  return msg === null ? null : byName(msg, 'msg', null);
}

/** Whether a value is a Future or a Task (or an instance of a subclass). */
export function isfuture(value: unknown): value is Future<unknown> {
  return kindOf(value) === KIND_FUTURE;
}

/** Sets a result unless the future was cancelled meanwhile. */
export const setResultUnlessCancelled: <T>(future: Future<T>, result: T) => void = /* @__PURE__ */ named(
  '_set_result_unless_cancelled',
  <T>(future: Future<T>, result: T): void => {
    if (!future.cancelled()) future.setResult(result);
  },
);

/** What makes an executor's future one of the loop, for `wrapFuture()`: a method that such futures have. */
export const WRAP: unique symbol = Symbol('wrap');

/** What `wrapFuture()` takes of an executor's future. */
interface ConcurrentFuture<T> {
  result(timeout?: number | null): Promise<T>;
  [WRAP](loop: EventLoop): Future<T>;
}

/**
 * A future of the loop with the outcome of an executor's future, or of a
 * native promise. An executor's future is cancelled with it.
 *
 * While a native promise is outstanding the loop's clock does not jump. Cancelling
 * the future does not reach the promise: nothing can. A future is returned as
 * it is.
 */
export function wrapFuture<T>(
  promise: PromiseLike<T> | ConcurrentFuture<T>,
  options: { readonly loop?: EventLoop } = {},
): Future<T> {
  const given = optionsOf('wrapFuture', options, ['loop']).loop;
  if (isfuture(promise)) return promise as Future<T>;
  if (typeof (promise as Partial<ConcurrentFuture<T>> | null)?.[WRAP] === 'function') {
    return (promise as ConcurrentFuture<T>)[WRAP](given ?? getEventLoop());
  }
  if (typeof (promise as { then?: unknown } | null)?.then !== 'function') {
    throw new TypeError(`a future or a promise is expected, got ${repr(promise)}`);
  }
  const loop = given ?? getEventLoop();
  const future = new Future<T>({ loop });
  const done = loop.notePromise(promise);
  const settle = (apply: () => void): void => {
    done();
    if (!loop.isClosed() && !future.done()) apply();
  };
  const fail = (reason: unknown): void => settle(() => future.failWith(reason));
  try {
    (promise as PromiseLike<T>).then((value) => settle(() => future.setResult(value)), fail);
  } catch (error) {
    // What is no promise but has a `then` may throw there: as one that rejects, or the clock would wait for it ever after.
    fail(error);
  }
  return future;
}

type FutureClass<T> = Future<T>;
declare module './types.ts' {
  interface Future<T> extends FutureClass<T> {}
}
