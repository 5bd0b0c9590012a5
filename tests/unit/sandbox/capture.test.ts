import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Capture } from '../../../src/notebook/capture/capture.ts';
import { CAPS, LineAssembler } from '../../../src/notebook/capture/lines.ts';
import type { Line } from '../../../src/notebook/model/transcript.ts';

const line = (text: string): Line => ({ stream: 'out', time: 0, text });

describe('Capture', () => {
  it('keeps lines, and what stands in those that have not ended', () => {
    const capture = new Capture();
    capture.take({ t: 'line', line: line('a') });
    capture.take({ t: 'partial', line: line('b') });
    capture.take({ t: 'partial', line: line('bc') });
    assert.deepEqual(capture.open, [line('bc')]);
    assert.deepEqual(capture.transcript({ status: 137, exception: null }), {
      lines: [line('a'), line('bc')],
      hidden: 0,
      hiddenAt: 0,
      exception: null,
      status: 137,
    });
    capture.take({ t: 'line', line: line('bcd') });
    assert.deepEqual(capture.open, []);
    assert.deepEqual(capture.lines, [line('a'), line('bcd')]);
  });

  it('ends with what the assembler in the sandbox kept', () => {
    for (const count of [3, 10, 11, 1_000]) {
      const capture = new Capture();
      const assembler = new LineAssembler(
        {
          line: (sent) => capture.take({ t: 'line', line: sent }),
          tail: (from, hidden, lines) => capture.take({ t: 'tail', from, hidden, lines }),
        },
        { ...CAPS, headLines: 7, tailLines: 3 },
        () => 0,
      );
      for (let i = 0; i < count; i++) assembler.write('out', `${i}\n`, 0);
      assembler.finish();
      const { lines, hidden, hiddenAt } = capture.transcript({ status: 0, exception: null });
      assert.deepEqual({ lines, hidden, hiddenAt }, assembler.transcript(), String(count));
    }
  });

  it('is not filled by a sandbox that sends too much', () => {
    const capture = new Capture();
    for (let i = 0; i < 5_000; i++) capture.take({ t: 'line', line: line('x') });
    for (let i = 0; i < 5_000; i++) capture.take({ t: 'partial', line: { ...line('x'), worker: String(i) } });
    assert.equal(capture.lines.length, 2_000);
    assert.equal(capture.open.length, 100);
    capture.take({ t: 'tail', from: 2_000_000, hidden: 1, lines: [line('y')] });
    assert.equal(capture.lines.length, 2_001);
  });
});
