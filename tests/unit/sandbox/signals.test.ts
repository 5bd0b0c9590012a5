/** Signals to a worker that blocks: numbers spelled by scripts that do not load any more. */
import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { SIGNALS } from '../../../src/notebook/sandbox/protocol.ts';
import { Signals, signalReader } from '../../../src/notebook/sandbox/signals.ts';

describe('signals', () => {
  const { createObjectURL, revokeObjectURL } = URL;
  let alive: Set<string>;
  beforeEach(() => {
    alive = new Set();
    let made = 0;
    URL.createObjectURL = () => {
      const url = `blob:${made++}`;
      alive.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => void alive.delete(url);
  });
  afterEach(() => Object.assign(URL, { createObjectURL, revokeObjectURL }));

  const reader = (signals: Signals): (() => number) =>
    signalReader(signals.urls, (url) => {
      if (!alive.has(url)) throw new Error('does not load');
    });

  it('arrive as the numbers that were given, each once and in their order', () => {
    const signals = new Signals();
    const next = reader(signals);
    assert.equal(next(), -1);
    for (let number = 0; number < 8; number++) assert.equal(signals.give(number), true);
    assert.deepEqual(Array.from({ length: 9 }, next), [0, 1, 2, 3, 4, 5, 6, 7, -1]);
  });

  it('come to an end, and say so', () => {
    const signals = new Signals();
    const given = Array.from({ length: 20 }, () => signals.give(0));
    assert.deepEqual([given[0], given.at(-1)], [true, false]);
  });

  it('have room for all that a page has to say', () => assert.ok(SIGNALS.length <= 8));

  it('of what is none are not given', () =>
    assert.equal(new Signals().give(SIGNALS.indexOf('nothing' as 'halt')), false));
});
