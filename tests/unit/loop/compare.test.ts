/** Where two runs part. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { compareRuns, partingText } from '../../../src/notebook/element/loop/compare.ts';
import { sentences } from '../../../src/notebook/element/loop/words.ts';
import type { LoopEvent, TraceLog } from '../../../src/notebook/trace/events.ts';
import { circular } from './logs.ts';

/** The log with one of its events changed. */
function changed(log: TraceLog, index: number, change: Partial<Record<string, unknown>>): TraceLog {
  const events = log.events.map((event, at) => (at === index ? ({ ...event, ...change } as LoopEvent) : event));
  return { ...log, events };
}

/** The first events of a log; whether the rest was dropped or never was. */
function first(log: TraceLog, count: number, dropped: number): TraceLog {
  return { ...log, events: log.events.slice(0, count), dropped };
}

function says(now: TraceLog, then: TraceLog): string {
  const other = { name: 'run before', log: then };
  return partingText(compareRuns(now, then), now, sentences(now), other, sentences(then));
}

/** The event at which a run parts from another one that numbers its events alike. */
function partingOf(then: TraceLog, now: TraceLog): number | null {
  const { parting } = compareRuns(now, then);
  assert.equal(parting?.now, parting?.before);
  return parting?.now ?? null;
}

describe('two runs', () => {
  it('do not part if only places in the source differ', () => {
    const log = circular();
    const moved = log.events.map((event) => ('at' in event ? { ...event, at: { line: 99 } } : event));
    assert.equal(partingOf(log, { ...log, events: moved }), null);
    assert.equal(says(log, circular()), 'This run and the run before do the same, event by event.');
  });

  it('part at the first event of which something else differs, whichever it is', () => {
    const log = circular();
    for (let index = 0; index < log.events.length; index++) {
      for (const change of [{ kind: 'other' }, { iteration: 9 }, { time: 77 }, { by: 9 }, { entity: 9 }]) {
        assert.equal(partingOf(log, changed(log, index, change)), index, `${index} ${JSON.stringify(change)}`);
      }
    }
    const renamed = log.entities.map((entity) =>
      entity.kind === 'task' && entity.name === 'Ann' ? { ...entity, name: 'Eve' } : entity,
    );
    const made = log.events.findIndex(({ kind, entity }) => {
      const of = log.entities[entity];
      return kind === 'created' && of?.kind === 'task' && of.name === 'Ann';
    });
    assert.equal(partingOf(log, { ...log, entities: renamed }), made);
  });

  it('part where one ends, but not where a log has been cut', () => {
    const log = circular();
    assert.equal(partingOf(log, first(log, 7, 0)), 7);
    assert.match(
      says(first(log, 7, 0), log),
      /^The two runs part at event 8\. .* In this run: there is no further event\.$/,
    );
    assert.equal(partingOf(log, first(log, 7, 3)), null);
    assert.match(says(first(log, 7, 3), log), /as far as both are kept: 7 events\.$/);
  });

  it('in two languages are the same by other names, wherever they write to stderr', () => {
    const log = circular();
    const python: TraceLog = {
      ...log,
      language: 'python',
      entities: log.entities.map((entity) =>
        entity.kind === 'task' && entity.coroutine === 'letThrough' ? { ...entity, coroutine: 'let_through' } : entity,
      ),
      // A report, and so the lines of output have other numbers.
      events: log.events.flatMap((event, at) => {
        const report = { ...event, kind: 'printed', output: 0, stream: 'err' } as LoopEvent;
        const moved = event.kind === 'printed' ? { ...event, output: event.output + 1 } : event;
        return at === 3 ? [report, moved] : [moved];
      }),
    };
    const { parting, counterpart } = compareRuns(python, log);
    assert.equal(parting, null);
    assert.deepEqual(
      [0, 2, 3, 4, 9].map((event) => counterpart(event, 'now')),
      [0, 2, 2, 3, 8],
    );
    assert.deepEqual(
      [0, 2, 3, 8].map((event) => counterpart(event, 'before')),
      [0, 2, 4, 9],
    );
    const other = compareRuns(changed(python, 9, { time: 3 }), log);
    assert.deepEqual(other.parting, { now: 9, before: 8 });
    assert.equal(other.counterpart(20, 'now'), 8, 'behind the parting');
  });
});
