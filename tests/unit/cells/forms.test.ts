/** Code in two languages: what is derived from which, and how it gets into a page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mdxToJs } from 'satteri';
import { formsInMdx } from '../../../src/notebook/astro/forms-in-mdx.ts';
import { toHtml } from '../../../src/notebook/element/views/markup.ts';
import { sentence } from '../../../src/notebook/element/views/output-lines.ts';
import { sentenceWithForms } from '../../../src/notebook/model/forms.ts';
import forms from '../../../src/site/forms/forms.ts';

describe('the forms of code', () => {
  const pairs: readonly (readonly [typescript: string, python: string])[] = [
    ['createTask()', 'create_task()'],
    ['task.getName()', 'task.get_name()'],
    ['await asyncio.toThread(work, argument)', 'await asyncio.to_thread(work, argument)'],
    ['waitFor(x, { timeout: 5 })', 'wait_for(x, timeout=5)'],
    ['gather(a, b, { returnExceptions: true })', 'gather(a, b, return_exceptions=True)'],
    ['gather(...jobs)', 'gather(*jobs)'],
    ['wait(…, { returnWhen: FIRST_COMPLETED })', 'wait(…, return_when=FIRST_COMPLETED)'],
    ['new Lock()', 'Lock()'],
    ['new ContextVar("x", { default: 1 })', 'ContextVar("x", default=1)'],
    [
      'runInExecutor(null, contextvars.copyContext().run, f, 1)',
      'run_in_executor(None, contextvars.copy_context().run, f, 1)',
    ],
    ['asyncWith(asyncio.timeout(5), …)', 'async with asyncio.timeout(5)'],
    ['asyncWith()', 'async with'],
    // Of programs on the pages.
    ['readRows()', 'read_rows()'],
  ];
  for (const [typescript, python] of pairs) {
    test(`${python} is ${typescript}, from either side`, () => {
      assert.deepEqual(forms(python), [typescript, python]);
      assert.deepEqual(forms(typescript), [typescript, python]);
    });
  }

  for (const code of [
    'cancel()',
    'main',
    'asyncio.Event',
    'range(10 ** 70)',
    'async with aiohttp.ClientSession()',
    'coroutines cannot be used with call_at()',
    "coroutine 'save_all' was never awaited",
    'wait_for=',
    'open_connection()',
    'Event loop is closed',
  ]) {
    test(`${code} stays as it is`, () => {
      assert.equal(forms(code), null);
    });
  }
});

describe('code in two forms', () => {
  test('is drawn twice in a sentence, and one form is searched', () => {
    assert.equal(
      toHtml(sentence(sentenceWithForms("`create_task()` isn't `catch ↔ except` or `main`.", forms))),
      '<code data-form="0" data-pagefind-ignore>createTask()</code><code data-form="1">create_task()</code> isn’t ' +
        '<code data-form="0" data-pagefind-ignore>catch</code><code data-form="1">except</code> or <code>main</code>.',
    );
  });

  test('leaves the address of a heading as it was', async () => {
    let heading = '';
    const { code } = await mdxToJs('## `wait_for()` and `main`', {
      fileURL: new URL('file:///page.mdx'),
      mdastPlugins: [formsInMdx(forms)],
      hastPlugins: [
        {
          name: 'reads',
          element: {
            filter: ['h2'],
            visit(node, context) {
              heading = context.textContent(node);
            },
          },
        },
      ],
    });
    assert.equal(heading, 'wait_for() and main');
    assert.match(code, /"data-form": "0",\s*"data-pagefind-ignore": "",\s*"set:text": "waitFor\(\)"/);
    assert.match(code, /"data-form": "1",\s*children: "wait_for\(\)"/);
  });

  test('is left alone on a page that compares the languages', async () => {
    const { code } = await mdxToJs('`wait_for()`', {
      fileURL: new URL('file:///from-python-to-typescript.mdx'),
      mdastPlugins: [formsInMdx(forms, (file) => file.includes('from-python'))],
    });
    assert.doesNotMatch(code, /data-form/);
  });
});
