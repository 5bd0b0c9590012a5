import assert from 'node:assert/strict';
import { test } from 'node:test';
import { opening } from '../../../src/notebook/model/opening.ts';

test('the opening is the first paragraph of the text, on one line', () => {
  const source = [
    '---',
    'title: Locks',
    'description: A paragraph of its own?',
    '---',
    '',
    'import Figure from "./figure.astro";',
    'import Table from "./table.astro";',
    '',
    'What does `acquire()` do',
    'when nobody is there?',
    '',
    'It returns.',
  ].join('\n');
  assert.equal(opening(source), 'What does `acquire()` do when nobody is there?');
  assert.equal(opening(source.replaceAll('\n', '\r\n')), 'What does `acquire()` do when nobody is there?');
  assert.equal(opening('Without frontmatter?\n'), 'Without frontmatter?');
  assert.equal(opening('---\ntitle: Empty\n---\n'), '');
});
