import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printTranscript, readTranscript } from '../../../src/notebook/model/recorded-output.ts';
import type { Transcript } from '../../../src/notebook/model/transcript.ts';

const transcript: Transcript = {
  lines: [
    { stream: 'out', time: 0, text: 'started' },
    { stream: 'out', time: 1e-9, text: '' },
    { stream: 'err', time: 1.5, text: '  indented, with a space at its end ' },
    { stream: 'out', time: 2, text: '= status 0' },
  ],
  hidden: 0,
  hiddenAt: 0,
  exception: { type: 'asyncio.exceptions.CancelledError', message: '' },
  status: 1,
};

describe('recorded output', () => {
  test('is read as it was written', () => {
    for (const exception of [null, transcript.exception, { type: 'ValueError', message: 'two\nlines\n' }]) {
      const one = { ...transcript, exception };
      assert.deepEqual(readTranscript(printTranscript(one), 'x.expected'), one);
    }
  });

  test('looks like this', () => {
    assert.equal(
      printTranscript(transcript),
      [
        '0 started',
        '1e-9',
        '! 1.5   indented, with a space at its end ',
        '2 = status 0',
        '= status 1, asyncio.exceptions.CancelledError',
        '',
      ].join('\n'),
    );
  });

  test('names file and line of what it cannot read', () => {
    assert.throws(() => readTranscript('0 a\nb\n= status 0\n', 'x.expected'), { message: /^x\.expected:2: is not/ });
    assert.throws(() => readTranscript('0 a\n', 'x.expected'), { message: /^x\.expected does not end in a line/ });
  });

  test('is whole', () => {
    assert.throws(() => printTranscript({ ...transcript, hidden: 3 }), { message: /3 lines too many/ });
  });
});
