/** TypeScript without a runtime: the language, `console`, and timers on a virtual clock. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { typescript } from '../../../src/notebook/command/typescript.ts';
import type { RunOptions } from '../../../src/notebook/languages/language.ts';
import { plain } from '../../../src/notebook/languages/typescript/plain-files.ts';

const language = typescript(plain);
after(() => language.stop());

/** Runs a program, whose first file is its entry; what it printed, each line with its time, and its status. */
async function run(files: string | Record<string, string>, options: RunOptions = {}): Promise<readonly string[]> {
  const all = typeof files === 'string' ? { 'cell.ts': files } : files;
  const compiled = await language.compile({ entry: Object.keys(all)[0] as string, files: all });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  const { lines, status, end } = await language.run(compiled, options);
  return [...lines.map(({ stream, time, text }) => `${stream} ${time} ${text}`), `${end} ${status}`];
}

describe('a plain program', () => {
  test('has async functions that start at once, as everywhere in JavaScript', async () => {
    const program = `
      async function work() { console.log('started'); await null; console.log('went on'); }
      const promise = work();
      console.log('called', promise instanceof Promise);
      await promise;`;
    assert.deepEqual(await run(program), ['out 0 started', 'out 0 called true', 'out 0 went on', 'finished 0']);
  });

  test('has timers that fire by their times, equal ones in the order in which they were set', async () => {
    const program = `
      setTimeout((word: string) => console.log(word), 3_600_000, 'an hour');
      setTimeout(() => console.log('second of two'), 5); setTimeout(() => console.log('third'), 5);
      const never = setTimeout(() => console.log('never'), 1);
      setTimeout(() => { console.log('first'); queueMicrotask(() => console.log('its job')); }, 1);
      clearTimeout(never);
      let left = 3;
      const interval = setInterval(() => { console.log('again'); if (--left === 0) clearInterval(interval); }, 1000);`;
    assert.deepEqual(await run(program), [
      'out 0.001 first',
      'out 0.001 its job',
      'out 0.005 second of two',
      'out 0.005 third',
      'out 1 again',
      'out 2 again',
      'out 3 again',
      'out 3600 an hour',
      'finished 0',
    ]);
  });

  test('waits at its top level, and ends with the last of its timers', async () => {
    const program = `
      const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
      setTimeout(() => console.log('after the module'), 9000);
      await wait(5000);
      console.log('the module is over');`;
    assert.deepEqual(await run(program), ['out 5 the module is over', 'out 9 after the module', 'finished 0']);
  });

  test('imports other files, types among the names, and knows which one is the program', async () => {
    const files = {
      'main.ts': `import { twice, Unit } from './lib'; const unit: Unit = 'm'; console.log(twice(2), unit, import.meta.main);`,
      'lib.ts': `export type Unit = 'm'; console.log('lib', import.meta.main); export const twice = (n: number) => 2 * n;`,
    };
    assert.deepEqual(await run(files), ['out 0 lib false', 'out 0 4 m true', 'finished 0']);
  });

  test('that fails names the places in the author’s text', async () => {
    const program = `type Nothing = null;
function fails(list: number[]) {
  return list.length;
}
setTimeout(function later() { fails(null as Nothing as never); }, 2000);`;
    assert.deepEqual(await run(program), [
      "err 2 Uncaught TypeError: Cannot read properties of null (reading 'length')",
      'err 2     at fails (cell.ts:3)',
      'err 2     at later (cell.ts:5)',
      'finished 1',
    ]);
  });

  test('disposes what it uses, in loops too', async () => {
    const program = `
      const open = (name: string) => ({ async [Symbol.asyncDispose]() { console.log('closed', name); } });
      { await using a = open('a'); console.log('in the block'); }
      for (await using b of [open('b')]) console.log('in the loop');`;
    assert.deepEqual(await run(program), [
      'out 0 in the block',
      'out 0 closed a',
      'out 0 in the loop',
      'out 0 closed b',
      'finished 0',
    ]);
  });

  test('that waits for nothing is stuck, and one that is interrupted has the status of that', async () => {
    assert.deepEqual(await run('console.log(1); await new Promise(() => {});'), ['out 0 1', 'stuck 13']);
    assert.deepEqual(await run('await new Promise(() => {});', { interrupts: 1 }), ['finished 130']);
  });

  test('has nothing to import but its own files', async () => {
    const compiled = await language.compile({ entry: 'a.ts', files: { 'a.ts': 'import "awaitable/asyncio";' } });
    assert.ok(!compiled.ok);
    assert.deepEqual(
      compiled.errors.map(({ message, line, column }) => `${line}:${column} ${message}`),
      ['1:8 Cannot import "awaitable/asyncio": a cell can import other files as "./name".'],
    );
  });
});
