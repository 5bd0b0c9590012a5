/**
 * Instruments: listeners to what the event loop does. Ours, not CPython's.
 *
 * An instrument is an object with any of the methods below. They are called
 * synchronously at the moment named and must not wait or touch the loop. What
 * one throws is written to stderr, and it is not called any more: the program
 * goes on as if it had not been there.
 * One that is added in the middle of a task's step is not told how that step
 * ends. With nobody listening each moment costs one comparison with null.
 */

import { formatException } from '../builtins/traceback.ts';
import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { EventLoop, Future, Task } from './types.ts';

export interface Instrument {
  /** A task was created; its body has not begun. */
  taskCreated?(task: Task<unknown>): void;
  /** A task was put into the ready queue. */
  taskScheduled?(task: Task<unknown>): void;
  /** The loop is about to run a task up to its next suspension. */
  stepBegins?(task: Task<unknown>): void;
  stepEnds?(task: Task<unknown>): void;
  /** A task waits for a future, at a line of the author's (0 where unknown); null means that it only gave others a turn. */
  taskSuspended?(task: Task<unknown>, on: Future<unknown> | null, line: number): void;
  /** `task.cancel()` was called and accepted. */
  cancelRequested?(task: Task<unknown>, message: unknown): void;
  /** A task is done: returned, failed or cancelled. */
  taskFinished?(task: Task<unknown>): void;
  /** Nothing is ready; the loop waits until `until` (loop seconds), or for ever. */
  loopIdle?(loop: EventLoop, until: number | null): void;
  /** The loop's clock moved while it waited. */
  loopAdvanced?(loop: EventLoop, from: number, to: number): void;
}

/** The listener, or null. Read it, test it, call it; several instruments are joined in one. */
export let instrument: Required<Instrument> | null = null;

const installed: Instrument[] = [];

/** Adds a listener; returns how to remove it. */
export function addInstrument(listener: Instrument): () => void {
  installed.push(listener);
  join();
  return () => remove(listener);
}

function remove(listener: Instrument): void {
  const index = installed.indexOf(listener);
  if (index >= 0) installed.splice(index, 1);
  join();
}

function join(): void {
  if (installed.length === 0) {
    instrument = null;
    return;
  }
  const listeners = [...installed];
  const all =
    <K extends keyof Instrument>(name: K) =>
    (...args: Parameters<Required<Instrument>[K]>): void => {
      for (const listener of listeners) {
        try {
          (listener[name] as ((...a: unknown[]) => void) | undefined)?.(...args);
        } catch (error) {
          // In the middle of a step there is nobody to raise it to.
          remove(listener);
          host().write(
            'err',
            `Exception in instrument, which is removed: ${name}()\n${formatException(error).join('\n')}\n`,
            programTime(),
          );
        }
      }
    };
  instrument = {
    taskCreated: all('taskCreated'),
    taskScheduled: all('taskScheduled'),
    stepBegins: all('stepBegins'),
    stepEnds: all('stepEnds'),
    taskSuspended: all('taskSuspended'),
    cancelRequested: all('cancelRequested'),
    taskFinished: all('taskFinished'),
    loopIdle: all('loopIdle'),
    loopAdvanced: all('loopAdvanced'),
  };
}
