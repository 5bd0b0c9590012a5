/**
 * Futures of executors, and what waits for them. Mirrors `concurrent/futures/_base.py`.
 *
 * Where CPython blocks a thread, a promise is returned here: `await
 * future.result()`. Everything else happens at once, as there: callbacks run
 * inside `setResult()`, not through an event loop.
 */

import * as loopErrors from '../../asyncio/exceptions.ts';
import { named } from '../../asyncio/format-helpers.ts';
import * as asyncio from '../../asyncio/futures.ts';
import { instrument } from '../../asyncio/instruments.ts';
import { runningLoop } from '../../asyncio/running.ts';
import type { EventLoop } from '../../asyncio/types.ts';
import {
  Exception,
  NotImplementedError,
  RuntimeError,
  TimeoutError,
  TypeError,
  ValueError,
} from '../../builtins/exceptions.ts';
import { isPlain, optionsOf, parameterOf, parametersOf } from '../../builtins/keywords.ts';
import { declareClass } from '../../builtins/modules.ts';
import { addressOf, repr, typeName } from '../../builtins/repr.ts';
import { asError, formatException, type Link, setTraceback, tracebackOf } from '../../builtins/traceback.ts';
import { expected, isExpected, programTime } from '../../host/clock.ts';
import { host } from '../../host/current.ts';

export { TimeoutError };

/** The future was cancelled. An ordinary exception, unlike asyncio's. */
export class CancelledError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'CancelledError',
    'concurrent.futures._base',
  );
}
/** The future is not in the state that the operation needs. */
export class InvalidStateError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'InvalidStateError',
    'concurrent.futures._base',
  );
}
/** The executor cannot work any more. */
export class BrokenExecutor extends RuntimeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'BrokenExecutor',
    'concurrent.futures._base',
  );
}

export const FIRST_COMPLETED = 'FIRST_COMPLETED';
export const FIRST_EXCEPTION = 'FIRST_EXCEPTION';
export const ALL_COMPLETED = 'ALL_COMPLETED';
export type ReturnWhen = typeof FIRST_COMPLETED | typeof FIRST_EXCEPTION | typeof ALL_COMPLETED;

const PENDING = 'PENDING';
const RUNNING = 'RUNNING';
const CANCELLED = 'CANCELLED';
/** Cancelled, and whoever waits has been told. */
const CANCELLED_AND_NOTIFIED = 'CANCELLED_AND_NOTIFIED';
const FINISHED = 'FINISHED';
type State = typeof PENDING | typeof RUNNING | typeof CANCELLED | typeof CANCELLED_AND_NOTIFIED | typeof FINISHED;

const DESCRIPTIONS: Record<State, string> = {
  PENDING: 'pending',
  RUNNING: 'running',
  CANCELLED: 'cancelled',
  CANCELLED_AND_NOTIFIED: 'cancelled',
  FINISHED: 'finished',
};

/** Calls back after `seconds` of the running loop's time, or of real time where no loop runs. Returns how to cancel that. */
function after(seconds: number, callback: () => void): () => void {
  const loop = runningLoop();
  if (loop !== null) {
    const handle = loop.callLater(Math.max(0, seconds), callback);
    return () => handle.cancel();
  }
  const timer = host().setTimer(callback, Math.max(0, seconds) * 1000);
  return () => host().clearTimer(timer);
}

/** Seconds on the clock that `after()` uses. */
function now(): number {
  return runningLoop()?.time() ?? host().now();
}

/** Is told of futures that end: `wait()` and `asCompleted()`. */
type Waiter = (future: Future<never>) => void;

/** The result of a call that an executor has taken. Executors make these. */
export class Future<T = unknown> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'Future',
    'concurrent.futures._base',
  );

  private _state: State = PENDING;
  private _result: T | undefined;
  private _exception: Error | null = null;
  private _traceback: Link | null = null;
  /** One alone, or several. */
  private _callbacks: ((future: this) => unknown) | ((future: this) => unknown)[] | null = null;
  private _waiters: Set<Waiter> | null = null;
  /** @internal Whether it is this program that settles it, so that no clock has to stand still for it: see `expected()`. */
  isExpected = false;

  /** Cancels the call unless it runs or is done. Returns whether the future is cancelled now. */
  cancel(): boolean {
    if (this._state === RUNNING || this._state === FINISHED) return false;
    if (this._state !== PENDING) return true;
    this._state = CANCELLED;
    instrument?.jobEnds(this, null);
    this._invokeCallbacks();
    return true;
  }

  cancelled(): boolean {
    return this._state === CANCELLED || this._state === CANCELLED_AND_NOTIFIED;
  }

  /** Whether the call is being executed: it cannot be cancelled any more. */
  running(): boolean {
    return this._state === RUNNING;
  }

  done(): boolean {
    return this._state !== PENDING && this._state !== RUNNING;
  }

  /** @internal Whether waiters count it as ended. */
  get notified(): boolean {
    return this._state === FINISHED || this._state === CANCELLED_AND_NOTIFIED;
  }

  /** @internal Whether it ended with an exception. */
  get failed(): boolean {
    return this._exception !== null;
  }

  /**
   * Waits for the result, at most `timeout` seconds of the running loop's
   * clock (of real time where no loop runs); null: as long as it takes.
   *
   * The promise is rejected with the call's exception, with CancelledError if
   * the future was cancelled, or with TimeoutError.
   */
  result(timeout: number | null | { readonly timeout?: number | null } = null): Promise<T> {
    return this._promise(parameterOf('result', timeout, 'timeout', null), (resolve, reject) => {
      if (this._exception === null) {
        resolve(this._result as T);
        return;
      }
      setTraceback(this._exception, this._traceback);
      reject(this._exception);
    });
  }

  /** Waits like `result()`; gives the call's exception, or null if there was none. */
  exception(timeout: number | null | { readonly timeout?: number | null } = null): Promise<Error | null> {
    return this._promise(parameterOf('exception', timeout, 'timeout', null), (resolve) => resolve(this._exception));
  }

  /** @internal What `result()` and `exception()` would give now. */
  peek(): { readonly result: T | undefined; readonly exception: Error | null } {
    return { result: this._result, exception: this._exception };
  }

  /** Settled by `settle`, once this future has ended by itself. */
  private _promise<V>(
    timeout: number | null,
    settle: (resolve: (value: V) => void, reject: (error: Error) => void) => void,
  ): Promise<V> {
    const promise = new Promise<V>((resolve, reject) => {
      let forget: (() => void) | null = null;
      const done = (): void => {
        forget?.();
        if (this.cancelled()) reject(new CancelledError());
        else settle(resolve, reject);
      };
      if (timeout !== null && !this.done()) {
        forget = after(timeout, () => {
          this.removeDoneCallback(done);
          reject(new TimeoutError());
        });
      }
      this.addDoneCallback(done);
    });
    return expected(promise, this.isExpected);
  }

  /**
   * Has `callback` called with this future when it is done; at once if it is.
   * Callbacks run in the order in which they were added; what one raises is
   * reported on stderr.
   */
  addDoneCallback(callback: (future: this) => unknown): void {
    if (this.done()) {
      this._call(callback);
      return;
    }
    const callbacks = this._callbacks;
    if (callbacks === null) this._callbacks = callback;
    else if (Array.isArray(callbacks)) callbacks.push(callback);
    else this._callbacks = [callbacks, callback];
  }

  /** @internal */
  protected removeDoneCallback(callback: (future: this) => unknown): void {
    const callbacks = this._callbacks;
    if (callbacks === callback) this._callbacks = null;
    else if (Array.isArray(callbacks)) this._callbacks = callbacks.filter((other) => other !== callback);
  }

  private _invokeCallbacks(): void {
    const callbacks = this._callbacks;
    if (callbacks === null) return;
    this._callbacks = null;
    if (!Array.isArray(callbacks)) this._call(callbacks);
    else for (const callback of callbacks) this._call(callback);
  }

  private _call(callback: (future: this) => unknown): void {
    try {
      callback(this);
    } catch (thrown) {
      const error = asError(thrown);
      if (!(error instanceof Exception)) throw error;
      log(`exception calling callback for ${repr(this)}`, error);
    }
  }

  /**
   * For executors: marks the call as running, or, if it was cancelled, tells
   * those who wait. Returns whether it is to be executed.
   *
   * @throws {RuntimeError} if this was called before
   */
  setRunningOrNotifyCancel(): boolean {
    if (this._state === CANCELLED) {
      this._state = CANCELLED_AND_NOTIFIED;
      this._notify();
      return false;
    }
    if (this._state !== PENDING) {
      log(`Future ${addressOf(this)} in unexpected state: ${this._state}`);
      throw new RuntimeError('Future in unexpected state');
    }
    this._state = RUNNING;
    return true;
  }

  /** For executors. @throws {InvalidStateError} if it is done */
  setResult(result: T): void {
    this._checkUnfinished();
    this._result = result;
    this._finish();
  }

  /** For executors. @throws {InvalidStateError} if it is done */
  setException(exception: unknown): void {
    this._checkUnfinished();
    this._exception = asError(exception);
    this._traceback = tracebackOf(this._exception);
    this._finish();
  }

  private _checkUnfinished(): void {
    if (this.done()) throw new InvalidStateError(`${this._state}: ${repr(this)}`);
  }

  private _finish(): void {
    this._state = FINISHED;
    instrument?.jobEnds(this, this._exception);
    this._notify();
    this._invokeCallbacks();
  }

  /** @internal */
  addWaiter(waiter: Waiter): void {
    this._waiters ??= new Set();
    this._waiters.add(waiter);
  }

  /** @internal */
  removeWaiter(waiter: Waiter): void {
    this._waiters?.delete(waiter);
  }

  private _notify(): void {
    if (this._waiters === null) return;
    for (const waiter of [...this._waiters]) waiter(this as unknown as Future<never>);
  }

  /** @internal For `wrapFuture()`. */
  [asyncio.WRAP](loop: EventLoop): asyncio.Future<T> {
    return wrapForLoop(this as Future<unknown>, loop) as asyncio.Future<T>;
  }

  toString(): string {
    let end = '';
    if (this._state === FINISHED) {
      end =
        this._exception === null
          ? ` returned ${typeName(this._result)}`
          : ` raised ${this._exception.constructor.name}`;
    }
    return `<Future at ${addressOf(this)} state=${DESCRIPTIONS[this._state]}${end}>`;
  }
}

// ── Futures of a loop for these ──────────────────────────────────────────────

/** An executor's CancelledError and InvalidStateError as asyncio's. */
function converted(error: Error): Error {
  const type: unknown = error.constructor;
  if (type === CancelledError) return new loopErrors.CancelledError(...(error as CancelledError).args);
  if (type === InvalidStateError) return new loopErrors.InvalidStateError(error.message);
  return error;
}

/** What a concurrent future came to, for a future of the loop. */
function copyToLoop(source: Future<unknown>, destination: asyncio.Future<unknown>): void {
  if (destination.cancelled()) return;
  if (source.cancelled()) {
    destination.cancel();
    return;
  }
  const { result, exception } = source.peek();
  if (exception !== null) destination.setException(converted(exception));
  else destination.setResult(result);
}

/**
 * A future of the loop with the outcome of an executor's future. Cancelling
 * it cancels that one, if it has not begun; a cancelled one cancels it.
 */
function wrapForLoop(source: Future<unknown>, owner: EventLoop): asyncio.Future<unknown> {
  const destination = new asyncio.Future<unknown>({ loop: owner });
  instrument?.futureStandsFor(destination, [source]);
  const setState = /* @__PURE__ */ named('_chain_future.<locals>._set_state', copyToLoop);
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

/** Writes what nobody waits for to stderr, with the exception's traceback. */
export function log(message: string, error?: unknown): void {
  const lines = error === undefined ? [message] : [message, ...formatException(error)];
  host().write('err', `${lines.join('\n')}\n`, programTime());
}

// ── Waiting for several ──────────────────────────────────────────────────────

export interface WaitOptions {
  /** Seconds; null: as long as it takes. Default: null. */
  readonly timeout?: number | null;
  /** Default: `ALL_COMPLETED`. */
  readonly returnWhen?: ReturnWhen;
}

/** What `wait()` gives: `const [done, notDone] = …`, or by name. */
export type DoneAndNotDoneFutures<F> = readonly [Set<F>, Set<F>] & {
  readonly done: Set<F>;
  readonly notDone: Set<F>;
};

function doneAndNotDone<F extends Future<never> | Future<unknown>>(all: Set<F>): DoneAndNotDoneFutures<F> {
  const done = new Set<F>();
  const notDone = new Set<F>();
  for (const future of all) (future.notified ? done : notDone).add(future);
  const pair = Object.assign([done, notDone], { done, notDone });
  for (const name of ['done', 'notDone']) Object.defineProperty(pair, name, { enumerable: false });
  return Object.freeze(pair) as unknown as DoneAndNotDoneFutures<F>;
}

/**
 * Waits for futures: until all are done, the first is, or the first has
 * failed. One that was cancelled counts once its executor has noticed.
 *
 * `timeout` and `returnWhen` go by position or by name.
 */
export function wait<F extends Future<unknown>>(
  futures: Iterable<F>,
  timeout?: number | null | WaitOptions,
  returnWhen?: ReturnWhen | Pick<WaitOptions, 'returnWhen'>,
): Promise<DoneAndNotDoneFutures<F>>;
export function wait<F extends Future<unknown>>(
  futures: Iterable<F>,
  ...args: unknown[]
): Promise<DoneAndNotDoneFutures<F>> {
  const parameters = parametersOf<WaitOptions>('wait', args, ['timeout', 'returnWhen']);
  const all = new Set(futures);
  return expected(waitForAll(all, parameters), areExpected(all));
}

function areExpected(futures: Iterable<Future<unknown>>): boolean {
  for (const future of futures) if (!future.isExpected) return false;
  return true;
}

async function waitForAll<F extends Future<unknown>>(
  all: Set<F>,
  { timeout = null, returnWhen = ALL_COMPLETED }: WaitOptions,
): Promise<DoneAndNotDoneFutures<F>> {
  const failed = (future: F): boolean => future.notified && !future.cancelled() && future.failed;
  const enough = (): boolean => {
    const done = [...all].filter((future) => future.notified);
    if (done.length === all.size) return true;
    if (returnWhen === FIRST_COMPLETED) return done.length > 0;
    if (returnWhen === FIRST_EXCEPTION) return done.some(failed);
    return false;
  };
  if (enough()) return doneAndNotDone(all);
  if (![FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED].includes(returnWhen)) {
    throw new ValueError(`Invalid return condition: ${repr(returnWhen)}`);
  }
  let pending = [...all].filter((future) => !future.notified).length;
  await new Promise<void>((resolve) => {
    let forget = (): void => {};
    const waiter = ((future: F) => {
      pending--;
      const stop = returnWhen === FIRST_COMPLETED || (returnWhen === FIRST_EXCEPTION && failed(future));
      if (stop || pending === 0) finish();
    }) as unknown as Waiter;
    const finish = (): void => {
      forget();
      for (const future of all) future.removeWaiter(waiter);
      resolve();
    };
    for (const future of all) future.addWaiter(waiter);
    if (timeout !== null) forget = after(timeout, finish);
  });
  return doneAndNotDone(all);
}

/**
 * The futures, each once, as they end: `for await (const future of asCompleted(futures))`.
 *
 * @throws {TimeoutError} from the iteration, if not all are done `timeout` seconds after the call
 */
export function asCompleted<F extends Future<unknown>>(
  futures: Iterable<F>,
  timeout: number | null | { readonly timeout?: number | null } = null,
): AsyncIterableIterator<F> {
  const seconds = parameterOf('asCompleted', timeout, 'timeout', null);
  const end = seconds === null ? null : now() + seconds;
  const all = new Set(futures);
  const total = all.size;
  const ready: F[] = [...all].filter((future) => future.notified);
  const pending = new Set([...all].filter((future) => !future.notified));
  let wake: (() => void) | null = null;
  const waiter = ((future: F) => {
    pending.delete(future);
    ready.push(future);
    wake?.();
  }) as unknown as Waiter;
  for (const future of pending) future.addWaiter(waiter);
  const stop = (): void => {
    for (const future of pending) future.removeWaiter(waiter);
    pending.clear();
    ready.length = 0;
  };
  const areOurs = areExpected(all);
  const next = async (): Promise<IteratorResult<F>> => {
    while (ready.length === 0 && pending.size > 0) {
      const left = end === null ? null : end - now();
      const late = (): never => {
        const count = pending.size;
        stop();
        throw new TimeoutError(`${count} (of ${total}) futures unfinished`);
      };
      if (left !== null && left < 0) late();
      const timedOut = await new Promise<boolean>((resolve) => {
        let forget = (): void => {};
        wake = () => {
          forget();
          resolve(false);
        };
        if (left !== null) forget = after(left, () => resolve(true));
      });
      wake = null;
      if (timedOut && ready.length === 0) late();
    }
    const value = ready.shift();
    return value === undefined ? { done: true, value: undefined } : { done: false, value };
  };
  return {
    next: () => expected(next(), areOurs),
    async return(): Promise<IteratorResult<F>> {
      stop();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

// ── Executors ────────────────────────────────────────────────────────────────

// biome-ignore lint/suspicious/noExplicitAny: whatever can be called with what it is given.
export type AnyFunction = (...args: any[]) => any;

/** What a call of `fn` gives its caller: a promise's value, if it returns one. */
export type ResultOf<F extends AnyFunction> = Awaited<ReturnType<F>>;

export interface MapOptions {
  /** Seconds from the call of `map()` in which all results must be there; null: no limit. */
  readonly timeout?: number | null;
  /** How many items go to a worker at a time; process pools only. Default: 1. */
  readonly chunksize?: number;
  /** How many results may be under way that nobody has taken; null: no limit. */
  readonly buffersize?: number | null;
}

const MAP_KEYWORDS = ['timeout', 'chunksize', 'buffersize'] as const;

export function splitMapOptions(args: readonly unknown[]): [Iterable<unknown>[], MapOptions] {
  const last = args.at(-1);
  if (!isPlain(last) || Symbol.iterator in last) return [args as Iterable<unknown>[], {}];
  return [args.slice(0, -1) as Iterable<unknown>[], optionsOf<MapOptions>('map', last, MAP_KEYWORDS)];
}

/** Python's `zip()`. */
export function* zip(iterables: readonly Iterable<unknown>[]): Generator<unknown[], void, unknown> {
  if (iterables.length === 0) return;
  const iterators = iterables.map((iterable) => {
    const make = (iterable as { [Symbol.iterator]?: () => Iterator<unknown> } | null)?.[Symbol.iterator];
    if (typeof make !== 'function') throw new TypeError(`'${typeName(iterable)}' object is not iterable`);
    return make.call(iterable);
  });
  for (;;) {
    const items: unknown[] = [];
    for (const iterator of iterators) {
      const step = iterator.next();
      if (step.done) return;
      items.push(step.value);
    }
    yield items;
  }
}

export interface ShutdownOptions {
  /** Whether the promise waits until all work is done and the workers are gone. Default: true. */
  readonly wait?: boolean;
  /** Whether calls that have not begun are cancelled. Default: false. */
  readonly cancelFutures?: boolean;
}

/**
 * What executes calls somewhere else. `asyncWith(executor, …)` and `await
 * using` shut it down at the end of the block and wait for it.
 */
export abstract class Executor {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'Executor',
    'concurrent.futures._base',
  );

  /**
   * Has `fn(...args)` executed by a worker; returns the call's future at once.
   *
   * @throws {RuntimeError} after `shutdown()`, or if the pool is broken
   */
  submit<F extends AnyFunction>(_fn: F, ..._args: Parameters<F>): Future<ResultOf<F>> {
    throw new NotImplementedError();
  }

  /**
   * Python's `map()`: results in the order of the items, whatever ends first.
   *
   * All items are taken at once, unless `buffersize` says how many may be
   * under way. An exception comes out at its place; it, leaving the loop early
   * and the timeout cancel the calls that have not begun.
   */
  map<F extends AnyFunction>(
    fn: F,
    ...iterables: (Iterable<unknown> | MapOptions)[]
  ): AsyncIterableIterator<ResultOf<F>> {
    const [items, { timeout = null, buffersize = null }] = splitMapOptions(iterables);
    checkBuffersize(buffersize);
    const calls = zip(items);
    const submit = (args: unknown[]): Future<unknown> =>
      this.submit(fn, ...(args as Parameters<F>)) as unknown as Future<unknown>;
    return mapCalls(calls, submit, timeout, buffersize) as AsyncIterableIterator<ResultOf<F>>;
  }

  /**
   * Takes no more calls. Resolves when all work is done and the workers are
   * gone, or at once with `{ wait: false }`; the work is done all the same.
   */
  shutdown(wait: boolean | ShutdownOptions = true, options?: ShutdownOptions): Promise<void> {
    shutdownOptions(wait, options);
    return Promise.resolve();
  }

  async aenter(): Promise<this> {
    return this;
  }

  aexit(_error?: unknown): Promise<false> {
    const over = this.shutdown();
    return expected(
      over.then(() => false as const),
      isExpected(over),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }
}

/** What `shutdown()` was given. */
export function shutdownOptions(
  ...given: [wait: boolean | ShutdownOptions, options?: ShutdownOptions]
): ShutdownOptions {
  return parametersOf('shutdown', given[1] === undefined ? given.slice(0, 1) : given, ['wait'], ['cancelFutures']);
}

export function checkBuffersize(buffersize: unknown): void {
  if (buffersize === null) return;
  if (typeof buffersize !== 'number' || !Number.isInteger(buffersize)) {
    throw new TypeError('buffersize must be an integer or None');
  }
  if (buffersize < 1) throw new ValueError('buffersize must be None or > 0');
}

export function mapCalls(
  calls: Iterator<unknown[]>,
  submit: (args: unknown[]) => Future<unknown>,
  timeout: number | null,
  buffersize: number | null,
): AsyncIterableIterator<unknown> {
  const end = timeout === null ? null : now() + timeout;
  let waiting: Future<unknown>[] = [];
  let first = 0;
  for (let count = 0; buffersize === null || count < buffersize; count++) {
    const step = calls.next();
    if (step.done) break;
    waiting.push(submit(step.value));
  }
  const stop = (): void => {
    for (const future of waiting.slice(first)) future.cancel();
    waiting = [];
    first = 0;
  };
  const next = async (): Promise<IteratorResult<unknown>> => {
    try {
      if (buffersize !== null && first < waiting.length) {
        const step = calls.next();
        if (!step.done) waiting.push(submit(step.value));
      }
      const future = waiting[first];
      if (future === undefined) return { done: true, value: undefined };
      first++;
      if (first > 1_000) {
        waiting = waiting.slice(first);
        first = 0;
      }
      try {
        return { done: false, value: await future.result(end === null ? null : end - now()) };
      } finally {
        future.cancel();
      }
    } catch (error) {
      stop();
      throw error;
    }
  };
  return {
    next() {
      const areOurs = waiting[first]?.isExpected === true;
      return expected(next(), areOurs);
    },
    async return(): Promise<IteratorResult<unknown>> {
      stop();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
