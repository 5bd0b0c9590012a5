/**
 * The event loop. Mirrors `asyncio/base_events.py`, pass by pass.
 *
 * One pass: (1) drop cancelled timers from the top of the heap, or rebuild the
 * heap when most of a large one is cancelled; (2) wait until something is
 * ready or the next timer is due; (3) move the timers that are due behind what
 * is ready; (4) run exactly the callbacks that were ready at that point. What
 * they schedule waits for the next pass.
 *
 * Passes run back to back in slices of a macrotask each, so that the host's
 * messages (the user's Stop, a worker's reply) get through.
 */

import { Exception, KeyboardInterrupt, RuntimeError, SystemExit, TypeError } from '../builtins/exceptions.ts';
import { keywordsIn, parameterOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { repr } from '../builtins/repr.ts';
import {
  currentFrames,
  type Frame,
  formatException,
  formatFrames,
  leaveFrames,
  markRaised,
} from '../builtins/traceback.ts';
import { warn } from '../builtins/warnings.ts';
import { Context, currentContext, givenContext, NoContext, type Snapshot } from '../contextvars/context.ts';
import { areClocksHeld, clocksHeldFor, earliestTime, isExpected } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { ClosableGenerator } from './async-generators.ts';
import {
  type Coroutine,
  codeOf,
  coroutineMethods,
  dropOf,
  internal,
  iscoroutine,
  originOf,
  takeNeverAwaited,
  trackOrigins,
} from './coroutines.ts';
import { type Callback, Handle, type Runnable, type Timer, TimerHandle } from './events.ts';
import { callbackName, named } from './format-helpers.ts';
import { type Awaitable, Future, isfuture, UNSEEN, wrapFuture } from './futures.ts';
import { instrument, type ScheduledCallback } from './instruments.ts';
import { runningLoop, setRunningLoop, setSteppedTask } from './running.ts';
import { currentTask, ensureFuture, NO_OPTIONS, newTask, Task, type TaskOptions, unfinishedTasks } from './tasks.ts';
import { heapify, pop, push } from './timer-heap.ts';
import { gatherAll } from './waiting.ts';

/** Timers up to this many are not worth rebuilding the heap for. */
const MIN_SCHEDULED_TIMER_HANDLES = 100;
const MIN_CANCELLED_TIMER_HANDLES_FRACTION = 0.5;
/** The longest single wait, as in CPython. Seconds. */
const MAXIMUM_SELECT_TIMEOUT = 24 * 3600;
/** CPython's on Linux. A timer this close to its time is due. Seconds. */
const CLOCK_RESOLUTION = 1e-9;
/** How many frames of the place of creation debug mode keeps. */
const MAX_CREATION_FRAMES = 10;
/** A ready queue that has held more entries than this is not kept for the next iteration. */
const MAX_KEPT_LENGTH = 4096;
/** How long passes run before the host gets a turn. Seconds. */
const SLICE = 0.008;
/** How many passes run between two looks at the clock: a look costs as much as a small pass. */
const PASSES_PER_LOOK = 16;

/** What `callExceptionHandler()` is told: at least `message`; `exception`, `future`, `task`, `handle`, … where they apply. */
export type ExceptionContext = Map<string, unknown>;
export type ExceptionHandler = (loop: EventLoop, context: ExceptionContext) => unknown;

export type TaskFactory = (loop: EventLoop, coroutine: Coroutine<never>, options: TaskOptions) => Future<unknown>;

/** Keyword arguments of `callSoon()`, `callLater()` and their like, after the arguments for the callback. */
export interface CallOptions {
  /** Default: a copy of the current context. */
  readonly context: Context | null;
}

/** @internal A property of thread pools, the only kind that can be a loop's default executor. */
export const THREAD_POOL: unique symbol = Symbol('thread pool');

/** What the loop needs of an executor. */
interface DefaultExecutor {
  submit(func: Callback, ...args: unknown[]): unknown;
  shutdown(wait: boolean): Promise<void>;
}

let createDefaultExecutor = (): DefaultExecutor => {
  throw new RuntimeError("can't start new thread: this program's host has none");
};

/**
 * @internal Says what makes the executor of `runInExecutor(null, …)`. The program's start does this, where the host
 * has workers (`main.ts`): so a project that bundles a loop does not bundle executors.
 */
export function setDefaultExecutorFactory(create: () => DefaultExecutor): void {
  createDefaultExecutor = create;
}

/** An event loop. `newEventLoop()` makes one; `run()` and `Runner` make, run and close their own. */
export class EventLoop {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'EventLoop', 'asyncio');
  /** @internal */
  static readonly coroutineMethods: readonly string[] = /* @__PURE__ */ coroutineMethods(
    this,
    'shutdownAsyncgens',
    'shutdownDefaultExecutor',
  );

  /**
   * What is ready: the first `_readyCount` entries. The queue is emptied by setting the count to 0: setting the
   * array's length to 0 would make V8 allocate its storage anew. It begins with a null, because V8 takes an empty
   * array for one of small integers and would have to convert it.
   */
  private _ready: (Runnable | null)[] = [null];
  private _readyCount = 0;
  /** The other array that `_ready` swaps with, so that passes allocate none. */
  private _spare: (Runnable | null)[] = [null];
  private _scheduled: Timer[] = [];
  private _timerCancelledCount = 0;
  private _closed = false;
  private _stopping = false;
  private _running = false;
  private _debug = false;
  /** Loop time on the virtual and paced clocks. */
  private _now = earliestTime();
  /** How many things are under way outside the loop: native promises, workers' jobs. */
  private _outstanding = 0;
  /** How many promises are waited for that this program settles itself, when its clock or a worker is that far. */
  private _expected = 0;
  /** Takes a waiting loop up again; null while it is not waiting. */
  private _resume: (() => void) | null = null;
  private _finish: ((error: unknown, failed: boolean) => void) | null = null;
  /** What a signal handler would do, done before the next pass. */
  private _signals: (() => void)[] = [];
  private _exceptionHandler: ExceptionHandler | null = null;
  private _taskFactory: TaskFactory | null = null;
  private _currentHandle: Runnable | null = null;
  private _defaultExecutor: DefaultExecutor | null = null;
  private _executorShutdownCalled = false;
  private _unretrieved: Future<never>[] = [];
  private _sweepUnretrievedAt = 64;
  private readonly _asyncgens = new Set<ClosableGenerator>();
  private _asyncgensShutdownCalled = false;
  /** Wait until nothing else can run. */
  private readonly _blockedWaiters: Future<null>[] = [];
  /** @internal Brings the first `count` of what is ready into another order; null: CPython's order. See `shuffle.ts`. */
  orderReady: ((ready: unknown[], count: number) => void) | null = null;
  /** @internal Called when nothing can wake this loop; what it throws leaves the loop. See `deadlocks.ts`. */
  whenStuck: (() => void) | null = null;
  /** @internal The unfinished tasks, oldest first: a list through the tasks themselves. */
  firstTask: Task<unknown> | null = null;
  /** @internal */
  lastTask: Task<unknown> | null = null;
  /** @internal What an interrupt does while this loop runs; null: KeyboardInterrupt comes out of it. */
  interruptHandler: (() => void) | null = null;
  /** Debug mode reports callbacks and steps that take longer. Seconds. */
  slowCallbackDuration = 0.1;

  /** @internal What makes a future one of this loop's. */
  readonly ownOptions: { readonly loop: EventLoop } = Object.freeze({ loop: this });

  // ── Running ────────────────────────────────────────────────────────────────

  /** @internal */
  checkClosed(): void {
    if (this._closed) throw new RuntimeError('Event loop is closed');
  }

  private _checkRunning(): void {
    if (this._running) throw new RuntimeError('This event loop is already running');
    if (runningLoop() !== null) throw new RuntimeError('Cannot run the event loop while another loop is running');
  }

  /**
   * Runs until `stop()` is called. The promise is rejected with whatever
   * leaves the loop: KeyboardInterrupt or SystemExit.
   *
   * @throws {RuntimeError} if this or another loop runs, or this one is closed
   */
  async runForever(): Promise<void> {
    this.checkClosed();
    this._checkRunning();
    this._running = true;
    this._now = Math.max(this._now, earliestTime());
    setRunningLoop(this);
    trackOrigins(this._debug);
    instrument?.loopState(this, 'running');
    const stopListening = host().onInterrupt(interruptRunningLoop);
    try {
      await new Promise<void>((resolve, reject) => {
        this._finish = (error, failed) => {
          this._finish = null;
          if (failed) reject(error as Error);
          else resolve();
        };
        // From an empty stack: so the author's frames on it are those of the callback that runs.
        host().turn(this._slice);
      });
    } finally {
      stopListening();
      this._stopping = false;
      this._running = false;
      instrument?.loopState(this, 'stopped');
      setRunningLoop(null);
      trackOrigins(false);
    }
  }

  /**
   * Runs until the awaitable is done; resolves to its result, or rejects with
   * its exception.
   *
   * @throws {RuntimeError} if the loop was stopped before that
   */
  async runUntilComplete<T>(awaitable: Awaitable<T>): Promise<T> {
    this.checkClosed();
    this._checkRunning();
    const isNew = !isfuture(awaitable);
    const future = ensureFuture(awaitable, { loop: this });
    const callers = currentFrames();
    // An exception comes out of here if it does not get done; no report besides.
    if (isNew) (future as Task<T>).logDestroyPending = false;
    future.addDoneCallback(stopWhenDone);
    try {
      await this.runForever();
    } catch (error) {
      // It failed with KeyboardInterrupt or SystemExit: the caller sees that, nobody can retrieve it.
      if (isNew && future.done() && !future.cancelled()) future.exception();
      leaveFrames(error, callers);
      throw error;
    } finally {
      future.removeDoneCallback(stopWhenDone);
    }
    if (future.hasResult) return future.outcome as T;
    const error = future.done() ? future.takeError() : new RuntimeError('Event loop stopped before Future completed.');
    leaveFrames(error, callers);
    throw error;
  }

  /** Lets the current pass finish, then ends `runForever()`. */
  stop(): void {
    this._stopping = true;
    this._wake();
  }

  isRunning(): boolean {
    return this._running;
  }

  isClosed(): boolean {
    return this._closed;
  }

  /**
   * Closes the loop for good. Nothing is cancelled by it.
   *
   * What CPython reports when objects are freed is reported here, in order of
   * creation: exceptions that nobody retrieved, tasks that are still pending
   * (their coroutines are closed), coroutines that nobody awaited.
   *
   * @throws {RuntimeError} if it runs
   */
  close(): void {
    if (this._running) throw new RuntimeError('Cannot close a running event loop');
    if (this._closed) return;
    this._closed = true;
    this._ready = [];
    this._readyCount = 0;
    this._scheduled = [];
    this._executorShutdownCalled = true;
    const executor = this._defaultExecutor;
    this._defaultExecutor = null;
    if (executor !== null) void executor.shutdown(false);
    instrument?.loopState(this, 'closed');
    this._reportForgotten();
  }

  private _reportForgotten(): void {
    const pending = unfinishedTasks(this);
    const forgotten = [
      ...this._unretrieved.filter((future) => future.state === UNSEEN),
      ...pending,
    ] as Future<unknown>[];
    this._unretrieved = [];
    forgotten.sort((a, b) => a.serial - b.serial);
    for (const future of forgotten) {
      if (future.done()) {
        const context = new Map<string, unknown>([
          ['message', `${future.constructor.name} exception was never retrieved`],
          ['exception', future.exception()],
          ['future', future],
        ]);
        if (future.sourceTraceback !== null) context.set('source_traceback', future.sourceTraceback);
        this.callExceptionHandler(context);
      } else {
        const task = future as Task<unknown>;
        task.abandon();
        if (!task.logDestroyPending) continue;
        const context = new Map<string, unknown>([
          ['task', task],
          ['message', 'Task was destroyed but it is pending!'],
        ]);
        if (task.sourceTraceback !== null) context.set('source_traceback', task.sourceTraceback);
        this.callExceptionHandler(context);
      }
    }
    // Closed from inside another loop's task: that loop still has coroutines on the way.
    if (runningLoop() === null) reportNeverAwaited();
  }

  /** @internal A future failed; if nobody looks at the exception, `close()` reports it. */
  noteUnretrieved(future: Future<never> | Future<unknown>): void {
    if (this._unretrieved.length >= this._sweepUnretrievedAt) {
      this._unretrieved = this._unretrieved.filter((noted) => noted.state === UNSEEN);
      this._sweepUnretrievedAt = Math.max(64, this._unretrieved.length * 2);
    }
    this._unretrieved.push(future as Future<never>);
  }

  // ── Passes ─────────────────────────────────────────────────────────────────

  private readonly _slice = (): void => {
    if (this._finish === null) return;
    try {
      const until = host().now() + SLICE;
      for (let passes = 1; ; passes++) {
        while (this._signals.length > 0) this._signals.shift()?.();
        this._dropCancelledTimers();
        if (this._readyCount === 0 && !this._stopping && this._wait()) return;
        instrument?.iterationBegins(this);
        this._moveDueTimers();
        this._runReady();
        if (this._stopping) {
          this._finish(undefined, false);
          return;
        }
        // A promise's jobs run only when the macrotask ends.
        if (this._outstanding + this._expected > 0 || (passes % PASSES_PER_LOOK === 0 && host().now() >= until)) {
          host().turn(this._slice);
          return;
        }
      }
    } catch (error) {
      this._finish?.(error, true);
    }
  };

  private _dropCancelledTimers(): void {
    const heap = this._scheduled;
    if (
      heap.length > MIN_SCHEDULED_TIMER_HANDLES &&
      this._timerCancelledCount / heap.length > MIN_CANCELLED_TIMER_HANDLES_FRACTION
    ) {
      const kept: Timer[] = [];
      for (const timer of heap) {
        if (timer.isCancelledHandle) timer.isScheduled = false;
        else kept.push(timer);
      }
      heapify(kept);
      this._scheduled = kept;
      this._timerCancelledCount = 0;
      return;
    }
    while (heap.length > 0 && (heap[0] as Timer).isCancelledHandle) {
      this._timerCancelledCount--;
      pop(heap).isScheduled = false;
    }
  }

  /**
   * Nothing is ready: lets time pass until the next timer. Returns true if
   * that needs the host, which then takes the loop up again.
   */
  private _wait(): boolean {
    const first = this._scheduled[0];
    if (this._blockedWaiters.length > 0 && (first === undefined || first.dueAt > this.time())) {
      for (const waiter of this._blockedWaiters.splice(0)) if (!waiter.done()) waiter.setResult(null);
      return false;
    }
    // A timer at infinity never falls due: CPython looks every 24 hours, for ever.
    if (first === undefined || first.dueAt === Number.POSITIVE_INFINITY) {
      if (this._outstanding + this._expected === 0) this.whenStuck?.();
      instrument?.loopIdle(this, null);
      this._park(null);
      return true;
    }
    const from = this.time();
    const whole = Math.max(first.dueAt - from, 0);
    if (whole === 0) return false;
    if (instrument !== null) instrument.loopIdle(this, first.isUntold ? this._nextTold() : first.dueAt);
    const { clock, speed, longestWait } = host();
    const held = clock === 'real' ? 0 : clocksHeldFor();
    if (clock === 'virtual' && this._outstanding === 0 && !areClocksHeld()) {
      // In one go: a timer may be a thousand years away.
      this.advance(whole);
      return false;
    }
    if (held > 0) {
      this._park({ seconds: Math.min(held, MAXIMUM_SELECT_TIMEOUT), timeout: 0 });
      return true;
    }
    const timeout = Math.min(whole, MAXIMUM_SELECT_TIMEOUT);
    const seconds = clock === 'paced' ? Math.min(timeout / speed, longestWait) : timeout;
    this._park({ seconds, timeout });
    return true;
  }

  /** When the next timer is due of which instruments have heard; null: there is none. */
  private _nextTold(): number | null {
    let next: Timer | null = null;
    for (const timer of this._scheduled) {
      if (!timer.isUntold && !timer.isCancelledHandle && (next === null || timer.dueAt < next.dueAt)) next = timer;
    }
    return next?.dueAt ?? null;
  }

  /** @internal Lets that much time pass on the virtual and paced clocks. */
  advance(seconds: number): void {
    const from = this._now;
    this._now += seconds;
    instrument?.loopAdvanced(this, from, this._now);
  }

  /**
   * Waits in the host: `seconds` of real time stand for `timeout` of the
   * loop's; null waits until something wakes the loop.
   *
   * Woken early, the virtual and paced clocks stand where they stood, so that
   * how long a promise or a worker took never shows in the program's times.
   */
  private _park(wait: { readonly seconds: number; readonly timeout: number } | null): void {
    const { clock } = host();
    let timer: unknown;
    const resume = (): void => {
      this._resume = null;
      if (timer !== undefined) host().clearTimer(timer);
      if (wait === null) host().keepAlive?.(false);
      host().turn(this._slice);
    };
    this._resume = resume;
    if (wait !== null) {
      timer = host().setTimer(() => {
        timer = undefined;
        this._resume = null;
        if (clock !== 'real' && wait.timeout > 0) this.advance(wait.timeout);
        this._slice();
      }, wait.seconds * 1000);
      return;
    }
    host().keepAlive?.(true);
    if (this._outstanding === 0 && !areClocksHeld()) host().stuck?.();
  }

  private _wake(): void {
    this._resume?.();
  }

  /** @internal Makes a waiting loop check again whether time may pass. */
  recheck(): void {
    // Without timers only one that nothing else can wake has anything to find out.
    if (this._scheduled.length > 0 || this._outstanding === 0) this._wake();
  }

  private _moveDueTimers(): void {
    const heap = this._scheduled;
    if (heap.length === 0) return;
    const now = this.time();
    // Far from zero a float's neighbours are further apart than the
    // resolution; without this a timer due now would never be.
    const end = Math.max(now + CLOCK_RESOLUTION, now + now * Number.EPSILON);
    while (heap.length > 0) {
      if ((heap[0] as Timer).dueAt >= end) break;
      const timer = pop(heap);
      timer.isScheduled = false;
      this._ready[this._readyCount++] = timer;
      if (instrument !== null && !timer.isCancelledHandle && !timer.isUntold) {
        this._noteScheduled(timer as unknown as ScheduledCallback);
      }
    }
  }

  private _noteScheduled(what: ScheduledCallback): void {
    instrument?.callbackScheduled(what, callbackName(what.callback), null);
  }

  private _runReady(): void {
    const batch = this._ready;
    const count = this._readyCount;
    this._ready = this._spare;
    this._readyCount = 0;
    this._spare = batch;
    this.orderReady?.(batch, count);
    const outside = currentContext();
    let i = 0;
    try {
      for (; i < count; i++) {
        const runnable = batch[i] as Runnable;
        batch[i] = null;
        if (runnable.isCancelledHandle) continue;
        if (instrument !== null && !(runnable as Timer).isUntold) this._runWatched(runnable);
        else if (this._debug) this._runSlowly(runnable);
        else runnable.runHandle();
      }
    } finally {
      setSteppedTask(null);
      Context.switchTo(outside);
      if (i < count) {
        // KeyboardInterrupt or SystemExit came out: the rest stays first in the queue.
        this._ready = [...batch.slice(i + 1, count), ...this._ready.slice(0, this._readyCount)];
        this._readyCount += count - i - 1;
        batch.length = 0;
      } else if (count > MAX_KEPT_LENGTH) batch.length = 0;
    }
  }

  /** Tells instruments of what runs. */
  private _runWatched(runnable: Runnable): void {
    const task = runnable instanceof Task ? runnable : null;
    // Its class has forced a result on it, as nobody should.
    const wasDone = task?.done() === true;
    if (task === null) instrument?.callbackBegins(runnable as unknown as ScheduledCallback);
    else instrument?.stepBegins(task);
    try {
      if (this._debug) this._runSlowly(runnable);
      else runnable.runHandle();
    } finally {
      if (task === null) instrument?.callbackEnds(runnable as unknown as ScheduledCallback);
      else if (wasDone) instrument?.stepEnds(task);
      else task.noteStepEnds();
    }
  }

  /** Debug mode: knows what is running and times it. */
  private _runSlowly(runnable: Runnable): void {
    this._currentHandle = runnable;
    // By the loop's clock, as in CPython: on the virtual one no run differs from the next.
    const begin = this.time();
    try {
      runnable.runHandle();
    } finally {
      this._currentHandle = null;
    }
    const seconds = this.time() - begin;
    if (seconds >= this.slowCallbackDuration) {
      log(this, `Executing ${repr(runnable)} took ${seconds.toFixed(3)} seconds`);
    }
  }

  /** @internal Done when nothing is ready and no timer is due. */
  whenBlocked(): Future<null> {
    const waiter = this.createFuture<null>();
    this._blockedWaiters.push(waiter);
    return waiter;
  }

  // ── Signals and the world outside ──────────────────────────────────────────

  /** @internal Has `handler` called before the next pass, as a signal handler would be; what it throws leaves the loop. */
  deliverSignal(handler: () => void): void {
    this._signals.push(handler);
    this._wake();
  }

  /**
   * @internal Notes that a promise is waited for; returns how to say that it
   * has settled. No clock jumps meanwhile, unless the promise is `expected()`.
   */
  notePromise(promise: object): () => void {
    const ours = isExpected(promise);
    if (ours) this._expected++;
    else this._outstanding++;
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (ours) this._expected--;
      else this._outstanding--;
      this._wake();
    };
  }

  // ── Scheduling ─────────────────────────────────────────────────────────────

  /** Seconds on the loop's clock. The virtual and paced clocks start at 0. */
  time(): number {
    return host().clock === 'real' ? host().now() : this._now;
  }

  /**
   * Has `callback(...args)` called in the next pass, after what is ready already.
   *
   * It runs in a copy of the current context, or in the one that is given
   * last: `callSoon(f, x, { context })`.
   */
  callSoon<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): Handle;
  callSoon<A extends unknown[]>(callback: (...args: A) => unknown, ...args: [...A, CallOptions]): Handle;
  callSoon(callback: Callback, ...args: unknown[]): Handle {
    return this.callSoonIn(takeContext(args), callback, ...args);
  }

  /** @internal `callSoon()` in a context, or in a snapshot; null: in a copy of the current context. */
  callSoonIn<A extends unknown[]>(
    context: Context | Snapshot | null,
    callback: (...args: A) => unknown,
    ...args: A
  ): Handle {
    this.checkClosed();
    if (this._debug) this._checkCallback(callback, 'call_soon');
    const handle = new Handle(callback as Callback, args, this, contextOf(context));
    this.enqueue(handle);
    if (instrument !== null) this._noteScheduled(handle);
    return handle;
  }

  /**
   * Like `callSoon()`, for callers outside the loop. In JavaScript they run on
   * the same thread, so this only differs in debug mode's checks.
   */
  callSoonThreadsafe<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): Handle;
  callSoonThreadsafe<A extends unknown[]>(callback: (...args: A) => unknown, ...args: [...A, CallOptions]): Handle;
  callSoonThreadsafe(callback: Callback, ...args: unknown[]): Handle {
    this.checkClosed();
    if (this._debug) this._checkCallback(callback, 'call_soon_threadsafe');
    const context = takeContext(args);
    const handle = new Handle(callback, args, this, contextOf(context));
    this.enqueue(handle);
    if (instrument !== null) this._noteScheduled(handle);
    return handle;
  }

  /** @internal Puts something that is ready behind what is ready already. */
  enqueue(runnable: Runnable): void {
    this._ready[this._readyCount++] = runnable;
    if (this._resume !== null) this._resume();
  }

  /**
   * Has `callback(...args)` called in `delay` seconds, in the context that is given last, or a copy of the current one.
   * Callbacks for exactly the same time are not called in order; see `timer-heap.ts`.
   */
  callLater<A extends unknown[]>(delay: number, callback: (...args: A) => unknown, ...args: A): TimerHandle;
  callLater<A extends unknown[]>(
    delay: number,
    callback: (...args: A) => unknown,
    ...args: [...A, CallOptions]
  ): TimerHandle;
  callLater(delay: number, callback: Callback, ...args: unknown[]): TimerHandle {
    if (delay === null || delay === undefined) throw new TypeError('delay must not be None');
    return this.callAt(this.time() + delay, callback, ...args);
  }

  /** Has `callback(...args)` called when `time()` reaches `when`; the context is that of `callLater()`. */
  callAt<A extends unknown[]>(when: number, callback: (...args: A) => unknown, ...args: A): TimerHandle;
  callAt<A extends unknown[]>(
    when: number,
    callback: (...args: A) => unknown,
    ...args: [...A, CallOptions]
  ): TimerHandle;
  callAt(when: number, callback: Callback, ...args: unknown[]): TimerHandle {
    if (when === null || when === undefined) throw new TypeError('when cannot be None');
    return this.callAtIn(takeContext(args), when, callback, ...args);
  }

  /** @internal `callAt()` with a context, as for `callSoonIn()`; no argument is taken for a keyword. */
  callAtIn<A extends unknown[]>(
    context: Context | Snapshot | null,
    when: number,
    callback: (...args: A) => unknown,
    ...args: A
  ): TimerHandle {
    this.checkClosed();
    if (this._debug) this._checkCallback(callback, 'call_at');
    const handle = new TimerHandle(when, callback as Callback, args, this, contextOf(context));
    this.schedule(handle);
    return handle;
  }

  /** @internal Sets a timer. */
  schedule(timer: Timer & ScheduledCallback): void {
    push(this._scheduled, timer);
    timer.isScheduled = true;
    if (instrument !== null && !timer.isUntold) instrument.timerSet(timer, callbackName(timer.callback), timer.dueAt);
    // A loop that waits for a later timer must look again.
    this._wake();
  }

  /** @internal */
  timerCancelled(timer: Timer): void {
    if (timer.isScheduled) this._timerCancelledCount++;
  }

  private _checkCallback(callback: unknown, method: string): void {
    if (iscoroutine(callback) || (typeof callback === 'function' && codeOf(callback) !== undefined)) {
      throw new TypeError(`coroutines cannot be used with ${method}()`);
    }
    if (typeof callback !== 'function') {
      throw new TypeError(`a callable object was expected by ${method}(), got ${repr(callback)}`);
    }
  }

  // ── Futures and tasks ──────────────────────────────────────────────────────

  /** A new future of this loop. */
  createFuture<T = unknown>(): Future<T> {
    return new Future<T>(this.ownOptions);
  }

  /**
   * Makes a task of a coroutine. Its body begins in a later pass (unless the
   * task is eager). @throws {RuntimeError} if the loop is closed
   */
  createTask<T>(coroutine: Awaitable<T>, options: TaskOptions = NO_OPTIONS): Task<T> {
    this.checkClosed();
    if (this._taskFactory !== null) {
      return this._taskFactory(this, coroutine as Coroutine<never>, options) as Task<T>;
    }
    return newTask(coroutine, this, options);
  }

  /** Has `factory(loop, coroutine, options)` make this loop's tasks; null: `Task`. */
  setTaskFactory(factory: TaskFactory | null): void {
    if (factory !== null && typeof factory !== 'function') {
      throw new TypeError('task factory must be a callable or None');
    }
    this._taskFactory = factory;
  }

  getTaskFactory(): TaskFactory | null {
    return this._taskFactory;
  }

  // ── Exceptions that have nowhere to go ─────────────────────────────────────

  /** Has `handler(loop, context)` called instead of the default handler; null: the default one again. */
  setExceptionHandler(handler: ExceptionHandler | null): void {
    if (handler !== null && typeof handler !== 'function') {
      throw new TypeError(`A callable object or None is expected, got ${repr(handler)}`);
    }
    this._exceptionHandler = handler;
  }

  getExceptionHandler(): ExceptionHandler | null {
    return this._exceptionHandler;
  }

  /** Writes the message, the other entries of `context` by name, and the exception's traceback to stderr. */
  defaultExceptionHandler(context: ExceptionContext): void {
    const lines = [String(context.get('message') || 'Unhandled exception in event loop')];
    const running = this._currentHandle;
    if (!context.has('source_traceback') && running instanceof Handle && running.sourceTraceback !== null) {
      context.set('handle_traceback', running.sourceTraceback);
    }
    for (const key of [...context.keys()].sort()) {
      if (key === 'message' || key === 'exception') continue;
      const value = context.get(key);
      if (key === 'source_traceback' || key === 'handle_traceback') {
        const what = key === 'source_traceback' ? 'Object' : 'Handle';
        lines.push(`${key}: ${what} created at (most recent call last):`, ...formatFrames(value as Frame[]));
      } else {
        lines.push(`${key}: ${repr(value)}`);
      }
    }
    const exception = context.get('exception');
    if (exception !== undefined && exception !== null) lines.push(...formatException(exception));
    log(this, lines.join('\n'));
  }

  /**
   * Reports an exception that has nowhere to go, through the handler that was
   * set or the default one. A handler's own failure is reported too.
   */
  callExceptionHandler(context: ExceptionContext | Readonly<Record<string, unknown>>): void {
    const map: ExceptionContext = context instanceof Map ? context : new Map(Object.entries(context));
    if (this._exceptionHandler === null) {
      this._callDefaultHandler(map, 'Exception in default exception handler');
      return;
    }
    try {
      const thing = (map.get('task') ?? map.get('future') ?? map.get('handle')) as
        | { getContext?(): Context }
        | undefined;
      const scope = typeof thing?.getContext === 'function' ? thing.getContext() : null;
      if (scope === null || scope === currentContext() || scope instanceof NoContext) this._exceptionHandler(this, map);
      else scope.run(this._exceptionHandler, this, map);
    } catch (error) {
      markRaised(error);
      if (error instanceof SystemExit || error instanceof KeyboardInterrupt) throw error;
      this._callDefaultHandler(
        new Map<string, unknown>([
          ['message', 'Unhandled error in exception handler'],
          ['exception', error],
          ['context', map],
        ]),
        'Exception in default exception handler while handling an unexpected error in custom exception handler',
      );
    }
  }

  private _callDefaultHandler(context: ExceptionContext, failure: string): void {
    try {
      this.defaultExceptionHandler(context);
    } catch (error) {
      if (error instanceof SystemExit || error instanceof KeyboardInterrupt) throw error;
      log(this, [failure, ...formatException(error)].join('\n'));
    }
  }

  // ── Async generators ───────────────────────────────────────────────────────

  /** @internal An async generator is iterated for the first time. */
  noteAsyncGenerator(state: ClosableGenerator, generator: object): void {
    if (this._asyncgensShutdownCalled) {
      warn(
        'ResourceWarning',
        `asynchronous generator ${repr(generator)} was scheduled after loop.shutdown_asyncgens() call`,
        null,
      );
    }
    this._asyncgens.add(state);
  }

  /** @internal An async generator has come to its end. */
  forgetAsyncGenerator(state: ClosableGenerator): void {
    this._asyncgens.delete(state);
  }

  /** @internal Nothing can resume an async generator any more: a task closes it, made in the next pass. */
  finalizeAsyncGenerator(state: ClosableGenerator): void {
    this._asyncgens.delete(state);
    if (!this._closed) this.callSoonThreadsafe(closeInTask, this, state.object().aclose());
  }

  /**
   * Closes every async generator that was left before its end, all at once, in
   * order of their first use; errors from closing go to the exception handler.
   */
  shutdownAsyncgens(): Coroutine<void> {
    return EventLoop._shutdownAsyncgens(this);
  }

  private static readonly _shutdownAsyncgens = /* @__PURE__ */ internal(
    'BaseEventLoop.shutdown_asyncgens',
    function* (self: EventLoop) {
      self._asyncgensShutdownCalled = true;
      if (self._asyncgens.size === 0) return;
      const left = [...self._asyncgens].filter((state) => !state.free());
      const closing = left.map((state) => state.object());
      self._asyncgens.clear();
      if (closing.length === 0) return;
      const closers = closing.map((generator) => generator.aclose());
      const results = (yield gatherAll(closers, true)) as unknown[];
      for (const [index, result] of results.entries()) {
        if (!(result instanceof Exception)) continue;
        const generator = closing[index];
        self.callExceptionHandler(
          new Map<string, unknown>([
            ['message', `an error occurred during closing of asynchronous generator ${repr(generator)}`],
            ['exception', result],
            ['asyncgen', generator],
          ]),
        );
      }
    },
  );

  // ── Executors ──────────────────────────────────────────────────────────────

  /**
   * Has `func(...args)` called by a worker; the future gets what it returns.
   *
   * `executor` is one of `awaitable/concurrent/futures`; null: the default
   * one, a ThreadPoolExecutor made when it is first needed. Cancelling the
   * future cancels a call that has not begun. What `func` returns is the
   * result, even if it is a coroutine; debug mode refuses coroutine functions.
   */
  runInExecutor<A extends unknown[], R>(
    executor: { submit(func: (...args: A) => R, ...args: A): unknown } | null,
    func: (...args: A) => R,
    ...args: A
  ): Future<R extends Coroutine<unknown> ? R : Awaited<R>> {
    this.checkClosed();
    if (this._debug) this._checkCallback(func, 'run_in_executor');
    let chosen = executor as DefaultExecutor | null;
    if (chosen === null) {
      if (this._executorShutdownCalled) throw new RuntimeError('Executor shutdown has been called');
      this._defaultExecutor ??= createDefaultExecutor();
      chosen = this._defaultExecutor;
    }
    return wrapFuture(chosen.submit(func as Callback, ...args) as PromiseLike<never>, { loop: this });
  }

  /** Sets the executor that `runInExecutor(null, …)` uses. @throws {TypeError} if it is no ThreadPoolExecutor */
  setDefaultExecutor(executor: object): void {
    if ((executor as { readonly [THREAD_POOL]?: true })[THREAD_POOL] !== true)
      throw new TypeError('executor must be ThreadPoolExecutor instance');
    this._defaultExecutor = executor as DefaultExecutor;
  }

  /**
   * Waits until the default executor's workers are done, at most `timeout`
   * seconds; after that a warning says so. Done at once where there is none.
   */
  shutdownDefaultExecutor(timeout: number | null | { readonly timeout?: number | null } = null): Coroutine<void> {
    return EventLoop._shutdownDefaultExecutor(this, parameterOf('shutdownDefaultExecutor', timeout, 'timeout', null));
  }

  private static readonly _shutdownDefaultExecutor = /* @__PURE__ */ internal(
    'BaseEventLoop.shutdown_default_executor',
    function* (self: EventLoop, timeout: number | null): Generator<unknown, void, unknown> {
      self._executorShutdownCalled = true;
      const executor = self._defaultExecutor;
      if (executor === null) return;
      const whenShutDown = wrapFuture(executor.shutdown(true), { loop: self });
      let isLate = false;
      const giveUp = (): void => {
        isLate = whenShutDown.cancel();
      };
      const cancelsRequested = currentTask()?.cancelling();
      const timer = timeout === null ? null : self.callLater(timeout, giveUp);
      try {
        yield whenShutDown;
      } catch (error) {
        if (!isLate || currentTask()?.cancelling() !== cancelsRequested) throw error;
      } finally {
        timer?.cancel();
      }
      if (!isLate) return;
      warn(
        'RuntimeWarning',
        `The executor did not finishing joining its threads within ${repr(timeout)} seconds.`,
        null,
      );
    },
  );

  // ── Debug mode ─────────────────────────────────────────────────────────────

  getDebug(): boolean {
    return this._debug;
  }

  /** Debug mode keeps where things were created, checks callbacks and reports slow ones. */
  setDebug(enabled: boolean): void {
    this._debug = enabled;
    if (this._running) this.callSoonThreadsafe(trackOrigins, enabled);
  }

  /** @internal The author's frames that create something now, outermost first; null unless debugging. */
  creationSite(): readonly Frame[] | null {
    if (!this._debug) return null;
    const frames = currentFrames().slice(0, MAX_CREATION_FRAMES).reverse();
    return frames.length === 0 ? null : frames;
  }

  toString(): string {
    return `<${this.constructor.name} running=${repr(this._running)} closed=${repr(this._closed)} debug=${repr(this._debug)}>`;
  }
}

/** Takes the keyword argument `context` off a callback's arguments. */
function takeContext(args: unknown[]): Context | null {
  const options = args.length === 0 ? null : keywordsIn<CallOptions>(args[args.length - 1], ['context']);
  if (options === null) return null;
  args.pop();
  return options.context ?? null;
}

/** A snapshot that the runtime took itself, or the context that a program gave. */
function contextOf(context: Context | Snapshot | null): Context | Snapshot | null {
  return context instanceof Map ? context : givenContext(context);
}

/** Closes an async generator that nobody holds any more. */
const closeInTask = /* @__PURE__ */ named(
  'BaseEventLoop.create_task',
  (loop: EventLoop, closing: Coroutine<void>): void => {
    loop.createTask(closing);
  },
);

/** Ends the run that waits for a future. */
const stopWhenDone = /* @__PURE__ */ named(
  '_run_until_complete_cb',
  (future: Future<never> | Future<unknown>): void => {
    if (!future.cancelled()) {
      const error = future.exception();
      // These have left the loop already.
      if (error instanceof SystemExit || error instanceof KeyboardInterrupt) return;
    }
    future.getLoop().stop();
  },
);

/** Writes a report to stderr. */
function log(loop: EventLoop, text: string): void {
  host().write('err', `${text}\n`, loop.time());
}

/** The warnings of forgotten coroutines so far, of which CPython's filter shows each once for one place. */
const warned = new Set<string>();

/**
 * Warns of every coroutine that was made and never awaited, in order of creation; of those made in debug mode with the
 * place. CPython warns where a coroutine is freed, which is where it was dropped; of one that no statement dropped at
 * once only the place of its function is known here, and then it is not clear whether CPython would repeat itself.
 */
export function reportNeverAwaited(): void {
  for (const coroutine of takeNeverAwaited()) {
    const { code } = coroutine;
    const origin = originOf(coroutine);
    const text = [`coroutine '${code.qualname}' was never awaited`];
    if (origin !== null) text.push('Coroutine created at (most recent call last)', ...formatFrames(origin));
    const drop = dropOf(coroutine);
    if (drop !== undefined) {
      const warning = `${drop.file}:${drop.line} ${text.join('\n')}`;
      if (warned.has(warning)) continue;
      warned.add(warning);
    }
    warn('RuntimeWarning', text.join('\n'), drop ?? (code.internal ? null : code));
  }
}

/** The user wants the program to stop: the running loop's handler decides how. False if no loop runs. */
function interruptRunningLoop(): boolean {
  const loop = runningLoop();
  if (loop === null) return false;
  loop.deliverSignal(() => {
    if (loop.interruptHandler === null) throw new KeyboardInterrupt();
    loop.interruptHandler();
  });
  return true;
}

/** A new event loop. The caller runs and closes it. */
export function newEventLoop(): EventLoop {
  return new EventLoop();
}

type Loop = EventLoop;
declare module './types.ts' {
  interface EventLoop extends Loop {}
}
