import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { type Branch, exceptionGroups, membersOf } from '../../../src/notebook/model/exception-groups.ts';

/** As CPython 3.14 prints it, without most of its frames. */
const NESTED = `before
  + Exception Group Traceback (most recent call last):
  |   File "cell.py", line 18, in <module>
  |     raise ExceptionGroup("a | b", failures)
  | ExceptionGroup: outer (4 sub-exceptions)
  +-+---------------- 1 ----------------
    | Exception Group Traceback (most recent call last):
    |   File "cell.py", line 3, in f
    | ExceptionGroup: inner (2 sub-exceptions)
    | a note
    | of two lines
    +-+---------------- 1 ----------------
      | Traceback (most recent call last):
      |   File "cell.py", line 3, in f
      | ValueError: a
      | +---------------- 7 ----------------
      +---------------- 2 ----------------
      | TypeError: never raised
      +------------------------------------
    +---------------- 2 ----------------
    | Traceback (most recent call last):
    |   File "cell.py", line 7, in chained
    | asyncio.exceptions.CancelledError
    | 
    | The above exception was the direct cause of the following exception:
    | 
    | Traceback (most recent call last):
    |   File "cell.py", line 8, in chained
    | KeyError: 'k'
    +---------------- 3 ----------------
    | ExceptionGroup: unraised (1 sub-exception)
    +-+---------------- 1 ----------------
      | ValueError: 1
      +------------------------------------
after`.split('\n');

function titles(branch: Branch): unknown {
  const members = membersOf(branch);
  const said = [branch.number, branch.title, branch.role].filter((part) => part !== null && part !== 'other').join(' ');
  return members.length === 0 ? said : [said, ...members.map(titles)];
}

describe('exception groups in output', () => {
  test('are read as the tree that CPython draws', () => {
    const groups = exceptionGroups(NESTED);
    assert.deepEqual(groups.map(titles), [
      [
        'ExceptionGroup: outer (4 sub-exceptions)',
        ['1 ExceptionGroup: inner (2 sub-exceptions)', '1 ValueError: a', '2 TypeError: never raised'],
        "2 KeyError: 'k' cancelled",
        ['3 ExceptionGroup: unraised (1 sub-exception)', '1 ValueError: 1'],
      ],
    ]);
  });

  test('have each of their lines once and in order', () => {
    for (const group of exceptionGroups(NESTED)) {
      assert.deepEqual(
        linesOf(group),
        Array.from({ length: NESTED.length - 2 }, (_, index) => index + 1),
      );
    }
  });

  test('of tasks say which of them failed first', () => {
    const text = `  | ExceptionGroup: unhandled errors in a TaskGroup (3 sub-exceptions)
  +-+---------------- 1 ----------------
    | asyncio.exceptions.CancelledError: by hand
    +---------------- 2 ----------------
    | ValueError: 1
    +---------------- ... ----------------
    | and 2 more exceptions
    +------------------------------------`.split('\n');
    assert.deepEqual(exceptionGroups(text).map(titles), [
      [
        'ExceptionGroup: unhandled errors in a TaskGroup (3 sub-exceptions)',
        '1 asyncio.exceptions.CancelledError: by hand cancelled',
        '2 ValueError: 1 first',
        '... and 2 more exceptions',
      ],
    ]);
  });

  test('that lead to other exceptions are found one by one', () => {
    const group = (name: string): string => `  + Exception Group Traceback (most recent call last):
  | ExceptionGroup: ${name} (1 sub-exception)
  +-+---------------- 1 ----------------
    | ValueError: 2
    +------------------------------------`;
    const joint = '\n\nThe above exception was the direct cause of the following exception:\n\n';
    const found = exceptionGroups(`${group('one')}${joint}${group('two')}${joint}RuntimeError: last`.split('\n'));
    assert.deepEqual(
      found.map(({ title }) => title),
      ['ExceptionGroup: one (1 sub-exception)', 'ExceptionGroup: two (1 sub-exception)'],
    );
  });

  test('are no tables, and no trees that break off', () => {
    assert.deepEqual(exceptionGroups(['  | name | size |', '  +------+------+', '  | a    | 1    |']), []);
    assert.deepEqual(exceptionGroups(NESTED.slice(0, -2)), []);
    assert.deepEqual(exceptionGroups(NESTED.slice(0, 8)), []);
  });
});

function linesOf({ parts }: Branch): number[] {
  return parts.flatMap((part) =>
    'parts' in part ? linesOf(part) : Array.from({ length: part.to - part.from }, (_, index) => part.from + index),
  );
}
