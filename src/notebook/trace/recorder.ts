/**
 * Turns what a runtime tells its instruments into a log.
 *
 * Some things are written a moment later than they happen, but before anything else is written: that a future is done
 * when the first task that waited for it is scheduled, that an iteration begins when something runs in it. So a writer
 * that cannot watch every future, as for CPython, comes to the same log.
 */
import { append } from '../capture/append.ts';
import type { Stream } from '../model/transcript.ts';
import {
  type Completed,
  type Entity,
  type EntityId,
  type LoopEvent,
  MAX_EVENTS,
  OUTSIDE,
  type Place,
  SCHEMA,
  type Taken,
  type TraceLog,
} from './events.ts';
import { type Note, Values, watchProxies } from './inspect.ts';
import type {
  CallbackLike,
  FutureLike,
  Instrument,
  JobLike,
  LoopLike,
  Suspension,
  TaskLike,
  WorkerLike,
} from './instrument.ts';

export interface RecorderOptions {
  readonly language: string;
  /** The file of the program itself: places in it are given without a file. */
  readonly file: string;
  /**
   * Notes where the author's code is now; the result finds the place when the log is read, or null. What takes time is
   * left for then.
   */
  readonly here: () => () => Place | null;
}

/** How many places may wait to be found. */
const MAX_PLACES = 256;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Told<T> = T extends LoopEvent
  ? Omit<T, 'iteration' | 'time' | 'by'> & { readonly time?: number; readonly by?: EntityId }
  : never;

/** A line of output that has not ended. */
interface OpenLine {
  readonly stream: Stream;
  by: EntityId;
  find: () => Place | null;
}

export class Recorder {
  private readonly _options: RecorderOptions;
  private readonly _entities: Mutable<Entity>[] = [{ kind: 'outside', name: '' }];
  private readonly _events: LoopEvent[] = [];
  private _dropped = 0;
  /** Places that are still to be found, by the index of their event. */
  private _places: { readonly index: number; readonly find: () => Place | null }[] = [];
  // Weak, here and below: what the program lets go of is collected as if nobody listened.
  /** Loops, tasks and futures. */
  private readonly _ids = new WeakMap<object, EntityId>();
  /** Tasks by their ids, for the names that they have at last. */
  private readonly _tasks = new Map<EntityId, WeakRef<TaskLike>>();
  /** Callbacks in the ready queue and timers; one of the runtime's own may be there several times. */
  private _pending = new WeakMap<object, EntityId[]>();
  /** The timers that are not due yet. */
  private readonly _timers = new Set<EntityId>();
  private readonly _standsFor = new WeakMap<object, Iterable<FutureLike | JobLike>>();
  /** By the names with which their lines are labelled. */
  private readonly _workers = new Map<string, EntityId>();
  /** Whose message it is that the program is dealing with. */
  private _speaker: WorkerLike | null = null;
  /** The futures and tasks that were told to be done. */
  private readonly _done = new WeakSet<object>();
  /** Tasks in which CancelledError was raised. */
  private readonly _raised = new WeakSet<object>();
  private readonly _running: EntityId[] = [];
  /** Whose time it is. */
  private _loop: LoopLike | null = null;
  /** Whether that has been closed: then it is the time of the next one as soon as that has a task. */
  private _isClosed = false;
  private _isRunning = false;
  /** The loop whose iteration has begun without anything having run in it. */
  private _beginning: LoopLike | null = null;
  private _iteration = 0;
  private _printed = 0;
  private readonly _open = new Map<string, OpenLine>();
  private _isBroken = false;
  /** Of a program that is inspected. */
  private _values: Values | null = null;
  private _isProxy: (value: object) => boolean = () => false;

  constructor(options: RecorderOptions) {
    this._options = options;
    for (const name of Object.keys(this._listener) as (keyof Instrument)[]) {
      const told = this._listener[name] as (a?: unknown, b?: unknown, c?: unknown) => void;
      this.instrument[name] = (a?: unknown, b?: unknown, c?: unknown) => {
        if (this._isBroken) return;
        try {
          told(a, b, c);
        } catch {
          this._isBroken = true;
        }
      };
    }
  }

  /**
   * For the runtime's `addInstrument()`. It runs among the program's code, which may have replaced what it needs: then
   * there is no log, and the program goes on.
   */
  readonly instrument: Instrument = {};
  private readonly _listener: Instrument = {
    loopState: (loop, state) => this._loopState(loop, state),
    iterationBegins: (loop) => {
      this._beginning = loop;
    },
    taskCreated: (task, eager) => this._taskCreated(task, eager),
    taskScheduled: (task, why, future) => {
      if (future !== null) this._noteDone(future);
      const rest = future === null ? {} : { future: this._idOf(future) };
      this._tell({ kind: 'scheduled', entity: this._idOf(task), why, ...rest });
    },
    stepBegins: (task) => this._begin(this._idOf(task)),
    stepEnds: (task) => {
      // A result may have been forced on it, of which nothing else was to be told.
      if (task.done()) this._noteDone(task);
      this._end(this._idOf(task));
    },
    errorRaised: (task, error, { stack }) => {
      const name = errorName(error);
      if (name === 'CancelledError') this._raised.add(task);
      const at = stack.at(-1);
      const place = at === undefined || at.line === 0 ? {} : { at: this._place(at) };
      this._tell({ kind: 'thrown', entity: this._idOf(task), error: name, ...place });
    },
    taskSuspended: (task, on, where) => this._taskSuspended(task, on, where),
    futureStandsFor: (future, others) => {
      this._standsFor.set(future, others);
    },
    cancelRequested: (task, message) => {
      const text = typeof message === 'string' ? { message } : {};
      this._tell({ kind: 'cancel', entity: this._idOf(task), ...text }, true);
    },
    cancelTakenBack: (task, left) => {
      if (left === 0) this._raised.delete(task);
      this._tell({ kind: 'uncancel', entity: this._idOf(task), left });
    },
    taskFinished: (task) => {
      this._noteDone(task);
      const id = this._ids.get(task);
      if (id === undefined || !this._tasks.delete(id)) return;
      this._rename(id, task);
      this._values?.forget(id);
    },
    callbackScheduled: (callback, name, future) => this._callbackScheduled(callback, name, future),
    callbackBegins: (callback) => {
      const ids = this._pending.get(callback);
      const id = ids?.shift();
      if (ids?.length === 0) this._pending.delete(callback);
      this._begin(id ?? this._add({ kind: 'callback', name: '' }));
    },
    callbackEnds: () => this._end(this._running.at(-1) ?? OUTSIDE),
    callbackCancelled: (callback) => {
      const id = this._pending.get(callback)?.[0];
      if (id === undefined) return;
      this._pending.delete(callback);
      this._timers.delete(id);
      this._tell({ kind: 'unscheduled', entity: id });
    },
    timerSet: (timer, name, due) => {
      const [first] = timer.args ?? [];
      const resolves = isFuture(first) ? { resolves: this._idOf(first) } : {};
      const id = this._add({ kind: 'timer', name: ownName(name), ...resolves });
      this._pending.set(timer, [id]);
      this._timers.add(id);
      this._tell({ kind: 'timer', entity: id, due: Number.isFinite(due) ? due : null }, true);
    },
    loopIdle: (loop, until) => {
      // A worker has let the loop look whether it may go on, and nothing has come of it.
      const last = this._events.at(-1);
      if (last?.kind === 'idle' && last.until === until) return;
      this._tell({ kind: 'idle', entity: this._idOf(loop), until });
    },
    loopAdvanced: (loop, from, to) => this._tell({ kind: 'advanced', entity: this._idOf(loop), from, time: to }),
    jobSubmitted: (job, name) => {
      const entity = this._add({ kind: 'job', name: ownName(name) });
      this._ids.set(job, entity);
      this._tell({ kind: 'submitted', entity }, true);
    },
    jobBegins: (job, { name }) => this._tellOfJob(job, { kind: 'taken', by: this._workerNamed(name) }),
    jobEnds: (job, error) => {
      const outcome = error !== null ? 'error' : job.cancelled() ? 'cancelled' : 'result';
      this._tellOfJob(job, { kind: 'completed', outcome, ...(error === null ? {} : { error: errorName(error) }) });
    },
    workerSpeaks: (worker) => {
      this._speaker = worker;
    },
  };

  /** The program writes text at a time of its clock; `worker` is that of its workers which does. */
  write(stream: Stream, text: string, time: number, worker?: string): void {
    if (this._isBroken) return;
    try {
      this._write(stream, text, time, worker);
    } catch {
      this._isBroken = true;
    }
  }

  private _write(stream: Stream, text: string, time: number, worker: string | undefined): void {
    // Lines are counted as `LineAssembler` counts them.
    const key = worker === undefined ? stream : `${worker}\0${stream}`;
    const by = worker === undefined ? this._by() : this._workerNamed(worker);
    const find = worker === undefined && !this._isFull() ? this._options.here() : () => null;
    const parts = text.split('\n');
    for (let i = 1; i < parts.length; i++) {
      this._open.delete(key);
      this._line({ stream, by, find }, time);
    }
    if (parts.at(-1) === '') return;
    const open = this._open.get(key);
    if (open === undefined) this._open.set(key, { stream, by, find });
    else Object.assign(open, { by, find });
  }

  /** For the program of an inspected run, which calls this before anything else: returns what it calls at each `await`. */
  readonly inspect = (): Note => {
    if (this._values === null) {
      this._values = new Values();
      this._isProxy = watchProxies();
    }
    return (awaited, call, line, variables) => {
      try {
        const task = this._by();
        if (!this._isFull() && this._entities[task]?.kind === 'task') {
          this._values?.note(task, { call, line, variables });
        }
      } catch {
        this._isBroken = true;
      }
      return awaited;
    };
  };

  /** How many events there are to be had from `log()` by now. */
  get length(): number {
    return this._events.length;
  }

  /**
   * The log so far. A line of output that has not ended is not in it before `finish()`. Null if the program has
   * replaced something of the language that it is made with.
   */
  log(): TraceLog | null {
    if (this._isBroken) return null;
    this._findPlaces();
    for (const [id, task] of this._tasks) this._rename(id, task.deref());
    return {
      schema: SCHEMA,
      language: this._options.language,
      entities: this._entities,
      events: this._events,
      dropped: this._dropped,
    };
  }

  /** The program has ended: lines of output that have not count as lines, in the order in which they began. */
  finish(): TraceLog | null {
    if (this._isBroken) return null;
    for (const open of this._open.values()) this._line(open, this._time());
    this._open.clear();
    return this.log();
  }

  /** An engine keeps what was at work alive, tasks and all, until somebody reads where that was: so they do not wait for the end. */
  private _findPlaces(): void {
    for (const { index, find } of this._places.splice(0)) {
      const at = find();
      if (at === null) continue;
      this._events[index] = { ...(this._events[index] as LoopEvent), at: this._place(at) } as LoopEvent;
    }
  }

  /** A task may have been given another name since it was created. */
  private _rename(id: EntityId, task: TaskLike | undefined): void {
    if (task !== undefined) (this._entities[id] as Mutable<Entity>).name = task.getName();
  }

  private _isFull(): boolean {
    return this._events.length >= MAX_EVENTS;
  }

  private _by(): EntityId {
    const running = this._running.at(-1);
    if (running !== undefined) return running;
    return this._speaker === null ? OUTSIDE : this._workerNamed(this._speaker.name);
  }

  private _time(): number {
    return this._loop?.time() ?? 0;
  }

  private _tell(event: Told<LoopEvent>, withPlace = false): void {
    if (this._isFull()) {
      this._dropped++;
      return;
    }
    if (withPlace) append(this._places, { index: this._events.length, find: this._options.here() });
    const { kind, entity, ...rest } = event;
    append(this._events, {
      kind,
      iteration: this._iteration,
      time: this._time(),
      by: this._by(),
      entity,
      ...rest,
    } as LoopEvent);
    if (this._places.length >= MAX_PLACES || this._isFull()) this._findPlaces();
  }

  private _line({ stream, by, find }: OpenLine, time: number): void {
    if (!this._isFull()) append(this._places, { index: this._events.length, find });
    this._tell({ kind: 'printed', entity: by, by, time, output: this._printed++, stream });
  }

  private _place({ line, file }: Place): Place {
    return file === undefined || file === this._options.file ? { line } : { line, file };
  }

  private _add(entity: Entity): EntityId {
    // What nobody will read of is not kept.
    if (this._isFull()) return OUTSIDE;
    return append(this._entities, entity);
  }

  private _workerNamed(name: string): EntityId {
    const known = this._workers.get(name);
    if (known !== undefined) return known;
    const id = this._add({ kind: 'worker', name });
    // That is `OUTSIDE` once the log is full.
    if (id !== OUTSIDE) this._workers.set(name, id);
    return id;
  }

  /** Not of futures that are no executor's. */
  private _tellOfJob(job: JobLike, event: Omit<Told<Taken>, 'entity'> | Omit<Told<Completed>, 'entity'>): void {
    const entity = this._ids.get(job);
    if (entity !== undefined) this._tell({ ...event, entity });
  }

  private _idOf(thing: LoopLike | TaskLike | FutureLike): EntityId {
    let id = this._ids.get(thing);
    if (id !== undefined) return id;
    if (this._isFull()) return OUTSIDE;
    if (isTask(thing)) {
      const coroutine = thing.getCoro()?.code?.qualname ?? '';
      id = this._add({ kind: 'task', name: thing.getName(), coroutine, loop: this._idOf(thing.getLoop()) });
      this._tasks.set(id, new WeakRef(thing));
    } else {
      id = this._add({ kind: isFuture(thing) ? 'future' : 'loop', name: thing.constructor.name });
    }
    this._ids.set(thing, id);
    return id;
  }

  private _loopState(loop: LoopLike, state: 'running' | 'stopped' | 'closed'): void {
    if (state !== 'closed') {
      this._loop = loop;
      this._isClosed = false;
      this._isRunning = state === 'running';
      this._beginning = null;
      this._running.length = 0;
    } else {
      this._isClosed ||= loop === this._loop;
      // A loop that is closed while another runs has nothing of that one's.
      if (!this._isRunning) {
        this._beginning = null;
        this._pending = new WeakMap();
        this._timers.clear();
      }
    }
    const entity = this._idOf(loop);
    this._tell({ kind: state === 'running' ? 'started' : state, entity });
  }

  /** Something is about to run, or falls due: it belongs to the iteration that has begun. */
  private _enterIteration(): void {
    const loop = this._beginning;
    if (loop === null) return;
    this._beginning = null;
    this._iteration++;
    this._tell({ kind: 'iteration', entity: this._idOf(loop) });
  }

  private _begin(entity: EntityId): void {
    this._enterIteration();
    append(this._running, entity);
    this._tell({ kind: 'begins', entity });
  }

  private _end(entity: EntityId): void {
    this._tell({ kind: 'ends', entity });
    this._running.pop();
  }

  private _taskCreated(task: TaskLike, eager: boolean): void {
    if (this._loop === null || this._isClosed) this._loop = task.getLoop();
    this._isClosed = false;
    this._tell({ kind: 'created', entity: this._idOf(task), ...(eager ? { eager } : {}) }, true);
  }

  private _taskSuspended(task: TaskLike, on: FutureLike | null, { stack, through }: Suspension): void {
    if (this._isFull()) {
      this._dropped++;
      return;
    }
    const waitsFor = on === null ? [] : this._awaited(on, new Set());
    const entity = this._idOf(task);
    const places = stack.map(({ function: name, ...place }) => ({ function: name, ...this._place(place) }));
    this._tell({
      kind: 'suspended',
      entity,
      on: on === null ? null : this._idOf(on),
      ...(through === null ? {} : { through }),
      ...(waitsFor.length === 0 ? {} : { for: waitsFor }),
      stack: this._values?.at(entity, places, (value) => this._nameOf(value)) ?? places,
      ...(this._raised.has(task) ? { afterCancel: true } : {}),
    });
  }

  /** How a value is shown that the log knows by itself. */
  private _nameOf(value: object): string | null {
    if (this._isProxy(value)) return '[Proxy]';
    const entity = this._entities[this._ids.get(value) ?? OUTSIDE];
    if (entity === undefined || entity.kind === 'outside') return null;
    return `<${entity.kind === 'task' ? `Task ${entity.name}` : entity.name}>`;
  }

  /** What a future stands for and is not done, through gathers of gathers. */
  private _awaited(future: FutureLike, seen: Set<FutureLike>): EntityId[] {
    const found: EntityId[] = [];
    for (const other of this._standsFor.get(future) ?? []) {
      if (other.done()) continue;
      if (!isFuture(other)) {
        const job = this._ids.get(other);
        if (job !== undefined) append(found, job);
        continue;
      }
      if (seen.has(other)) continue;
      seen.add(other);
      const inner = this._awaited(other, seen);
      if (inner.length === 0) append(found, this._idOf(other));
      else for (const one of inner) append(found, one);
    }
    return found;
  }

  private _callbackScheduled(callback: CallbackLike, name: string, future: FutureLike | null): void {
    const due = this._pending.get(callback)?.find((id) => this._timers.has(id));
    if (due !== undefined) {
      this._timers.delete(due);
      this._enterIteration();
      this._tell({ kind: 'scheduled', entity: due, why: 'due' });
      return;
    }
    const { args } = callback;
    const [first] = args ?? [];
    const of = future ?? (args?.length === 1 && isFuture(first) && first.done() ? first : null);
    if (of !== null) this._noteDone(of);
    const rest = of === null ? {} : { of: this._idOf(of) };
    const id = this._add({ kind: 'callback', name: ownName(name), ...rest });
    const ids = this._pending.get(callback);
    if (ids === undefined) this._pending.set(callback, [id]);
    else append(ids, id);
    if (of === null) this._tell({ kind: 'scheduled', entity: id, why: 'call' });
    else this._tell({ kind: 'scheduled', entity: id, why: 'future', future: this._idOf(of) });
  }

  /** A future or task is done, which is told once. */
  private _noteDone(future: FutureLike): void {
    if (this._done.has(future)) return;
    this._done.add(future);
    const entity = this._idOf(future);
    const error = future.failed && !future.cancelled() ? { error: errorName(future.outcome) } : {};
    if (isTask(future)) {
      const outcome = future.cancelled() ? 'cancelled' : future.failed ? 'raised' : 'returned';
      this._raised.delete(future);
      if (outcome !== 'cancelled' && future.cancelling() > 0) this._tell({ kind: 'swallowed', entity });
      this._tell({ kind: 'finished', entity, outcome, ...error });
    } else {
      const outcome = future.cancelled() ? 'cancelled' : future.failed ? 'error' : 'result';
      this._tell({ kind: 'resolved', entity, outcome, ...error });
    }
  }
}

function isFuture(value: unknown): value is FutureLike {
  return typeof value === 'object' && value !== null && 'failed' in value && 'outcome' in value;
}

function isTask(value: object): value is TaskLike {
  return 'getCoro' in value;
}

function errorName(error: unknown): string {
  return (error as { readonly constructor?: { readonly name?: string } } | null)?.constructor?.name ?? typeof error;
}

/** `Pool._closed` and `main.<locals>.closed` without what they stand in. */
function ownName(qualname: string): string {
  return qualname.slice(qualname.lastIndexOf('.') + 1);
}
