/**
 * Handles, and which loop is running. Mirrors `asyncio/events.py`.
 */

import { KeyboardInterrupt, RuntimeError, SystemExit, TypeError } from '../builtins/exceptions.ts';
import { declareClasses } from '../builtins/modules.ts';
import { repr, typeName } from '../builtins/repr.ts';
import { type Frame, markRaised } from '../builtins/traceback.ts';
import { Context, NoContext, type Snapshot } from '../contextvars.ts';
import { host } from '../host/current.ts';
import type { EventLoop } from './base-events.ts';
import { formatCallback } from './format-helpers.ts';
import type { Task } from './tasks.ts';

// biome-ignore lint/suspicious/noExplicitAny: a callback takes whatever it was scheduled with.
export type Callback = (...args: any[]) => unknown;

/**
 * What the ready queue holds: a handle, or a task that is to be stepped. Each
 * says which task is stepped and in which context, and takes neither back: the
 * next one does, or the loop at the end of a pass.
 */
export interface Runnable {
  /** Whether to pass it over. */
  readonly isCancelledHandle: boolean;
  /** Runs it; only KeyboardInterrupt and SystemExit come out. */
  runHandle(): void;
}

/** The task that is being stepped; null while a callback runs, and between passes. */
export let steppedTask: Task<unknown> | null = null;

/** @internal */
export function setSteppedTask(task: Task<unknown> | null): void {
  steppedTask = task;
}

const NO_ARGS: readonly unknown[] = [];

/** A scheduled callback. `callSoon()` and the like return one. */
export class Handle implements Runnable {
  /** @internal */
  isCancelledHandle = false;
  /** @internal */
  callback: Callback | null;
  /** @internal */
  args: readonly unknown[];
  /** @internal */
  readonly loop: EventLoop;
  /** A context given, or a copy that is only made when it is needed. */
  private _context: Context | Snapshot;
  /** @internal Where it was scheduled; in debug mode only. */
  sourceTraceback: readonly Frame[] | null;
  private _repr: string | null = null;

  /** @internal */
  constructor(callback: Callback, args: readonly unknown[], loop: EventLoop, context: Context | Snapshot | null) {
    this.callback = callback;
    this.args = args;
    this.loop = loop;
    this._context = context ?? Context.snapshot();
    if (context instanceof NoContext) this.runHandle = () => this._report(context.error());
    this.sourceTraceback = loop.creationSite();
  }

  /** The context in which the callback runs. */
  getContext(): Context {
    const context = this._context;
    if (context instanceof Context) return context;
    const copy = Context.from(context);
    this._context = copy;
    return copy;
  }

  /** Keeps the callback from being called; nothing happens if it was called or cancelled before. */
  cancel(): void {
    if (this.isCancelledHandle) return;
    this.isCancelledHandle = true;
    // Debug mode may still want to name it, in a report of a slow callback.
    if (this.loop.getDebug()) this._repr = this.toString();
    this.callback = null;
    this.args = NO_ARGS;
  }

  cancelled(): boolean {
    return this.isCancelledHandle;
  }

  /** @internal */
  runHandle(): void {
    const callback = this.callback as Callback;
    setSteppedTask(null);
    Context.switchTo(this);
    try {
      callback(...this.args);
    } catch (error) {
      this._report(error);
    }
  }

  private _report(error: unknown): void {
    markRaised(error);
    if (error instanceof SystemExit || error instanceof KeyboardInterrupt) throw error;
    const context = new Map<string, unknown>([
      ['message', `Exception in callback ${formatCallback(this.callback, this.args, this.loop.getDebug())}`],
      ['exception', error],
      ['handle', this],
    ]);
    if (this.sourceTraceback !== null) context.set('source_traceback', this.sourceTraceback);
    this.loop.callExceptionHandler(context);
  }

  protected reprInfo(): string[] {
    const info = [this.constructor.name];
    if (this.isCancelledHandle) info.push('cancelled');
    if (this.callback !== null) info.push(formatCallback(this.callback, this.args, this.loop.getDebug()));
    const site = this.sourceTraceback?.at(-1);
    if (site !== undefined) info.push(`created at ${site.file}:${site.line}`);
    return info;
  }

  toString(): string {
    return this._repr ?? `<${this.reprInfo().join(' ')}>`;
  }
}

/** A callback scheduled for a time. Handles are ordered by that time alone. */
export class TimerHandle extends Handle {
  /** @internal */
  readonly dueAt: number;
  /** @internal Whether it is in the loop's heap. */
  isScheduled = false;

  /** @internal */
  constructor(
    when: number,
    callback: Callback,
    args: readonly unknown[],
    loop: EventLoop,
    context: Context | Snapshot | null,
  ) {
    super(callback, args, loop, context);
    this.dueAt = when;
  }

  /** When the callback is due, in seconds of `loop.time()`. */
  when(): number {
    return this.dueAt;
  }

  override cancel(): void {
    if (!this.isCancelledHandle) this.loop.timerHandleCancelled(this);
    super.cancel();
  }

  protected override reprInfo(): string[] {
    const info = super.reprInfo();
    info.splice(this.isCancelledHandle ? 2 : 1, 0, `when=${repr(this.dueAt)}`);
    return info;
  }
}

declareClasses('asyncio.events', { Handle, TimerHandle });

// ── The loops ────────────────────────────────────────────────────────────────

let running: EventLoop | null = null;
let set: EventLoop | null = null;
let factory: () => EventLoop = () => {
  throw new RuntimeError('no event loop class');
};

/** The loop that runs now. @throws {RuntimeError} if none does */
export function getRunningLoop(): EventLoop {
  if (running === null) throw new RuntimeError('no running event loop');
  return running;
}

/** The loop that runs now, or null. */
export function runningLoop(): EventLoop | null {
  return running;
}

/** @internal */
export function setRunningLoop(loop: EventLoop | null): void {
  if (loop === null && running !== null) lastTime = running.time();
  running = loop;
  if (loop === null) for (const listener of stopListeners) listener();
}

let lastTime = 0;
const stopListeners = new Set<() => void>();

/** @internal Calls back whenever a loop stops running. */
export function onLoopStopped(listener: () => void): void {
  stopListeners.add(listener);
}

/** @internal In a worker: the time of its starter's loop, from which its own loops go on. Null in the program itself. */
let startersTime: number | null = null;

export function setStartersTime(time: number): void {
  startersTime = Math.max(startersTime ?? 0, lastTime, time);
  if (running === null) lastTime = startersTime;
}

/** @internal Where a loop's virtual time stands at least when it starts to run. */
export function earliestTime(): number {
  return startersTime === null ? 0 : Math.max(startersTime, lastTime);
}

/** Seconds on the clock of the loop that runs, or of the one that ran last: the time of what is printed. */
export function programTime(): number {
  return running === null ? lastTime : running.time();
}

/** @internal Lets time pass on the virtual and paced clocks while nothing runs: what `time.sleep()` does there. */
export function passTime(seconds: number): void {
  if (running === null) lastTime += seconds;
  else running.advance(seconds);
}

/** The running loop, else the one that was set. @throws {RuntimeError} if there is neither */
export function getEventLoop(): EventLoop {
  if (running !== null) return running;
  if (set === null) throw new RuntimeError(`There is no current event loop in thread '${host().threadName}'.`);
  return set;
}

/** Sets the loop that `getEventLoop()` gives while none runs; null unsets it. */
export function setEventLoop(loop: EventLoop | null): void {
  if (loop !== null && typeof (loop as { runForever?: unknown }).runForever !== 'function') {
    throw new TypeError(`loop must be an instance of AbstractEventLoop or None, not '${typeName(loop)}'`);
  }
  set = loop;
}

/** A new event loop. The caller runs and closes it. */
export function newEventLoop(): EventLoop {
  return factory();
}

/** @internal `base-events.ts` says what a loop is; it cannot be imported from here. */
export function registerLoopFactory(make: () => EventLoop): void {
  factory = make;
}

// ── Promises ─────────────────────────────────────────────────────────────────

const EXPECTED = Symbol('expected');

/**
 * @internal Marks a promise that this program settles itself, when its clock
 * or a worker is that far: waiting for it need not keep the clock from jumping.
 */
export function expected<P extends Promise<unknown>>(promise: P, isExpected = true): P {
  if (isExpected) (promise as { [EXPECTED]?: true })[EXPECTED] = true;
  return promise;
}

/** @internal Whether it was marked so. */
export function isExpected(promise: object): boolean {
  return (promise as { readonly [EXPECTED]?: true })[EXPECTED] === true;
}
