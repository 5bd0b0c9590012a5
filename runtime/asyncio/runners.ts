/** `run()` and `Runner`: from starting a loop to closing it. Mirrors `asyncio/runners.py`. */

import { KeyboardInterrupt, RuntimeError } from '../builtins/exceptions.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { coroutineFrames, currentFrames, isRaisedByRuntime, leaveFrames } from '../builtins/traceback.ts';
import { type Context, copyContext } from '../contextvars/context.ts';
import { host } from '../host/current.ts';
import { newEventLoop } from './base-events.ts';
import type { Coroutine } from './coroutines.ts';
import { CancelledError } from './exceptions.ts';
import type { Awaitable } from './futures.ts';
import { isNoRunningLoop, runningLoop, setEventLoop } from './running.ts';
import { allTasks, coroutineOf, type Task } from './tasks.ts';
import type { EventLoop } from './types.ts';
import { gatherAll } from './waiting.ts';

declare global {
  interface ImportMeta {
    /** In modules that the plugin lowers: whether this one was started. */
    main: boolean;
  }
}

export interface RunnerOptions {
  /** Debug mode on or off; null leaves the loop's default. Default: null. */
  readonly debug?: boolean | null;
  /** Makes the loop; it is then not set as the current one. Default: `newEventLoop`. */
  readonly loopFactory?: (() => EventLoop) | null;
}

const RUNNER_OPTIONS = ['debug', 'loopFactory'] as const;

type State = 'created' | 'initialized' | 'closed';

/**
 * Keeps one loop and one context over several runs.
 *
 * `await using runner = new Runner()` closes it at the end of the block, as
 * `close()` does: leftover tasks are cancelled and awaited, async generators
 * closed, the default executor shut down, the loop closed.
 */
export class Runner {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Runner', 'asyncio.runners');

  private _state: State = 'created';
  private readonly _debug: boolean | null;
  private readonly _loopFactory: (() => EventLoop) | null;
  private _loop: EventLoop | null = null;
  private _context: Context | null = null;
  private _interrupts = 0;
  private _setEventLoop = false;

  constructor(options: RunnerOptions = {}) {
    const { debug = null, loopFactory = null } = optionsOf('Runner', options, RUNNER_OPTIONS);
    this._debug = debug;
    this._loopFactory = loopFactory;
  }

  /** Python's `with Runner() as runner`: begins the block. */
  enter(): this {
    this._initialize();
    return this;
  }

  /** Python's `with Runner() as runner`: ends the block. */
  async aenter(): Promise<this> {
    return this.enter();
  }

  async aexit(_error?: unknown): Promise<false> {
    await this.close();
    return false;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** The loop; made now if there is none yet. */
  getLoop(): EventLoop {
    return this._initialize();
  }

  /**
   * Runs an awaitable to its end in the runner's loop and context (or the
   * given one); resolves to its result or rejects with its exception.
   *
   * The first interrupt cancels its task, and becomes KeyboardInterrupt if the
   * task ends by that and nobody else cancelled it; the second raises
   * KeyboardInterrupt at once.
   *
   * @throws {RuntimeError} if a loop runs, or the runner is closed
   */
  async run<T>(awaitable: Awaitable<T>, options: { readonly context?: Context | null } = {}): Promise<T> {
    if (runningLoop() !== null) throw new RuntimeError('Runner.run() cannot be called from a running event loop');
    const { context = null } = optionsOf('run', options, ['context']);
    const loop = this._initialize();
    const callers = currentFrames();
    const task = loop.createTask(coroutineOf(awaitable) as Coroutine<T>, {
      context: context ?? this._context,
    }) as Task<T>;
    this._interrupts = 0;
    loop.interruptHandler = () => {
      this._interrupts++;
      if (this._interrupts === 1 && !task.done()) {
        task.cancel();
        // CPython wakes its loop so, which may be waiting.
        loop.callSoonThreadsafe(() => {});
        return;
      }
      throw new KeyboardInterrupt();
    };
    try {
      return await loop.runUntilComplete(task);
    } catch (error) {
      if (awaitable instanceof Promise && isNoRunningLoop(error)) throw notLowered(error);
      completeStacks(error);
      const cancelled = error instanceof CancelledError && this._interrupts > 0;
      if (!cancelled || (task as Partial<Task<T>>).uncancel?.() !== 0) throw error;
      const interrupt = new KeyboardInterrupt();
      leaveFrames(interrupt, callers);
      throw interrupt;
    } finally {
      loop.interruptHandler = null;
    }
  }

  /** Ends everything that is left and closes the loop. Nothing happens the second time. */
  async close(): Promise<void> {
    if (this._state !== 'initialized') return;
    const loop = this._loop as EventLoop;
    try {
      await cancelAllTasks(loop);
      await loop.runUntilComplete(loop.shutdownAsyncgens());
      await loop.runUntilComplete(loop.shutdownDefaultExecutor());
    } finally {
      if (this._setEventLoop) setEventLoop(null);
      loop.close();
      this._loop = null;
      this._state = 'closed';
    }
  }

  private _initialize(): EventLoop {
    if (this._state === 'closed') throw new RuntimeError('Runner is closed');
    if (this._loop !== null) return this._loop;
    if (this._loopFactory === null) {
      this._loop = newEventLoop();
      setEventLoop(this._loop);
      this._setEventLoop = true;
    } else {
      this._loop = this._loopFactory();
    }
    if (this._debug !== null) this._loop.setDebug(this._debug);
    this._context = copyContext();
    this._state = 'initialized';
    return this._loop;
  }
}

/** Errors that have left a loop: their stacks are complete. */
const completed = /* @__PURE__ */ new WeakSet<Error>();

/** Has the host add the coroutines to the stack of what a program failed with, of its causes, and of all exceptions in it. */
function completeStacks(error: unknown): void {
  const { completeStack } = host();
  if (completeStack === undefined || !(error instanceof Error) || completed.has(error)) return;
  completed.add(error);
  completeStack(error, coroutineFrames(error), isRaisedByRuntime(error));
  completeStacks(error.cause);
  const { exceptions } = error as { readonly exceptions?: unknown };
  if (Array.isArray(exceptions)) for (const one of exceptions) completeStacks(one);
}

/** A native async function begins when it is called, which is before the loop that it is given to runs. */
function notLowered(error: RuntimeError): RuntimeError {
  return new RuntimeError(
    'no running event loop: run() was given a promise, so the async function that made it was not lowered by the plugin ' +
      "and began before the loop did. The plugin lowers modules that import from 'awaitable/…' or begin with " +
      "'use awaitable'. Without it, write asyncio.coroutine(function* () { … })",
    { cause: error },
  );
}

/** Cancels every unfinished task in order of creation, waits for all of them, and reports what they raised. */
async function cancelAllTasks(loop: EventLoop): Promise<void> {
  const leftovers = [...allTasks(loop)];
  if (leftovers.length === 0) return;
  for (const task of leftovers) task.cancel();
  await loop.runUntilComplete(gatherAll(leftovers, true));
  for (const task of leftovers) {
    if (task.cancelled()) continue;
    const exception = task.exception();
    if (exception === null) continue;
    loop.callExceptionHandler(
      new Map<string, unknown>([
        ['message', 'unhandled exception during asyncio.run() shutdown'],
        ['exception', exception],
        ['task', task],
      ]),
    );
  }
}

/**
 * Runs an awaitable in a new event loop, then ends all that is left and closes
 * the loop: the door into a program. Resolves to the result, or rejects with
 * the exception. See `Runner.run()` for interrupts.
 *
 * @throws {RuntimeError} if a loop runs
 */
export async function run<T>(awaitable: Awaitable<T>, options: RunnerOptions = {}): Promise<T> {
  if (runningLoop() !== null) throw new RuntimeError('asyncio.run() cannot be called from a running event loop');
  const runner = new Runner(optionsOf('run', options, RUNNER_OPTIONS));
  try {
    return await runner.run(awaitable);
  } finally {
    await runner.close();
  }
}
