import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { LineMap } from '../../../src/notebook/languages/typescript/compile/types.ts';
import { locate, quote } from '../../../src/notebook/languages/typescript/positions.ts';

const map: LineMap = {
  sources: ['a.ts', 'b.ts'],
  functions: [[], []],
  texts: ['one\n  two();\nthree', 'four'],
  lines: [
    [],
    [
      [4, 0, 1, 2],
      [10, 1, 0, 0],
      [20, 0, 2, 0],
    ],
  ],
};

describe('positions', () => {
  it('finds the segment at or before a column', () => {
    assert.deepEqual(locate(map, 2, 5), { file: 'a.ts', line: 2, text: 'two();', within: null });
    assert.deepEqual(locate(map, 2, 10), { file: 'a.ts', line: 2, text: 'two();', within: null });
    assert.deepEqual(locate(map, 2, 11), { file: 'b.ts', line: 1, text: 'four', within: null });
    assert.deepEqual(locate(map, 2, 500), { file: 'a.ts', line: 3, text: 'three', within: null });
  });

  it('knows where there is nothing', () => {
    assert.equal(locate(map, 2, 4), null);
    assert.equal(locate(map, 1, 1), null);
    assert.equal(locate(map, 3, 1), null);
    assert.equal(locate(map, 0, 1), null);
  });

  it('quotes lines', () => {
    assert.equal(quote(map, 'a.ts', 2), 'two();');
    assert.equal(quote(map, 'a.ts', 9), '');
    assert.equal(quote(map, 'c.ts', 1), '');
  });
});
