/** What the editor says about types is what the project's own check says, and what the runtime's docstrings say. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { declarations } from '../../../src/notebook/astro/type-files.ts';
import { CellTypes } from '../../../src/notebook/languages/typescript/types/cell-types.ts';
import type {
  Completions,
  Description,
  TypeProblem,
} from '../../../src/notebook/languages/typescript/types/protocol.ts';
import { CELL_DECLARATIONS, cellCompilerOptions } from '../../../src/notebook/model/type-check.ts';
import { awaitable } from '../../../src/site/awaitable/files.ts';
import { siteContent } from '../../../src/site/content.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const files = declarations(awaitable.types);

const check = (cells: Record<string, string>): TypeProblem[] =>
  new CellTypes(ts, files).ask(cells, Object.keys(cells), { kind: 'check' }) as TypeProblem[];

/** As `npm run check` does it: over the runtime's sources, on the disk. */
function checkByProject(cells: Record<string, string>): { from: number; message: string }[] {
  mkdirSync(join(ROOT, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(ROOT, '.cache/types-'));
  try {
    symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
    for (const [name, text] of Object.entries({ ...cells, 'cells.d.ts': CELL_DECLARATIONS })) {
      writeFileSync(join(folder, name), text);
    }
    const { options } = ts.convertCompilerOptionsFromJson(cellCompilerOptions, folder);
    const names = [...Object.keys(cells), 'cells.d.ts'].map((name) => join(folder, name));
    const program = ts.createProgram(names, options);
    const last = program.getSourceFile(join(folder, Object.keys(cells).at(-1) as string));
    return [...program.getSyntacticDiagnostics(last), ...program.getSemanticDiagnostics(last)].map(
      ({ start = 0, messageText }) => ({
        from: start,
        message: ts
          .flattenDiagnosticMessageText(messageText, '\n')
          .replaceAll(join(ROOT, 'runtime/'), 'awaitable/')
          .replaceAll(folder, '.'),
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe('the types of cells', () => {
  test('have nothing to say against cells of the site', () => {
    for (const file of ['content/task-cancellation/gather.mdx', 'content/executors/threads.mdx']) {
      const { cells } = siteContent(ROOT).readPage(file);
      const texts = Object.fromEntries(cells.map(({ id, source }) => [`${id}.ts`, source]));
      const names = Object.keys(texts);
      const types = new CellTypes(ts, files);
      for (const at of names.keys()) {
        assert.deepEqual(types.ask(texts, names.slice(0, at + 1), { kind: 'check' }), [], `${file}: ${names[at]}`);
      }
    }
  });

  test('know the methods of coroutines and async generators, and no others', () => {
    const text = [
      'import { print } from "awaitable/builtins";',
      'async function* numbers(): AsyncGenerator<number, void, string> { print(yield 1); }',
      'async function work() { return 1; }',
      'export async function main() {',
      '  const g = numbers();',
      '  const first: number = await g.anext();',
      '  const second: number = await g.asend("sent");',
      '  const third: number | null = await g.athrow(new Error("thrown"));',
      '  await g.aclose();',
      '  const waiting = work();',
      '  waiting.close();',
      '  print(first, second, third);',
      '}',
      'export async function wrong() {',
      '  const g = numbers();',
      '  const item: string = await g.anext();',
      '  await g.asend(1);',
      '  await g.close();',
      '  work().aclose();',
      '  print(item);',
      '}',
    ].join('\n');
    const found = check({ 'cell.ts': text });
    assert.deepEqual(
      found.map(({ from }) => text.slice(0, from).split('\n').length),
      [16, 17, 18, 19],
    );
    assert.deepEqual(
      checkByProject({ 'cell.ts': text }).map(({ from }) => from),
      found.map(({ from }) => from),
    );
  });

  test('say what the check of the project says', () => {
    const cells = {
      'first.ts': 'export function half(n: number): number {\n  return n / 2;\n}\n',
      'second.ts': [
        'import * as asyncio from "awaitable/asyncio";',
        'import { print, ValueError } from "awaitable/builtins";',
        'import { nothing } from "lodash";',
        'import { half } from "./first";',
        'const n: number = "a";',
        'const unused = 1;',
        'print(half("b"), asyncio.gathr(), nothing);',
        'import * as first from "./first";',
        'first.third();',
        'const list = [1];',
        'const one: number = list[0];',
        'async function main() {',
        '  const results: string[] = await asyncio.gather(asyncio.sleep(1));',
        '  const task = asyncio.createTask(main());',
        '  task.cancel(1, 2);',
        '  try { print(one); } catch (error) { print(error.anything); }',
        '  throw new ValueError({ sep: 1 }, results.nothing, import.meta.main.nothing);',
        '}',
        'class A { override x = 1; }',
        'enum B { C }',
        'setTimeout(() => new A(), "soon");',
        'if (import.meta.main) await asyncio.run(main());',
      ].join('\n'),
    };
    const said = check(cells).map(({ from, message }) => ({ from, message }));
    assert.ok(said.length >= 10, `${said.length} problems`);
    assert.deepEqual(said, checkByProject(cells));
  });

  test('stop at the syntax, where that is wrong', () => {
    const [problem, ...rest] = check({ 'a.ts': 'let x = ;\nconst n: number = "a";\n' });
    assert.deepEqual([problem?.from, problem?.severity, rest], [8, 'error', []]);
  });

  test('know that a cell runs in a worker, and spare readers advice on a tsconfig.json', () => {
    assert.deepEqual(
      check({ 'a.ts': 'console.log(document);\n' }).map(({ message }) => message),
      ["Cannot find name 'document'."],
    );
  });

  test('follow an edit of an earlier cell, and see no later one', () => {
    const types = new CellTypes(ts, files);
    const cells = {
      'a.ts': 'export const n = 1;\n',
      'b.ts': 'import { n } from "./a";\nexport const m: number = n;\n',
    };
    const ask = (changed: Record<string, string>, names: string[]): string[] =>
      (types.ask(changed, names, { kind: 'check' }) as TypeProblem[]).map(({ message }) => message);
    assert.deepEqual(ask(cells, ['a.ts', 'b.ts']), []);
    assert.deepEqual(ask({ 'a.ts': 'export const n = "1";\n' }, ['a.ts', 'b.ts']), [
      "Type 'string' is not assignable to type 'number'.",
    ]);
    assert.match(ask({ 'a.ts': 'export { m } from "./b";\n' }, ['a.ts'])[0] ?? '', /Cannot find module '\.\/b'/);
  });

  test('complete members, and describe them by signature and docstring', () => {
    const types = new CellTypes(ts, files);
    const text = 'import * as asyncio from "awaitable/asyncio";\nasyncio.ga';
    const offset = text.length;
    const { from, options } = types.ask({ 'a.ts': text }, ['a.ts'], { kind: 'complete', offset }) as Completions;
    assert.equal(from, offset - 2);
    const names = options.map(({ name }) => name);
    assert.ok(['gather', 'createTask', 'TaskGroup'].every((name) => names.includes(name)));
    assert.ok(names.every((name) => !name.startsWith('_')));
    const { signature, says } = types.ask({}, ['a.ts'], { kind: 'describe', offset, name: 'gather' }) as Description;
    assert.match(
      signature.map(({ text: part }) => part).join(''),
      /^function gather<A extends readonly unknown\[\]>\(/,
    );
    assert.equal(says, 'A future of the results of all awaitables, in the order of the arguments.');
  });

  test('say what stands at a place', () => {
    const types = new CellTypes(ts, files);
    const text = 'import { print } from "awaitable/builtins";\nprint(1);\n';
    const found = types.ask({ 'a.ts': text }, ['a.ts'], { kind: 'hover', offset: text.lastIndexOf('print') + 1 });
    const { from, to, signature, says } = found as Description;
    assert.equal(text.slice(from, to), 'print');
    assert.match(signature.map(({ text: part }) => part).join(''), /^print\(\.\.\.values: unknown\[\]\): void/);
    assert.match(says, /^Prints the values as Python does: `str\(\)` of each/);
    assert.equal(types.ask({}, ['a.ts'], { kind: 'hover', offset: text.length }), null);
  });
});
