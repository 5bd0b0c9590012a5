/**
 * Instruments: listeners to what the event loop does. Ours, not CPython's.
 *
 * An instrument is an object with any of the methods below. They are called
 * synchronously at the moment named and must not wait or touch the loop. What
 * one throws is written to stderr, and it is not called any more: the program
 * goes on as if it had not been there.
 * One that is added in the middle of a task's step is told what that step does
 * from there on, but not of its end. With nobody listening each moment costs one comparison with null.
 *
 * Together they suffice to know at each moment what every task does, what it
 * waits for, who woke it, and what is ready in which order.
 */

import { formatException } from '../builtins/traceback.ts';
import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import type { EventLoop, Future, Task } from './types.ts';

/** Why a task was put into the ready queue. */
export type Wakeup =
  /** It is new. */
  | 'created'
  /** The future that it waited for is done. */
  | 'future'
  /** It only gave others a turn, as `sleep(0)` does. */
  | 'turn'
  /** What it awaited cannot be awaited, which its next step raises. */
  | 'error';

/** A callback that is scheduled: a `Handle`, a `TimerHandle`, or a done callback of the runtime's own. */
export interface ScheduledCallback {
  readonly callback: ((...args: never[]) => unknown) | null;
  /** Null for a done callback of the runtime's own. */
  readonly args?: readonly unknown[];
}

/** Where a task is suspended. */
export interface Suspension {
  /** The author's functions, outermost first, each with the line of its await; 0 where unknown. */
  readonly stack: readonly { readonly function: string; readonly file: string; readonly line: number }[];
  /** The coroutine of asyncio's own by which it waits, as CPython names it (`Lock.acquire`); null if the author's code awaits the future itself. */
  readonly through: string | null;
}

/** A worker of an executor. */
export interface ExecutorWorker {
  /** As its output is labelled: `Process-1`, `ThreadPoolExecutor-0_0`. */
  readonly name: string;
}

/** A call that an executor has taken: the future that its `submit()` returned. */
export interface ExecutorJob {
  done(): boolean;
  cancelled(): boolean;
}

export interface Instrument {
  /** A loop begins to run, has stopped, or was closed. */
  loopState?(loop: EventLoop, state: 'running' | 'stopped' | 'closed'): void;
  /** The timers that are due are about to join the ready queue; what is in it then runs once. */
  iterationBegins?(loop: EventLoop): void;
  /** A task was created; its body has not begun. The first step of an eager one follows at once. */
  taskCreated?(task: Task<unknown>, eager: boolean): void;
  /** A task was put into the ready queue; for `'future'` with the future that is done. */
  taskScheduled?(task: Task<unknown>, why: Wakeup, future: Future<unknown> | null): void;
  /** The loop is about to run a task up to its next suspension. */
  stepBegins?(task: Task<unknown>): void;
  stepEnds?(task: Task<unknown>): void;
  /** An exception is about to be raised in a task, where it is suspended. */
  errorRaised?(task: Task<unknown>, error: unknown, where: Suspension): void;
  /** A task waits for a future; null means that it only gave others a turn. */
  taskSuspended?(task: Task<unknown>, on: Future<unknown> | null, where: Suspension): void;
  /** Whom a task that waits for `future` waits for in truth: a gather's children, a group's tasks, the holder of a lock, a call in an executor. */
  futureStandsFor?(future: Future<unknown>, others: Iterable<Future<unknown> | ExecutorJob>): void;
  /** `task.cancel()` was called and accepted. */
  cancelRequested?(task: Task<unknown>, message: unknown): void;
  /** `task.uncancel()` took a request back. */
  cancelTakenBack?(task: Task<unknown>, left: number): void;
  /** A task is done: returned, failed or cancelled. Called when its last step is over; its callbacks are scheduled before. */
  taskFinished?(task: Task<unknown>): void;
  /** A callback was put into the ready queue, a timer because it is due; with the future whose done callback it is, if that is known. */
  callbackScheduled?(callback: ScheduledCallback, name: string, future: Future<unknown> | null): void;
  /** A callback or timer is about to be run. */
  callbackBegins?(callback: ScheduledCallback): void;
  callbackEnds?(callback: ScheduledCallback): void;
  /** A callback or timer was cancelled; it may have run before. */
  callbackCancelled?(callback: ScheduledCallback): void;
  /** A timer was set for a time of the loop's clock. */
  timerSet?(timer: ScheduledCallback, name: string, due: number): void;
  /** Nothing is ready; the loop waits until `until` (loop seconds), or for ever. */
  loopIdle?(loop: EventLoop, until: number | null): void;
  /** The loop's clock moved while it waited. */
  loopAdvanced?(loop: EventLoop, from: number, to: number): void;
  /** A call of the function of that name was submitted to an executor, where it waits for a worker. */
  jobSubmitted?(job: ExecutorJob, name: string): void;
  /** A worker was given the call, and does nothing else until the call ends. */
  jobBegins?(job: ExecutorJob, worker: ExecutorWorker): void;
  /** The call has returned, raised `error` or was cancelled. Its future's callbacks follow. */
  jobEnds?(job: ExecutorJob, error: unknown): void;
  /** What follows is a worker's doing, until this is called with null: it brings results, prints, or calls the loop. */
  workerSpeaks?(worker: ExecutorWorker | null): void;
}

const MOMENTS: readonly (keyof Instrument)[] = [
  'loopState',
  'iterationBegins',
  'taskCreated',
  'taskScheduled',
  'stepBegins',
  'stepEnds',
  'errorRaised',
  'taskSuspended',
  'futureStandsFor',
  'cancelRequested',
  'cancelTakenBack',
  'taskFinished',
  'callbackScheduled',
  'callbackBegins',
  'callbackEnds',
  'callbackCancelled',
  'timerSet',
  'loopIdle',
  'loopAdvanced',
  'jobSubmitted',
  'jobBegins',
  'jobEnds',
  'workerSpeaks',
];

/** The listener, or null. Read it, test it, call it; several instruments are joined in one. */
export let instrument: Required<Instrument> | null = null;

interface Installed {
  readonly listener: Instrument;
  removed: boolean;
}

let installed: readonly Installed[] = [];

/** Adds a listener; returns how to remove it. */
export function addInstrument(listener: Instrument): () => void {
  const entry: Installed = { listener, removed: false };
  installed = [...installed, entry];
  join();
  return () => remove(entry);
}

function remove(entry: Installed): void {
  entry.removed = true;
  installed = installed.filter((one) => one !== entry);
  join();
}

type Call = (a?: unknown, b?: unknown, c?: unknown) => void;

function join(): void {
  if (installed.length === 0) {
    instrument = null;
    return;
  }
  const joined: Record<string, Call> = {};
  for (const name of MOMENTS) {
    const entries = installed.filter(({ listener }) => listener[name] !== undefined);
    // Without iterators: a program that replaces those of arrays is to notice nothing of its instruments.
    joined[name] = (a, b, c) => {
      for (let i = 0; i < entries.length; i++) tell(entries[i] as Installed, name, a, b, c);
    };
  }
  instrument = joined as unknown as Required<Instrument>;
}

function tell(entry: Installed, name: keyof Instrument, a: unknown, b: unknown, c: unknown): void {
  if (entry.removed) return;
  try {
    (entry.listener as Record<string, Call>)[name]?.(a, b, c);
  } catch (error) {
    // In the middle of a step there is nobody to raise it to.
    remove(entry);
    host().write(
      'err',
      `Exception in instrument, which is removed: ${name}()\n${formatException(error).join('\n')}\n`,
      programTime(),
    );
  }
}
