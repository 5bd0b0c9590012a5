/**
 * A log in the Trace Event Format, which ui.perfetto.dev, chrome://tracing and speedscope load.
 *
 * Dozens of events share one moment of the loop's clock, so the time axis is the order of events: one event of the log
 * is one microsecond, and each event's arguments have the loop's time and iteration. Every task has a track of its own,
 * callbacks and timers share one. A step is a slice, and so is a suspension. An arrow leads from whatever scheduled a
 * task to the step that followed.
 */
import type { EntityId, LoopEvent, TraceLog } from './events.ts';

/** One event of the format, as far as we write it. */
export interface ChromeEvent {
  readonly name: string;
  readonly cat: string;
  /** M: metadata, X: a slice, i: an instant, s and f: the start and end of an arrow, C: a counter. */
  readonly ph: 'M' | 'X' | 'i' | 's' | 'f' | 'C';
  readonly pid: number;
  readonly tid: number;
  /** Microseconds: here the index of the log's event. */
  readonly ts: number;
  readonly dur?: number;
  readonly id?: number;
  /** Of an arrow's end: it belongs to the slice that encloses it. */
  readonly bp?: 'e';
  /** Of an instant: t for its track. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface ChromeTrace {
  readonly traceEvents: readonly ChromeEvent[];
  readonly displayTimeUnit: 'ns';
  readonly otherData: Readonly<Record<string, unknown>>;
}

const PID = 1;
/** The tracks that are no task's. Tasks have numbers from `FIRST_TASK` on. */
const LOOP = 1;
const CALLBACKS = 2;
const FIRST_TASK = 10;
/** From here on those of workers. */
const FIRST_WORKER = 1_000_000;

interface Open {
  readonly name: string;
  readonly at: number;
  readonly args: Readonly<Record<string, unknown>>;
}

export function chromeTrace(log: TraceLog): ChromeTrace {
  const events: ChromeEvent[] = [];
  const nameOf = (id: EntityId): string => log.entities[id]?.name ?? '';
  const trackOf = (id: EntityId): number => {
    const kind = log.entities[id]?.kind;
    if (kind === 'worker') return FIRST_WORKER + id;
    return kind === 'task' ? FIRST_TASK + id : kind === 'callback' || kind === 'timer' ? CALLBACKS : LOOP;
  };
  const add = (ph: ChromeEvent['ph'], name: string, tid: number, ts: number, rest: Partial<ChromeEvent> = {}): void => {
    events.push({ name, cat: 'asyncio', ph, pid: PID, tid, ts, ...rest });
  };
  const label = (tid: number, name: string): void => {
    add('M', 'thread_name', tid, 0, { args: { name } });
    add('M', 'thread_sort_index', tid, 0, { args: { sort_index: tid } });
  };
  add('M', 'process_name', 0, 0, { args: { name: log.language } });
  label(LOOP, 'event loop');
  label(CALLBACKS, 'callbacks and timers');
  log.entities.forEach((entity, id) => {
    if (entity.kind === 'task') label(trackOf(id), `${entity.name}: ${entity.coroutine}()`);
    if (entity.kind === 'worker') label(trackOf(id), entity.name);
  });

  const running = new Map<EntityId, Open>();
  const waiting = new Map<EntityId, Open>();
  /** The calls that workers have taken. */
  const taken = new Map<EntityId, Open & { readonly worker: EntityId }>();
  /** The iteration under way. */
  let iteration: Open | null = null;
  let arrows = 0;
  /** The arrows that lead to an entity's next step. */
  const arrowTo = new Map<EntityId, number>();
  const close = (open: Map<EntityId, Open>, id: EntityId, at: number): void => {
    const slice = open.get(id);
    if (slice === undefined) return;
    open.delete(id);
    add('X', slice.name, trackOf(id), slice.at, { dur: at - slice.at, args: slice.args });
  };
  const endIteration = (at: number): void => {
    if (iteration !== null)
      add('X', iteration.name, LOOP, iteration.at, { dur: at - iteration.at, args: iteration.args });
    iteration = null;
  };

  log.events.forEach((event, at) => {
    const args = argsOf(event, nameOf);
    const { entity } = event;
    switch (event.kind) {
      case 'iteration':
        endIteration(at);
        iteration = { name: `iteration ${event.iteration}`, at, args };
        return;
      case 'stopped':
      case 'idle':
        endIteration(at);
        add('i', event.kind, LOOP, at, { s: 't', args });
        return;
      case 'begins': {
        close(waiting, entity, at);
        running.set(entity, { name: nameOf(entity), at, args });
        const arrow = arrowTo.get(entity);
        arrowTo.delete(entity);
        if (arrow !== undefined) add('f', 'wakes', trackOf(entity), at, { id: arrow, bp: 'e' });
        return;
      }
      case 'ends':
        close(running, entity, at);
        return;
      case 'suspended':
        // It begins when the step is over, or the two slices would overlap.
        if (event.on !== null) {
          const by = event.through === undefined ? nameOf(event.on) : event.through;
          const end = log.events.findIndex(
            (other, index) => index > at && other.kind === 'ends' && other.entity === entity,
          );
          waiting.set(entity, { name: `waits: ${by}`, at: end < 0 ? log.events.length : end, args });
        }
        return;
      case 'scheduled':
        if (running.has(event.by)) {
          arrowTo.set(entity, ++arrows);
          add('s', 'wakes', trackOf(event.by), at, { id: arrows });
        }
        return;
      case 'taken':
        taken.set(entity, { name: `${nameOf(entity)}()`, at, args, worker: event.by });
        return;
      case 'completed': {
        const job = taken.get(entity);
        if (job !== undefined) {
          taken.delete(entity);
          add('X', job.name, trackOf(job.worker), job.at, { dur: at - job.at, args: { ...job.args, ...args } });
        }
        return;
      }
      case 'submitted':
        add('i', `submits ${nameOf(entity)}()`, trackOf(event.by), at, { s: 't', args });
        return;
      case 'advanced':
        add('C', 'loop time', LOOP, at, { args: { seconds: event.time } });
        return;
      default:
        add('i', event.kind, trackOf(entity), at, { s: 't', args });
    }
  });
  const end = log.events.length;
  for (const id of [...running.keys()]) close(running, id, end);
  for (const { name, at, args, worker } of taken.values()) add('X', name, trackOf(worker), at, { dur: end - at, args });
  for (const [id, { at }] of [...waiting]) close(waiting, id, Math.max(at, end));
  endIteration(end);
  return {
    traceEvents: events,
    displayTimeUnit: 'ns',
    otherData: { schema: log.schema, language: log.language, dropped: log.dropped },
  };
}

/** What an event says, with names in place of numbers. */
function argsOf(event: LoopEvent, nameOf: (id: EntityId) => string): Record<string, unknown> {
  const { kind, iteration, time, by, entity: _, ...rest } = event;
  const args: Record<string, unknown> = { event: kind, iteration, 'loop time': time };
  if (by !== 0) args['by'] = nameOf(by);
  for (const [name, value] of Object.entries(rest) as [string, unknown][]) {
    if ((name === 'on' || name === 'future') && typeof value === 'number') args[name] = nameOf(value);
    else if (name === 'for') args[name] = (value as EntityId[]).map(nameOf);
    else args[name] = value;
  }
  return args;
}
