/** Every word that the view of a run says: one sentence for each event, and the names of what it speaks of. */

import { formatTime } from '../../model/wording.ts';
import type {
  CallbackEntity,
  EntityId,
  LoopEvent,
  Scheduled,
  Suspended,
  TimerEntity,
  TraceLog,
} from '../../trace/events.ts';
import { OUTSIDE } from '../../trace/events.ts';

/** What asyncio's own names of tasks look like: they say less than the name of the coroutine. */
const BY_NUMBER = /^Task-\d+$/;

/** `‘Ann’`, `Task-2 (download)`, `the timer`, `callback count()`. */
export function called(log: TraceLog, id: EntityId): string {
  const entity = log.entities[id];
  switch (entity?.kind) {
    case 'task':
      if (!BY_NUMBER.test(entity.name)) return `‘${entity.name}’`;
      return entity.coroutine === '' ? entity.name : `${entity.name} (${entity.coroutine})`;
    case 'future':
      return entity.name === '_GatheringFuture' ? 'the future of gather()' : `a ${entity.name}`;
    case 'callback':
      return callbackName(entity);
    case 'timer':
      return timerName(entity);
    case 'worker':
      return entity.name;
    case 'job':
      return `the call ${entity.name}()`;
    case 'loop':
      return 'the loop';
    default:
      return 'the code outside the loop';
  }
}

function callbackName({ name, of }: CallbackEntity): string {
  return of === undefined ? `the callback ${name}()` : `the done callback ${name}()`;
}

function timerName({ name, resolves }: TimerEntity): string {
  return resolves === undefined ? `the timer ${name}()` : 'the timer';
}

/** `TaskGroup` for `TaskGroup.__aexit__`. */
export function waiter(through: string): string {
  return through.replace(/\.__\w+__$/, '');
}

/** Short, for the lane and the graph: what follows "waits for". */
export function awaited(
  log: TraceLog,
  { on, through, for: others }: Pick<Suspended, 'on' | 'through' | 'for'>,
  until?: number,
): string {
  if (others !== undefined && others.length > 0) {
    const names = others.map((id) => shortName(log, id)).join(', ');
    return through === undefined ? names : `${waiter(through)}: ${names}`;
  }
  if (through !== undefined) return until === undefined ? `${waiter(through)}()` : `sleep until ${formatTime(until)} s`;
  return on === null ? 'its turn' : shortName(log, on);
}

export function shortName(log: TraceLog, id: EntityId): string {
  const entity = log.entities[id];
  if (entity === undefined || entity.kind === 'outside') return 'outside';
  if (entity.kind === 'task') {
    return BY_NUMBER.test(entity.name) && entity.coroutine !== '' ? `${entity.name} ${entity.coroutine}` : entity.name;
  }
  if (entity.kind === 'future') return entity.name === '_GatheringFuture' ? 'gather()' : entity.name;
  if (entity.kind === 'worker') return entity.name;
  return entity.kind === 'loop' ? 'loop' : `${entity.name}()`;
}

/** What a task waits for, in a sentence. */
function waitsFor(log: TraceLog, { on, through, for: others }: Suspended): string {
  if (others !== undefined && others.length > 0) {
    const names = others.map((id) => called(log, id)).join(', ');
    return through === undefined ? names : `${names}, through ${waiter(through)}`;
  }
  if (on === null) return 'nothing, and lets others run';
  if (through !== undefined) return `${through}()`;
  return called(log, on);
}

function place(at: { readonly line: number; readonly file?: string } | undefined): string {
  if (at === undefined) return '';
  return at.file === undefined ? ` at line ${at.line}` : ` at line ${at.line} of ${at.file}`;
}

function why(log: TraceLog, { why, future, by, entity }: Scheduled): string {
  switch (why) {
    case 'created':
      return 'it is new';
    case 'turn':
      return 'it only let others run';
    case 'due':
      return 'its time has come';
    case 'call':
      return by === OUTSIDE ? 'scheduled from outside the loop' : `scheduled by ${called(log, by)}`;
    case 'error':
      return 'what it awaited cannot be awaited';
    case 'future':
      if (log.entities[entity]?.kind === 'callback')
        return future === undefined ? 'its future is done' : `${called(log, future)} is done`;
      return `woken by ${by === OUTSIDE ? 'something outside the loop' : called(log, by)}`;
  }
}

/** What the event before says of why something runs now. */
function because(log: TraceLog, scheduled: Scheduled | undefined): string {
  return scheduled === undefined || scheduled.why === 'created' ? '' : `, ${why(log, scheduled)}`;
}

export interface Memory {
  /** What was last said of why something is ready. */
  readonly scheduled: ReadonlyMap<EntityId, Scheduled>;
  /** Which tasks have taken a step. */
  readonly begun: ReadonlySet<EntityId>;
  /** The text of a line of output, where it is known. */
  readonly output?: (line: number) => string | undefined;
}

/** One sentence, without the iteration. */
export function eventSentence(log: TraceLog, event: LoopEvent, memory: Memory): string {
  const who = called(log, event.entity);
  const actor = called(log, event.by);
  switch (event.kind) {
    case 'started':
      return 'the loop starts';
    case 'stopped':
      return 'the loop stops';
    case 'closed':
      return 'the loop is closed';
    case 'iteration':
      return `the iteration begins, at ${formatTime(event.time)} s`;
    case 'created':
      return `${actor} creates ${who}${place(event.at)}${event.eager === true ? ', which starts at once' : ''}`;
    case 'scheduled':
      return `${who} joins the ready queue: ${why(log, event)}`;
    case 'timer':
      return `${actor} sets ${who}${event.due === null ? '' : ` for ${formatTime(event.due)} s`}${place(event.at)}`;
    case 'unscheduled':
      return `${actor} cancels ${who}, which will not run`;
    case 'begins': {
      const task = log.entities[event.entity]?.kind === 'task';
      const does = !task ? 'runs' : memory.begun.has(event.entity) ? 'resumes' : 'starts';
      return `${who} ${does}${because(log, memory.scheduled.get(event.entity))}`;
    }
    case 'ends':
      return `${who} returns to the loop`;
    case 'thrown':
      return `${event.error} is raised in ${who}${place(event.at)}`;
    case 'suspended': {
      const line = event.stack.at(-1);
      const cleaning = event.afterCancel === true ? ', still running after CancelledError' : '';
      return `${who} is suspended${place(line)}: it waits for ${waitsFor(log, event)}${cleaning}`;
    }
    case 'cancel':
      return `${actor} requests the cancellation of ${event.by === event.entity ? 'itself' : who}${place(event.at)}`;
    case 'uncancel':
      return `${actor} takes back a request to cancel ${who}; ${event.left} left`;
    case 'swallowed':
      return `${who} ends although it was asked to cancel: it swallowed the CancelledError`;
    case 'resolved':
      return event.outcome === 'cancelled'
        ? `${actor} cancels ${who}`
        : event.outcome === 'error'
          ? `${actor} sets ${event.error ?? 'an exception'} on ${who}`
          : `${actor} sets the result of ${who}`;
    case 'finished':
      if (event.outcome === 'cancelled') return `${who} is cancelled`;
      return event.outcome === 'raised' ? `${who} fails with ${event.error ?? 'an exception'}` : `${who} is done`;
    case 'idle':
      return event.until === null
        ? 'nothing is ready and no timer is set: the loop waits for something outside'
        : `nothing is ready: the loop waits until ${formatTime(event.until)} s`;
    case 'advanced':
      return `the clock moves from ${formatTime(event.from)} s to ${formatTime(event.time)} s`;
    case 'submitted':
      return `${actor} hands ${who} to an executor${place(event.at)}`;
    case 'taken':
      return `${actor} takes ${who}`;
    case 'completed': {
      const where = log.entities[event.by]?.kind === 'worker' ? ` in ${actor}` : '';
      if (event.outcome === 'cancelled') return `${who} is cancelled before a worker takes it`;
      return event.outcome === 'result'
        ? `${who} returns${where}`
        : `${who} fails with ${event.error ?? 'an exception'}${where}`;
    }
    case 'printed': {
      const text = memory.output?.(event.output);
      const line = `${event.stream === 'err' ? 'writes to stderr' : 'prints'} line ${event.output + 1}`;
      return `${event.entity === OUTSIDE ? 'the program' : who} ${line}${text === undefined ? '' : `: ${text}`}`;
    }
  }
}

/** The same with its iteration, as it is announced: "iteration 3: ‘Ann’ resumes, woken by the timer". */
export function announced(iteration: number, sentence: string): string {
  return `${iteration === 0 ? 'before the loop' : `iteration ${iteration}`}: ${sentence}`;
}

/** The sentences of all events, in their order. */
export function sentences(log: TraceLog, output?: (line: number) => string | undefined): string[] {
  const scheduled = new Map<EntityId, Scheduled>();
  const begun = new Set<EntityId>();
  const memory: Memory = { scheduled, begun, ...(output !== undefined && { output }) };
  return log.events.map((event) => {
    const sentence = eventSentence(log, event, memory);
    if (event.kind === 'scheduled') scheduled.set(event.entity, event);
    if (event.kind === 'begins') begun.add(event.entity);
    return sentence;
  });
}

export function droppedText(dropped: number): string {
  return `${dropped.toLocaleString('en')} later ${dropped === 1 ? 'event is' : 'events are'} not shown.`;
}
