/** Which event loop runs, and which task it is running. Mirrors a part of `asyncio/events.py`. */

import { RuntimeError, TypeError } from '../builtins/exceptions.ts';
import { typeName } from '../builtins/repr.ts';
import { setClock } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { EventLoop, Task } from './types.ts';

let running: EventLoop | null = null;
/** What `setEventLoop()` was given. */
let current: EventLoop | null = null;
const stopListeners = new Set<() => void>();

/** The task that is being stepped; null while a callback runs, and between iterations of the loop. */
export let steppedTask: Task<unknown> | null = null;

/** @internal */
export function setSteppedTask(task: Task<unknown> | null): void {
  steppedTask = task;
}

const NO_LOOP = 'no running event loop';

/** Whether that is what `getRunningLoop()` says where none runs. @internal */
export function isNoRunningLoop(error: unknown): error is RuntimeError {
  return error instanceof RuntimeError && error.message === NO_LOOP;
}

/** The loop that runs now. @throws {RuntimeError} if none does */
export function getRunningLoop(): EventLoop {
  if (running === null) throw new RuntimeError(NO_LOOP);
  return running;
}

/** The loop that runs now, or null. */
export function runningLoop(): EventLoop | null {
  return running;
}

/** @internal */
export function setRunningLoop(loop: EventLoop | null): void {
  setClock(loop);
  running = loop;
  if (loop === null) for (const listener of stopListeners) listener();
}

/** @internal Calls `listener` whenever a loop stops running. Adding one twice has no effect. */
export function onLoopStopped(listener: () => void): void {
  stopListeners.add(listener);
}

/** The running loop, else the one that was set. @throws {RuntimeError} if there is neither */
export function getEventLoop(): EventLoop {
  if (running !== null) return running;
  if (current === null) throw new RuntimeError(`There is no current event loop in thread '${host().threadName}'.`);
  return current;
}

/** Sets the loop that `getEventLoop()` gives while none runs; null unsets it. */
export function setEventLoop(loop: EventLoop | null): void {
  if (loop !== null && typeof (loop as { runForever?: unknown }).runForever !== 'function') {
    throw new TypeError(`loop must be an instance of AbstractEventLoop or None, not '${typeName(loop)}'`);
  }
  current = loop;
}
