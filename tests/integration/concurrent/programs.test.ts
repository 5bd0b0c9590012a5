/** The programs with executors, in Node. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { compileProgram, runProgram, stopCompiler } from '../../../src/site/commands/programs.ts';
import { check, programs, sourceOf } from './programs.ts';

after(stopCompiler);

describe('executors', () => {
  for (const program of programs) {
    test(program.name, async () => {
      const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': sourceOf(program) } });
      if (!compiled.ok) throw new Error(compiled.errors.map(({ message, line }) => `${line}: ${message}`).join('\n'));
      const { lines, end, why } = await runProgram(compiled, { timeout: 120 });
      check(program, lines);
      assert.equal(end, 'finished', why);
    });
  }
});
