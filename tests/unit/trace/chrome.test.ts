/** What viewers of traces need of a file, and that a log survives being written and read. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ChromeEvent, chromeTrace } from '../../../src/notebook/trace/chrome.ts';
import { emptyLog, type LoopEvent, type TraceLog } from '../../../src/notebook/trace/events.ts';
import { JsonLines, parseJsonLines } from '../../../src/notebook/trace/json-lines.ts';
import { readLog } from '../../../src/notebook/trace/read.ts';

const at = { iteration: 1, time: 0 };
const EVENTS: readonly LoopEvent[] = [
  { ...at, kind: 'created', by: 0, entity: 2, at: { line: 1 } },
  { ...at, kind: 'scheduled', by: 0, entity: 2, why: 'created' },
  { ...at, kind: 'started', by: 0, entity: 1 },
  { ...at, kind: 'iteration', by: 0, entity: 1 },
  { ...at, kind: 'begins', by: 2, entity: 2 },
  { ...at, kind: 'timer', by: 2, entity: 4, due: 1, at: { line: 2, file: 'other.ts' } },
  { ...at, kind: 'suspended', by: 2, entity: 2, on: 3, through: 'sleep', stack: [{ function: 'main', line: 2 }] },
  { ...at, kind: 'ends', by: 2, entity: 2 },
  { ...at, kind: 'idle', by: 0, entity: 1, until: 1 },
  { ...at, kind: 'advanced', by: 0, entity: 1, from: 0, time: 1 },
  { iteration: 2, time: 1, kind: 'iteration', by: 0, entity: 1 },
  { iteration: 2, time: 1, kind: 'scheduled', by: 0, entity: 4, why: 'due' },
  { iteration: 2, time: 1, kind: 'begins', by: 4, entity: 4 },
  { iteration: 2, time: 1, kind: 'resolved', by: 4, entity: 3, outcome: 'result' },
  { iteration: 2, time: 1, kind: 'scheduled', by: 4, entity: 2, why: 'future', future: 3 },
  { iteration: 2, time: 1, kind: 'ends', by: 4, entity: 4 },
  { iteration: 3, time: 1, kind: 'iteration', by: 0, entity: 1 },
  { iteration: 3, time: 1, kind: 'begins', by: 2, entity: 2 },
  { iteration: 3, time: 1, kind: 'printed', by: 2, entity: 2, output: 0, stream: 'out' },
  { iteration: 3, time: 1, kind: 'finished', by: 2, entity: 2, outcome: 'returned' },
  { iteration: 3, time: 1, kind: 'ends', by: 2, entity: 2 },
];
const LOG: TraceLog = {
  ...emptyLog('typescript'),
  entities: [
    { kind: 'outside', name: '' },
    { kind: 'loop', name: 'EventLoop' },
    { kind: 'task', name: 'Task-1', coroutine: 'main', loop: 1 },
    { kind: 'future', name: 'Future' },
    { kind: 'timer', name: '_set_result_unless_cancelled', resolves: 3 },
  ],
  events: EVENTS,
  dropped: 7,
};

describe('the Trace Event Format', () => {
  const { traceEvents } = chromeTrace(LOG);

  it('has what the format asks of each event', () => {
    for (const event of traceEvents) {
      for (const key of ['name', 'ph', 'ts', 'pid', 'tid'] as const) assert.notEqual(event[key], undefined, key);
      assert.ok(Number.isFinite(event.ts) && event.ts >= 0);
      if (event.ph === 'X')
        assert.notEqual(event.dur, undefined, 'a slice says how long it is on the clock of the log');
      if (event.ph === 'i') assert.equal(event.s, 't');
      if (event.ph === 's' || event.ph === 'f') assert.notEqual(event.id, undefined, 'an arrow has an id');
      if (event.ph === 'M') assert.notEqual(event.args, undefined);
    }
    assert.deepEqual(JSON.parse(JSON.stringify(traceEvents)), traceEvents);
  });

  it('has slices that lie in one another or apart on each track, as viewers stack them', () => {
    const tracks = Object.groupBy(
      traceEvents.filter(({ ph }) => ph === 'X'),
      ({ tid }) => tid,
    );
    for (const slices of Object.values(tracks) as ChromeEvent[][]) {
      for (const one of slices) {
        for (const other of slices) {
          const [end, otherEnd] = [one.ts + (one.dur ?? 0), other.ts + (other.dur ?? 0)];
          const overlap = one.ts < other.ts && other.ts < end && end < otherEnd;
          assert.ok(!overlap, `${one.name} and ${other.name}`);
        }
      }
    }
  });

  it('leads an arrow from the timer that woke a task to the step that followed', () => {
    const start = traceEvents.find(({ ph }) => ph === 's') as ChromeEvent;
    const end = traceEvents.find(({ ph }) => ph === 'f') as ChromeEvent;
    assert.equal(start.id, end.id);
    assert.deepEqual([start.ts, end.ts, end.bp], [14, 17, 'e']);
    const step = traceEvents.find(({ ph, ts, tid }) => ph === 'X' && ts === 17 && tid === end.tid);
    assert.equal(step?.name, 'Task-1');
  });
});

describe('JSON Lines', () => {
  const half = { ...LOG, entities: LOG.entities.slice(0, 3), events: EVENTS.slice(0, 5) };

  it('give back the log that was written, also piece by piece', () => {
    const lines = new JsonLines();
    assert.deepEqual(parseJsonLines(lines.more(half) + lines.more(LOG) + lines.end(LOG)), LOG);
  });

  it('give back a name that changed', () => {
    const lines = new JsonLines();
    const text = lines.more(LOG);
    const entities = LOG.entities.map((entity) => (entity.kind === 'task' ? { ...entity, name: 'fetch' } : entity));
    assert.deepEqual(parseJsonLines(text + lines.end({ ...LOG, entities })).entities, entities);
  });

  it('that break off in the middle of a line are read up to there', () => {
    const text = new JsonLines().more(half);
    assert.deepEqual(parseJsonLines(text.slice(0, -5)).events, EVENTS.slice(0, 4));
  });

  it('of another schema, or with what is no event, are refused', () => {
    assert.throws(() => parseJsonLines('{"schema":0}\n'), TypeError);
    assert.throws(() => parseJsonLines(`${new JsonLines().more(half)}{"kind":"no"}\n`), TypeError);
  });
});

describe('readLog()', () => {
  it('takes no log whose events name what is not there, or that is too long', () => {
    assert.deepEqual(readLog(LOG), LOG);
    assert.equal(readLog({ ...LOG, entities: LOG.entities.slice(0, 3) }), null);
    assert.equal(readLog({ ...LOG, events: Array.from({ length: 20_001 }, () => EVENTS[0]) }), null);
    assert.equal(readLog({ ...LOG, events: [{ ...EVENTS[0], time: Number.NaN }] }), null);
    assert.equal(readLog({ ...LOG, events: [{ ...EVENTS[0], kind: '__proto__' }] }), null);
    assert.equal(readLog(null), null);
  });

  it('makes everything anew', () => {
    const read = readLog({ ...LOG, events: [{ ...EVENTS[0], extra: 1 }] });
    assert.deepEqual(read?.events, [EVENTS[0]]);
  });
});
