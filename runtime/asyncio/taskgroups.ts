/** `TaskGroup`. Mirrors `asyncio/taskgroups.py` of CPython 3.14, with `cancel()` and the rule for GeneratorExit of 3.15. */

import { BaseExceptionGroup } from '../builtins/exception-groups.ts';
import { GeneratorExit, KeyboardInterrupt, RuntimeError, SystemExit } from '../builtins/exceptions.ts';
import { declareClasses } from '../builtins/modules.ts';
import { repr } from '../builtins/repr.ts';
import type { EventLoop, TaskOptions } from './base-events.ts';
import { type Coroutine, internal } from './coroutines.ts';
import { getRunningLoop } from './events.ts';
import { CancelledError } from './exceptions.ts';
import { named } from './format-helpers.ts';
import type { Awaitable, Future } from './futures.ts';
import { addAwaitedBy, discardAwaitedBy } from './graph.ts';
import { currentTask, type Task } from './tasks.ts';

/**
 * Tasks that end together; use it with `asyncWith()`.
 *
 * Leaving the block waits for all of them. When one fails, or the block does,
 * the others are cancelled, and once all are done the errors leave the block
 * as an ExceptionGroup (KeyboardInterrupt and SystemExit leave it as they are).
 * A task that is cancelled by itself is no error.
 */
export class TaskGroup {
  #entered = false;
  #exiting = false;
  #aborting = false;
  #cancelOnEnter = false;
  #loop: EventLoop | null = null;
  #parent: Task<unknown> | null = null;
  /** Whether we have cancelled the parent, and owe it an `uncancel()`. */
  #parentCancelRequested = false;
  readonly #tasks = new Set<Task<unknown>>();
  #errors: unknown[] = [];
  /** KeyboardInterrupt or SystemExit: leaves the group bare. */
  #baseError: { readonly error: unknown } | null = null;
  #allDone: Future<true> | null = null;

  /** Enters the block. @throws {RuntimeError} outside a task, or the second time */
  aenter(): Coroutine<this> {
    return TaskGroup.#enter(this) as Coroutine<this>;
  }

  // biome-ignore lint/correctness/useYield: entering a group never waits.
  static readonly #enter = internal('TaskGroup.__aenter__', function* (self: TaskGroup) {
    if (self.#entered) throw new RuntimeError(`TaskGroup ${repr(self)} has already been entered`);
    self.#loop ??= getRunningLoop();
    self.#parent = currentTask(self.#loop);
    if (self.#parent === null) throw new RuntimeError(`TaskGroup ${repr(self)} cannot determine the parent task`);
    self.#entered = true;
    if (self.#cancelOnEnter) self.cancel();
    return self;
  });

  /** Waits for the tasks; throws what went wrong, or swallows a cancellation that the group itself asked for. */
  aexit(error: unknown = null): Coroutine<boolean> {
    return TaskGroup.#exit(this, error);
  }

  static readonly #exit = internal('TaskGroup.__aexit__', function* (self: TaskGroup, error: unknown): Generator<
    unknown,
    boolean,
    unknown
  > {
    try {
      return yield* self.#leave(error);
    } finally {
      self.#parent = null;
      self.#errors = [];
      self.#baseError = null;
    }
  });

  *#leave(error: unknown): Generator<unknown, boolean, unknown> {
    this.#exiting = true;
    const parent = this.#parent as Task<unknown>;
    const failed = error !== null && error !== undefined;
    if (failed && isBaseError(error)) this.#baseError ??= { error };
    let cancellation = error instanceof CancelledError ? error : null;
    if (failed && !this.#aborting) this.#abort();

    // In a loop: the wait itself may be cancelled, and more than once.
    while (this.#tasks.size > 0) {
      this.#allDone ??= (this.#loop as EventLoop).createFuture<true>();
      try {
        yield this.#allDone;
      } catch (interruption) {
        if (!(interruption instanceof CancelledError)) throw interruption;
        if (!this.#aborting) {
          // Our task is cancelled from outside while the children run.
          cancellation = interruption;
          this.#abort();
        } else if (this.#parentCancelRequested) {
          // Ours, or one from outside that came later; the count below tells.
          cancellation = interruption;
        }
      }
      this.#allDone = null;
    }

    if (this.#baseError !== null) throw this.#baseError.error;
    // None left: nobody but us asked for a cancellation.
    if (this.#parentCancelRequested && parent.uncancel() === 0) cancellation = null;
    // Errors have priority over a cancellation.
    if (cancellation !== null && this.#errors.length === 0) throw cancellation;
    if (failed && !(error instanceof CancelledError)) this.#errors.push(error);
    if (this.#errors.length > 0) {
      // A cancellation from outside must not get lost behind the errors: the
      // next await sees it, and the count stays what it was.
      if (parent.cancelling() > 0) {
        parent.uncancel();
        parent.cancel();
      }
      // An async generator that holds a group is being closed.
      if (error instanceof GeneratorExit && this.#errors.length === 1) throw error;
      throw new BaseExceptionGroup('unhandled errors in a TaskGroup', this.#errors as Error[]);
    }
    return true;
  }

  /**
   * Makes a task of the group; see `asyncio.createTask()`.
   *
   * @throws {RuntimeError} before the block, after it, and once the group is ending because of an error; the coroutine is closed then
   */
  createTask<T>(coroutine: Awaitable<T>, options: TaskOptions = {}): Task<T> {
    const refused = !this.#entered
      ? 'has not been entered'
      : this.#exiting && this.#tasks.size === 0
        ? 'is finished'
        : this.#aborting
          ? 'is shutting down'
          : null;
    if (refused !== null) {
      (coroutine as { close?(): void }).close?.();
      throw new RuntimeError(`TaskGroup ${repr(this)} ${refused}`);
    }
    const task = (this.#loop as EventLoop).createTask(coroutine, options);
    addAwaitedBy(task as Task<unknown>, this.#parent);
    // Through a callback even if it is done already: otherwise a child that
    // fails in its first, eager step would cancel us inside this very call.
    this.#tasks.add(task as Task<unknown>);
    task.addDoneCallback(this.#onTaskDone as (task: Task<T>) => void);
    // An eager child may have cancelled the group before it was one of its tasks.
    if (this.#aborting && !task.done()) task.cancel();
    return task;
  }

  /**
   * Ends the group: cancels its tasks and its block, which is left without an
   * error. May be called before the block, from anywhere, and any number of
   * times. From CPython 3.15.
   */
  cancel(): void {
    if (!this.#entered) {
      this.#cancelOnEnter = true;
      return;
    }
    if (this.#exiting && this.#tasks.size === 0) return;
    if (this.#aborting) return;
    this.#abort();
    if (this.#parent !== null && !this.#parentCancelRequested) {
      this.#parentCancelRequested = true;
      this.#parent.cancel();
    }
  }

  #abort(): void {
    this.#aborting = true;
    for (const task of [...this.#tasks]) if (!task.done()) task.cancel();
  }

  readonly #onTaskDone = named('TaskGroup._on_task_done', (task: Task<unknown>): void => {
    this.#tasks.delete(task);
    discardAwaitedBy(task, this.#parent);
    if (this.#allDone !== null && this.#tasks.size === 0 && !this.#allDone.done()) this.#allDone.setResult(true);
    if (task.cancelled()) return;
    const error = task.exception();
    if (error === null) return;
    this.#errors.push(error);
    if (isBaseError(error)) this.#baseError ??= { error };
    const parent = this.#parent;
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
    if (this.#aborting || this.#parentCancelRequested) return;
    // The block may be waiting for anything: it is cancelled, and `aexit()`
    // takes that back, so that whoever catches the group's error can go on.
    this.#abort();
    this.#parentCancelRequested = true;
    parent.cancel();
  });

  toString(): string {
    const info = ['TaskGroup'];
    if (this.#tasks.size > 0) info.push(`tasks=${this.#tasks.size}`);
    if (this.#errors.length > 0) info.push(`errors=${this.#errors.length}`);
    if (this.#aborting) info.push('cancelling');
    else if (this.#entered) info.push('entered');
    return `<${info.join(' ')}>`;
  }
}

declareClasses('asyncio.taskgroups', { TaskGroup });

function isBaseError(error: unknown): boolean {
  return error instanceof SystemExit || error instanceof KeyboardInterrupt;
}
