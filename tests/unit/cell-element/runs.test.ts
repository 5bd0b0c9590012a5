import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { type Queued, RunQueue } from '../../../src/notebook/element/run-queue.ts';
import { type Outcome, Runs } from '../../../src/notebook/element/runs.ts';

const transcript = { lines: [], hidden: 0, hiddenAt: 0, exception: null, status: 0 };
const ENDED: Outcome = { how: 'ended', verdicts: [], transcript };
const FAILED: Outcome = { how: 'failed' };
const STOPPED: Outcome = { how: 'stopped' };

/** A cell without a page. Its runs go on until the test ends them, one way or another. */
class Cell implements Queued {
  readonly name: string;
  readonly log: string[];
  readonly runs: Runs = new Runs();
  readonly outcomes: Outcome[] = [];
  return: (outcome: Outcome) => void = () => assert.fail('nothing runs');
  reject: (error: unknown) => void = () => assert.fail('nothing runs');
  /** What its next run does before it has anything to wait for. */
  atOnce: () => void = () => {};
  /** What becomes of the news that a run broke. */
  broke: (error: unknown) => void = (error) => {
    this.log.push(`${this.name} broke: ${error}`);
  };

  constructor(name: string, log: string[] = []) {
    this.name = name;
    this.log = log;
  }
  wait(): void {
    this.log.push(`${this.name} waits`);
  }
  waitNoMore(): void {
    this.log.push(`${this.name} waits no more`);
  }
  async run({ unattended }: { readonly unattended: boolean }): Promise<Outcome> {
    this.log.push(`${this.name} runs${unattended ? ' unattended' : ''}`);
    const outcome = await this.runs.start(
      () => {
        this.atOnce();
        return new Promise((resolve, reject) => {
          this.return = resolve;
          this.reject = reject;
        });
      },
      (error) => this.broke(error),
    );
    this.outcomes.push(outcome);
    this.log.push(`${this.name}: ${outcome.how}`);
    return outcome;
  }
}

/** What a browser writes on its console; Node has no such function. */
const reported: unknown[] = [];
Object.assign(globalThis, { reportError: (error: unknown) => reported.push(error) });

/** Lets everything happen that nothing holds up. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Every way in which a run can end, and its outcome. */
const WAYS: readonly { readonly way: string; readonly end: (cell: Cell) => void; readonly outcome: Outcome }[] = [
  { way: 'it ends', end: (cell) => cell.return(ENDED), outcome: ENDED },
  { way: 'it does not compile', end: (cell) => cell.return(FAILED), outcome: FAILED },
  { way: 'it is stopped', end: (cell) => cell.return(STOPPED), outcome: STOPPED },
  { way: 'it is left', end: (cell) => cell.runs.leave(), outcome: STOPPED },
  { way: 'showing it fails', end: (cell) => cell.reject(new Error('no such part')), outcome: FAILED },
];

describe('a run', () => {
  beforeEach(() => {
    reported.length = 0;
  });

  for (const { way, end, outcome } of WAYS) {
    it(`has one outcome when ${way}, whatever comes after`, async () => {
      const cell = new Cell('a');
      void cell.run({ unattended: false });
      await settle();
      assert.deepEqual(cell.outcomes, [], 'it goes on');
      end(cell);
      await settle();
      assert.deepEqual(cell.outcomes, [outcome]);
      for (const late of WAYS) late.end(cell);
      await settle();
      assert.deepEqual(cell.outcomes, [outcome]);
    });
  }

  it('fails when it cannot even begin', async () => {
    const cell = new Cell('a');
    cell.atOnce = () => {
      throw new Error('no such cell');
    };
    void cell.run({ unattended: false });
    await settle();
    assert.deepEqual(cell.log, ['a runs', 'a broke: Error: no such cell', 'a: failed']);
    assert.deepEqual(reported.map(String), ['Error: no such cell']);
  });

  it('fails even if that cannot be shown, and neither error is lost', async () => {
    const cell = new Cell('a');
    cell.broke = () => {
      throw new Error('no place to say so');
    };
    void cell.run({ unattended: false });
    cell.reject(new Error('no such part'));
    await settle();
    assert.deepEqual(cell.outcomes, [FAILED]);
    assert.deepEqual(reported.map(String), ['Error: no such part', 'Error: no place to say so']);
  });

  it('takes the place of the one before it, which no longer shows anything', async () => {
    const runs = new Runs();
    const shown: (() => boolean)[] = [];
    const ends: ((outcome: Outcome) => void)[] = [];
    const start = (): Promise<Outcome> =>
      runs.start(
        (isShown) => {
          shown.push(isShown);
          return new Promise((resolve) => ends.push(resolve));
        },
        () => assert.fail('nothing broke'),
      );
    const first = start();
    const second = start();
    assert.deepEqual(await first, STOPPED);
    assert.deepEqual(
      shown.map((isShown) => isShown()),
      [false, true],
    );
    ends[0]?.(ENDED);
    await settle();
    assert.equal(shown[1]?.(), true, 'the late end of the first is nothing to the second');
    ends[1]?.(FAILED);
    assert.deepEqual(await second, FAILED);
    assert.equal(shown[1]?.(), false);
  });
});

describe('the queue of runs', () => {
  const start = (): { queue: RunQueue; log: string[]; a: Cell; b: Cell; c: Cell } => {
    const log: string[] = [];
    return { queue: new RunQueue(), log, a: new Cell('a', log), b: new Cell('b', log), c: new Cell('c', log) };
  };

  for (const { way, end, outcome } of WAYS) {
    it(`goes on to the next cell when ${way}, unless the reader stopped it`, async () => {
      const { queue, log, a, b } = start();
      queue.later(a);
      queue.later(b);
      await settle();
      end(a);
      await settle();
      assert.deepEqual(log.filter((line) => !line.includes('broke')).slice(0, 4), [
        'a runs',
        'b waits',
        `a: ${outcome.how}`,
        'b waits no more',
      ]);
      assert.equal(log.at(-1), outcome.how === 'stopped' ? 'b waits no more' : 'b runs');
      if (outcome.how !== 'stopped') end(b);
      await settle();
      queue.later(a);
      assert.equal(log.at(-1), 'a runs', 'and is free for what comes then');
    });

    it(`comes to an end with all cells when ${way}`, async () => {
      const { queue, a, b } = start();
      const progress: number[] = [];
      const all = queue.all([a, b], (index) => progress.push(index));
      await settle();
      end(a);
      await settle();
      if (outcome.how !== 'stopped') {
        assert.deepEqual(progress, [0, 1]);
        end(b);
      }
      assert.deepEqual(await all, outcome.how === 'stopped' ? [] : [outcome, outcome]);
      queue.later(a);
      assert.equal(a.log.at(-1), 'a runs');
    });
  }

  it('runs what is asked for while all run after all of them', async () => {
    const { queue, log, a, b, c } = start();
    const all = queue.all([a, b], () => {});
    queue.later(c);
    a.return(ENDED);
    await settle();
    b.return(ENDED);
    assert.deepEqual(await all, [ENDED, ENDED]);
    await settle();
    assert.deepEqual(log, [
      'a runs unattended',
      'c waits',
      'a: ended',
      'b runs unattended',
      'b: ended',
      'c waits no more',
      'c runs',
    ]);
  });

  it('runs what is asked for after a run that took the place of others, however late those end', async () => {
    const { queue, log, a, b, c } = start();
    queue.later(a);
    queue.later(c);
    queue.now(b);
    queue.later(c);
    // The page has one sandbox: that of `a` is gone, but what it printed is still being drawn.
    a.return(STOPPED);
    await settle();
    b.return(ENDED);
    await settle();
    assert.deepEqual(log, [
      'a runs',
      'c waits',
      'c waits no more',
      'b runs',
      'c waits',
      'a: stopped',
      'b: ended',
      'c waits no more',
      'c runs',
    ]);
  });

  it('forgets what waits, and lets the run end by itself', async () => {
    const { queue, log, a, b } = start();
    queue.later(a);
    queue.later(b);
    queue.clear();
    a.return(ENDED);
    await settle();
    assert.deepEqual(log, ['a runs', 'b waits', 'b waits no more', 'a: ended']);
  });
});
