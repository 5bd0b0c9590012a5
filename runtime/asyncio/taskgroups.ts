/** `TaskGroup`. Mirrors `asyncio/taskgroups.py` of CPython 3.14, with `cancel()` and the rule for GeneratorExit of 3.15. */

import { BaseExceptionGroup } from '../builtins/exception-groups.ts';
import { GeneratorExit, KeyboardInterrupt, RuntimeError, SystemExit } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';
import { repr } from '../builtins/repr.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import type { Awaitable, Future } from './futures.ts';
import { addAwaitedBy, discardAwaitedBy } from './graph.ts';
import { instrument } from './instruments.ts';
import { getRunningLoop } from './running.ts';
import type { TaskOptions } from './tasks.ts';
import { currentTask, type Task } from './tasks.ts';
import type { EventLoop } from './types.ts';

/**
 * Tasks that end together; use it with `asyncWith()`.
 *
 * Leaving the block waits for all of them. When one fails, or the block does,
 * the others are cancelled, and once all are done the errors leave the block
 * as an ExceptionGroup (KeyboardInterrupt and SystemExit leave it as they are).
 * A task that is cancelled by itself is no error.
 */
export class TaskGroup {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'TaskGroup', 'asyncio.taskgroups');

  private _entered = false;
  private _exiting = false;
  private _aborting = false;
  private _cancelOnEnter = false;
  private _loop: EventLoop | null = null;
  private _parent: Task<unknown> | null = null;
  /** Whether we have cancelled the parent, and owe it an `uncancel()`. */
  private _parentCancelRequested = false;
  private readonly _tasks = new Set<Task<unknown>>();
  private _errors: unknown[] = [];
  /** KeyboardInterrupt or SystemExit: leaves the group bare. */
  private _baseError: { readonly error: unknown } | null = null;
  private _allDone: Future<true> | null = null;

  /** Enters the block. @throws {RuntimeError} outside a task, or the second time */
  aenter(): Coroutine<this> {
    return TaskGroup._enter(this) as Coroutine<this>;
  }

  // biome-ignore lint/correctness/useYield: entering a group never waits.
  private static readonly _enter = /* @__PURE__ */ internal('TaskGroup.__aenter__', function* (self: TaskGroup) {
    if (self._entered) throw new RuntimeError(`TaskGroup ${repr(self)} has already been entered`);
    self._loop ??= getRunningLoop();
    self._parent = currentTask(self._loop);
    if (self._parent === null) throw new RuntimeError(`TaskGroup ${repr(self)} cannot determine the parent task`);
    self._entered = true;
    if (self._cancelOnEnter) self.cancel();
    return self;
  });

  /** Waits for the tasks; throws what went wrong, or swallows a cancellation that the group itself asked for. */
  aexit(error: unknown = null): Coroutine<boolean> {
    return TaskGroup._exit(this, error);
  }

  private static readonly _exit = /* @__PURE__ */ internal(
    'TaskGroup.__aexit__',
    function* (self: TaskGroup, error: unknown): Generator<unknown, boolean, unknown> {
      try {
        return yield* self._leave(error);
      } finally {
        self._parent = null;
        self._errors = [];
        self._baseError = null;
      }
    },
  );

  private *_leave(error: unknown): Generator<unknown, boolean, unknown> {
    this._exiting = true;
    const parent = this._parent as Task<unknown>;
    const failed = error !== null && error !== undefined;
    if (failed && isBaseError(error)) this._baseError ??= { error };
    let cancellation = error instanceof CancelledError ? error : null;
    if (failed && !this._aborting) this._abort();

    // In a loop: the wait itself may be cancelled, and more than once.
    while (this._tasks.size > 0) {
      this._allDone ??= (this._loop as EventLoop).createFuture<true>();
      instrument?.futureStandsFor(this._allDone as Future<unknown>, this._tasks);
      try {
        yield this._allDone;
      } catch (interruption) {
        if (!(interruption instanceof CancelledError)) throw interruption;
        if (!this._aborting) {
          // Our task is cancelled from outside while the children run.
          cancellation = interruption;
          this._abort();
        } else if (this._parentCancelRequested) {
          // Ours, or one from outside that came later; the count below tells.
          cancellation = interruption;
        }
      }
      this._allDone = null;
    }

    if (this._baseError !== null) throw this._baseError.error;
    // None left: nobody but us asked for a cancellation.
    if (this._parentCancelRequested && parent.uncancel() === 0) cancellation = null;
    // Errors have priority over a cancellation.
    if (cancellation !== null && this._errors.length === 0) throw cancellation;
    if (failed && !(error instanceof CancelledError)) this._errors.push(error);
    if (this._errors.length > 0) {
      // A cancellation from outside must not get lost behind the errors: the
      // next await sees it, and the count stays what it was.
      if (parent.cancelling() > 0) {
        parent.uncancel();
        parent.cancel();
      }
      // An async generator that holds a group is being closed.
      if (error instanceof GeneratorExit && this._errors.length === 1) throw error;
      throw new BaseExceptionGroup('unhandled errors in a TaskGroup', this._errors as Error[]);
    }
    return true;
  }

  /**
   * Makes a task of the group; see `asyncio.createTask()`.
   *
   * @throws {RuntimeError} before the block, after it, and once the group is ending because of an error; the coroutine is closed then
   */
  createTask<T>(coroutine: Awaitable<T>, options: TaskOptions = {}): Task<T> {
    const refused = !this._entered
      ? 'has not been entered'
      : this._exiting && this._tasks.size === 0
        ? 'is finished'
        : this._aborting
          ? 'is shutting down'
          : null;
    if (refused !== null) {
      (coroutine as { close?(): void }).close?.();
      throw new RuntimeError(`TaskGroup ${repr(this)} ${refused}`);
    }
    const task = (this._loop as EventLoop).createTask(coroutine, options);
    addAwaitedBy(task as Task<unknown>, this._parent);
    // Through a callback even if it is done already: otherwise a child that
    // fails in its first, eager step would cancel us inside this very call.
    this._tasks.add(task as Task<unknown>);
    task.addDoneCallback(this._onTaskDone as (task: Task<T>) => void);
    // An eager child may have cancelled the group before it was one of its tasks.
    if (this._aborting && !task.done()) task.cancel();
    return task;
  }

  /**
   * Ends the group: cancels its tasks and its block, which is left without an
   * error. May be called before the block, from anywhere, and any number of
   * times. From CPython 3.15.
   */
  cancel(): void {
    if (!this._entered) {
      this._cancelOnEnter = true;
      return;
    }
    if (this._exiting && this._tasks.size === 0) return;
    if (this._aborting) return;
    this._abort();
    if (this._parent !== null && !this._parentCancelRequested) {
      this._parentCancelRequested = true;
      this._parent.cancel();
    }
  }

  private _abort(): void {
    this._aborting = true;
    for (const task of [...this._tasks]) if (!task.done()) task.cancel();
  }

  private readonly _onTaskDone = /* @__PURE__ */ named('TaskGroup._on_task_done', (task: Task<unknown>): void => {
    this._tasks.delete(task);
    discardAwaitedBy(task, this._parent);
    if (this._allDone !== null && this._tasks.size === 0 && !this._allDone.done()) this._allDone.setResult(true);
    if (task.cancelled()) return;
    const error = task.exception();
    if (error === null) return;
    this._errors.push(error);
    if (isBaseError(error)) this._baseError ??= { error };
    const parent = this._parent;
    if (parent === null || parent.done()) {
      task.loop.callExceptionHandler(
        new Map<string, unknown>([
          ['message', `Task ${repr(task)} has errored out but its parent task ${repr(parent)} is already completed`],
          ['exception', error],
          ['task', task],
        ]),
      );
      return;
    }
    if (this._aborting || this._parentCancelRequested) return;
    // The block may be waiting for anything: it is cancelled, and `aexit()`
    // takes that back, so that whoever catches the group's error can go on.
    this._abort();
    this._parentCancelRequested = true;
    parent.cancel();
  });

  toString(): string {
    const info = ['TaskGroup'];
    if (this._tasks.size > 0) info.push(`tasks=${this._tasks.size}`);
    if (this._errors.length > 0) info.push(`errors=${this._errors.length}`);
    if (this._aborting) info.push('cancelling');
    else if (this._entered) info.push('entered');
    return `<${info.join(' ')}>`;
  }
}

function isBaseError(error: unknown): boolean {
  return error instanceof SystemExit || error instanceof KeyboardInterrupt;
}
