/** Programs of several files, and what a module lets out. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as asyncio from '../../../runtime/asyncio.ts';
import { asCell, compiled, evaluate } from './compile.ts';

describe('several files', () => {
  it('names stay as they are, whatever the other file calls its own', async () => {
    const helper = `
      export function plain() { return 1; }
      export class Thing { static me = Thing; async m() { return this.constructor.name; } }
      export const arrow = () => {};
      export default async function () { return "default"; }
      async function main() { return "helper's"; }
      export { main as theirs };
      function print() {}
      export const names = [main.name, print.name, plain.name, Thing.name, arrow.name];`;
    const cell = `
      import standard, { names, theirs, Thing as Other } from "./helper";
      function plain() { return 2; }
      class Thing { static me = Thing; }
      const arrow = () => {}, anonymous = class {};
      function outer() { function print() {} class names2 {} return [print.name, names2.name]; }
      export async function main() {
        return [names, main.name, plain.name, Thing.name, Thing.me.name, arrow.name, outer(), anonymous.name, theirs.name, standard.name, Other.name,
          await theirs(), await standard(), await new Other().m()];
      }`;
    assert.deepEqual(await asCell({ 'cell.ts': cell, 'helper.ts': helper }), [
      ['main', 'print', 'plain', 'Thing', 'arrow'],
      'main',
      'plain',
      'Thing',
      'Thing',
      'arrow',
      ['print', 'names2'],
      'anonymous',
      'main',
      'default',
      'Thing',
      "helper's",
      'default',
      'Thing',
    ]);
  });

  it('default exports that are expressions keep the name default', async () => {
    const files = {
      'cell.ts': `import a from "./a"; import b from "./b"; import c from "./c"; import d from "./d";
        export async function main() { return [a.name, b.name, c.name, d.name]; }`,
      'a.ts': 'export default async () => {};',
      'b.ts': 'export default class {}',
      'c.ts': 'export default () => {};',
      'd.ts': 'export default function () {}',
    };
    assert.deepEqual(await asCell(files), ['default', 'default', 'default', 'default']);
  });

  it('bindings are live, and cycles work', async () => {
    const files = {
      'cell.ts': `import { count, raise, even } from "./a";
        export const odd = async (n: number): Promise<boolean> => n === 0 ? false : await even(n - 1);
        export async function main() { const before = count; raise(); return [before, count, await odd(7)]; }`,
      'a.ts': `import { odd } from "./cell";
        export let count = 0;
        export function raise() { count++; }
        export async function even(n: number): Promise<boolean> { return n === 0 || await odd(n - 1); }`,
    };
    assert.deepEqual(await asCell(files), [0, 1, true]);
  });

  it('re-exports, folders, endings and dynamic imports', async () => {
    const files = {
      'page/cell.ts': `import * as all from "../lib/all.js"; import { renamed } from "../lib/all.ts"; import { print } from "../lib/all";
        export async function main() { const later = await import("./later"); return [all.a, all.b, renamed, typeof print, later.x, typeof all.sleep]; }`,
      'lib/all.ts': `export * from "./a"; export { b as renamed } from "./a"; export { print } from "awaitable/builtins"; export * from "awaitable/asyncio";`,
      'lib/a.ts': 'export const a = 1, b = 2;',
      'page/later.ts': 'export const x = 3;',
    };
    assert.deepEqual(await asCell(files), [1, 2, 2, 'function', 3, 'function']);
  });

  it('an imported file is not the main one', async () => {
    const files = {
      'cell.ts': `import { main as other } from "./other"; export const main = async () => [import.meta.main, other];`,
      'other.ts': 'export const main = import.meta.main;',
    };
    assert.deepEqual(await asCell(files), [true, false]);
  });

  it('top-level await of a file comes before those that import it', async () => {
    const files = {
      'cell.ts': `import { value } from "./slow"; export const main = async () => value;`,
      'slow.ts': 'export const value = await new Promise((resolve) => setTimeout(resolve, 5, "late"));',
    };
    assert.equal(await asCell(files), 'late');
  });
});

describe('one file', () => {
  it('imports are constants of the same names', async () => {
    const source = `import * as asyncio from "awaitable/asyncio"; import { gather as together, sleep, type Task } from "awaitable/asyncio";
      export async function main() { let t: Task; await sleep(0); return [await together(f(1), f(2)), typeof asyncio.run, Object.keys(asyncio).length > 10]; }
      async function f(n: number) { return n; }`;
    assert.deepEqual(await asCell(source), [[1, 2], 'function', true]);
  });

  it('is one module without imports, whose exports stay', async () => {
    const { code } = await compiled(
      'import { sleep } from "awaitable/asyncio"; export const a = 1; export default async () => { await sleep(0); };',
    );
    assert.doesNotMatch(code, /^\s*import\b/m);
    assert.deepEqual(Object.keys(await evaluate(code)).sort(), ['a', 'default']);
  });

  it('the top level is left alone: order, temporal dead zone, await', async () => {
    const { code } = await compiled(
      'let early; try { late; } catch (e) { early = e.name; } const late = await Promise.resolve(2); export const all = [early, late, typeof hoisted]; function hoisted() {}',
    );
    assert.deepEqual((await evaluate(code)).all, ['ReferenceError', 2, 'function']);
  });

  it('import.meta.main follows the realm', async () => {
    const { code } = await compiled('export const main = import.meta.main;');
    const runtime = (globalThis as unknown as Record<symbol, { main: boolean }>)[Symbol.for('awaitable.runtime')];
    assert.ok(runtime !== undefined);
    assert.equal((await evaluate(code)).main, true);
    runtime.main = false;
    try {
      assert.equal((await evaluate(code)).main, false);
    } finally {
      runtime.main = true;
    }
  });

  it('using works where the engine has none', async () => {
    const { code } = await compiled(
      'const log = []; { using a = { [Symbol.dispose]() { log.push("a"); } }; log.push("body"); } { await using b = { async [Symbol.asyncDispose]() {} , [Symbol.dispose]() {} }; } function f() { using c = { [Symbol.dispose]() { log.push("c"); } }; return 1; } f(); export { log };',
    );
    assert.doesNotMatch(code, /\busing [abc]\b/);
  });

  it('a source map comment of the author is not carried on', async () => {
    const { code } = await compiled('export const a = 1;\n//# sourceMappingURL=http://example.invalid/x');
    assert.doesNotMatch(code, /sourceMappingURL/);
  });

  it('a first line for a shell', async () => {
    const { code } = await compiled('#!/usr/bin/env cell\nexport const a = 1;');
    assert.equal((await evaluate(code)).a, 1);
  });

  it('line ends of other systems and a byte order mark', async () => {
    const { code, map } = await compiled('\uFEFFexport const a = 1;\r\nexport const b = 2;\r\n');
    assert.deepEqual({ ...(await evaluate(code)) }, { a: 1, b: 2 });
    assert.ok(map.lines.flat().some(([, , line]) => line === 1));
  });
});

describe('what Python wants otherwise', () => {
  it('calling runs nothing', async () => {
    const source = `export async function main() { const log = []; const f = async () => { log.push("ran"); return 1; }; const c = f(); log.push("called"); await c; return log; }`;
    assert.deepEqual(await asCell(source), ['called', 'ran']);
  });

  it('yield in an async generator awaits nothing', async () => {
    const source = `const inner = async () => 5; async function* g() { yield inner(); } export async function main() { for await (const c of g()) return [typeof c.close, await c]; }`;
    assert.deepEqual(await asCell(source), ['function', 5]);
  });

  it('leaving for await leaves an async generator as it is', async () => {
    const source = `export async function main() { const log = []; async function* g() { try { yield 1; yield 2; } finally { log.push("closed"); } } const i = g(); for await (const x of i) { log.push(x); break; } for await (const x of i) log.push(x); return log; }`;
    assert.deepEqual(await asCell(source), [1, 2, 'closed']);
  });

  it('parameters are evaluated at the call', async () => {
    const source = `export async function main() { const log = []; const f = async (a = log.push("default")) => {}; const c = f(); log.push("called"); await c; try { (async (a = missing()) => {})(); } catch (e) { log.push(e.name); } return log; }`;
    assert.deepEqual(await asCell(source), ['default', 'called', 'ReferenceError']);
  });

  it('a value sent into an async generator comes out of its yield', async () => {
    const source = `async function* g() { const a = yield 1; const b = yield a + 1; return b; } export async function main() { const i = g(); return [await i.asend(null), await i.asend(10)]; }`;
    assert.deepEqual(await asCell(source), [1, 11]);
  });
});

describe('speed', () => {
  it('a call costs no closure', async () => {
    const { code } = await compiled('export async function f(a, b = 1) { return a + b; }');
    assert.match(code, /function f\(a, b = void 0\) \{.*return \$born\(f\$1\(a, b\)\); \} function\* f\$1\(a, b = 1\)/);
    assert.equal(await asyncio.run(((await evaluate(code)).f as (a: number) => asyncio.Coroutine)(1)), 2);
  });
});
