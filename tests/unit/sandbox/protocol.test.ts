import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { readMessage } from '../../../src/notebook/sandbox/protocol.ts';

const line = { stream: 'out', time: 0, text: 'x' };

describe('readMessage', () => {
  it('takes what a sandbox sends', () => {
    for (const message of [
      { t: 'ready' },
      { t: 'pulse' },
      { t: 'stuck' },
      { t: 'line', line },
      { t: 'line', line: { ...line, worker: 'w' } },
      { t: 'partial', line },
      { t: 'tail', from: 1, hidden: 2, lines: [line] },
      { t: 'beat', waited: 1.5 },
      { t: 'interrupted', taken: true },
      { t: 'log', json: '{}' },
      { t: 'end', status: 1, exception: { type: 'E', message: 'm' } },
      { t: 'end', status: 0, exception: null },
      { t: 'broken', why: 'w' },
    ]) {
      assert.deepEqual(readMessage(message), message);
    }
  });

  it('refuses everything else', () => {
    const cyclic: Record<string, unknown> = { t: 'line' };
    cyclic['line'] = cyclic;
    for (const data of [
      null,
      undefined,
      1,
      'ready',
      [],
      [{ t: 'ready' }],
      {},
      { t: 'unknown' },
      { t: '__proto__' },
      cyclic,
      { t: 'line' },
      { t: 'line', line: { ...line, stream: 'x' } },
      { t: 'line', line: { ...line, text: 1 } },
      { t: 'line', line: { ...line, text: 'x'.repeat(8_001) } },
      { t: 'line', line: { ...line, time: Number.NaN } },
      { t: 'line', line: { ...line, worker: {} } },
      { t: 'tail', from: -1, hidden: 0, lines: [] },
      { t: 'tail', from: 0, hidden: 0.5, lines: [] },
      { t: 'tail', from: 0, hidden: 0, lines: {} },
      { t: 'tail', from: 0, hidden: 0, lines: [null] },
      { t: 'tail', from: 0, hidden: 0, lines: Array.from({ length: 2_001 }, () => line) },
      { t: 'beat', waited: Number.NaN },
      { t: 'beat', waited: -1 },
      { t: 'interrupted', taken: 1 },
      { t: 'log', json: {} },
      { t: 'log', json: ' '.repeat(16_000_001) },
      { t: 'end', status: '0', exception: null },
      { t: 'end', status: 0 },
      { t: 'end', status: 0, exception: { type: 1, message: '' } },
      { t: 'broken', why: {} },
    ]) {
      assert.equal(readMessage(data), null, inspect(data).slice(0, 200));
    }
  });

  it('passes on nothing that it has not checked', () => {
    assert.deepEqual(readMessage({ t: 'line', line: { ...line, html: '<b>' }, more: 1 }), { t: 'line', line });
  });

  it('cuts the words of an exception, as a run must end', () => {
    const message = readMessage({ t: 'end', status: 1, exception: { type: 'E', message: 'x'.repeat(100_000) } });
    assert.equal(message?.t === 'end' && message.exception?.message.length, 8_000);
  });
});
