/**
 * The schedule in a log: one line for each event, in words that no language of programs and no line of source changes.
 * Two runs agree if their schedules do.
 *
 * Left out are names of functions, places in the source, messages of cancellations and the classes of futures; also
 * lines on stderr, which CPython partly prints when it frees an object. Futures, callbacks and timers are numbered as they
 * come; tasks go by their names.
 */
import { type EntityId, type LoopEvent, OUTSIDE, type TraceLog } from './events.ts';

export interface ScheduledEvent {
  /** `3 @1.5 Task-2: Task-2 suspended, on future 4, through sleep`. */
  readonly line: string;
  /** Which event of the log it is. */
  readonly index: number;
}

export function scheduleOf(log: TraceLog): ScheduledEvent[] {
  let printed = 0;
  const numbers = new Map<EntityId, string>();
  const counts = new Map<string, number>();
  const nameOf = (id: EntityId): string => {
    if (id === OUTSIDE) return 'outside';
    const known = numbers.get(id);
    if (known !== undefined) return known;
    const entity = log.entities[id];
    const kind = entity?.kind ?? 'outside';
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const name = entity?.kind === 'task' ? entity.name : `${kind} ${count}`;
    numbers.set(id, name);
    return name;
  };
  return log.events.flatMap((event, index) => {
    const { iteration, time, by, entity } = event;
    const when = `${iteration} @${time}`;
    if (event.kind === 'printed') {
      if (event.stream === 'err') return [];
      return [{ line: `${when} ${nameOf(by)} printed, line ${printed++} of stdout`, index }];
    }
    const what = `${nameOf(by)}: ${nameOf(entity)} ${event.kind}`;
    return [{ line: [`${when} ${what}`, ...details(event, nameOf)].join(', '), index }];
  });
}

function details(event: LoopEvent, nameOf: (id: EntityId) => string): string[] {
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
        ...(event.on === null ? [] : [`on ${nameOf(event.on)}`]),
        ...(event.through === undefined ? [] : [`through ${event.through}`]),
        ...(event.for === undefined ? [] : [`for ${event.for.map(nameOf).sort().join(' and ')}`]),
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

/** The index of the first entry at which two schedules part; -1 if they do not. */
export function partingOf(one: readonly ScheduledEvent[], other: readonly ScheduledEvent[]): number {
  const length = Math.max(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i]?.line !== other[i]?.line) return i;
  return -1;
}
