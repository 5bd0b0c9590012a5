/** Programs that do not compile, or fail: each is told what is wrong and where. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type CellHandle, type CellPage, it, Session } from './cells.ts';

describe('a cell that is wrong', () => {
  let session: Session;
  let page: CellPage;
  let cell: CellHandle;
  before(async () => {
    session = await Session.start();
    page = await session.open('task-cancellation/gather');
    cell = page.cell('cancelled-before-it-starts');
  });
  after(() => session.close());

  const uncompiled = async (code: string): Promise<string> => {
    await cell.setCode(code);
    await cell.run();
    assert.equal(await cell.state(), 'failed');
    return (await cell.problem()) ?? '';
  };
  const failed = async (code: string): Promise<string[]> => {
    await cell.setCode(code);
    await cell.run();
    assert.equal(await cell.problem(), null);
    assert.equal(await cell.state(), 'captured');
    assert.match(await cell.ending(), /exit status 1\)/);
    return cell.texts();
  };

  it('syntactically: line, column, the line, and the cursor goes there', async () => {
    const problem = await uncompiled('const a = 1;\nlet x = ;\n');
    assert.match(problem, /line 2, column 9/);
    assert.match(problem, /let x = ;\n {8}\^/);
    assert.equal(await cell.element.locator('.cm-lintRange-error, .cm-lintPoint-error').count(), 1);
    assert.deepEqual(await cell.verdicts().then((verdicts) => verdicts.length), 5);
    await cell.part('problem').locator('button').click();
    await page.page.keyboard.insertText('2');
    assert.equal(await cell.code(), 'const a = 1;\nlet x = 2;\n');
    await cell.setCode('console.log(1);');
    await cell.run();
    assert.equal(await cell.problem(), null, 'the problem goes away with the error');
    assert.equal(await cell.element.locator('.cm-lintRange-error, .cm-lintPoint-error').count(), 0);
  });

  it('in an import of nothing that exists', async () => {
    const problem = await uncompiled('import _ from "lodash";\nconsole.log(_);\n');
    assert.match(problem, /line 1, column/);
    assert.match(problem, /lodash/);
    assert.match(problem, /awaitable\/asyncio/, 'it says what can be imported');
    assert.match(await uncompiled('import { nothing } from "awaitable/asyncio";\nnothing();\n'), /nothing/);
  });

  it('in a cell that it imports', async () => {
    await uncompiled('export const announce = ;\n');
    const second = page.cell('cancelled-one-pass-later');
    await second.run();
    const problem = (await second.problem()) ?? '';
    assert.match(problem, /Cancelled before it starts/);
    assert.match(problem, /line 1, column 25/);
  });

  it('with an exception', async () => {
    const lines = await failed(
      'import { RuntimeError } from "awaitable/builtins";\n\nfunction f() {\n  throw new RuntimeError("no");\n}\nf();\n',
    );
    assert.equal(lines[0], 'Traceback (most recent call last):');
    assert.ok(lines.some((line) => line.includes('cancelled-before-it-starts.ts", line 4, in f')));
    assert.equal(lines.at(-1), 'RuntimeError: no');
    const output = await cell.output();
    assert.deepEqual(new Set(output.map(({ stream }) => stream)), new Set(['err']));
  });

  it('throwing what is no Error', async () => {
    assert.match((await failed('throw null;\n')).at(-1) ?? '', /null/);
    assert.match((await failed('throw "words";\n')).at(-1) ?? '', /words/);
  });

  it('with a rejected promise', async () => {
    assert.match(
      (await failed('await Promise.reject(new TypeError("rejected"));\n')).at(-1) ?? '',
      /TypeError: rejected/,
    );
    assert.match(
      (await failed('Promise.reject(new Error("nobody"));\nawait new Promise((r) => setTimeout(r, 50));\n')).at(-1) ??
        '',
      /nobody/,
    );
  });

  it('awaiting a number', async () => {
    const lines = await failed(
      'import * as asyncio from "awaitable/asyncio";\n\nasync function main() {\n  await 5;\n}\n\nawait asyncio.run(main());\n',
    );
    assert.ok(lines.some((line) => line.includes('line 4, in main')));
    assert.match(lines.at(-1) ?? '', /^TypeError: .*int.*await/);
  });

  it('nested too deep', async () => {
    const problem = await uncompiled(`const x = ${'['.repeat(5_000)}${']'.repeat(5_000)};\n`);
    assert.match(problem, /nested/);
    await cell.setCode('console.log("alive");');
    await cell.run();
    assert.deepEqual(await cell.texts(), ['alive']);
  });

  it('does not disturb the page', () => {
    assert.deepEqual(page.complaints, []);
  });
});
