/** Programs run in realms of their own, and their output is assembled as in the browser. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { Run, RunOptions } from '../../../src/notebook/languages/language.ts';
import { compileProgram, runProgram, stopCompiler } from '../../../src/site/commands/programs.ts';

after(stopCompiler);

async function run(source: string, options?: RunOptions): Promise<Run> {
  const result = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': source } });
  assert.ok(result.ok);
  return await runProgram(result, options);
}

const text = ({ lines }: Run): string[] => lines.map((line) => line.text);

describe('a run', () => {
  it("has every line with its stream and the loop's time", async () => {
    const result = await run(`import * as asyncio from "awaitable/asyncio"; import { print } from "awaitable/builtins";
      async function main() { print("a\\nb"); await asyncio.sleep(1.5); console.error("c"); print("d", { end: "" }); }
      await asyncio.run(main());`);
    assert.deepEqual(result, {
      lines: [
        { stream: 'out', time: 0, text: 'a' },
        { stream: 'out', time: 0, text: 'b' },
        { stream: 'err', time: 1.5, text: 'c' },
        { stream: 'out', time: 1.5, text: 'd' },
      ],
      hidden: 0,
      hiddenAt: 0,
      exception: null,
      status: 0,
      end: 'finished',
    });
  });

  it('leaves nothing to the next', async () => {
    await run('globalThis.leak = 1; Object.prototype.leak = 2; Map.prototype.get = null; globalThis.Promise = null;');
    assert.deepEqual(
      text(await run('console.log(typeof leak, typeof {}.leak, typeof Map.prototype.get, typeof Promise);')),
      ['undefined undefined function function'],
    );
  });

  it('tells in debug mode where what nobody awaited was made', async () => {
    const lines = text(
      await run(`import * as asyncio from "awaitable/asyncio";
async function forgotten() {}
class Maker {
  make() { return forgotten(); }
}
async function main() {
  new Maker().make();
  const method = { async called() {} };
  method.called();
}
await asyncio.run(main(), { debug: true });`),
    );
    assert.deepEqual(lines, [
      "cell.ts:2: RuntimeWarning: coroutine 'forgotten' was never awaited",
      'Coroutine created at (most recent call last)',
      '  File "cell.ts", line 7, in main',
      '    new Maker().make();',
      '  File "cell.ts", line 4, in make',
      '    make() { return forgotten(); }',
      '  async function forgotten() {}',
      "cell.ts:9: RuntimeWarning: coroutine 'main.<locals>.called' was never awaited",
      'Coroutine created at (most recent call last)',
      '  File "cell.ts", line 9, in main',
      '    method.called();',
      '  method.called();',
    ]);
  });

  it('many at once', async () => {
    const results = await Promise.all(Array.from({ length: 8 }, (_, n) => run(`console.log(${n});`)));
    assert.deepEqual(results.flatMap(text), ['0', '1', '2', '3', '4', '5', '6', '7']);
  });

  it('that prints without end is cut truthfully', async () => {
    const result = await run('for (let i = 0; i < 5000; i++) console.log(i);');
    assert.equal(result.lines.length + result.hidden, 5000);
    assert.equal(result.lines[0]?.text, '0');
    assert.equal(result.lines.at(-1)?.text, '4999');
    assert.equal(result.lines[result.hiddenAt]?.text, String(result.hiddenAt + result.hidden));
  });

  it('that never ends is stopped, and what it printed is kept', async () => {
    const result = await run('console.log("before"); for (;;);', { timeout: 5 });
    assert.deepEqual([text(result), result.end, result.status], [['before'], 'timeout', 124]);
  });

  it('that waits for nothing is noticed', async () => {
    const waits =
      'import * as asyncio from "awaitable/asyncio"; await asyncio.run((async () => { await new asyncio.Future(); })());';
    assert.deepEqual([(await run(waits)).end, (await run('await new Promise(() => {});')).end], ['stuck', 'stuck']);
  });

  for (const clock of ['virtual', 'paced', 'real'] as const) {
    it(`that sleeps for ever is noticed on the ${clock} clock`, async () => {
      const source = `import * as asyncio from "awaitable/asyncio"; await asyncio.run(asyncio.sleep(Infinity));`;
      assert.equal((await run(source, { clock, timeout: 60 })).end, 'stuck');
    });
  }

  it('that sleeps for longer than the universe is old ends at that time', async () => {
    const result = await run(
      `import * as asyncio from "awaitable/asyncio"; await asyncio.run(asyncio.sleep(1e300)); console.log("up");`,
      { timeout: 60 },
    );
    assert.deepEqual([result.end, result.lines], ['finished', [{ stream: 'out', time: 1e300, text: 'up' }]]);
  });

  it('that is woken from outside goes on', async () => {
    const source = `import * as asyncio from "awaitable/asyncio";
      async function main() { const f = new asyncio.Future(); setTimeout(() => f.setResult("woken"), 30); console.log(await f); console.log(await new Promise((r) => setTimeout(r, 30, "adopted"))); }
      await asyncio.run(main());`;
    const result = await run(source);
    assert.deepEqual([text(result), result.end], [['woken', 'adopted'], 'finished']);
  });

  it('that throws where nobody waits goes on, and its status tells', async () => {
    const result = await run(
      'setTimeout(() => { throw new Error("late"); }, 1); await new Promise((r) => setTimeout(r, 30)); console.log("on");',
    );
    assert.deepEqual([text(result), result.status], [['Uncaught: Error: late', 'on'], 1]);
  });

  it('that exits its process only ends itself', async () => {
    const result = await run('console.log("a"); process.exit(3);');
    assert.deepEqual([text(result), result.end, result.status], [['a'], 'exited', 3]);
  });
});
