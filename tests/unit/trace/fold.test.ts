import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Entity,
  emptyLog,
  type LoopEvent,
  MAX_EVENTS,
  type TraceLog,
} from '../../../src/notebook/trace/events.ts';
import { CHECKPOINT_EVERY, cycleIn, stateAt, waitEdges } from '../../../src/notebook/trace/fold.ts';

type Told = { readonly [K in LoopEvent['kind']]: Omit<Extract<LoopEvent, { kind: K }>, 'iteration' | 'time'> };
type Brief = Told[keyof Told] & { readonly time?: number };

/** A log of events whose iterations are counted, as a writer of logs does. */
function logOf(entities: readonly Entity[], events: readonly Brief[]): TraceLog {
  let iteration = 0;
  let time = 0;
  return {
    ...emptyLog('typescript'),
    entities: [{ kind: 'outside', name: '' }, ...entities],
    events: events.map((event) => {
      if (event.kind === 'iteration') iteration++;
      time = event.time ?? time;
      return { iteration, ...event, time } as LoopEvent;
    }),
  };
}

const [LOOP, MAIN, CHILD, SLEEP, TIMER, OTHER] = [1, 2, 3, 4, 5, 6] as const;
const ENTITIES: readonly Entity[] = [
  { kind: 'loop', name: 'EventLoop' },
  { kind: 'task', name: 'Task-1', coroutine: 'main', loop: LOOP },
  { kind: 'task', name: 'Task-2', coroutine: 'child', loop: LOOP },
  { kind: 'future', name: 'Future' },
  { kind: 'timer', name: '_set_result_unless_cancelled', resolves: SLEEP },
  { kind: 'callback', name: 'other' },
];

/** `main` makes a child that sleeps and awaits it; somebody cancels the child at last. */
const STORY: readonly Brief[] = [
  { kind: 'created', entity: MAIN, by: 0 },
  { kind: 'scheduled', entity: MAIN, by: 0, why: 'created' },
  { kind: 'started', entity: LOOP, by: 0 },
  { kind: 'iteration', entity: LOOP, by: 0 },
  { kind: 'begins', entity: MAIN, by: MAIN },
  { kind: 'created', entity: CHILD, by: MAIN, at: { line: 3 } },
  { kind: 'scheduled', entity: CHILD, by: MAIN, why: 'created' },
  { kind: 'suspended', entity: MAIN, by: MAIN, on: CHILD, stack: [{ function: 'main', line: 4 }] },
  { kind: 'ends', entity: MAIN, by: MAIN },
  { kind: 'iteration', entity: LOOP, by: 0 },
  { kind: 'begins', entity: CHILD, by: CHILD },
  { kind: 'printed', entity: CHILD, by: CHILD, output: 0, stream: 'out' },
  { kind: 'timer', entity: TIMER, by: CHILD, due: 2 },
  { kind: 'suspended', entity: CHILD, by: CHILD, on: SLEEP, through: 'sleep', stack: [{ function: 'child', line: 8 }] },
  { kind: 'ends', entity: CHILD, by: CHILD },
  { kind: 'scheduled', entity: OTHER, by: 0, why: 'call' },
  { kind: 'iteration', entity: LOOP, by: 0, time: 1 },
  { kind: 'begins', entity: OTHER, by: OTHER },
  { kind: 'cancel', entity: CHILD, by: OTHER },
  { kind: 'resolved', entity: SLEEP, by: OTHER, outcome: 'cancelled' },
  { kind: 'scheduled', entity: CHILD, by: OTHER, why: 'future', future: SLEEP },
  { kind: 'ends', entity: OTHER, by: OTHER },
  { kind: 'iteration', entity: LOOP, by: 0 },
  { kind: 'begins', entity: CHILD, by: CHILD },
  { kind: 'thrown', entity: CHILD, by: CHILD, error: 'CancelledError' },
  { kind: 'unscheduled', entity: TIMER, by: CHILD },
  { kind: 'finished', entity: CHILD, by: CHILD, outcome: 'cancelled' },
  { kind: 'scheduled', entity: MAIN, by: CHILD, why: 'future', future: CHILD },
  { kind: 'ends', entity: CHILD, by: CHILD },
  { kind: 'stopped', entity: LOOP, by: 0 },
  { kind: 'closed', entity: LOOP, by: 0 },
];

describe('the fold of a log', () => {
  const log = logOf(ENTITIES, STORY);
  const after = (kind: LoopEvent['kind'], nth = 0): ReturnType<typeof stateAt> => {
    const indices = log.events.flatMap((event, index) => (event.kind === kind ? [index] : []));
    return stateAt(log, (indices[nth] as number) + 1);
  };

  it('knows what each task does, what it waits for, and until when', () => {
    assert.equal(after('created').tasks.get(MAIN)?.status, 'ready');
    assert.equal(after('begins').tasks.get(MAIN)?.status, 'running');
    assert.deepEqual(after('begins').running, [MAIN]);
    const waiting = after('suspended', 1);
    assert.deepEqual(waiting.tasks.get(MAIN)?.waits, { on: CHILD, through: null, for: [CHILD], until: null });
    assert.deepEqual(waiting.tasks.get(CHILD)?.waits, { on: SLEEP, through: 'sleep', for: [SLEEP], until: 2 });
    assert.deepEqual(waiting.tasks.get(CHILD)?.stack, [{ function: 'child', line: 8 }]);
    assert.equal(waiting.tasks.get(CHILD)?.creator, MAIN);
    assert.deepEqual(waitEdges(waiting), [
      { from: MAIN, to: CHILD, through: null },
      { from: CHILD, to: SLEEP, through: 'sleep' },
    ]);
    // Its child is done, and it has not been told yet.
    assert.deepEqual(after('finished').tasks.get(MAIN)?.waits?.for, [CHILD]);
    assert.deepEqual(waitEdges(after('finished')), []);
  });

  it('knows the ready queue, the timers and the line of output', () => {
    assert.deepEqual(after('scheduled', 1).ready, [CHILD]);
    assert.deepEqual(after('iteration', 1).batch, 1);
    assert.deepEqual(after('timer').timers, [{ entity: TIMER, due: 2 }]);
    assert.deepEqual(after('unscheduled').timers, []);
    assert.equal(after('printed').printed, 1);
  });

  it('tells a request to cancel from its delivery, and how the task ended', () => {
    const asked = after('cancel').tasks.get(CHILD);
    assert.deepEqual([asked?.status, asked?.cancelling, asked?.cancelRaised], ['suspended', 1, false]);
    assert.equal(after('scheduled', 3).tasks.get(CHILD)?.status, 'ready');
    assert.equal(after('thrown').tasks.get(CHILD)?.cancelRaised, true);
    assert.equal(after('finished').tasks.get(CHILD)?.status, 'cancelled');
  });

  it('leaves nothing to run after the loop is closed', () => {
    const end = stateAt(log, log.events.length);
    assert.deepEqual([end.ready, end.timers, end.loop], [[], [], null]);
    assert.equal(end.tasks.get(MAIN)?.status, 'abandoned');
  });

  it('finds tasks that wait for one another', () => {
    const ring = logOf(ENTITIES, [
      { kind: 'created', entity: MAIN, by: 0 },
      { kind: 'created', entity: CHILD, by: 0 },
      { kind: 'suspended', entity: MAIN, by: MAIN, on: CHILD, stack: [] },
      { kind: 'suspended', entity: CHILD, by: CHILD, on: MAIN, stack: [] },
    ]);
    assert.deepEqual(cycleIn(stateAt(ring, 3)), []);
    assert.deepEqual(cycleIn(stateAt(ring, 4)), [MAIN, CHILD]);
  });

  it('gives the same state however one comes to it', () => {
    const long = logOf(
      ENTITIES,
      Array.from({ length: Math.ceil((CHECKPOINT_EVERY * 5) / STORY.length) }, () => STORY).flat(),
    );
    const forward = Array.from({ length: long.events.length + 1 }, (_, k) => stateAt(long, k));
    const fresh = { ...long };
    // The last first, so that no checkpoint has been made on the way.
    for (let k = long.events.length; k >= 0; k -= 1) assert.deepEqual(stateAt(fresh, k), forward[k]);
    for (const k of [700, 3, 512, 511, 513, 256, 255, 900]) {
      stateAt(long, k + 1);
      assert.deepEqual(stateAt(long, k), forward[k]);
    }
  });

  it('stays within the log', () => {
    assert.equal(stateAt(log, -5).index, 0);
    assert.equal(stateAt(log, MAX_EVENTS).index, log.events.length);
  });
});
