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
    for (let number = 0; number < 8; number++) signals.give(number, false);
    assert.deepEqual(Array.from({ length: 9 }, next), [0, 1, 2, 3, 4, 5, 6, 7, -1]);
  });

  it('come to an end, but for those that are urgent', () => {
    const signals = new Signals();
    for (let i = 0; i < 100; i++) signals.give(5, false);
    signals.give(1, true);
    const next = reader(signals);
    const heard = Array.from({ length: 100 }, next);
    assert.ok(heard[0] === 5 && heard.includes(-1));
    assert.equal(heard[heard.indexOf(-1) - 1], 1);
  });

  it('have room for all that a page has to say', () => assert.ok(SIGNALS.length <= 8));

  it('of what is none are not given', () => {
    const signals = new Signals();
    signals.give(SIGNALS.indexOf('nothing' as 'halt'), true);
    assert.equal(reader(signals)(), -1);
  });
});
