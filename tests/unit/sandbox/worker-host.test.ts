import assert from 'node:assert/strict';
import { after, describe, it, mock } from 'node:test';
import type { WorkerHost } from '../../../src/notebook/sandbox/worker-host.ts';

// What a worker has and Node has not; the module captures it when it is loaded.
const ports: MessagePort[] = [];
class CountedChannel extends MessageChannel {
  constructor() {
    super();
    ports.push(this.port1, this.port2);
  }
}
class NoWorker {
  terminate(): void {}
}
Object.assign(globalThis, {
  self: Object.assign(Object.create(globalThis), { addEventListener() {}, close() {} }),
  Worker: NoWorker,
  MessageChannel: CountedChannel,
});
// The clock and the timers are the test's: time passes when it says so.
let now = 0;
Object.assign(performance, { now: () => now });
mock.timers.enable({ apis: ['setTimeout'] });
/** Lets milliseconds pass, one by one. */
function pass(ms: number): void {
  for (let i = 0; i < ms; i++) {
    now++;
    mock.timers.tick(1);
  }
}
const { createHost } = await import('../../../src/notebook/sandbox/worker-host.ts');
// An open port keeps the process alive.
after(() => {
  for (const port of ports) port.close();
});

function start(clock: 'virtual' | 'paced' | 'real', speed: number): WorkerHost {
  return createHost({
    clock,
    speed,
    map: { sources: ['a.ts'], texts: ['one\ntwo'], lines: [[[0, 0, 1, 0]]], functions: [[]] },
    url: 'blob:program',
    write() {},
    stuck() {},
  });
}
/** Sets a timer; says whether it has fired. */
const wait = (host: WorkerHost, ms: number): (() => boolean) => {
  let fired = false;
  host.setTimer(() => {
    fired = true;
  }, ms);
  return () => fired;
};

describe('the host in a worker', () => {
  it('calls back in order, each in a turn of its own', async () => {
    const host = start('virtual', 1);
    const seen: string[] = [];
    await new Promise<void>((resolve) => {
      host.turn(() => {
        seen.push('a');
        queueMicrotask(() => seen.push('job of a'));
      });
      host.turn(() => seen.push('b'));
      host.turn(resolve);
      seen.push('first');
    });
    assert.deepEqual(seen, ['first', 'a', 'job of a', 'b']);
  });

  it('is the virtual clock when paced without waiting', () => {
    const host = start('paced', 1);
    assert.equal(host.clock, 'paced');
    host.setSpeed(Number.POSITIVE_INFINITY);
    assert.equal(host.clock, 'virtual');
    host.setSpeed(10);
    assert.equal(host.clock, 'paced');
    assert.equal(host.speed, 10);
    assert.equal(start('real', Number.POSITIVE_INFINITY).clock, 'real');
  });

  it('shortens waits that have begun when the speed rises, and only those of the paced clock', () => {
    const paced = start('paced', 1);
    const short = wait(paced, 2_000);
    pass(1_000);
    paced.setSpeed(1_000);
    assert.equal(short(), false);
    pass(1);
    assert.equal(short(), true);
    const endless = wait(paced, 10_000);
    paced.setSpeed(Number.POSITIVE_INFINITY);
    pass(1);
    assert.equal(endless(), true);
    const real = start('real', 1);
    const whole = wait(real, 300);
    real.setSpeed(1_000);
    pass(299);
    assert.equal(whole(), false);
    pass(1);
    assert.equal(whole(), true);
  });

  it('never lengthens a wait beyond the longest one', () => {
    const host = start('paced', 1_000);
    const fired = wait(host, 1);
    host.setSpeed(0.0001);
    pass(2_999);
    assert.equal(fired(), false);
    pass(1);
    assert.equal(fired(), true);
  });

  it('clears timers, once fired or not', () => {
    const host = start('virtual', 1);
    let fired = 0;
    const timers = [1, 2, 3].map(() => host.setTimer(() => fired++, 10));
    host.clearTimer(timers[1]);
    pass(10);
    assert.equal(fired, 2);
    for (const timer of timers) host.clearTimer(timer);
  });

  it('counts the time that it waits, overlapping waits once', () => {
    const host = start('paced', 1);
    assert.equal(host.waited(), 0);
    wait(host, 100);
    pass(50);
    wait(host, 120);
    assert.equal(host.waited(), 50);
    pass(120);
    assert.equal(host.waited(), 170);
    pass(50);
    assert.equal(host.waited(), 170);
  });

  it('interrupts the newest listener, and says whether there is one', () => {
    const host = start('virtual', 1);
    const heard: string[] = [];
    assert.equal(host.interrupt(), false);
    const stopOuter = host.onInterrupt(() => heard.push('outer'));
    const stopInner = host.onInterrupt(() => heard.push('inner'));
    assert.equal(host.interrupt(), true);
    stopInner();
    assert.equal(host.interrupt(), true);
    stopOuter();
    stopOuter();
    assert.equal(host.interrupt(), false);
    assert.deepEqual(heard, ['inner', 'outer']);
  });

  it('knows positions of the program and of nothing else', () => {
    const host = start('virtual', 1);
    assert.deepEqual(host.locate('blob:program', 1, 1), { file: 'a.ts', line: 2, text: 'two', within: null });
    assert.equal(host.locate('blob:runtime', 1, 1), null);
    assert.equal(host.quote('a.ts', 1), 'one');
  });
});
