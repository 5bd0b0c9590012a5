import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type LineEdit, lineDiff } from '../../../src/notebook/model/line-diff.ts';

const side = (edits: readonly LineEdit[], mark: '-' | '+'): string[] =>
  edits.filter((edit) => edit.mark === ' ' || edit.mark === mark).map(({ text }) => text);

describe('lineDiff()', () => {
  it('keeps what both have and replaces the rest', () => {
    const edits = lineDiff(['a', 'b', 'c', 'd'], ['a', 'c', 'x', 'd']);
    assert.deepEqual(
      edits.map(({ mark, text }) => mark + text),
      [' a', '-b', ' c', '+x', ' d'],
    );
  });

  it('replaces as a whole what is too long to be compared, and still leads from one to the other', () => {
    const before = ['first', ...Array.from({ length: 5_000 }, (_, index) => `old ${index}`), 'last'];
    const after = ['first', ...Array.from({ length: 5_000 }, (_, index) => `new ${index}`), 'last'];
    const edits = lineDiff(before, after);
    assert.deepEqual(side(edits, '-'), before);
    assert.deepEqual(side(edits, '+'), after);
    assert.equal(edits[0]?.mark, ' ');
    assert.equal(edits.at(-1)?.mark, ' ');
  });

  it('of many lines that only one of the texts has leads from one to the other, too', () => {
    const few = ['first', 'last'];
    for (const many of [
      ['first', ...Array.from({ length: 3_000 }, (_, index) => `${index}`), 'last'],
      [...few, ...Array.from({ length: 3_000 }, (_, index) => `${index}`)],
      ['first', ...few, ...Array.from({ length: 3_000 }, () => 'last')],
    ]) {
      for (const [before, after] of [
        [few, many],
        [many, few],
      ] as const) {
        const edits = lineDiff(before, after);
        assert.deepEqual([side(edits, '-'), side(edits, '+')], [before, after]);
        assert.deepEqual(edits.filter(({ mark }) => mark === ' ').length, 2);
      }
    }
  });
});
