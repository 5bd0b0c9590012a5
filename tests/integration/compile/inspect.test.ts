/** The program of an inspected run: which variables its log tells of, at which place, and that the program sees nothing of it. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import type { TraceLog } from '../../../src/notebook/trace/events.ts';
import { compileProgram, runProgram, stopCompiler } from '../../../src/site/commands/programs.ts';

after(() => stopCompiler());

const HEAD = `import * as asyncio from "awaitable/asyncio"; import { print } from "awaitable/builtins"; const tick = () => asyncio.sleep(1); `;
const TAIL = '\nif (import.meta.main) await asyncio.run(main());\n';

async function inspected(program: string, files: Record<string, string> = {}) {
  const source = `${HEAD}${program}${TAIL}`;
  const compiled = await compileProgram({ entry: 'cell.ts', files: { ...files, 'cell.ts': source }, inspect: true });
  assert.ok(compiled.ok, JSON.stringify(compiled));
  const { log, lines, exception } = await runProgram(compiled, { log: true });
  assert.equal(exception, null);
  assert.ok(log !== undefined);
  return { log, lines: lines.map(({ text }) => text) };
}

/** Each suspension: the functions with their lines, and what their variables hold. */
function told({ events }: TraceLog): string[] {
  return events.flatMap((event) =>
    event.kind !== 'suspended'
      ? []
      : [
          event.stack
            .map(({ function: name, line, values }) => {
              const list = values?.map(([variable, value]) => `${variable}=${value}`).join(' ') ?? 'nothing noted';
              return `${name}:${line} ${list}`.trim();
            })
            .join(' > '),
        ],
  );
}

/** Programs whose `main()` is suspended, with what is told each time. */
const PROGRAMS: Record<string, readonly [program: string, ...told: string[]]> = {
  'parameters, with defaults, patterns and the rest': [
    `async function f(a, b = a + 1, { c, d: [e] }, ...others) { await tick(); }
    async function main() { await f(1, undefined, { c: 3, d: ["x"] }, 5, 6); }`,
    'main:2 > f:1 a=1 b=2 c=3 e="x" others=[ 5, 6 ]',
  ],
  'only what has a value yet': [
    `async function main() { let first = 1; await tick(); const second = first + 1; await tick(); var third = 3; await tick(); }`,
    'main:1 third=undefined first=1',
    'main:1 third=undefined first=1 second=2',
    'main:1 third=3 first=1 second=2',
  ],
  'blocks, and variables that hide others': [
    `async function main() { const x = "outer"; { const x = "inner"; await tick(); } await tick();
    try { throw new Error("no"); } catch (x) { await tick(); } }`,
    'main:1 x="inner"',
    'main:1 x="outer"',
    'main:2 x=Error: no',
  ],
  loops: [
    `async function main() { for (let i = 0; i < 2; i++) { const twice = 2 * i; await tick(); } for (const c of "ab") await tick(); await tick(); }`,
    'main:1 i=0 twice=0',
    'main:1 i=1 twice=2',
    'main:1 c="a"',
    'main:1 c="b"',
    'main:1',
  ],
  'a switch': [
    `async function main() { switch (await asyncio.sleep(0, { result: 1 })) { case 1: const one = 1; await tick(); case 2: let two; await tick(); two = 2; } }`,
    'main:1',
    'main:1 one=1',
    'main:1 one=1 two=undefined',
  ],
  'variables around a function that it mentions': [
    `let count = 0; const unused = 1; const list = [];
    async function main() { const own = 1; const other = 2; const inner = async () => { count++; list.push(own); await tick(); }; await inner(); }`,
    'main:2 own=1 other=2 count=1 list=[ 1 ] > main.<locals>.inner:2 own=1 count=1 list=[ 1 ]',
  ],
  'variables hidden by functions and by names of properties': [
    `const name = "outer"; const key = 1;
    async function main() { function name() {} const o = { key: 2 }; o.key; await tick(); name(); }`,
    'main:2 o={ key: 2 }',
  ],
  'methods and this': [
    `class Account { balance = 5; #secret = 1; get rich() { print("effect"); return 1; }
      async take(n) { this.balance -= n; await tick(); }
      async later() { const f = async () => { await tick(); return this; }; await f(); }
      static async open() { await tick(); } }
    async function main() { const account = new Account(); await account.take(2); await account.later(); await Account.open(); }`,
    'main:5 account=Account { balance: 3 } > Account.take:2 this=Account { balance: 3 } n=2',
    'main:5 account=Account { balance: 3 } > Account.later:3 this=Account { balance: 3 } > Account.later.<locals>.f:3 this=Account { balance: 3 }',
    'main:5 account=Account { balance: 3 } > Account.open:4',
  ],
  'arrow functions with an expression': [
    'const f = async (n) => await asyncio.sleep(1, { result: n });\nasync function main() { await f(7); }',
    'main:2 > f:1 n=7',
  ],
  'asynchronous generators': [
    `async function* count(to) { for (let i = 0; i < to; i++) { await tick(); yield i; } }
    async function main() { let sum = 0; for await (const n of count(2)) { sum += n; if (n === 1) await tick(); } }`,
    'main:2 sum=0 > count:1 to=2 i=0',
    'main:2 sum=0 > count:1 to=2 i=1',
    'main:2 sum=1 n=1',
  ],
  'each call of a function that calls itself': [
    `async function walk(depth) { for (const side of ["l", "r"]) { if (depth < 1) await walk(depth + 1); else await tick(); } }
    async function main() { await walk(0); }`,
    'main:2 > walk:1 depth=0 side="l" > walk:1 depth=1 side="l"',
    'main:2 > walk:1 depth=0 side="l" > walk:1 depth=1 side="r"',
    'main:2 > walk:1 depth=0 side="r" > walk:1 depth=1 side="l"',
    'main:2 > walk:1 depth=0 side="r" > walk:1 depth=1 side="r"',
  ],
  'tasks by their names, and what is nested or long cut short': [
    `async function main() { const task = asyncio.createTask(asyncio.sleep(5), { name: "Ann" }); const long = "x".repeat(500);
    const deep = { a: { b: { c: 1 } } }; await tick(); task.cancel(); }`,
    `main:2 task=<Task Ann> long="${'x'.repeat(159)}… deep={ a: { b: {…} } }`,
  ],
};

describe('an inspected run', () => {
  for (const [name, [program, ...expected]] of Object.entries(PROGRAMS)) {
    it(`tells of ${name}`, async () => {
      assert.deepEqual(
        told((await inspected(program)).log).filter((line) => line !== ''),
        expected,
      );
    });
  }

  it('runs neither getters nor the traps of proxies, and a program finds none of what notes', async () => {
    const { log, lines } = await inspected(`async function main() {
      const trap = () => { print("effect"); };
      const object = { get a() { print("effect"); return 1; }, toString() { print("effect"); return ""; } };
      const proxy = new Proxy({}, { get: trap, ownKeys: trap, getPrototypeOf: trap, getOwnPropertyDescriptor: trap });
      const { proxy: revocable, revoke } = Proxy.revocable(function f() {}, { getOwnPropertyDescriptor: trap });
      await tick();
      print(Proxy.name, Proxy.length, new Proxy([], {}) instanceof Array);
    }`);
    assert.deepEqual(lines, ['Proxy 2 True']);
    assert.match(
      told(log)[0] ?? '',
      /^main:6 object=\{ a: \[Getter\], toString: \[Function: toString\] \} proxy=\[Proxy\] revocable=\[Proxy\] revoke=/,
    );
  });

  it('tells of the files that a program imports', async () => {
    const files = {
      'other.ts':
        'import * as asyncio from "awaitable/asyncio";\nlet x = 1;\nexport async function f(a) { x++; await asyncio.sleep(1); }',
    };
    const { log } = await inspected(
      'import { f } from "./other.ts"; let x = 5; async function main() { await f(x); }',
      files,
    );
    assert.deepEqual(told(log), ['main:1 x=5 > f:3 a=5 x=2']);
  });

  it('shows so many variables of a function, and says how many more there are', async () => {
    const names = Array.from({ length: 30 }, (_, at) => `v${at} = ${at}`).join(', ');
    const { log } = await inspected(`async function main() { const ${names}; await tick(); }`);
    const event = log.events.find(({ kind }) => kind === 'suspended');
    assert.ok(event?.kind === 'suspended');
    assert.deepEqual([event.stack[0]?.values?.length, event.stack[0]?.hidden], [24, 6]);
  });
});
