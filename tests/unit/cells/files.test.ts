import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { joinFiles, splitFiles } from '../../../src/notebook/model/files.ts';
import { cellAsFile, cellProgram, withImports } from '../../../src/notebook/model/program.ts';

const ENTRY = 'import { b } from "./b";\n\nb();';
const B = 'import { c } from "./c";\nexport const b = c;\n';
const C = 'export const c = () => 1;';

describe('several files in one text', () => {
  it('are split at their marks, each with its line numbers in the whole', () => {
    const text = joinFiles(ENTRY, [
      ['b.ts', B],
      ['c.ts', C],
    ]);
    assert.equal(
      text,
      'import { b } from "./b";\n\nb();\n\n// @filename: b.ts\nimport { c } from "./c";\nexport const b = c;\n\n// @filename: c.ts\nexport const c = () => 1;',
    );
    const { entry, others } = splitFiles(text);
    assert.equal(entry.trimEnd(), ENTRY);
    assert.deepEqual(Object.keys(others), ['b.ts', 'c.ts']);
    const whole = text.split('\n');
    for (const source of Object.values(others)) {
      const lines = source.split('\n');
      const first = lines.findIndex((line) => line !== '');
      assert.equal(lines[first], whole[first]);
    }
    assert.equal(others['c.ts']?.trim(), C);
  });

  it('are not split where no file begins', () => {
    for (const text of [
      '',
      ENTRY,
      '  // @filename: x.ts\n',
      '// @filename: x',
      'a // @filename: x.ts',
      '// @filename: ../x.ts',
    ]) {
      assert.deepEqual(splitFiles(text), { entry: text, others: {} });
    }
  });

  it('stand in for the cells of the page in the program of a cell', () => {
    const cells = [
      { id: 'b', source: B },
      { id: 'mine', source: ENTRY },
    ];
    const { entry, files } = cellProgram(cells, 'mine', { mine: joinFiles(ENTRY, [['b.ts', C]]) });
    assert.equal(entry, 'mine.ts');
    assert.equal(files['mine.ts']?.trimEnd(), ENTRY);
    assert.equal(files['b.ts']?.trim(), C);
    assert.equal(Object.keys(files).at(-1), entry);
    const more = cellProgram(cells, 'mine', { mine: joinFiles(ENTRY, [['new.ts', C]]) });
    assert.deepEqual(Object.keys(more.files), ['b.ts', 'new.ts', 'mine.ts']);
  });

  it('are made of a cell and what it imports', () => {
    const sources = new Map([
      ['c', C],
      ['unused', ''],
      ['b', B],
      ['mine', ENTRY],
    ]);
    assert.deepEqual(withImports('mine', sources), ['c', 'b', 'mine']);
    assert.deepEqual(Object.keys(splitFiles(cellAsFile('mine', sources)).others), ['c.ts', 'b.ts']);
    assert.equal(cellAsFile('c', sources), `${C}\n`);
  });
});
