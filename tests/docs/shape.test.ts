/** What readers can count on: a page opens with its question, answers it with a program, and closes with three lines. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ROOT, readPages } from '../../src/site/commands/content.ts';
import { entries } from '../../src/site/outline.ts';

const pages = readPages();
const slugs = entries.map(({ slug }) => slug);
const sourceOf = (slug: string): string => readFileSync(join(ROOT, `content/${slug}.mdx`), 'utf8');

for (const slug of slugs) {
  const page = pages.find(({ path }) => path === slug);
  describe(slug, () => {
    test('opens with the question that it answers', () => {
      assert.match(page?.opening ?? '', /\?(?: |$)/);
    });

    // What people come to with a text to look up is a list of answers; errors.test.ts says how those look.
    if ((page?.cells.length ?? 0) === 0 || slug.startsWith('errors/')) return;

    test('answers with a program before it says more', () => {
      const [before = ''] = sourceOf(slug).split(/^```ts cell /m, 1);
      assert.doesNotMatch(before, /^## /m);
    });

    test('closes with three lines to remember', () => {
      const [, closing] = /^## To remember\n\n((?:- .+\n(?: {2}.+\n)*)+)$/m.exec(sourceOf(slug)) ?? [];
      assert.ok(closing !== undefined && sourceOf(slug).endsWith(closing), 'the page does not end with "To remember"');
      assert.equal(closing.match(/^- /gm)?.length, 3);
    });
  });
}

test('goes beyond the notes in at least eight cells', () => {
  const beyond = pages.filter(({ path }) => path.startsWith('beyond/'));
  assert.ok(beyond.reduce((sum, { cells }) => sum + cells.length, 0) >= 8);
});
