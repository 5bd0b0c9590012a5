/** Code in running text is written in the reader's language: each name of the API has both forms, or a reason to have one. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { type MdastNode, mdxToMdast } from 'satteri';
import { formsIn, namesInForms, withForms } from '../../src/notebook/model/forms.ts';
import { sentenceParts } from '../../src/notebook/model/wording.ts';
import { ROOT, readPages } from '../../src/site/commands/content.ts';
import forms, { bothNames, compares } from '../../src/site/forms/forms.ts';

/** Code that is one language's alone, and why the page says it to the readers of the other. */
const ONE_LANGUAGE: readonly (readonly [why: string, code: readonly string[]])[] = [
  [
    'The text of a message, as CPython prints it and the runtime too',
    [
      "SyntaxError: 'await' outside function",
      "SyntaxError: 'await' outside async function",
      "'async with' outside async function",
      "'async for' requires an object with __aiter__ method",
      'coroutines cannot be used with call_at()',
      'coroutines cannot be used with run_in_executor()',
      'cannot schedule new futures after shutdown',
      'task_done() called too many times',
      'wait_for=',
    ],
  ],
  [
    "Python's own syntax, of which the page speaks",
    [
      'def',
      'async def',
      'async def main()',
      'except Exception',
      'except*',
      'except KeyboardInterrupt: pass',
      'if __name__ == "__main__"',
      'run_in_executor(None, contextvars.copy_context().run, work)',
    ],
  ],
  ['Of a library or a class that only Python has', ['async with aiohttp.ClientSession()', 'with lock']],
];

/** Inline code of a page's text that is for all readers: not in an element that is a form itself. */
function* inlineCode(node: MdastNode): Generator<string> {
  if (node.type === 'inlineCode') yield node.value;
  if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') {
    if (node.attributes.some((attribute) => 'name' in attribute && attribute.name === 'data-form')) return;
  }
  if ('children' in node) for (const child of node.children) yield* inlineCode(child);
}

const WORDS = {
  typescript: /\b(?:new|null|function|catch|import|asyncWith|withSync)\b|=>/,
  python: /\b(?:def|except|None|with|lambda)\b|__\w+__/,
};

/** The language that code is of, by what it has; null for what both have. */
function languageOf(code: string): 'typescript' | 'python' | null {
  const { typescript, python } = bothNames();
  const words = code.match(/\w+/g) ?? [];
  if (words.some((word) => python.has(word)) || WORDS.typescript.test(code)) return 'typescript';
  if (words.some((word) => typescript.has(word)) || WORDS.python.test(code)) return 'python';
  return null;
}

describe('code in running text', () => {
  const alone = new Map<string, string[]>();
  for (const page of readPages()) {
    if (compares(page.file)) continue;
    const text = readFileSync(join(ROOT, page.file), 'utf8');
    const sentences = page.cells.flatMap(({ expectations, prediction }) => [
      ...expectations.flatMap(({ says, believed = '', why = '' }) => [says, believed, why]),
      prediction?.asks ?? '',
    ]);
    const inSentences = sentences.flatMap(sentenceParts).filter(({ code }) => code);
    for (const code of [...inlineCode(mdxToMdast(text)), ...inSentences.map(({ text }) => text)]) {
      if (formsIn(withForms(code, forms)).length > 1 || languageOf(code) === null) continue;
      alone.set(code, [...(alone.get(code) ?? []), page.path]);
    }
  }
  const allowed = new Set(ONE_LANGUAGE.flatMap(([, code]) => code));

  test('has a form in each language, or a reason to have one', () => {
    const without = [...alone].filter(([code]) => !allowed.has(code));
    assert.deepEqual(
      without.map(([code, pages]) => `${code} (${pages.join(', ')})`),
      [],
    );
  });

  test('has both forms in titles, which are plain text', () => {
    const inForms = (title: string) => namesInForms(title, forms);
    assert.deepEqual(inForms('Done before create_task() returns'), [
      ['Done before '],
      ['createTask()', 'create_task()'],
      [' returns'],
    ]);
    assert.deepEqual(inForms('await or create_task?'), [['await or '], ['createTask', 'create_task'], ['?']]);
    assert.deepEqual(inForms('What gather() returns'), [['What '], ['gather()'], [' returns']]);
  });

  test('has its reason only as long as it needs one', () => {
    assert.deepEqual(
      [...allowed].filter((code) => !alone.has(code)),
      [],
    );
  });
});
