import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { megabytes, visible } from '../../../src/notebook/element/views/display.ts';

describe('visible', () => {
  it('leaves text alone, in all scripts', () => {
    const text = 'tab\there, <b>ünï😀 שלום 中';
    assert.equal(visible(text), text);
  });

  it('shows characters that act', () => {
    assert.equal(visible('\u001b[31mred\u202ertl\u0000\u2028\r'), '\\x1b[31mred\\u202ertl\\x00\\u2028\\x0d');
  });

  it('shows halves of characters, and whole ones as they are', () => {
    assert.equal(visible('a\ud83d\ude00b\ud83dc\ude00'), 'a😀b\\ud83dc\\ude00');
  });
});

describe('megabytes', () => {
  it('counts in millions of bytes', () => {
    assert.equal(megabytes(1_234_567, 3_700_000), '1.2 of 3.7 MB');
    assert.equal(megabytes(1_234_567, null), '1.2 MB');
  });
});
