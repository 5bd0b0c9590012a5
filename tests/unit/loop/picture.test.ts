import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cycles } from '../../../src/notebook/element/loop/graph.ts';
import { eventAt, laneY, nameOf } from '../../../src/notebook/element/loop/layout.ts';
import {
  byState,
  lineOf,
  pictureOf,
  still,
  tellingMoment,
  waiting,
} from '../../../src/notebook/element/loop/picture.ts';
import { storyOf } from '../../../src/notebook/element/loop/story-of.ts';
import { announced, sentences } from '../../../src/notebook/element/loop/words.ts';
import { toHtml } from '../../../src/notebook/element/views/markup.ts';
import { stateAt } from '../../../src/notebook/trace/fold.ts';
import { assertFoldAgrees } from './fold-agrees.ts';
import { circular, handedOver, LogWriter } from './logs.ts';

describe('the picture of a run', () => {
  it('has exactly one place for each event, each to the right of the one before', () => {
    const { log, layout, story } = pictureOf(circular());
    assert.equal(layout.x.length, log.events.length);
    for (let event = 1; event < layout.x.length; event++) {
      assert.ok((layout.x[event] ?? 0) > (layout.x[event - 1] ?? 0), `event ${event}`);
    }
    assert.ok((layout.x.at(-1) ?? 0) < layout.width);
    // A click on an event finds that event.
    for (let event = 0; event < layout.x.length; event++) {
      assert.equal(eventAt(layout, layout.x[event] ?? 0, layout.y[event] ?? 0), event);
      assert.equal(layout.y[event], laneY(story.laneOf[event] ?? -1));
    }
  });

  it('has each line of output at exactly one event, and each event of a line in the source once', () => {
    const { events } = circular();
    const outputs = events.flatMap((event) => (event.kind === 'printed' ? [event.output] : []));
    assert.deepEqual(outputs, [...new Set(outputs)]);
    assert.deepEqual(
      events.map(lineOf).filter((line) => line !== null),
      [12, 12, 13, 14, 7, 7, 15, 16],
    );
  });

  it('shows each task as the fold has it, at every event', () => assertFoldAgrees(circular()));

  it('tells who created, woke and cancelled whom', () => {
    const { lanes, links } = storyOf(circular());
    const name = (lane: number): string => lanes[lane]?.name ?? 'outside';
    assert.deepEqual(
      links.map(({ kind, from, to }) => `${name(from)} ${kind} ${name(to)}`),
      [
        'outside created Task-1',
        'Task-1 created Ann',
        'Task-1 created Bob',
        'outside woke callbacks',
        'callbacks woke Task-1',
        'Task-1 cancelled Ann',
      ],
    );
  });

  it('marks the cycle of two tasks that await each other, and chooses that moment to stand still at', () => {
    const log = circular();
    const moment = tellingMoment(log);
    assert.equal(log.events[moment - 1]?.kind, 'idle');
    const html = toHtml(waiting(log, stateAt(log, moment)));
    assert.match(html, /‘Ann’ waits for ‘Bob’\. ‘Bob’ waits for ‘Ann’\. Ann, Bob wait for each other: a cycle\./);
    assert.equal(html.match(/<g class="loop-node loop-cycle"/g)?.length, 2);
    assert.match(toHtml(still(log, 'After you', () => undefined)), /Who waits for whom after event 21, in iteration 2/);
  });

  it('says of a log that was cut how much is missing', () => {
    const { events, ...log } = circular();
    const html = toHtml(still({ ...log, events: events.slice(0, 20), dropped: 1_234 }, 'x', () => undefined));
    assert.match(html, /1,234 later events are not shown\./);
    assert.equal(html.match(/<tr>/g)?.length, 21);
  });

  it('ends with the tasks, and says how much the loop does after that', () => {
    const { events, ...log } = circular();
    const after = { kind: 'iteration', iteration: 99, time: 9, entity: 1, by: 0 } as const;
    const whole = toHtml(still({ ...log, events }, 'x', () => undefined));
    const shown = Number(/These (\d+) events as a table/.exec(whole)?.[1]);
    const html = toHtml(still({ ...log, events: [...events, after, after] }, 'x', () => undefined));
    const rest = events.length - shown + 2;
    assert.match(html, new RegExp(`${rest} more events, after the last one of a task, are not shown\\.`));
    assert.match(html, new RegExp(`These ${shown} events as a table`));
  });

  it('is drawn of a log with nothing in it', () => {
    const { width, height } = pictureOf({ ...circular(), events: [] }).layout;
    assert.ok(width > 0 && height > 0);
  });

  it('says in one sentence what happens at each event', () => {
    const log = circular();
    const said = sentences(log, (line) => `text ${line}`);
    const told = log.events.map(({ iteration }, at) => announced(iteration, said[at] ?? ''));
    assert.deepEqual(
      [0, 5, 9, 15, 20, 26, 29, 30, 32].map((at) => told[at]),
      [
        'before the loop: the loop starts',
        'iteration 1: Task-1 (main) creates ‘Ann’ at line 12',
        'iteration 1: Task-1 (main) prints line 1: text 0',
        'iteration 2: ‘Ann’ is suspended at line 7: it waits for ‘Bob’',
        'iteration 2: nothing is ready: the loop waits until 5 s',
        'iteration 3: Task-1 (main) joins the ready queue: woken by the timer',
        'iteration 4: Task-1 (main) resumes, woken by the timer',
        'iteration 4: Task-1 (main) requests the cancellation of ‘Ann’ at line 15',
        'iteration 4: Task-1 (main) is done',
      ],
    );
  });

  it('writes what a task waits for on its lane, however short the wait was', () => {
    const w = new LogWriter();
    const task = w.task('a');
    const future = w.future('A_future_with_a_name');
    w.add('created', task, {}).add('iteration', 1, {}).add('begins', task, {});
    w.add('suspended', task, { on: future, stack: [] }).add('ends', task, {});
    w.add('scheduled', task, { why: 'future', future }).add('iteration', 1, {}).add('begins', task, {});
    const { layout, shapes } = pictureOf(w.log());
    const label = shapes.find(({ tone }) => tone === 'label');
    assert.equal(label?.text, 'on A_future_with_a_…');
    assert.ok((layout.x[5] ?? 0) - (layout.x[4] ?? 0) > 18 * 6);
    // In whole where the wait was long enough for it.
    const long = new LogWriter();
    const waits = long.task('a');
    const on = long.future('A_future_with_a_name');
    long.add('created', waits, {}).add('iteration', 1, {}).add('begins', waits, {});
    long.add('suspended', waits, { on, stack: [] }).add('ends', waits, {});
    for (let more = 0; more < 20; more++) long.add('printed', 0, { output: more, stream: 'out' });
    long.add('scheduled', waits, { why: 'future', future: on }).add('iteration', 1, {}).add('begins', waits, {});
    const whole = pictureOf(long.log()).shapes.find(({ tone }) => tone === 'label');
    assert.equal(whole?.text, 'on A_future_with_a_name');
  });
});

describe('the picture of a run with an executor', () => {
  it('has a lane for each worker, with a bar for each call that it takes', () => {
    const { lanes, jobs } = storyOf(handedOver());
    assert.deepEqual(
      lanes.map(({ kind, name }) => `${kind} ${name}`),
      ['task Task-1', 'callbacks callbacks', 'worker Process-1', 'worker Process-2'],
    );
    const bars = jobs.map(({ lane, name, from, to }) => `${lanes[lane]?.name} ${name} ${from}-${to ?? ''}`);
    assert.deepEqual(bars.sort(), ['Process-1 slow() 10-', 'Process-2 wrong() 11-15']);
    const html = toHtml(still(handedOver(), 'x', () => undefined));
    assert.equal(html.match(/<text[^>]*>(slow|wrong|late)\(\)</g)?.length, 2);
    assert.match(html, /runs in a worker/);
    assert.doesNotMatch(toHtml(still(circular(), 'x', () => undefined)), /runs in a worker/);
  });

  it('tells from whom a worker has its call, and whom it wakes', () => {
    const { lanes, links, signs, laneOf } = storyOf(handedOver());
    const name = (lane: number): string => lanes[lane]?.name ?? 'outside';
    assert.deepEqual(
      links.map(({ kind, from, to }) => `${name(from)} ${kind} ${name(to)}`),
      [
        'outside created Task-1',
        'Task-1 handed Process-1',
        'Task-1 handed Process-2',
        'Process-2 woke callbacks',
        'callbacks woke Task-1',
      ],
    );
    assert.deepEqual(
      signs.filter(({ kind }) => kind !== 'timer').map(({ kind, lane }) => `${name(lane)} ${kind}`),
      [
        ...['Task-1 submitted', 'Task-1 submitted', 'Task-1 submitted', 'Task-1 cancelled'],
        ...['Process-2 output', 'Process-2 failed'],
      ],
    );
    // A click on an event finds it in the lane of its worker.
    assert.deepEqual(
      [10, 11, 15].map((event) => name(laneOf[event] ?? -1)),
      ['Process-1', 'Process-2', 'Process-2'],
    );
  });

  it('says what becomes of each call', () => {
    const log = handedOver();
    const said = sentences(log, (line) => `text ${line}`);
    assert.deepEqual(
      [4, 7, 8, 10, 14, 15, 16].map((at) => said[at]),
      [
        'Task-1 (main) hands the call slow() to an executor at line 7',
        'the call late() is cancelled before a worker takes it',
        'Task-1 (main) is suspended at line 9: it waits for the call wrong()',
        'Process-1 takes the call slow()',
        'Process-2 prints line 1: text 0',
        'the call wrong() fails with KeyError in Process-2',
        'the callback _set_state() joins the ready queue: scheduled by Process-2',
      ],
    );
    assert.deepEqual(byState(log, stateAt(log, 7)).at(-1), ['For a worker', 'slow() · wrong() · late()']);
    assert.deepEqual(byState(log, stateAt(log, 13))[0], ['Workers', 'Process-1 with slow() · Process-2 with wrong()']);
    assert.equal(stateAt(log, log.events.length).jobs.get(4)?.status, 'failed');
    assert.match(toHtml(waiting(log, stateAt(log, 13))), /Task-1 \(main\) waits for wrong\(\)\./);
  });

  it('keeps the number of a worker in a long name', () => {
    const name = 'ThreadPoolExecutor-0_1';
    assert.equal(nameOf({ kind: 'worker', name, of: 'worker' }), 'ThreadP…or-0_1');
    assert.equal(nameOf({ kind: 'task', name, of: '' }), 'ThreadPoolExe…');
  });
});

describe('cycles()', () => {
  it('finds rings, and tasks that wait for themselves, and nothing else', () => {
    const edge = (from: number, to: number) => ({ from, to });
    assert.deepEqual(cycles(3, [edge(0, 1), edge(1, 2)]), [-1, -1, -1]);
    assert.deepEqual(cycles(4, [edge(3, 0), edge(0, 1), edge(1, 0), edge(2, 2)]), [0, 0, 1, -1]);
  });
});
