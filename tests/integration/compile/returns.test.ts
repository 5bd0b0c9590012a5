/** What a cell may return: something that nobody has awaited is an error, at its line, unless the cell says that it is meant. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { asCell, compiled, errorsOf } from './compile.ts';

const IMPORTS = 'import * as asyncio from "awaitable/asyncio"; import { sleep as nap } from "awaitable/asyncio";';

/** « marks the coroutine that is returned. */
const SEEN: Record<string, string> = {
  'of a declared function': 'async function inner() {}\nasync function f() {\n  return «inner();\n}',
  'of a function that is declared further down':
    'const f = async () => { return «inner(1); };\nasync function inner(n: number) {}',
  'of a constant': 'const inner = async () => 1;\nexport const f = async () => «inner();',
  'of a module of the runtime': 'const f = async () => «asyncio.sleep(1);',
  'of an imported function': 'const o = { async f() { return «nap(1); } };',
  'in one branch': 'async function inner() {}\nconst f = async (a: number) => a > 0 ? 0 : «inner();',
  'behind &&': 'async function inner() {}\nasync function f(a: boolean) { return a && «inner(); }',
  'behind a comma': 'async function inner() {}\nasync function f(a: () => void) { return a(), «inner(); }',
  'inside of a class': 'async function inner() {}\nclass C { async f() { if (this) return «inner(); return null; } }',
};

/** These compile; what they return is looked at when they do. */
const UNSEEN: Record<string, string> = {
  'of a plain function': 'async function inner() {}\nfunction f() { return inner(); }',
  'of an async generator function': 'async function* inner() {}\nasync function f() { return inner(); }',
  'of a variable': 'let inner = async () => 1;\nasync function f() { return inner(); }',
  'of a function that is replaced':
    'async function inner() {}\n(inner as unknown) = 1;\nasync function f() { return inner(); }',
  'of a parameter of that name': 'async function inner() {}\nasync function f(inner: () => number) { return inner(); }',
  'of a name that is bound elsewhere':
    '{ const inner = async () => 1; inner; }\nasync function f(inner2: unknown) { return globalThis.inner(); }',
  awaited: 'async function inner() {}\nasync function f() { return await inner(); }',
  'on purpose': 'async function inner() {}\nasync function f() { return asyncio.unawaited(inner()); }',
  'in a plain function inside': 'async function inner() {}\nasync function f() { return [() => inner()]; }',
};

describe('a returned coroutine', () => {
  for (const [name, source] of Object.entries(SEEN)) {
    it(`${name} is an error`, async () => {
      const at = `${IMPORTS}\n${source}`.indexOf('«');
      const text = `${IMPORTS}\n${source}`.replace('«', '');
      const errors = await errorsOf(text);
      const before = text.slice(0, at);
      assert.deepEqual(
        errors.map(({ line, column }) => [line, column]),
        [[before.split('\n').length, at - before.lastIndexOf('\n')]],
      );
      assert.match(errors[0]?.message ?? '', /Write "return await [\w.]+\(…\)", or "return asyncio\.unawaited\(/);
    });
  }

  for (const [name, source] of Object.entries(UNSEEN)) {
    it(`${name} compiles`, async () => {
      await compiled(`${IMPORTS}\n${source}`);
    });
  }
});

describe('what a cell returns without awaiting it', () => {
  const refused =
    (returned: string, what: string): (() => Promise<void>) =>
    async () => {
      const source = `${IMPORTS}
      const make = () => { const one = ${returned}; return one; };
      async function lend() { return make(); }
      const arrow = async () => make();
      class Desk { async lend() { return make(); } }
      export async function main() {
        const said: string[] = [];
        for (const f of [lend, arrow, () => new Desk().lend()]) {
          try { await f(); } catch (error) { said.push((error as Error).message); }
        }
        return said;
      }`;
      const message = `an async function returned a ${what} without awaiting it: write "return await …", or "return asyncio.unawaited(…)" to hand the ${what} itself to the caller`;
      assert.deepEqual(await asCell(source), [message, message, message]);
    };
  it('fails for a coroutine', refused('nap(0)', 'coroutine'));
  it('fails for a task', refused('asyncio.createTask(nap(0))', 'Task'));
  it('fails for a native promise', refused('Promise.resolve(1)', 'Promise'));

  it('reaches the caller if that is said', async () => {
    const source = `${IMPORTS}
      async function inner(n: number) { await nap(0); return n; }
      async function lend(n: number) { return asyncio.unawaited(inner(n)); }
      async function pass(n: number) { return await lend(n); }
      export async function main() {
        const lent = (await pass(7)) as asyncio.Coroutine<number>;
        return [asyncio.iscoroutine(lent), await lent];
      }`;
    assert.deepEqual(await asCell(source), [true, 7]);
  });

  it('is nothing that cannot be awaited', async () => {
    const source = `
      class Thing { then = 1; }
      async function* numbers() { yield 1; }
      export async function main() {
        const all = [];
        for (const f of [async () => null, async () => {}, async (a = {}) => a, async () => new Thing().then, async () => (1, [2])]) all.push(await f());
        for await (const n of await (async () => numbers())()) all.push(n);
        return all;
      }`;
    assert.deepEqual(await asCell(source), [null, undefined, {}, 1, [2], 1]);
  });
});
