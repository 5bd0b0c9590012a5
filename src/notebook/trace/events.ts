/**
 * What the event loop of a program did: a versioned log, the same for every language.
 *
 * A log says enough to rebuild, for each of its events, which tasks there were, what each of them waited for, and in
 * which order the rest would run: `fold.ts` does. It knows neither a runtime nor Python; what writes it (`recorder.ts`
 * for TypeScript, `../languages/python/` for CPython) gives the same events in the same order, and tests compare them, for
 * every program that is there in both languages. They do not compare names of functions, places, stacks, values, the
 * message of a cancellation, which only TypeScript's log has, and lines on stderr. What executors and their workers do is
 * in TypeScript's log alone as well: CPython in WebAssembly has neither threads nor processes.
 *
 * Seconds are those of the loop's clock. Lines of source are 1-based, lines of output are indices from 0.
 */

/** Changes whenever a reader of older logs would misread newer ones. One that does not know a kind of event refuses the log. */
export const SCHEMA = 1;

/** A log keeps this many events; what comes later is counted in `dropped`. */
export const MAX_EVENTS = 20_000;

/** Everything that one run's event loops did. Plain data: it can be cloned, and written as JSON. */
export interface TraceLog {
  readonly schema: typeof SCHEMA;
  /** The language of the program, as its fence names it: `typescript`, `python`. */
  readonly language: string;
  /** What events name by number: the entity with the id `n` is `entities[n]`. The first is what is outside of the loop. */
  readonly entities: readonly Entity[];
  readonly events: readonly LoopEvent[];
  /** How many more things happened after the last event that is kept. */
  readonly dropped: number;
}

/** An index into `entities`. */
export type EntityId = number;

/** Whatever is not run by a loop: the program's code around it, and the world (a promise, Ctrl-C). */
export const OUTSIDE: EntityId = 0;

/** What events speak of. A task keeps its id for life; a callback or timer has one for each time that it is scheduled. */
export type Entity =
  | OutsideEntity
  | LoopEntity
  | TaskEntity
  | FutureEntity
  | CallbackEntity
  | TimerEntity
  | WorkerEntity
  | JobEntity;

export interface OutsideEntity {
  readonly kind: 'outside';
  readonly name: string;
}

/** An event loop. Most programs have one. */
export interface LoopEntity {
  readonly kind: 'loop';
  readonly name: string;
}

export interface TaskEntity {
  readonly kind: 'task';
  /** As its program names it: `Task-2`, or the last name that was given. */
  readonly name: string;
  /** The qualified name of its coroutine: `main`, `Pool.submit`. */
  readonly coroutine: string;
  readonly loop: EntityId;
}

export interface FutureEntity {
  readonly kind: 'future';
  /** Its class: `Future`, `_GatheringFuture`. */
  readonly name: string;
}

/** A function that runs once, from the ready queue: `call_soon()`, a done callback. */
export interface CallbackEntity {
  readonly kind: 'callback';
  /** The function's own name, without those of what it stands in. */
  readonly name: string;
  /** The done callback of a future: which one. */
  readonly of?: EntityId;
}

/** A function that runs once, when its time has come: `call_later()`, `call_at()`, a `sleep()`, a timeout. */
export interface TimerEntity {
  readonly kind: 'timer';
  readonly name: string;
  /** The future that it will resolve, for a `sleep()`. */
  readonly resolves?: EntityId;
}

/** A thread or process of an executor. */
export interface WorkerEntity {
  readonly kind: 'worker';
  /** As the lines that it prints are labelled: `Process-1`, `ThreadPoolExecutor-0_0`. */
  readonly name: string;
}

/** A call that was submitted to an executor: `run_in_executor()`, `to_thread()`, `submit()`. */
export interface JobEntity {
  readonly kind: 'job';
  /** The function's own name, without those of what it stands in. */
  readonly name: string;
}

/** Where something happened in the author's source. */
export interface Place {
  /** 1-based. */
  readonly line: number;
  /** The file; absent for the program's own. */
  readonly file?: string;
}

/** A function of the author's, and where it stands. */
export interface StackPlace extends Place {
  readonly function: string;
  /**
   * In the log of a program that is inspected: its variables and their values as text, in the order of its source, and
   * last those around it that it mentions. A variable that has no value yet is left out. Absent where nothing was noted.
   */
  readonly values?: readonly (readonly [name: string, value: string])[];
  /** How many more variables there are. */
  readonly hidden?: number;
}

interface Common {
  /** Which iteration of the loop this belongs to, counted through all loops of the run; 0 before the first. */
  readonly iteration: number;
  /** Seconds on the loop's clock. */
  readonly time: number;
  /** The task, callback or timer whose code was running, or the worker, that caused this; `OUTSIDE` for the loop's own doing. */
  readonly by: EntityId;
}

/** A loop begins to run, after `run_forever()`, `run_until_complete()` or at the start of `run()`. */
export interface Started extends Common {
  readonly kind: 'started';
  readonly entity: EntityId;
}

/** The loop has stopped running. It may run again. */
export interface Stopped extends Common {
  readonly kind: 'stopped';
  readonly entity: EntityId;
}

/** The loop is closed: nothing that is still ready, suspended or set on it will run. */
export interface Closed extends Common {
  readonly kind: 'closed';
  readonly entity: EntityId;
}

/**
 * An iteration of the loop begins: the timers that are due join the ready queue, and what is in it then runs once.
 * `iteration` is its number. One in which nothing runs is not told.
 */
export interface Iteration extends Common {
  readonly kind: 'iteration';
  readonly entity: EntityId;
}

/** A task was made. Its body has not begun. */
export interface Created extends Common {
  readonly kind: 'created';
  readonly entity: EntityId;
  /** Where the author's code made it. */
  readonly at?: Place;
  /** Its first step runs at once, inside the step of the task or callback that created it. */
  readonly eager?: true;
}

/**
 * A task, callback or timer joined the end of the ready queue. Why:
 *
 * - `created`: a new task is to take its first step;
 * - `future`: the task waited for `future`, or the callback was added to it, and `future` is done. Who brought that
 *   about is `by`, and the event before this one that says `resolved` or `finished`;
 * - `turn`: the task only let others run, as `sleep(0)` does;
 * - `due`: the timer's time has come;
 * - `call`: `call_soon()`, or `call_soon_threadsafe()` from outside;
 * - `error`: what the task awaited cannot be awaited, and it is told in its next step.
 */
export interface Scheduled extends Common {
  readonly kind: 'scheduled';
  readonly entity: EntityId;
  readonly why: 'created' | 'future' | 'turn' | 'due' | 'call' | 'error';
  readonly future?: EntityId;
}

/** A timer was set. */
export interface TimerSet extends Common {
  readonly kind: 'timer';
  readonly entity: EntityId;
  /** When it is due. Null: never, `Infinity`. */
  readonly due: number | null;
  /** Where the author's code set it. */
  readonly at?: Place;
}

/** A callback or timer was cancelled before it ran, and leaves the ready queue or the timers. */
export interface Unscheduled extends Common {
  readonly kind: 'unscheduled';
  readonly entity: EntityId;
}

/** The loop runs a task up to its next suspension, or a callback or timer. An eager task begins inside another's step. */
export interface Begins extends Common {
  readonly kind: 'begins';
  readonly entity: EntityId;
}

/** The step or callback is over. */
export interface Ends extends Common {
  readonly kind: 'ends';
  readonly entity: EntityId;
}

/** An exception is raised in a task's coroutine, at the `await` where it is suspended. Follows its `begins`. */
export interface Thrown extends Common {
  readonly kind: 'thrown';
  readonly entity: EntityId;
  /** The exception's class: `CancelledError`, `ValueError`. */
  readonly error: string;
  /** Where the coroutine is suspended; absent if it has not begun. */
  readonly at?: Place;
}

/** A task is suspended. */
export interface Suspended extends Common {
  readonly kind: 'suspended';
  readonly entity: EntityId;
  /** The future or task that it waits for; null if it only lets others run. */
  readonly on: EntityId | null;
  /**
   * The function of asyncio's own by which it waits: `sleep`, `Lock.acquire`, `Queue.get`, `TaskGroup.__aexit__`;
   * absent where the author's code awaits the future itself.
   */
  readonly through?: string;
  /**
   * Whom it waits for, where `on` stands for others that are not done: the children of a gather, a group, a `wait()` or
   * a `shield()`, the holder of a lock, and a call in an executor.
   */
  readonly for?: readonly EntityId[];
  /** The author's functions, outermost first, each with the line of its await. Empty for a coroutine that is not the author's. */
  readonly stack: readonly StackPlace[];
  /** CancelledError was raised in the task and has not ended it: it is cleaning up, or it has swallowed the error. */
  readonly afterCancel?: true;
}

/** Somebody asked for a task's cancellation, and it was not done. */
export interface CancelRequested extends Common {
  readonly kind: 'cancel';
  readonly entity: EntityId;
  /** What `cancel()` was given, as a string. */
  readonly message?: string;
  /** Where the author's code asked. */
  readonly at?: Place;
}

/** A request to cancel the task was taken back, as `timeout()` does. */
export interface Uncancelled extends Common {
  readonly kind: 'uncancel';
  readonly entity: EntityId;
  /** How many requests are left. */
  readonly left: number;
}

/** A task ends otherwise than cancelled, although it was asked to and the request was not taken back. Before its `finished`. */
export interface Swallowed extends Common {
  readonly kind: 'swallowed';
  readonly entity: EntityId;
}

/** A future that somebody waits for, or has added a callback to, is done. Tasks are `finished`. */
export interface Resolved extends Common {
  readonly kind: 'resolved';
  readonly entity: EntityId;
  readonly outcome: 'result' | 'error' | 'cancelled';
  /** The class of the error. */
  readonly error?: string;
}

/** A task is done. Its step has not ended yet, unless a subclass has forced the result on it. */
export interface Finished extends Common {
  readonly kind: 'finished';
  readonly entity: EntityId;
  readonly outcome: 'returned' | 'raised' | 'cancelled';
  /** The class of the error that it raised. */
  readonly error?: string;
}

/** Nothing is ready: the loop waits until a time, or (null) until something outside wakes it. */
export interface Idle extends Common {
  readonly kind: 'idle';
  readonly entity: EntityId;
  readonly until: number | null;
}

/** The loop's clock moved on while it waited, from `from` to `time`. */
export interface Advanced extends Common {
  readonly kind: 'advanced';
  readonly entity: EntityId;
  readonly from: number;
}

/** A call was submitted to an executor, and waits for a worker. */
export interface Submitted extends Common {
  readonly kind: 'submitted';
  readonly entity: EntityId;
  /** Where the author's code submitted it. */
  readonly at?: Place;
}

/** A worker, which is `by`, takes the call and does nothing else until the call ends. */
export interface Taken extends Common {
  readonly kind: 'taken';
  readonly entity: EntityId;
}

/**
 * A call is over: the worker `by` has returned or raised, or somebody has cancelled it before a worker took it. If a
 * future of the loop stands for it, the worker then schedules the callback that resolves that future.
 */
export interface Completed extends Common {
  readonly kind: 'completed';
  readonly entity: EntityId;
  readonly outcome: 'result' | 'error' | 'cancelled';
  /** The class of the error. */
  readonly error?: string;
}

/** A line of output was finished. */
export interface Printed extends Common {
  readonly kind: 'printed';
  /** The same as `by`. */
  readonly entity: EntityId;
  /** Which line it is, of both streams together, counted as the program printed them: from 0. */
  readonly output: number;
  readonly stream: 'out' | 'err';
  /** Where the author's code printed it. */
  readonly at?: Place;
}

export type LoopEvent =
  | Started
  | Stopped
  | Closed
  | Iteration
  | Created
  | Scheduled
  | TimerSet
  | Unscheduled
  | Begins
  | Ends
  | Thrown
  | Suspended
  | CancelRequested
  | Uncancelled
  | Swallowed
  | Resolved
  | Finished
  | Idle
  | Advanced
  | Submitted
  | Taken
  | Completed
  | Printed;

export type EventKind = LoopEvent['kind'];

/** A log of nothing. */
export function emptyLog(language: string): TraceLog {
  return { schema: SCHEMA, language, entities: [{ kind: 'outside', name: '' }], events: [], dropped: 0 };
}
