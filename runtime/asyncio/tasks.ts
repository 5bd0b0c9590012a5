/**
 * Tasks: what drives coroutines. Mirrors `asyncio/tasks.py` in the wording of
 * CPython's C implementation; `waiting.ts` has `gather()`, `wait()` and the like.
 *
 * A task keeps the stack of its coroutines itself: an awaited coroutine is
 * pushed and resumed by the task, not by the coroutine that awaits it. So
 * resuming costs the same at any depth, deep chains need no deep engine stack,
 * and the stack is the call graph.
 *
 * A task that is not done is in one of three states:
 *
 * 1. `waiter` is pending: the task is among its callbacks and not in the ready queue;
 * 2. `waiter` is null or done: the task is in the ready queue;
 * 3. `waiter` is null and the task is not in the queue: it runs right now.
 */

import type { Code } from '../builtins/code.ts';
import {
  GeneratorExit,
  KeyboardInterrupt,
  RecursionError,
  RuntimeError,
  StopIteration,
  SystemExit,
  TypeError,
  ValueError,
} from '../builtins/exceptions.ts';
import { optionsOf, parameterOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import type { stderr, stdout } from '../builtins/print.ts';
import { addressOf, repr, str, typeName } from '../builtins/repr.ts';
import { isStackOverflow } from '../builtins/stack-overflow.ts';
import {
  currentFrames,
  enterFrame,
  enterStatement,
  type Frame,
  formatException,
  formatExceptionOnly,
  formatFrames,
  framesOf,
  leaveFrame,
  letGo,
  markRaised,
} from '../builtins/traceback.ts';
import { Context, givenContext, NoContext, type Snapshot } from '../contextvars/context.ts';
import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import {
  awaitLine,
  begin,
  beginNewest,
  type Coroutine,
  type CoroutineObject,
  clearAwaitLine,
  formatCoroutine,
  GeneratorPrototype,
  internal,
  isCoroutineKind,
  iscoroutine,
  isUnbegun,
  KIND,
  KIND_COROUTINE,
  KIND_EMIT,
  KIND_FOREIGN,
  KIND_FUTURE,
  KIND_RESUME,
  KIND_SLEEP,
  kindOf,
  newest,
  newestKind,
  notAwaitable,
  setEarlyError,
} from './coroutines.ts';
import { Handle, type Runnable } from './events.ts';
import { CancelledError, InvalidStateError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import { type Awaitable, Future, isAwaitable, isfuture, messageOf, PENDING, wrapFuture } from './futures.ts';
import { instrument, type Suspension } from './instruments.ts';
import { getEventLoop, getRunningLoop, runningLoop, setSteppedTask, steppedTask } from './running.ts';
import { type Pass, SLEEP, type Sleeper } from './sleep.ts';
import type { EventLoop } from './types.ts';

/**
 * How deep `cancel()` may call `cancel()` from a callback: CPython's recursion
 * limit, less the frames of its event loop. From a task its coroutines count too.
 */
const RECURSION_LIMIT = 990;
/** How many coroutines may await one another in one task. Far beyond CPython's limit, and short of filling the memory. */
const MAX_DEPTH = 1_000_000;

/** A generator that the task resumes; only those of the author's functions and the runtime's have code. */
interface StackFrame extends Generator<unknown, unknown, unknown> {
  readonly [KIND]?: number;
  readonly code?: Code;
}

/** A coroutine or async generator of a task, and the author's line of the await at which it is suspended; 0 before the first. */
export interface StackEntry {
  readonly frame: { readonly [KIND]?: number; readonly code?: Code };
  readonly line: number;
}

// Constants of this module, which the engine knows when it compiles the driver.
/** The generators' own methods: called as they are, they need no look-up in objects of many hidden classes. */
const next = /* @__PURE__ */ (() => GeneratorPrototype.next)();
const throwInto = /* @__PURE__ */ (() => GeneratorPrototype.throw)();
const FutureClass = Future;

/** In place of a line: the task has not begun. */
const NOT_BEGUN = -1;
/** In place of a line: the task's coroutine has ended. */
const ENDED = -2;

/** An async generator to resume as the next frame; `async-generators.ts` yields it. @internal */
export interface ResumeRequest {
  readonly [KIND]: typeof KIND_RESUME;
  readonly frame: StackFrame;
  /** Where it is suspended; 0 before its first yield. */
  readonly line: number;
  /** Thrown into the generator instead of sending `value`. */
  readonly error: { readonly thrown: unknown } | null;
  readonly value: unknown;
}

/** What the frame that asked for a `ResumeRequest` is told when the generator yielded. */
export interface Emission {
  readonly [KIND]: typeof KIND_EMIT;
  value: unknown;
  /** The author's line of the yield. */
  line: number;
}

/** Told instead when the generator came to its end, with what it returned. */
export const EXHAUSTED: { value: unknown } = { value: undefined };

/** Keyword arguments of `createTask()`. A task factory may take more. */
export interface TaskOptions {
  /** Default: `Task-N`. Anything is turned into a string. */
  readonly name?: unknown;
  /** Default: a copy of the current context. */
  readonly context?: Context | null;
  /** Run the body at once, up to its first suspension. Default: false (true under an eager task factory). */
  readonly eagerStart?: boolean;
}

/** @internal */
export const NO_OPTIONS: TaskOptions = /* @__PURE__ */ Object.freeze({});

let nameCounter = 0;
/** What `enterTask()` and `leaveTask()` have put in place of the task that is stepped; undefined: nothing. */
let byHand: Task<unknown> | null | undefined;
let cancelDepth = 0;
/** How many eager tasks are in their first step, which a call within another task's step has begun. */
let eagerSteps = 0;

export interface TaskConstructorOptions extends TaskOptions {
  readonly loop?: EventLoop;
}

/**
 * A coroutine that the loop runs.
 *
 * Made by `createTask()`. The body begins in a later pass. Awaiting a task
 * waits for its end and gives its result or throws its exception.
 */
export class Task<T = unknown> extends Future<T> implements Runnable {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Task', '_asyncio', {
    isCancelledHandle: false,
  });

  /** @internal */
  static override readonly keywords: readonly string[] = ['loop', 'name', 'context', 'eagerStart'];

  declare readonly isCancelledHandle: false;
  // First what each step reads; see `Future`.
  /** Where the innermost generator is suspended. */
  private _line = NOT_BEGUN;
  /** A snapshot: the Context is built when somebody asks for it. */
  private _context: Context | Snapshot;
  /** What the innermost generator awaits, if that is a `sleep()`. */
  private _sleep: Pass | Sleeper | null = null;
  private _waiter: Future<unknown> | null = null;
  private _mustCancel = false;
  /** The innermost generator, which is resumed next; null if the task is nothing but a `sleep()`. */
  private _top: StackFrame | null;
  /** Those that await it, outermost first, each followed by its line. */
  private _below: (StackFrame | number)[] | null = null;
  /** How many of them all are async generators. */
  private _asyncGenerators = 0;
  private _coroutine: CoroutineObject | null;
  /** @internal The list of the loop's unfinished tasks. */
  previousTask: Task<unknown> | null = null;
  /** @internal */
  nextTask: Task<unknown> | null = null;
  private _name: string | number;
  private _cancelsRequested = 0;
  /** @internal Whether a task that is still pending when its loop closes is reported. */
  logDestroyPending = true;

  constructor(coroutine: Coroutine<T> | PromiseLike<T>, options: TaskConstructorOptions = {}) {
    super(options);
    const kind = kindOf(coroutine);
    if (!isCoroutineKind(kind)) throw this._noCoroutine(coroutine);
    this._name = options.name === undefined || options.name === null ? ++nameCounter : str(options.name);
    this._coroutine = coroutine as unknown as CoroutineObject;
    this._top = kind === KIND_SLEEP ? null : this._coroutine;
    this._context = givenContext(options.context) ?? Context.snapshot();
    if (options.eagerStart === true && this.loop.isRunning()) {
      this._startEagerly();
      return;
    }
    this.loop.checkClosed();
    this._register();
    instrument?.taskCreated(this as Task<unknown>, false);
    if (this._context instanceof NoContext) {
      this._failToStep(this._context);
      return;
    }
    this.loop.enqueue(this);
    instrument?.taskScheduled(this as Task<unknown>, 'created', null);
  }

  /** The first step fails outside of the task, which then waits for ever: so it is in CPython. */
  private _failToStep(context: NoContext): void {
    const step = /* @__PURE__ */ named(`<_asyncio.TaskStepMethWrapper object at ${addressOf(this)}>`, () => {});
    const handle = new Handle(step, [], this.loop, context);
    this.loop.enqueue(handle);
    instrument?.callbackScheduled(handle, 'step', null);
  }

  private _noCoroutine(value: unknown): TypeError {
    this.logDestroyPending = false;
    return new TypeError(`a coroutine was expected, got ${repr(value)}`);
  }

  // ── Facts ──────────────────────────────────────────────────────────────────

  /** The coroutine; null after an eager task has finished in its first step. */
  getCoro(): Coroutine<T> | null {
    return this._coroutine as unknown as Coroutine<T> | null;
  }

  getContext(): Context {
    if (this._context instanceof Context) return this._context;
    const context = Context.from(this._context);
    this._context = context;
    return context;
  }

  getName(): string {
    return typeof this._name === 'number' ? `Task-${this._name}` : this._name;
  }

  setName(name: unknown): void {
    this._name = str(name);
  }

  /** @throws {RuntimeError} always: a task's result is its coroutine's */
  override setResult(_result: T): never {
    throw new RuntimeError('Task does not support set_result operation');
  }

  /** @throws {RuntimeError} always */
  override setException(_exception: Error | (new () => Error)): never {
    throw new RuntimeError('Task does not support set_exception operation');
  }

  /** @internal What the task waits for; null while it runs or is ready. */
  get waiter(): Future<unknown> | null {
    return this._waiter;
  }

  /** @internal How many coroutines await one another in it. */
  get depth(): number {
    return (this._below === null ? 0 : this._below.length / 2) + 1;
  }

  /** @internal The coroutines of the task where they stand, outermost first. */
  coroutineStack(): readonly StackEntry[] {
    if (this._line === ENDED || this.done()) return [];
    const below = this._below ?? [];
    const entries: StackEntry[] = [];
    for (let i = 0; i < below.length; i += 2) {
      entries.push({ frame: below[i] as StackFrame, line: below[i + 1] as number });
    }
    if (this._top !== null) entries.push({ frame: this._top, line: Math.max(this._line, 0) });
    const sleeping = this._sleep ?? (this._top === null ? this._coroutine : null);
    if (sleeping !== null) entries.push({ frame: (sleeping as Pass | Sleeper).frame as StackEntry['frame'], line: 0 });
    return entries;
  }

  /** @internal Whether the task has begun a coroutine and not come to its end. */
  isInside(coroutine: CoroutineObject): boolean {
    return this._line !== NOT_BEGUN && this.coroutineStack().some(({ frame }) => frame === coroutine);
  }

  /** The line at which the task's own coroutine is suspended; 0 before its first await. */
  private _outermostLine(): number {
    return Math.max((this._below?.[1] as number | undefined) ?? this._line, 0);
  }

  /**
   * Where the coroutine is suspended: one frame, as in CPython; or, of a task
   * that failed, the frames of the traceback. Oldest first.
   */
  getStack(options: { readonly limit?: number | null } = {}): readonly Frame[] {
    const limit = optionsOf('getStack', options, ['limit']).limit ?? null;
    const coroutine = this._coroutine;
    if (!this.done() && coroutine !== null) {
      if (limit !== null && limit <= 0) return [];
      const { code } = coroutine;
      const line = this._outermostLine() || code.line;
      return [{ file: code.file, line, name: code.name, text: host().quote(code.file, line) }];
    }
    if (!this.failed) return [];
    const frames = framesOf(this.outcome) ?? [];
    return limit === null ? frames : frames.slice(0, Math.max(limit, 0));
  }

  /**
   * Prints what `getStack()` gives, like a traceback, to `file`. Without one,
   * the frames go to stderr and what stands around them to stdout, as in CPython.
   */
  printStack(options: { readonly limit?: number | null; readonly file?: typeof stdout | typeof stderr } = {}): void {
    const { limit = null, file } = optionsOf('printStack', options, ['limit', 'file']);
    const frames = this.getStack({ limit });
    const write = (lines: readonly string[], stream: 'out' | 'err'): void => {
      if (lines.length > 0) host().write(file?.stream ?? stream, `${lines.join('\n')}\n`, programTime());
    };
    const header =
      frames.length === 0
        ? `No stack for ${repr(this)}`
        : `${this.failed ? 'Traceback' : 'Stack'} for ${repr(this)} (most recent call last):`;
    write([header], 'out');
    write(formatFrames(frames), 'err');
    if (this.failed) write([formatExceptionOnly(this.outcome)], 'out');
  }

  // ── Cancellation ───────────────────────────────────────────────────────────

  /**
   * Asks the task to end: CancelledError is thrown into its coroutine in a
   * later pass, where it may clean up, await, or refuse.
   *
   * What the task awaits is cancelled at once, through all tasks down to the
   * future at the end. Returns false if the task was done. Every call counts:
   * see `cancelling()`. `msg`, which may be given as `{ msg }`, becomes the
   * error's only argument.
   *
   * @throws {RecursionError} if tasks that await each other in a ring are cancelled
   */
  override cancel(msg: unknown = null): boolean {
    this.noteSeen();
    if (this.state !== PENDING) return false;
    const message = messageOf(msg);
    this._cancelsRequested++;
    instrument?.cancelRequested(this as Task<unknown>, message);
    if (this._waiter !== null) {
      // It stays our waiter: a task may refuse, and be asked again through us.
      if (cancelNested(this._waiter, message)) return true;
    }
    // The task is in the ready queue, or running.
    this._mustCancel = true;
    this.cancelMessage = message;
    return true;
  }

  /** How many calls of `cancel()` have not been taken back by `uncancel()`. */
  cancelling(): number {
    return this._cancelsRequested;
  }

  /**
   * Takes one request to cancel back and returns how many are left. At none, a
   * request that was not delivered yet is withdrawn.
   */
  uncancel(): number {
    if (this._cancelsRequested > 0) {
      this._cancelsRequested--;
      if (this._cancelsRequested === 0) this._mustCancel = false;
      instrument?.cancelTakenBack(this as Task<unknown>, this._cancelsRequested);
    }
    return this._cancelsRequested;
  }

  // ── Running ────────────────────────────────────────────────────────────────

  /** @internal What the task waits for is done. */
  notify(future: Future<unknown>): void {
    this.loop.enqueue(this);
    instrument?.taskScheduled(this as Task<unknown>, 'future', future);
  }

  /** Puts it at the end of the ready queue: the others get a turn. */
  private _giveTurn(): void {
    instrument?.taskSuspended(this as Task<unknown>, null, this._whereabouts());
    this.loop.enqueue(this);
    instrument?.taskScheduled(this as Task<unknown>, 'turn', null);
  }

  // What the engine compiles into its callers is chosen by size: what hardly ever happens stands in methods of its own.

  /** @internal One step: from the ready queue to the next suspension. */
  runHandle(): void {
    if ((this.state !== PENDING || byHand !== undefined) && !this._canStep()) return;
    setSteppedTask(this as Task<unknown>);
    Context.switchTo(this);
    this._step();
  }

  /** False if a subclass has forced a result; that is reported. */
  private _canStep(): boolean {
    if (this.state !== PENDING) {
      const error = new InvalidStateError(`__step(): already done: ${repr(this)} None`);
      markRaised(error);
      this.loop.callExceptionHandler({
        message: 'Exception in callback Task.task_wakeup()',
        exception: error,
        handle: new Handle(taskWakeup, [], this.loop, this.getContext()),
      });
      return false;
    }
    if (byHand && byHand.loop === this.loop) throw cannotEnter(this as Task<unknown>, byHand);
    byHand = undefined;
    return true;
  }

  private _startEagerly(): void {
    if (this._context instanceof NoContext) throw new TypeError('an instance of Context was expected');
    instrument?.taskCreated(this as Task<unknown>, true);
    const outer = steppedTask;
    // Throws where the caller runs in this very context: no context is entered twice.
    this.getContext().run(() => {
      this._register();
      setSteppedTask(this as Task<unknown>);
      eagerSteps++;
      instrument?.stepBegins(this as Task<unknown>);
      try {
        this._step();
      } finally {
        eagerSteps--;
        setSteppedTask(outer);
        if (instrument !== null) this.noteStepEnds();
        if (this.done()) this._coroutine = null;
      }
    });
  }

  /** @internal A step of a task that was not done when it began is over. */
  noteStepEnds(): void {
    if (this.state !== PENDING) instrument?.taskFinished(this as Task<unknown>);
    instrument?.stepEnds(this as Task<unknown>);
  }

  private _step(): void {
    let injected: { readonly error: unknown } | null = null;
    let value: unknown;
    const waiter = this._waiter;
    this._waiter = null;
    if (waiter !== null) {
      if (waiter.hasResult) value = waiter.outcome;
      else injected = { error: waiter.takeError() };
    } else if (this._line === NOT_BEGUN) {
      if (!begin(this._coroutine as CoroutineObject)) {
        this._endWith(alreadyAwaited(this._coroutine as CoroutineObject));
        return;
      }
      this._line = 0;
      if (this._mustCancel) this._cancelEarly();
      else if (this._top === null) {
        try {
          this._goToSleep(this._coroutine as unknown as Pass);
        } catch (error) {
          this._endWith(error);
        }
        return;
      }
    }
    if (this._mustCancel) {
      if (!(injected?.error instanceof CancelledError)) injected = { error: this.makeCancelledError() };
      this._mustCancel = false;
    }
    if (instrument !== null && injected !== null) this._noteRaised(injected.error);
    const sleeping = this._sleep;
    if (sleeping !== null) {
      this._sleep = null;
      value = sleeping.wakeUp();
    }
    if (this._top !== null) this._run(this._top, value, injected);
    else if (injected === null) this._return(value as T);
    else {
      enterFrame(injected.error, SLEEP, 0);
      this._endWith(injected.error);
    }
  }

  /** Cancelled before its first step: most coroutines do not even begin, those that are builtin pass it on. */
  private _cancelEarly(): void {
    if (this._top?.code?.builtin !== true) return;
    const error = this.makeCancelledError();
    instrument?.errorRaised(this as Task<unknown>, error, this._whereabouts());
    setEarlyError(error);
    this._mustCancel = false;
  }

  /** Resumes the innermost generator with a value or an error, and goes on until something has to be waited for. */
  private _run(innermost: StackFrame, sent: unknown, thrownIn: { readonly error: unknown } | null): void {
    let top = innermost;
    let value = sent;
    let injected = thrownIn;
    let line = this._line;
    for (;;) {
      let step: IteratorResult<unknown, unknown>;
      try {
        step = injected === null ? next.call(top, value) : this._throwInto(top, injected.error, line);
      } catch (thrown) {
        clearAwaitLine();
        const error = left(thrown, top);
        const below = this._below;
        if (below === null || below.length === 0) {
          this._endWith(error);
          return;
        }
        if (this._asyncGenerators > 0 && top[KIND] === KIND_RESUME) this._asyncGenerators--;
        line = below.pop() as number;
        top = below.pop() as StackFrame;
        this._top = top;
        injected = { error };
        continue;
      }
      if (step.done === true) {
        const below = this._below;
        if (below === null || below.length === 0) {
          this._return(step.value as T);
          return;
        }
        value = step.value;
        injected = null;
        if (this._asyncGenerators > 0 && top[KIND] === KIND_RESUME) {
          this._asyncGenerators--;
          EXHAUSTED.value = value;
          value = EXHAUSTED;
        }
        line = below.pop() as number;
        top = below.pop() as StackFrame;
        this._top = top;
        continue;
      }
      injected = null;
      line = awaitLine;
      clearAwaitLine();
      const awaited = step.value;
      let kind: number | undefined;
      if (awaited === newest && awaited !== null) {
        // As most are: awaited where it was made. A look into the object takes its time, as each function's have another
        // hidden class.
        kind = newestKind;
        beginNewest();
      } else if (awaited instanceof FutureClass) {
        kind = KIND_FUTURE;
      } else {
        kind = kindOf(awaited);
        if (isCoroutineKind(kind) && !begin(awaited as CoroutineObject)) {
          injected = { error: alreadyAwaited(awaited as CoroutineObject) };
          continue;
        }
      }

      if (kind === KIND_COROUTINE) {
        if (this._below !== null && this._below.length >= 2 * MAX_DEPTH) {
          injected = { error: new RecursionError('maximum recursion depth exceeded') };
          continue;
        }
        top = this._push(top, line, awaited as StackFrame);
        line = 0;
        value = undefined;
        continue;
      }

      let future: Future<unknown>;
      if (kind === KIND_FUTURE) {
        future = awaited as Future<unknown>;
      } else if (kind === KIND_SLEEP) {
        this._line = line;
        try {
          this._goToSleep(awaited as Pass);
        } catch (error) {
          injected = { error };
          continue;
        }
        return;
      } else if (kind === KIND_RESUME) {
        const request = awaited as ResumeRequest;
        top = this._push(top, line, request.frame);
        line = request.line;
        this._asyncGenerators++;
        injected = request.error === null ? null : { error: request.error.thrown };
        value = request.value;
        continue;
      } else if (kind === KIND_EMIT) {
        // The async generator stays suspended at its yield; its consumer goes on.
        const below = this._below as (StackFrame | number)[];
        (awaited as Emission).line = line;
        this._asyncGenerators--;
        line = below.pop() as number;
        top = below.pop() as StackFrame;
        this._top = top;
        value = awaited;
        continue;
      } else if (top[KIND] === KIND_FOREIGN) {
        // An `await()` method's generator: it may give others a turn or wait for futures.
        this._line = line;
        if (awaited === undefined || awaited === null) {
          this._giveTurn();
          return;
        }
        this._throwLater(new RuntimeError(`Task got bad yield: ${repr(awaited)}`));
        return;
      } else {
        try {
          const adopted = this._adopt(awaited);
          if (isfuture(adopted)) {
            future = adopted;
          } else {
            top = this._push(top, line, adopted);
            line = 0;
            value = undefined;
            continue;
          }
        } catch (error) {
          injected = { error };
          continue;
        }
      }

      if (future.state !== PENDING) {
        if (future.hasResult) value = future.outcome;
        else injected = { error: future.takeError() };
        continue;
      }
      this._line = line;
      this._waitFor(future);
      return;
    }
  }

  /** Resumes a generator that is suspended at `line` with an error. */
  private _throwInto(top: StackFrame, error: unknown, line: number): IteratorResult<unknown, unknown> {
    const { code } = top;
    if (code?.inline === true && this._below !== null) {
      const { length } = this._below;
      const caller = (this._below[length - 2] as StackFrame).code;
      if (caller !== undefined) enterStatement(error, caller, (this._below[length - 1] as number) || caller.line);
      // If it comes right out again, it has reached the caller already.
      letGo(error);
      const step = throwInto.call(top, error);
      letGo(null);
      return step;
    } else if (code !== undefined) enterFrame(error, code, line || code.line);
    return throwInto.call(top, error);
  }

  /** Awaits a `sleep()`. */
  private _goToSleep(sleeping: Pass): void {
    const sleeper = sleeping.fallAsleep();
    this._sleep = sleeper ?? sleeping.kept;
    if (sleeper === null) this._giveTurn();
    else this._waitFor(sleeper);
  }

  /** Suspends the task until a pending future is done. */
  private _waitFor(future: Future<unknown>): void {
    if (future.loop !== this.loop || future === (this as unknown)) {
      this._throwLater(cannotAwait(this as Task<unknown>, future));
      return;
    }
    future.addCallback(this as Task<unknown>);
    this._waiter = future;
    instrument?.taskSuspended(this as Task<unknown>, future, this._whereabouts());
    if (this._mustCancel && future.cancel(this.cancelMessage)) this._mustCancel = false;
  }

  /** Something that is neither coroutine nor future: a native promise becomes a future, an `await()` method gives a frame. */
  private _adopt(awaited: unknown): Future<unknown> | StackFrame {
    if (typeof awaited === 'object' && awaited !== null) {
      const { then, await: custom } = awaited as { then?: unknown; await?: unknown };
      if (typeof custom === 'function') {
        const frame: unknown = custom.call(awaited);
        if (iscoroutine(frame)) throw new TypeError('__await__() returned a coroutine');
        if (typeof (frame as { next?: unknown } | null)?.next !== 'function') {
          throw new TypeError(`__await__() returned non-iterator of type '${typeName(frame)}'`);
        }
        return drive(frame as Generator<unknown, unknown, unknown>) as StackFrame;
      }
      if (typeof then === 'function') return wrapFuture(awaited as PromiseLike<unknown>, { loop: this.loop });
    }
    throw notAwaitable(typeName(awaited));
  }

  /** `frame`, awaited by `top` at `line`, is resumed next. */
  private _push(top: StackFrame, line: number, frame: StackFrame): StackFrame {
    if (this._below === null) this._below = [top, line];
    else this._below.push(top, line);
    this._top = frame;
    return frame;
  }

  private _noteRaised(error: unknown): void {
    instrument?.errorRaised(this as Task<unknown>, error, this._whereabouts());
  }

  /** Where it is suspended, for instruments. */
  private _whereabouts(): Suspension {
    const stack: { function: string; file: string; line: number }[] = [];
    let through: string | null = null;
    for (const { frame, line } of this.coroutineStack()) {
      const { code } = frame;
      if (code === undefined || code.builtin === true) continue;
      if (code.internal === true) {
        through = code.qualname;
      } else {
        through = null;
        stack.push({ function: code.qualname, file: code.file, line });
      }
    }
    return { stack, through };
  }

  /** Throws into the coroutine at the next step, as if it had waited for something that failed. */
  private _throwLater(error: Error): void {
    const failed = this.loop.createFuture();
    failed.setException(error);
    instrument?.taskSuspended(this as Task<unknown>, null, this._whereabouts());
    this._waiter = failed;
    this.loop.enqueue(this);
    instrument?.taskScheduled(this as Task<unknown>, 'error', null);
  }

  private _return(result: T): void {
    this._line = ENDED;
    this._unregister();
    if (this._mustCancel) {
      // Cancelled right before the coroutine ended: too late for it to notice, not for the task.
      this._mustCancel = false;
      super.cancel(this.cancelMessage);
    } else {
      this.finish(result, false);
    }
  }

  private _endWith(error: unknown): void {
    letGo(null);
    this._line = ENDED;
    this._unregister();
    if (error instanceof CancelledError) {
      // Kept, so that whoever awaits the task gets this very exception.
      this.outcome = error;
      super.cancel();
      return;
    }
    this.failWith(error);
    if (error instanceof KeyboardInterrupt || error instanceof SystemExit) throw error;
  }

  // ── The list of unfinished tasks ───────────────────────────────────────────

  private _register(): void {
    const { loop } = this;
    this.previousTask = loop.lastTask;
    if (loop.lastTask === null) loop.firstTask = this as Task<unknown>;
    else loop.lastTask.nextTask = this as Task<unknown>;
    loop.lastTask = this as Task<unknown>;
  }

  /** Whether it is in the list. */
  private get _isRegistered(): boolean {
    return this.previousTask !== null || this.loop.firstTask === (this as Task<unknown>);
  }

  /** @internal For `registerTask()`. */
  register(): void {
    if (!this._isRegistered) this._register();
  }

  /** @internal For `unregisterTask()`. */
  unregister(): void {
    if (this._isRegistered) this._unregister();
  }

  private _unregister(): void {
    const { loop, previousTask, nextTask } = this;
    if (previousTask !== null) previousTask.nextTask = nextTask;
    else if (loop.firstTask === (this as Task<unknown>)) loop.firstTask = nextTask;
    if (nextTask !== null) nextTask.previousTask = previousTask;
    else if (loop.lastTask === (this as Task<unknown>)) loop.lastTask = previousTask;
    this.previousTask = this.nextTask = null;
  }

  /** @internal The loop is closed and will never run the task again: its coroutines see GeneratorExit, as when CPython frees them. */
  abandon(): void {
    this._unregister();
    if (this._line === NOT_BEGUN) return;
    // An async generator is its loop's to close.
    const entries = this.coroutineStack().filter(({ frame }) => isCoroutineKind(frame[KIND])) as OpenFrame[];
    const problem = closeAll(entries);
    if (problem !== null) {
      const report = [
        `Exception ignored while closing generator ${repr(this._coroutine)}:`,
        ...formatException(problem),
      ];
      host().write('err', `${report.join('\n')}\n`, programTime());
    }
    // One that waits for something once more is left where it is.
    if (entries.length === 0) this._line = ENDED;
  }

  protected override reprInfo(): string[] {
    const info = super.reprInfo();
    if (this._cancelsRequested > 0 && !this.done()) info[0] = 'cancelling';
    const extra = [`name=${repr(this.getName())}`];
    if (this._coroutine !== null) {
      extra.push(`coro=<${formatCoroutine(this._coroutine, this._reprLine(this._coroutine))}>`);
    }
    if (this._waiter !== null) extra.push(`wait_for=${repr(this._waiter)}`);
    info.splice(1, 0, ...extra);
    return info;
  }

  /** The line to name in the repr; null if the coroutine has ended. */
  private _reprLine(coroutine: CoroutineObject): number | null {
    if (this._line === ENDED) return null;
    if (this._line === NOT_BEGUN && !isUnbegun(coroutine) && !isOnAStack(coroutine)) return null;
    // While it runs, only the engine knows the line: it is the outermost frame
    // of the author's, for each step of a task starts from an empty stack.
    const running = steppedTask === (this as unknown) && this.depth === 1;
    return (running ? currentFrames().at(-1)?.line : undefined) ?? this._outermostLine();
  }
}

/** A frame and the line at which it is suspended. */
interface OpenFrame {
  readonly frame: StackFrame;
  readonly line: number;
}

/**
 * Throws GeneratorExit into coroutines of which each awaits the next, as CPython does when nobody refers to them any
 * more. What they await while they clean up is run as far as it does not wait. Those that have ended are taken off.
 *
 * @returns what the outermost raised instead; null: it has ended
 */
function closeAll(stack: OpenFrame[]): unknown {
  let injected: { readonly error: unknown } | null = { error: new GeneratorExit() };
  let value: unknown;
  for (let entry = stack.pop(); entry !== undefined; entry = stack.pop()) {
    const { frame, line } = entry;
    const { code } = frame;
    let step: IteratorResult<unknown, unknown>;
    try {
      if (injected === null) step = frame.next(value);
      else {
        if (code !== undefined) enterFrame(injected.error, code, line || code.line);
        step = frame.throw(injected.error);
      }
    } catch (error) {
      injected = { error: left(error, frame) };
      continue;
    }
    injected = null;
    value = step.value;
    if (step.done === true) continue;
    stack.push({ frame, line: awaitLine });
    clearAwaitLine();
    const awaited: unknown = step.value;
    const kind = kindOf(awaited);
    if (isCoroutineKind(kind) && !begin(awaited as CoroutineObject)) {
      injected = { error: alreadyAwaited(awaited as CoroutineObject) };
    } else if (kind === KIND_COROUTINE) {
      stack.push({ frame: awaited as StackFrame, line: 0 });
      value = undefined;
    } else if (isfuture(awaited) && awaited.state !== PENDING) {
      if (awaited.hasResult) value = awaited.outcome;
      else injected = { error: awaited.takeError() };
    } else {
      try {
        if (kind === KIND_SLEEP) (awaited as Pass).fallAsleep();
        const ignored = new RuntimeError('coroutine ignored GeneratorExit');
        markRaised(ignored);
        return ignored;
      } catch (error) {
        injected = { error };
      }
    }
  }
  return injected === null || injected.error instanceof GeneratorExit ? null : injected.error;
}

/** What leaves a generator, for what was thrown in it; its traceback is brought up to date. */
function left(thrown: unknown, { code, [KIND]: kind }: StackFrame): unknown {
  const error = isStackOverflow(thrown) ? asRecursionError(thrown as Error) : thrown;
  if (code === undefined) markRaised(error);
  else leaveFrame(error, code, eagerSteps > 0 ? new Error() : null);
  return error instanceof StopIteration ? asRuntimeError(error, kind) : error;
}

/** StopIteration that leaves a coroutine would look like its end to whoever iterates it. */
function asRuntimeError(error: StopIteration, kind: number | undefined): RuntimeError {
  const what = kind === KIND_RESUME ? 'async generator' : 'coroutine';
  return new RuntimeError(`${what} raised StopIteration`, { cause: error });
}

function asRecursionError(error: Error): RecursionError {
  const recursion = new RecursionError('maximum recursion depth exceeded');
  if (error.stack !== undefined) recursion.stack = error.stack;
  return recursion;
}

function cannotAwait(task: Task<unknown>, future: Future<unknown>): RuntimeError {
  return new RuntimeError(
    future === task
      ? `Task cannot await on itself: ${repr(task)}`
      : `Task ${repr(task)} got Future ${repr(future)} attached to a different loop`,
  );
}

function alreadyAwaited(coroutine: CoroutineObject): RuntimeError {
  return new RuntimeError(
    isOnAStack(coroutine) ? 'coroutine is being awaited already' : 'cannot reuse already awaited coroutine',
  );
}

/** Whether a task of the running loop is in the midst of it. */
function isOnAStack(coroutine: CoroutineObject): boolean {
  if (coroutine[KIND] === KIND_SLEEP) return (coroutine as unknown as Pass).isAsleep;
  const loop = runningLoop();
  if (loop === null) return false;
  return unfinishedTasks(loop).some((task) => task.isInside(coroutine));
}

/** The iterator of an `await()` method as a generator, which is what tasks resume. */
const drive = /* @__PURE__ */ (() => {
  function* drive(iterator: Iterator<unknown, unknown, unknown>): Generator<unknown, unknown, unknown> {
    return yield* { [Symbol.iterator]: () => iterator };
  }
  Object.defineProperty(drive.prototype, KIND, { value: KIND_FOREIGN });
  return drive;
})();

/** Cancels what a task or a gather waits for, and counts how deep that goes. */
export function cancelNested(future: Future<unknown>, message: unknown): boolean {
  if (cancelDepth >= RECURSION_LIMIT - (steppedTask?.depth ?? 0)) {
    throw new RecursionError('maximum recursion depth exceeded while calling a Python object');
  }
  cancelDepth++;
  try {
    return future.cancel(message);
  } finally {
    cancelDepth--;
  }
}

// ── Functions ────────────────────────────────────────────────────────────────

function current(): Task<unknown> | null {
  return byHand === undefined ? steppedTask : byHand;
}

/** A loop that is given by position or by name; without one, the running loop. */
function givenLoop(callee: string, given: EventLoop | null | { readonly loop?: EventLoop | null }): EventLoop {
  return parameterOf<EventLoop | null>(callee, given as EventLoop | null, 'loop', null) ?? getRunningLoop();
}

/** The task that runs now, or null. @throws {RuntimeError} without a running loop, unless `loop` is given */
export function currentTask(
  loop: EventLoop | null | { readonly loop?: EventLoop | null } = null,
): Task<unknown> | null {
  const asked = givenLoop('currentTask', loop);
  const task = current();
  return task !== null && task.loop === asked ? task : null;
}

/** What a handle of a task's next step is called in reports. */
const taskWakeup = /* @__PURE__ */ named('Task.task_wakeup', () => {});

/**
 * Makes a task the current one; for those who drive coroutines themselves.
 *
 * @throws {RuntimeError} if another task is current, or `loop` does not run
 */
export function enterTask(loop: EventLoop, task: Task<unknown>): void {
  checkRunning(loop);
  const other = current();
  if (other !== null) throw cannotEnter(task, other);
  byHand = task === steppedTask ? undefined : task;
}

function cannotEnter(task: Task<unknown>, other: Task<unknown>): RuntimeError {
  return new RuntimeError(`Cannot enter into task ${repr(task)} while another task ${repr(other)} is being executed.`);
}

/** Takes that back. @throws {RuntimeError} if the task is not the current one, or `loop` does not run */
export function leaveTask(loop: EventLoop, task: Task<unknown>): void {
  checkRunning(loop);
  const other = current();
  if (other !== task) {
    throw new RuntimeError(`Invalid attempt to leave task ${repr(task)} while task ${repr(other)} is entered.`);
  }
  byHand = steppedTask === null ? undefined : null;
}

function checkRunning(loop: EventLoop): void {
  if (loop !== runningLoop()) throw new RuntimeError(`loop ${repr(loop)} is not the running loop`);
}

/** Has `allTasks()` know a task. Nothing happens if it does. */
export function registerTask(task: Task<unknown>): void {
  task.register();
}

/** Has `allTasks()` forget a task. Nothing happens if it does not know it. */
export function unregisterTask(task: Task<unknown>): void {
  task.unregister();
}

/** Every unfinished task of the loop (default: the running one), in order of creation. */
export function allTasks(loop: EventLoop | null | { readonly loop?: EventLoop | null } = null): Set<Task<unknown>> {
  return new Set(unfinishedTasks(givenLoop('allTasks', loop)));
}

/** @internal Every unfinished task of the loop, oldest first. */
export function unfinishedTasks(loop: EventLoop): Task<unknown>[] {
  const found: Task<unknown>[] = [];
  for (let task = loop.firstTask; task !== null; task = task.nextTask) {
    // One whose result was forced upon it is done and still in the list.
    if (!task.done()) found.push(task);
  }
  return found;
}

/**
 * Makes a task of a coroutine on the running loop. The body begins in a later
 * pass, after what is ready already.
 *
 * A native promise is accepted too; such a task cannot be cancelled inside.
 *
 * @throws {RuntimeError} if no loop runs
 */
export function createTask<T>(coroutine: Awaitable<T>, options: TaskOptions = NO_OPTIONS): Task<T> {
  return getRunningLoop().createTask(coroutine, options) as Task<T>;
}

/** @internal A task of a loop without a task factory. */
export function newTask<T>(awaitable: Awaitable<T>, loop: EventLoop, options: TaskOptions): Task<T> {
  // A native promise is no coroutine; a future is refused as in CPython.
  const coroutine =
    awaitable instanceof Promise ? coroutineAround(awaitable as Awaitable<T>) : (awaitable as Coroutine<T>);
  return new Task(coroutine, options === NO_OPTIONS ? loop.ownOptions : { ...options, loop });
}

/** A coroutine around something else that can be awaited. */
const wrapAwaitable = /* @__PURE__ */ internal('_wrap_awaitable', function* <T>(awaitable: Awaitable<T>): Generator<
  unknown,
  T,
  unknown
> {
  return (yield awaitable) as T;
}) as <T>(awaitable: Awaitable<T>) => Coroutine<T>;

function coroutineAround<T>(awaitable: Awaitable<T>): Coroutine<T> {
  // It is awaited in a later iteration of the loop. Until then a platform would take its failure for one that nobody sees.
  if (awaitable instanceof Promise) awaitable.catch(() => {});
  return wrapAwaitable(awaitable);
}

/** @internal The coroutine for an awaitable: itself, or one around it. */
export function coroutineOf<T>(awaitable: Awaitable<T>): Coroutine<T> {
  if (iscoroutine(awaitable)) return awaitable as Coroutine<T>;
  if (isAwaitable(awaitable)) return coroutineAround(awaitable);
  throw new TypeError('An asyncio.Future, a coroutine or an awaitable is required');
}

/**
 * A future for an awaitable: futures as they are, coroutines as a task of
 * `loop` (default: the running one), anything else that can be awaited wrapped
 * in a task.
 *
 * @throws {TypeError} if it cannot be awaited
 * @throws {ValueError} if it is a future of another loop than `loop`
 */
export function ensureFuture<T>(
  awaitable: Awaitable<T>,
  options: { readonly loop?: EventLoop | null } = {},
): Future<T> {
  return futureOf(awaitable, optionsOf('ensureFuture', options, ['loop']).loop ?? null);
}

/** @internal `ensureFuture()` for the runtime itself. */
export function futureOf<T>(awaitable: Awaitable<T>, asked: EventLoop | null): Future<T> {
  const kind = kindOf(awaitable);
  if (kind === KIND_FUTURE) {
    if (asked !== null && asked !== (awaitable as Future<T>).loop) {
      throw new ValueError('The future belongs to a different loop than the one specified as the loop argument');
    }
    return awaitable as Future<T>;
  }
  const coroutine = isCoroutineKind(kind) ? (awaitable as Coroutine<T>) : coroutineOf(awaitable);
  const wrapped = coroutine !== (awaitable as unknown);
  const loop = asked ?? getEventLoop();
  try {
    return loop.createTask(coroutine);
  } catch (error) {
    if (error instanceof RuntimeError && !wrapped) (coroutine as unknown as CoroutineObject).close();
    throw error;
  }
}

/**
 * Waits until no other task can run: everything that is ready has run, and
 * what is left waits for a timer, for something outside, or for ever. No time
 * passes on the virtual clock. For tests. Ours, not CPython's.
 */
export const waitAllTasksBlocked = /* @__PURE__ */ internal('waitAllTasksBlocked', function* () {
  yield getRunningLoop().whenBlocked();
}) as () => Coroutine<void>;

/** A task factory that runs every task's body at once, up to its first suspension; for `loop.setTaskFactory()`. */
export const eagerTaskFactory: (loop: EventLoop, coroutine: Coroutine<never>, options?: TaskOptions) => Task<never> =
  /* @__PURE__ */ createEagerTaskFactory((coroutine, options) => new Task(coroutine, options));

/** A task factory that makes eager tasks with a constructor of the caller's. */
export function createEagerTaskFactory<F extends Future<unknown>>(
  construct: (coroutine: Coroutine<never>, options: TaskConstructorOptions) => F,
): (loop: EventLoop, coroutine: Coroutine<never>, options?: TaskOptions) => F {
  return (loop, coroutine, options = {}) => construct(coroutine, { eagerStart: true, ...options, loop });
}

type TaskClass<T> = Task<T>;
declare module './types.ts' {
  interface Task<T> extends TaskClass<T> {}
}
