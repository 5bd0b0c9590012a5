import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { cellProgram } from '../../../src/notebook/model/program.ts';
import { stretches } from '../../../src/notebook/model/regions.ts';
import { frameOf } from '../../../src/notebook/model/traceback.ts';
import {
  endingText,
  formatTime,
  hiddenText,
  proofText,
  provenanceText,
  sentenceParts,
} from '../../../src/notebook/model/wording.ts';

describe('proofText()', () => {
  const of = (...lines: number[]): string => proofText({ holds: true, lines }, 7);

  test('names lines from 1 and joins neighbours', () => {
    assert.equal(of(0), 'line 1');
    assert.equal(of(0, 1), 'lines 1, 2');
    assert.equal(of(0, 1, 2, 4), 'lines 1–3, 5');
  });

  test('says of how many lines none was such', () => {
    assert.equal(of(), 'none of the 7 lines');
    assert.equal(proofText({ holds: true, lines: [] }, 0), 'no output');
  });
});

describe('sentenceParts()', () => {
  const words = (sentence: string): string =>
    sentenceParts(sentence)
      .map(({ text, code }) => (code ? `<${text}>` : text))
      .join('');

  test('prints quotes and apostrophes of the words, and leaves code as it is', () => {
    assert.equal(
      words(`It is the Task's. "No," says \`it's\`'s owner.`),
      `It is the Task’s. “No,” says <it's>’s owner.`,
    );
    assert.equal(
      words(`"object bool can't be used in 'await' expression"`),
      '“object bool can’t be used in ‘await’ expression”',
    );
    assert.equal(words(`("'bool' object can't be awaited")`), '(“‘bool’ object can’t be awaited”)');
    assert.equal(words('`main`'), '<main>');
  });
});

describe('frameOf()', () => {
  test('takes the frame of a traceback apart, that of a member of a group too', () => {
    assert.deepEqual(frameOf('  File "a-b.ts", line 12, in main'), {
      before: '  ',
      place: 'File "a-b.ts", line 12',
      file: 'a-b.ts',
      line: '12',
      after: ', in main',
    });
    assert.equal(frameOf('  |   File "a.ts", line 2, in <module>')?.before, '  |   ');
    assert.equal(frameOf('    await asyncio.sleep(1);'), null);
  });
});

describe('formatTime()', () => {
  test('shows no more decimals than there are, and three at most', () => {
    assert.deepEqual([0, 0.5, 1.1000000000000001, 3600, 0.00049].map(formatTime), ['0', '0.5', '1.1', '3600', '0']);
  });
});

describe('provenanceText()', () => {
  test('says that CPython prints the same only where it does, letter by letter', () => {
    assert.equal(provenanceText('recorded'), 'Recorded');
    assert.equal(
      provenanceText('recorded', { on: 'CPython 3.14', same: true }),
      'Recorded · CPython 3.14 prints the same',
    );
    assert.equal(provenanceText('recorded', { on: 'CPython 3.14', same: false }), 'Recorded · CPython 3.14 agrees');
  });
});

describe('endingText() and hiddenText()', () => {
  const end = { lines: [], hidden: 0, hiddenAt: 0, exception: null, status: 0 };

  test('say how a run ended', () => {
    assert.equal(endingText(end), 'Printed nothing. Exit status 0');
    assert.equal(
      endingText({ ...end, hidden: 1, status: 1, exception: { type: 'ValueError', message: 'x' } }),
      'Ended by ValueError (exit status 1)',
    );
    assert.equal(endingText({ ...end, hidden: 1, status: 130 }), 'Interrupted (exit status 130)');
    assert.equal(hiddenText(12034), '… 12,034 more lines not shown …');
  });
});

describe('stretches()', () => {
  test('cuts at regions and keeps every line once', () => {
    const lines = ['// #region Setup', 'import a', '// #endregion', '', 'run()'];
    assert.deepEqual(stretches(lines), [
      { region: 'Setup', from: 0, to: 3 },
      { from: 3, to: 5 },
    ]);
    assert.deepEqual(stretches(['x', '# region Helpers', 'y', '# endregion']), [
      { from: 0, to: 1 },
      { region: 'Helpers', from: 1, to: 4 },
    ]);
  });

  test('lets a region without end reach the last line', () => {
    assert.deepEqual(stretches(['# region', 'y']), [{ region: 'Setup', from: 0, to: 2 }]);
  });
});

describe('cellProgram()', () => {
  const cells = [
    { id: 'a', source: '1' },
    { id: 'b', source: '2' },
    { id: 'c', source: '3' },
  ];

  test('holds the cell and those before it', () => {
    assert.deepEqual(cellProgram(cells, 'b'), { entry: 'b.ts', files: { 'a.ts': '1', 'b.ts': '2' } });
  });

  test('takes edited sources instead', () => {
    assert.deepEqual(cellProgram(cells, 'a', { a: 'edited' }).files, { 'a.ts': 'edited' });
  });

  test('names the cells that there are', () => {
    assert.throws(() => cellProgram(cells, 'z'), { message: 'No cell "z" here; there are: a, b, c' });
  });
});
