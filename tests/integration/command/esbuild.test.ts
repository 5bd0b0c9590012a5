/** esbuild's process fails for real: every request to it is answered all the same. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { CompileResult } from '../../../src/notebook/languages/typescript/compile/index.ts';
import { compileProgram, compileWithin, stopCompiler } from '../../../src/site/commands/programs.ts';

const noProc = process.platform === 'linux' ? false : 'finds processes in /proc';

/** esbuild's processes: this one has no other children. */
function children(): number[] {
  const list = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim();
  return list === '' ? [] : list.split(' ').map(Number);
}

const program = (source: string) => ({ entry: 'cell.ts', files: { 'cell.ts': source } });
let made = 0;
/** A program that was not compiled before, and so is not remembered. */
const fresh = () => program(`export const n: number = ${made++};`);
const several = (): Promise<CompileResult[]> => Promise.all(Array.from({ length: 6 }, () => compileProgram(fresh())));
const allOk = (results: readonly CompileResult[]): void => {
  for (const result of results) assert.ok(result.ok, JSON.stringify(result));
};

describe("esbuild's process", { skip: noProc }, () => {
  before(() => compileProgram(program('')));
  after(stopCompiler);

  it('dies: what was asked of it is asked of a new one', async () => {
    const asked = several();
    for (const id of children()) process.kill(id, 'SIGKILL');
    allOk(await asked);
  });

  it('has died unnoticed: likewise', async () => {
    for (const id of children()) process.kill(id, 'SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, 100));
    allOk(await several());
  });

  it('hangs: likewise after the deadline, also what still had time', async () => {
    const hung = children();
    for (const id of hung) process.kill(id, 'SIGSTOP');
    // Only the first has a short deadline; the others learn from it that their process is gone.
    const late = compileWithin(fresh(), 1);
    const others = several();
    await late;
    allOk(await others);
    for (const id of hung) process.kill(id, 'SIGKILL');
  });

  it('answers, and nothing keeps the answer', async () => {
    setFlagsFromString('--expose-gc');
    const gc = runInNewContext('gc') as () => void;
    const answered = async (): Promise<WeakRef<CompileResult>> => new WeakRef(await compileProgram(fresh()));
    const answers = await Promise.all(Array.from({ length: 3 }, answered));
    for (let i = 0; i < 10 && answers.some((answer) => answer.deref() !== undefined); i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      gc();
    }
    assert.deepEqual(
      answers.map((answer) => answer.deref()),
      [undefined, undefined, undefined],
    );
  });

  it('always fails: a compile error says so, with the place', async () => {
    await stopCompiler();
    const kill = setInterval(() => {
      for (const id of children()) process.kill(id, 'SIGKILL');
    }, 5);
    const result = await compileProgram(program('let a = 1;'));
    clearInterval(kill);
    assert.ok(!result.ok);
    assert.deepEqual(result.errors, [
      {
        message:
          'The compiler gave up on this program (esbuild failed twice: its process ended); something in it is nested too deeply, or the machine is too busy.',
        file: 'cell.ts',
        line: 1,
        column: 1,
        length: 1,
        lineText: 'let a = 1;',
      },
    ]);
  });
});
