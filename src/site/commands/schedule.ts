/**
 * The schedule in a log: one line for each event, in words that are the same for both languages. Two runs have the same
 * schedule if these lines are equal.
 *
 * Everything in a log is compared, but for what the language or the text of a program decides: names of functions,
 * places in the source, how many of its functions a task is suspended in (the block of an `asyncWith()` is one), messages
 * of cancellations, which C code hides, and lines on stderr, whose number depends on the frames of tracebacks and, in
 * CPython, on when objects are freed. Entities are numbered as they first come.
 */
import { type Entity, type EntityId, type LoopEvent, OUTSIDE, type TraceLog } from '../../notebook/trace/events.ts';

/**
 * `3 @1.5 task 2: task 2 suspended, on future 4 Future, through sleep` for each event from index `from` up to `to`.
 * Iterations are counted from the first of them.
 */
export function scheduleOf({ events, entities, dropped }: TraceLog, from = 0, to = events.length): string[] {
  const names = new Map<EntityId, string>([[OUTSIDE, 'outside']]);
  const counts = new Map<string, number>();
  const nameOf = (id: EntityId): string => {
    let name = names.get(id);
    if (name === undefined) {
      const { kind, name: own } = entities[id] as Entity;
      const count = (counts.get(kind) ?? 0) + 1;
      counts.set(kind, count);
      name = LANGUAGES_OWN.test(`${kind} ${own}`) ? `${kind} ${count}` : `${kind} ${count} ${own}`;
      names.set(id, name);
    }
    return name;
  };
  const before = from === 0 ? 0 : (events[from - 1] as LoopEvent).iteration;
  let printed = 0;
  const lines: string[] = [];
  for (const event of events.slice(from, to)) {
    if (event.kind === 'printed' && event.stream === 'err') continue;
    const { iteration, time, by, entity, kind } = event;
    const what = kind === 'printed' ? `line ${printed++} of stdout` : nameOf(entity);
    const line = `${iteration - before} @${time} ${nameOf(by)}: ${what} ${kind}`;
    lines.push([line, ...detailsOf(event, nameOf)].join(', '));
  }
  if (dropped > 0 && to === events.length) lines.push('cut off here');
  return lines;
}

/** A callback that is a method in one language may be a lambda in the other. Task-N also counts the tasks of programs before. */
const LANGUAGES_OWN = /^(callback|timer) |^task Task-\d+$/;

function detailsOf(event: LoopEvent, nameOf: (id: EntityId) => string): string[] {
  switch (event.kind) {
    case 'created':
      return event.eager ? ['eager'] : [];
    case 'scheduled':
      return [event.why, ...(event.future === undefined ? [] : [nameOf(event.future)])];
    case 'timer':
      return [`due ${event.due ?? 'never'}`];
    case 'thrown':
      return [event.error];
    case 'suspended':
      return [
        event.on === null ? 'to let others run' : `on ${nameOf(event.on)}`,
        ...(event.through === undefined ? [] : [`through ${event.through}`]),
        ...(event.for === undefined ? [] : [`for ${event.for.map(nameOf).join(' and ')}`]),
        ...(event.afterCancel ? ['after CancelledError'] : []),
      ];
    case 'uncancel':
      return [`${event.left} left`];
    case 'resolved':
    case 'finished':
      return [event.outcome, ...(event.error === undefined ? [] : [event.error])];
    case 'idle':
      return [`until ${event.until ?? 'woken'}`];
    case 'advanced':
      return [`from ${event.from}`];
    default:
      return [];
  }
}

/** The index of the first line at which two schedules part; -1 if they do not. */
export function partingOf(one: readonly string[], other: readonly string[]): number {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return i;
  return -1;
}
