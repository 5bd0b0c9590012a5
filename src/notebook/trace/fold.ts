/**
 * What stood where after each event of a log: a pure fold. `stateAt(log, k)` is the state after the first `k` events.
 *
 * Checkpoints every few hundred events make any step back as cheap as one forward. States are plain data that nobody
 * changes afterwards: two of one log and one `k` are equal, however one came to them.
 */
import type { EntityId, LoopEvent, StackPlace, Suspended, TraceLog } from './events.ts';

/** How many events lie between two checkpoints. */
export const CHECKPOINT_EVERY = 256;

export type TaskStatus =
  /** In the ready queue, or about to be put there. */
  | 'ready'
  /** Its code runs now, or has called an eager task's. */
  | 'running'
  | 'suspended'
  /** It returned. */
  | 'done'
  /** It raised. */
  | 'failed'
  | 'cancelled'
  /** Its loop was closed while it was pending. */
  | 'abandoned';

export interface TaskState {
  readonly status: TaskStatus;
  /** How many requests to cancel it have not been taken back. */
  readonly cancelling: number;
  /** CancelledError was raised in it, and has neither ended it nor been taken back. */
  readonly cancelRaised: boolean;
  /** What it waits for; null unless it is suspended. */
  readonly waits: Wait | null;
  /** The author's functions it stands in, outermost first, as of its last suspension. */
  readonly stack: readonly StackPlace[];
  /** The index of the event that made it. */
  readonly created: number;
  /** Who made it. */
  readonly creator: EntityId;
  /** The index of the event that put it into this status. */
  readonly since: number;
}

export interface Wait {
  /** The future or task. */
  readonly on: EntityId;
  readonly through: string | null;
  /** Whom it waits for by that: the children of a gather, the holder of a lock; otherwise `on` alone. */
  readonly for: readonly EntityId[];
  /** For a `sleep()`: when its timer is due, in seconds; null for anything else. */
  readonly until: number | null;
}

/** A call that was submitted to an executor. */
export interface JobState {
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  /** Who took it; null: nobody has. */
  readonly worker: EntityId | null;
}

export interface TimerState {
  readonly entity: EntityId;
  /** Seconds; `Infinity` for never. */
  readonly due: number;
}

export interface State {
  /** How many events lead here. */
  readonly index: number;
  readonly iteration: number;
  readonly time: number;
  /** All tasks made so far, in order of creation. */
  readonly tasks: ReadonlyMap<EntityId, TaskState>;
  /** All calls submitted to executors so far, in their order. */
  readonly jobs: ReadonlyMap<EntityId, JobState>;
  /** What runs: a task, callback or timer, and inside it the eager tasks that it started; the innermost is last. */
  readonly running: readonly EntityId[];
  /** The ready queue, in the order in which it will run: first the rest of this iteration, then the next one's. */
  readonly ready: readonly EntityId[];
  /** How many entries of `ready` belong to the iteration under way. */
  readonly batch: number;
  /** The timers that are set, soonest first; of those with the same time, in the order in which they were set. */
  readonly timers: readonly TimerState[];
  /** The loop that runs; null: none. */
  readonly loop: EntityId | null;
  /** How many lines of output there are. */
  readonly printed: number;
}

/** A task that waits for another task, or for a future that nobody has resolved. */
export interface WaitEdge {
  readonly from: EntityId;
  readonly to: EntityId;
  readonly through: string | null;
}

/** The state after the first `index` events, which is brought into the log's range. */
export function stateAt(log: TraceLog, index: number): State {
  const end = Math.max(0, Math.min(Math.trunc(index), log.events.length));
  const { checkpoints, last } = foldOf(log);
  // Going on from where somebody has just been is the most frequent thing.
  const nearest = Math.min(Math.floor(end / CHECKPOINT_EVERY), checkpoints.length - 1);
  const from = checkpoints[nearest] as State;
  const start = last.state.index <= end && last.state.index > from.index ? last.state : from;
  const working = new Working(log, start);
  for (let k = start.index; k < end; k++) {
    working.apply(k);
    if ((k + 1) % CHECKPOINT_EVERY === 0 && checkpoints.length === (k + 1) / CHECKPOINT_EVERY) {
      checkpoints.push(working.copy());
    }
  }
  last.state = start.index === end ? start : working.state();
  return last.state;
}

/** Who waits for whom, in order of the waiting tasks' creation. A task that has ended is waited for no more. */
export function waitEdges(state: State): WaitEdge[] {
  const edges: WaitEdge[] = [];
  for (const [from, { waits }] of state.tasks) {
    for (const to of waits?.for ?? []) {
      const task = state.tasks.get(to);
      if (task === undefined || !isOver(task)) edges.push({ from, to, through: waits?.through ?? null });
    }
  }
  return edges;
}

/** The tasks that wait for one another in a ring, each followed by the one it waits for; none: empty. */
export function cycleIn(state: State): EntityId[] {
  const next = new Map<EntityId, EntityId[]>();
  for (const { from, to } of waitEdges(state)) {
    if (state.tasks.has(to)) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const over = new Set<EntityId>();
  for (const start of next.keys()) {
    // Depth first without recursion: chains of tasks may be long.
    const path: { readonly task: EntityId; seen: number }[] = over.has(start) ? [] : [{ task: start, seen: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const to = next.get(top.task)?.[top.seen++];
      if (to === undefined) {
        over.add(top.task);
        path.pop();
        continue;
      }
      const at = path.findIndex(({ task }) => task === to);
      if (at >= 0) return path.slice(at).map(({ task }) => task);
      if (!over.has(to)) path.push({ task: to, seen: 0 });
    }
  }
  return [];
}

interface Fold {
  /** The states after 0, 256, 512, … events, as far as somebody has been. */
  readonly checkpoints: State[];
  readonly last: { state: State };
}

const folds = new WeakMap<TraceLog, Fold>();

function foldOf(log: TraceLog): Fold {
  let fold = folds.get(log);
  if (fold === undefined) {
    const start = beginning();
    fold = { checkpoints: [start], last: { state: start } };
    folds.set(log, fold);
  }
  return fold;
}

function beginning(): State {
  return {
    index: 0,
    iteration: 0,
    time: 0,
    tasks: new Map(),
    jobs: new Map(),
    running: [],
    ready: [],
    batch: 0,
    timers: [],
    loop: null,
    printed: 0,
  };
}

/** A state that is being changed; what it was made of stays as it is. */
class Working {
  private readonly _log: TraceLog;
  private _index: number;
  private _iteration: number;
  private _time: number;
  private readonly _tasks: Map<EntityId, TaskState>;
  private readonly _jobs: Map<EntityId, JobState>;
  private readonly _running: EntityId[];
  private _ready: EntityId[];
  private _batch: number;
  private _timers: TimerState[];
  private _loop: EntityId | null;
  /** When the futures are resolved for which a timer is set. */
  private readonly _due: Map<EntityId, number>;
  private _printed: number;

  constructor(log: TraceLog, from: State) {
    this._log = log;
    this._index = from.index;
    this._iteration = from.iteration;
    this._time = from.time;
    this._tasks = new Map(from.tasks);
    this._jobs = new Map(from.jobs);
    this._running = [...from.running];
    this._ready = [...from.ready];
    this._batch = from.batch;
    this._timers = [...from.timers];
    this._loop = from.loop;
    this._due = new Map();
    for (const timer of from.timers) this._noteDue(timer);
    this._printed = from.printed;
  }

  /** What has come of it, which is not changed any more. */
  state(): State {
    return {
      index: this._index,
      iteration: this._iteration,
      time: this._time,
      tasks: this._tasks,
      jobs: this._jobs,
      running: this._running,
      ready: this._ready,
      batch: this._batch,
      timers: this._timers,
      loop: this._loop,
      printed: this._printed,
    };
  }

  /** What it is now, while it goes on being changed. */
  copy(): State {
    return new Working(this._log, this.state()).state();
  }

  apply(index: number): void {
    const event = this._log.events[index] as LoopEvent;
    this._index = index + 1;
    this._iteration = event.iteration;
    this._time = event.time;
    const { entity } = event;
    switch (event.kind) {
      case 'started':
        this._loop = entity;
        break;
      case 'stopped':
        this._loop = null;
        this._running.length = 0;
        this._batch = 0;
        break;
      case 'closed':
        this._close(entity, index);
        break;
      case 'iteration':
        this._batch = this._ready.length;
        break;
      case 'created':
        this._tasks.set(entity, {
          status: 'ready',
          cancelling: 0,
          cancelRaised: false,
          waits: null,
          stack: [],
          created: index,
          creator: event.by,
          since: index,
        });
        break;
      case 'scheduled':
        // The timers that are due join the iteration that has just begun.
        if (event.why === 'due') {
          this._removeTimer(entity);
          this._batch++;
        }
        this._ready.push(entity);
        this._change(entity, (task) =>
          // A task that only lets others run is told so before its step ends, and an eager one runs on.
          task.status === 'suspended' ? { ...task, status: 'ready', waits: null, since: index } : task,
        );
        break;
      case 'timer':
        this._addTimer({ entity, due: event.due ?? Number.POSITIVE_INFINITY });
        break;
      case 'unscheduled':
        this._removeTimer(entity);
        this._removeReady(entity);
        break;
      case 'begins':
        this._removeReady(entity);
        this._running.push(entity);
        this._change(entity, (task) => ({ ...task, status: 'running', waits: null, since: index }));
        break;
      case 'ends':
        this._removeRunning(entity);
        // What it awaited cannot be awaited, which it is told in its next step.
        this._change(entity, (task) => (task.status === 'running' ? { ...task, status: 'ready', since: index } : task));
        break;
      case 'suspended':
        this._change(entity, (task) => ({
          ...task,
          status: 'suspended',
          waits: this._waitOf(event),
          stack: event.stack,
          since: index,
        }));
        break;
      case 'cancel':
        this._change(entity, (task) => ({ ...task, cancelling: task.cancelling + 1 }));
        break;
      case 'uncancel':
        this._change(entity, (task) => ({
          ...task,
          cancelling: event.left,
          cancelRaised: task.cancelRaised && event.left > 0,
        }));
        break;
      case 'thrown':
        if (event.error === 'CancelledError') this._change(entity, (task) => ({ ...task, cancelRaised: true }));
        break;
      case 'finished':
        this._change(entity, (task) => ({
          ...task,
          status: event.outcome === 'returned' ? 'done' : event.outcome === 'raised' ? 'failed' : 'cancelled',
          cancelRaised: false,
          waits: null,
          stack: [],
          since: index,
        }));
        break;
      case 'submitted':
        this._jobs.set(entity, { status: 'queued', worker: null });
        break;
      case 'taken':
        this._jobs.set(entity, { status: 'running', worker: event.by });
        break;
      case 'completed': {
        const status = event.outcome === 'result' ? 'done' : event.outcome === 'error' ? 'failed' : 'cancelled';
        this._jobs.set(entity, { status, worker: this._jobs.get(entity)?.worker ?? null });
        break;
      }
      case 'printed':
        this._printed = Math.max(this._printed, event.output + 1);
        break;
      case 'resolved':
      case 'swallowed':
      case 'idle':
      case 'advanced':
        break;
    }
  }

  private _waitOf({ on, through, for: others }: Suspended): Wait | null {
    if (on === null) return null;
    return { on, through: through ?? null, for: others ?? [on], until: this._due.get(on) ?? null };
  }

  private _close(loop: EntityId, index: number): void {
    // A loop that is closed while another runs has nothing of that one's.
    if (this._loop === null || this._loop === loop) {
      this._ready = [];
      this._batch = 0;
      this._timers = [];
      this._due.clear();
    }
    for (const [id, task] of this._tasks) {
      const entity = this._log.entities[id];
      if (entity?.kind !== 'task' || entity.loop !== loop || isOver(task)) continue;
      this._tasks.set(id, { ...task, status: 'abandoned', waits: null, since: index });
    }
  }

  private _change(id: EntityId, change: (task: TaskState) => TaskState): void {
    const task = this._tasks.get(id);
    if (task !== undefined) this._tasks.set(id, change(task));
  }

  private _addTimer(timer: TimerState): void {
    let at = this._timers.length;
    while (at > 0 && (this._timers[at - 1] as TimerState).due > timer.due) at--;
    this._timers.splice(at, 0, timer);
    this._noteDue(timer);
  }

  private _noteDue({ entity, due }: TimerState): void {
    const future = this._resolvedBy(entity);
    if (future !== undefined) this._due.set(future, due);
  }

  /** The future that a timer will resolve. */
  private _resolvedBy(timer: EntityId): EntityId | undefined {
    const entity = this._log.entities[timer];
    return entity?.kind === 'timer' ? entity.resolves : undefined;
  }

  private _removeTimer(id: EntityId): void {
    const at = this._timers.findIndex(({ entity }) => entity === id);
    if (at < 0) return;
    this._timers.splice(at, 1);
    const future = this._resolvedBy(id);
    if (future !== undefined) this._due.delete(future);
  }

  private _removeReady(id: EntityId): void {
    const at = this._ready.indexOf(id);
    if (at < 0) return;
    this._ready.splice(at, 1);
    if (at < this._batch) this._batch--;
  }

  private _removeRunning(id: EntityId): void {
    const at = this._running.lastIndexOf(id);
    if (at >= 0) this._running.splice(at, 1);
  }
}

/** Whether a task is done, or will never be. */
export function isOver({ status }: TaskState): boolean {
  return status === 'done' || status === 'failed' || status === 'cancelled' || status === 'abandoned';
}
