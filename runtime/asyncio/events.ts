/** Handles: callbacks that are scheduled. Mirrors a part of `asyncio/events.py`. */

import { KeyboardInterrupt, SystemExit } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';
import { repr } from '../builtins/repr.ts';
import { type Frame, markRaised } from '../builtins/traceback.ts';
import { Context, NoContext, type Snapshot } from '../contextvars/context.ts';
import { formatCallback } from './format-helpers.ts';
import { instrument } from './instruments.ts';
import { setSteppedTask } from './running.ts';
import type { EventLoop } from './types.ts';

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

/** What the loop's heap holds: a TimerHandle, or a `sleep()` that waits. Timers are ordered by their time alone. */
export interface Timer extends Runnable {
  /** Seconds of `loop.time()`. */
  readonly dueAt: number;
  /** Whether it is in the loop's heap. */
  isScheduled: boolean;
  /** The runtime's own, to which nothing corresponds in CPython: instruments hear nothing of it. */
  readonly isUntold?: boolean;
}

const NO_ARGS: readonly unknown[] = [];

/** A scheduled callback. `callSoon()` and the like return one. */
export class Handle implements Runnable {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Handle', 'asyncio.events');

  /** @internal */
  isCancelledHandle = false;
  /** @internal */
  callback: Callback | null;
  /** @internal */
  args: readonly unknown[];
  /** @internal */
  readonly loop: EventLoop;
  /** The context that was given, or a snapshot: the Context is built when somebody asks for it. */
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
    instrument?.callbackCancelled(this);
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

/** A callback scheduled for a time. */
export class TimerHandle extends Handle implements Timer {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'TimerHandle',
    'asyncio.events',
  );

  /** @internal */
  readonly dueAt: number;
  /** @internal */
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
    if (!this.isCancelledHandle) this.loop.timerCancelled(this);
    super.cancel();
  }

  protected override reprInfo(): string[] {
    const info = super.reprInfo();
    info.splice(this.isCancelledHandle ? 2 : 1, 0, `when=${repr(this.dueAt)}`);
    return info;
  }
}
