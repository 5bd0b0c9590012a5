/** Where two runs part: the first event at which their event loops did something else. */
import type { EntityId, LoopEvent, TraceLog } from '../../trace/events.ts';
import { announced } from './words.ts';

/** Another run, to be compared with the one that is shown. */
export interface OtherRun {
  /** What it is called in a sentence: `recorded run`. */
  readonly name: string;
  readonly log: TraceLog;
}

/** How far two runs do the same. */
export interface Comparison {
  /**
   * The first event that differs, as an index into each log; the length of a log says that its run ends there. Null: they
   * do the same, as far as both logs go.
   */
  readonly parting: { readonly now: number; readonly before: number } | null;
  /** The event of the other log that does what this event of the one does; from where they part on, the one there. */
  counterpart(event: number, of: 'now' | 'before'): number;
}

/**
 * Compares two runs. Lines of source are not compared, as an edit moves them, nor is what is printed, which is compared
 * elsewhere; between two languages neither when something is written to stderr: CPython reports on lost objects when it
 * frees them.
 */
export function compareRuns(now: TraceLog, then: TraceLog): Comparison {
  const sameLanguage = now.language === then.language;
  const compared = ({ events }: TraceLog): number[] =>
    events.flatMap((event, index) =>
      sameLanguage || event.kind !== 'printed' || event.stream === 'out' ? [index] : [],
    );
  const [a, b] = [compared(now), compared(then)];
  const does = (log: TraceLog, index: number | undefined): string => {
    const text = doneBy(log, index ?? 0, sameLanguage);
    // `wait_for` is `waitFor`.
    return sameLanguage ? text : text.replaceAll('_', '').toLowerCase();
  };
  let same = 0;
  while (same < Math.min(a.length, b.length) && does(now, a[same]) === does(then, b[same])) same++;
  // What the shorter log has dropped may be the same.
  const cut = (same === a.length && now.dropped > 0) || (same === b.length && then.dropped > 0);
  const parts = same < Math.max(a.length, b.length) && !cut;
  return {
    parting: parts ? { now: a[same] ?? now.events.length, before: b[same] ?? then.events.length } : null,
    counterpart(event, of) {
      const [from, to] = of === 'now' ? [a, b] : [b, a];
      let place = Math.min(event, from.length - 1);
      while (place > 0 && (from[place] ?? 0) > event) place--;
      return to[Math.min(place, same, to.length - 1)] ?? 0;
    },
  };
}

/** What an event says, but for places in the source. Equal runs number their entities alike. */
function doneBy({ events, entities }: TraceLog, index: number, withLines: boolean): string {
  const event = events[index] as LoopEvent;
  const said = Object.entries(event).filter(
    ([field]) => field !== 'at' && field !== 'stack' && (withLines || field !== 'output'),
  );
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

/** The sentence for a comparison. The texts are those of the events of each log. */
export function partingText(
  { parting }: Comparison,
  now: TraceLog,
  nowSays: readonly string[],
  { name, log }: OtherRun,
  thenSays: readonly string[],
): string {
  if (parting === null) {
    const kept = Math.min(now.events.length, log.events.length);
    return now.dropped + log.dropped > 0
      ? `This run and the ${name} do the same, event by event, as far as both are kept: ${kept} events.`
      : `This run and the ${name} do the same, event by event.`;
  }
  const at = ({ events }: TraceLog, says: readonly string[], index: number): string => {
    const event = events[index];
    return event === undefined ? 'there is no further event' : announced(event.iteration, says[index] ?? '');
  };
  const elsewhere = parting.before === parting.now ? '' : `, at its event ${parting.before + 1}`;
  return `The two runs part at event ${parting.now + 1}. In the ${name}${elsewhere}: ${at(log, thenSays, parting.before)}. In this run: ${at(now, nowSays, parting.now)}.`;
}
