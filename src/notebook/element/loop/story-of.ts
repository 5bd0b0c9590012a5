/** From the log of a run to its picture in lanes. */
import { type EntityId, type LoopEvent, OUTSIDE, type TraceLog } from '../../trace/events.ts';
import type { Iteration, Job, Lane, LaneState, Link, Sign, Span, Step, Story } from './story.ts';
import { awaited } from './words.ts';

/** What a task is doing, as far as the picture tells. */
interface Now {
  state: LaneState | null;
  /** The event with which that began. */
  since: number;
  on: string;
  /** What it will be when its step ends. */
  next: { on: string } | null;
  /** How many requests to cancel it have not been taken back. */
  cancelling: number;
}

/** Tasks that `run()` makes to shut the loop down. They have no lane of their own: every program would end in two more. */
export function isHousekeeping({ entities }: TraceLog, id: EntityId): boolean {
  const of = entities[id];
  return of?.kind === 'task' && /^(?:Base)?EventLoop\.shutdown_\w+$/.test(of.coroutine);
}

export function storyOf(log: TraceLog): Story {
  const { events, entities } = log;
  const lanes: Lane[] = [];
  const laneOfTask = new Map<EntityId, number>();
  let callbacks = -1;
  for (const { entity } of events) {
    const of = entities[entity];
    if (of?.kind !== 'task' || laneOfTask.has(entity) || isHousekeeping(log, entity)) continue;
    laneOfTask.set(entity, lanes.length);
    lanes.push({ kind: 'task', name: of.name, of: of.coroutine });
  }
  const isCallback = (id: EntityId): boolean => {
    const of = entities[id];
    return of?.kind === 'callback' || of?.kind === 'timer' || isHousekeeping(log, id);
  };
  if (events.some(({ kind, entity }) => kind === 'begins' && isCallback(entity))) {
    callbacks = lanes.length;
    lanes.push({ kind: 'callbacks', name: 'callbacks', of: '' });
  }
  const laneOfWorker = new Map<EntityId, number>();
  entities.forEach(({ kind, name }, id) => {
    if (kind === 'worker') laneOfWorker.set(id, lanes.push({ kind: 'worker', name, of: 'worker' }) - 1);
  });
  const lane = (id: EntityId): number =>
    laneOfTask.get(id) ?? laneOfWorker.get(id) ?? (isCallback(id) ? callbacks : -1);
  /** Who handed over each call, and who has taken it since when. */
  const jobs = new Map<EntityId, { readonly from: EntityId; worker: EntityId; taken: number | null }>();
  const executed: Job[] = [];
  const execute = (id: EntityId, to: number | null): void => {
    const job = jobs.get(id);
    if (job === undefined || job.taken === null) return;
    executed.push({ lane: lane(job.worker), name: `${entities[id]?.name}()`, from: job.taken, to });
    job.taken = null;
  };

  const laneOf: number[] = [];
  const spans: Span[] = [];
  const links: Link[] = [];
  const signs: Sign[] = [];
  const steps: Step[] = [];
  const iterations: Iteration[] = [];
  const running: { entity: EntityId; first: number }[] = [];
  /** Those with a lane of their own. */
  const tasks = new Map<EntityId, Now>();
  const over = new Set<EntityId>();
  /** When the timer is due that resolves a future: the end of a `sleep()`. */
  const dues = new Map<EntityId, number>();

  const change = (entity: EntityId, event: number, state: LaneState | null, on = ''): void => {
    const now = tasks.get(entity);
    if (now === undefined) return;
    if (now.state !== null) {
      spans.push({ lane: lane(entity), state: now.state, from: now.since, to: event, on: now.on });
    }
    now.state = state;
    now.since = event;
    now.on = on;
  };

  events.forEach((event, index) => {
    const { entity, by } = event;
    laneOf.push(lane(event.kind === 'completed' ? (jobs.get(entity)?.worker ?? by) : placeOf(event)));
    const now = tasks.get(entity);
    switch (event.kind) {
      case 'iteration':
        iterations.push({ number: event.iteration, first: index, time: event.time });
        break;
      case 'timer': {
        const timer = entities[entity];
        if (timer?.kind === 'timer' && timer.resolves !== undefined && event.due !== null)
          dues.set(timer.resolves, event.due);
        break;
      }
      case 'advanced':
        signs.push({ kind: 'timer', event: index, lane: -1 });
        break;
      case 'created':
        if (!laneOfTask.has(entity)) break;
        tasks.set(entity, { state: null, since: index, on: '', next: null, cancelling: 0 });
        links.push({ kind: 'created', event: index, from: lane(by), to: lane(entity) });
        break;
      case 'scheduled':
        if (event.why === 'future' || event.why === 'call' || event.why === 'due') {
          const from = event.why === 'due' ? -1 : lane(by);
          if (from !== lane(entity) && lane(entity) >= 0)
            links.push({ kind: 'woke', event: index, from, to: lane(entity) });
        }
        if (now === undefined) break;
        // It joins the queue while its own step goes on: `sleep(0)`.
        if (now.state === 'running') now.next = { on: '' };
        else change(entity, index, now.cancelling > 0 ? 'cancelling' : 'ready');
        break;
      case 'begins':
        running.push({ entity, first: index });
        if (now === undefined) break;
        now.next = null;
        change(entity, index, 'running');
        break;
      case 'ends': {
        const begun = running.pop();
        if (begun !== undefined) steps.push({ lane: lane(begun.entity), first: begun.first, last: index });
        if (now?.state !== 'running') break;
        if (now.next === null) change(entity, index, null);
        else
          change(
            entity,
            index,
            now.cancelling > 0 ? 'cancelling' : now.next.on === '' ? 'ready' : 'suspended',
            now.next.on,
          );
        break;
      }
      case 'thrown':
        signs.push({ kind: 'thrown', event: index, lane: lane(entity) });
        break;
      case 'suspended':
        if (now !== undefined && event.on !== null) now.next = { on: awaited(log, event, dues.get(event.on)) };
        break;
      case 'cancel':
        links.push({ kind: 'cancelled', event: index, from: lane(by), to: lane(entity) });
        if (now === undefined) break;
        now.cancelling++;
        if (now.state === 'ready' || now.state === 'suspended') change(entity, index, 'cancelling', now.on);
        break;
      case 'uncancel':
        if (now !== undefined) now.cancelling = event.left;
        break;
      case 'finished': {
        if (now === undefined) break;
        const kind = event.outcome === 'returned' ? 'done' : event.outcome === 'raised' ? 'failed' : 'cancelled';
        signs.push({ kind, event: index, lane: lane(entity) });
        over.add(entity);
        now.next = null;
        if (now.state !== 'running') change(entity, index, null);
        break;
      }
      case 'closed':
        for (const [id, task] of tasks) {
          const of = entities[id];
          if (of?.kind !== 'task' || of.loop !== entity || over.has(id)) continue;
          over.add(id);
          change(id, index, null);
          signs.push({ kind: 'abandoned', event: index, lane: lane(id) });
          task.next = null;
        }
        break;
      case 'submitted':
        jobs.set(entity, { from: by, worker: by, taken: null });
        signs.push({ kind: 'submitted', event: index, lane: lane(by) });
        break;
      case 'taken': {
        const job = jobs.get(entity);
        if (job === undefined) break;
        job.worker = by;
        job.taken = index;
        links.push({ kind: 'handed', event: index, from: lane(job.from), to: lane(by) });
        break;
      }
      case 'completed': {
        const kind = event.outcome === 'result' ? 'done' : event.outcome === 'error' ? 'failed' : 'cancelled';
        signs.push({ kind, event: index, lane: laneOf[index] ?? -1 });
        execute(entity, index);
        break;
      }
      case 'printed':
        signs.push({ kind: 'output', event: index, lane: lane(entity) });
        break;
    }
  });
  // Whatever the log ends in: a dropped rest, a deadlock, a loop that was stopped.
  for (const { entity, first } of running) steps.push({ lane: lane(entity), first, last: events.length - 1 });
  for (const [entity, { state, since, on }] of tasks) {
    if (state !== null) spans.push({ lane: lane(entity), state, from: since, to: null, on });
  }
  for (const id of jobs.keys()) execute(id, null);
  return { lanes, laneOf, steps, iterations, spans, jobs: executed, links, signs };
}

/** Whose lane an event stands in. */
function placeOf(event: LoopEvent): EntityId {
  switch (event.kind) {
    // Of futures and timers that somebody handles.
    case 'resolved':
    case 'timer':
    case 'unscheduled':
    // Of what is handed to a worker, or taken by one.
    case 'submitted':
    case 'taken':
      return event.by;
    case 'started':
    case 'stopped':
    case 'closed':
    case 'iteration':
    case 'idle':
    case 'advanced':
      return OUTSIDE;
    default:
      return event.entity;
  }
}
