import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { WorkerHost } from '../../../src/sandbox/worker-host.ts';

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
const { createHost } = await import('../../../src/sandbox/worker-host.ts');
// An open port keeps the process alive.
after(() => {
  for (const port of ports) port.close();
});

function start(clock: 'virtual' | 'paced' | 'real', speed: number): WorkerHost {
  return createHost({
    clock,
    speed,
    map: { sources: ['a.ts'], texts: ['one\ntwo'], lines: [[[0, 0, 1, 0]]] },
    url: 'blob:program',
    write() {},
    stuck() {},
  });
}
const wait = (host: WorkerHost, ms: number): Promise<number> => {
  const began = performance.now();
  return new Promise((resolve) => host.setTimer(() => resolve(performance.now() - began), ms));
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

  it('shortens waits that have begun when the speed rises, and only those of the paced clock', async () => {
    const paced = start('paced', 1);
    const short = wait(paced, 10_000);
    paced.setSpeed(1_000);
    assert.ok((await short) < 1_000);
    const endless = wait(paced, 10_000);
    paced.setSpeed(Number.POSITIVE_INFINITY);
    assert.ok((await endless) < 1_000);
    const real = start('real', 1);
    const whole = wait(real, 300);
    real.setSpeed(1_000);
    assert.ok((await whole) >= 290);
  });

  it('never lengthens a wait beyond the longest one', async () => {
    const host = start('paced', 1_000);
    let fired = false;
    const timer = host.setTimer(() => {
      fired = true;
    }, 1);
    host.setSpeed(0.0001);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(fired, false);
    host.clearTimer(timer);
  });

  it('clears timers, once fired or not', async () => {
    const host = start('virtual', 1);
    let fired = 0;
    const timers = [1, 2, 3].map(() => host.setTimer(() => fired++, 10));
    host.clearTimer(timers[1]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal(fired, 2);
    for (const timer of timers) host.clearTimer(timer);
  });

  it('counts the time that it waits, overlapping waits once', async () => {
    const host = start('paced', 1);
    assert.equal(host.waited(), 0);
    await Promise.all([wait(host, 100), wait(host, 120)]);
    const waited = host.waited();
    assert.ok(waited >= 115 && waited < 1_000, `${waited}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    assert.equal(host.waited(), waited);
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
    assert.deepEqual(host.locate('blob:program', 1, 1), { file: 'a.ts', line: 2, text: 'two' });
    assert.equal(host.locate('blob:runtime', 1, 1), null);
    assert.equal(host.quote('a.ts', 1), 'one');
  });
});
