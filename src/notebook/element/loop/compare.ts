/** Where two runs part: the first event at which their event loops did something else. */
import type { EntityId, LoopEvent, TraceLog } from '../../trace/events.ts';
import { announced } from './words.ts';

/** Another run, to be compared with the one that is shown. */
export interface OtherRun {
  /** What it is called in a sentence: `recorded run`. */
  readonly name: string;
  readonly log: TraceLog;
}

/**
 * The first event at which two runs differ, as an index into both logs; null: they do not, as far as both logs go. An
 * index that is the length of one log says that this run ends there.
 *
 * Lines of source are not compared, as an edit moves them, nor what is printed: the outputs are compared elsewhere.
 */
export function partingOf(a: TraceLog, b: TraceLog): number | null {
  const length = Math.min(a.events.length, b.events.length);
  for (let index = 0; index < length; index++) if (doneBy(a, index) !== doneBy(b, index)) return index;
  if (a.events.length === b.events.length) return null;
  // What the shorter log has dropped may be the same.
  return (a.events.length < b.events.length ? a : b).dropped > 0 ? null : length;
}

/** What an event says, but for places in the source. Equal runs number their entities alike. */
function doneBy({ events, entities }: TraceLog, index: number): string {
  const event = events[index] as LoopEvent;
  const said = Object.entries(event).filter(([field]) => field !== 'at' && field !== 'stack');
  return (
    JSON.stringify(said.sort(([a], [b]) => (a < b ? -1 : 1))) +
    named(entities, event.entity) +
    named(entities, event.by)
  );
}

function named(entities: TraceLog['entities'], id: EntityId): string {
  const entity = entities[id];
  if (entity === undefined) return '';
  return ` ${entity.kind} ${entity.name}${entity.kind === 'task' ? ` ${entity.coroutine}` : ''}`;
}

/** The sentence for a comparison. `sentences` are those of the events of each log. */
export function partingText(
  now: TraceLog,
  nowSays: readonly string[],
  { name, log }: OtherRun,
  thenSays: readonly string[],
  parting: number | null,
): string {
  if (parting === null) {
    const compared = Math.min(now.events.length, log.events.length);
    return now.dropped + log.dropped > 0
      ? `This run and the ${name} do the same, event by event, as far as both are kept: ${compared} events.`
      : `This run and the ${name} do the same, event by event.`;
  }
  const at = ({ events }: TraceLog, says: readonly string[]): string => {
    const event = events[parting];
    return event === undefined ? 'there is no further event' : announced(event.iteration, says[parting] ?? '');
  };
  return `The two runs part at event ${parting + 1}. In the ${name}: ${at(log, thenSays)}. In this run: ${at(now, nowSays)}.`;
}
