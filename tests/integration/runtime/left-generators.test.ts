/** Async generators that a program has left and dropped are closed while it runs, and nothing keeps them. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { compileProgram, runProgram, stopCompiler } from '../../../src/site/commands/programs.ts';

after(() => stopCompiler());

const PRELUDE = `
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

const node = (globalThis as any).process;
node.getBuiltinModule("node:v8").setFlagsFromString("--expose-gc");
const gc: () => void = node.getBuiltinModule("node:vm").runInNewContext("gc");

const marks: WeakRef<object>[] = [];
let closed = 0;

async function* numbers() {
  const mark = { big: new Array(100).fill(0) };
  marks.push(new WeakRef(mark));
  try {
    yield 1;
    yield mark;
  } finally {
    await asyncio.sleep(0);
    closed++;
  }
}

/** The engine may still have the newest in a register. */
const kept = () => marks.filter((mark) => mark.deref() !== undefined).length;

/** Collects garbage until nothing is left, or that has been tried often enough. */
async function collect() {
  for (let i = 0; i < 50; i++) {
    // What a weak reference has given is kept until the end of a turn.
    await new Promise((resolve) => setTimeout(resolve, 5));
    gc();
    await new Promise((resolve) => setTimeout(resolve, 5));
    await asyncio.sleep(0);
    if (closed === marks.length && kept() < 10) break;
  }
  print("closed", closed);
  print(kept() < 10 ? "none is kept" : kept());
}
`;

const PROGRAMS = {
  'left by a loop that alone held them': `
    for (let i = 0; i < 1000; i++) for await (const _ of numbers()) break;
    await asyncio.sleep(0);
    await asyncio.sleep(0);
    await asyncio.sleep(0);
    print("closed", closed);
    await collect();`,
  'held by a variable of a function that has ended': `
    async function leave() {
      const generator = numbers();
      for await (const _ of generator) break;
    }
    for (let i = 0; i < 1000; i++) await leave();
    print("closed", closed);
    await collect();`,
};

const PRINTED = {
  'left by a loop that alone held them': ['closed 1000', 'closed 1000', 'none is kept'],
  'held by a variable of a function that has ended': ['closed 0', 'closed 1000', 'none is kept'],
};

for (const [name, body] of Object.entries(PROGRAMS)) {
  test(name, async () => {
    const source = `${PRELUDE}\nasync function main() {${body}\n}\nawait asyncio.run(main());\n`;
    const compiled = await compileProgram({ entry: 'left.ts', files: { 'left.ts': source } });
    assert.ok(compiled.ok, JSON.stringify(compiled));
    const run = await runProgram(compiled, { timeout: 120 });
    assert.deepEqual(
      run.lines.map(({ text }) => text),
      PRINTED[name as keyof typeof PRINTED],
    );
    assert.equal(run.status, 0);
  });
}
