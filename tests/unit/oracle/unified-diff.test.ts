import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { unifiedDiff } from '../../../src/notebook/command/unified-diff.ts';

const lines = (...all: (string | number)[]): string => all.map((line) => `${line}\n`).join('');

describe('unifiedDiff()', () => {
  it('is empty for equal texts', () => {
    assert.equal(unifiedDiff('a\n', 'a\n', 'x', 'y'), '');
  });

  it('shows three lines around a change', () => {
    const before = lines(1, 2, 3, 4, 5, 6, 7, 8, 9);
    assert.equal(
      unifiedDiff(before, before.replace('5', 'five'), 'x', 'y'),
      lines('--- x', '+++ y', '@@ -2,7 +2,7 @@', ' 2', ' 3', ' 4', '-5', '+five', ' 6', ' 7', ' 8').trimEnd(),
    );
  });

  it('keeps blank lines at the end of a hunk', () => {
    assert.equal(
      unifiedDiff(lines('a', '', ''), lines('b', '', ''), 'x', 'y'),
      lines('--- x', '+++ y', '@@ -1,3 +1,3 @@', '-a', '+b', ' ', ' ').replace(/\n$/, ''),
    );
  });

  it('keeps changes far from one another apart, and near ones together', () => {
    const before = Array.from({ length: 30 }, (_, index) => `line ${index + 1}`);
    const after = before.with(1, 'second').with(7, 'eighth').with(25, 'late');
    const hunks = unifiedDiff(lines(...before), lines(...after), 'x', 'y')
      .split('\n')
      .filter((line) => line.startsWith('@@'));
    assert.deepEqual(hunks, ['@@ -1,11 +1,11 @@', '@@ -23,7 +23,7 @@']);
  });

  it('writes new and deleted files as diff does', () => {
    assert.equal(
      unifiedDiff('', 'a\nb\n', '/dev/null', 'y'),
      lines('--- /dev/null', '+++ y', '@@ -0,0 +1,2 @@', '+a', '+b').trimEnd(),
    );
    assert.equal(
      unifiedDiff('a\n', '', 'x', '/dev/null'),
      lines('--- x', '+++ /dev/null', '@@ -1,1 +0,0 @@', '-a').trimEnd(),
    );
  });
});
