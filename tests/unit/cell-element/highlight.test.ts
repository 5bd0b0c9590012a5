/** The editor and the static code colour a program alike: nothing changes when the one takes the other's place. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlightTree } from '@lezer/highlight';
import { createHighlighter } from 'shiki';
import { codeTheme } from '../../../src/notebook/astro/code-theme.ts';
import { highlighter, language } from '../../../src/notebook/element/editor/highlight.ts';
import { siteContent } from '../../../src/site/content.ts';

test('every cell has the same colours in the page and in the editor', async () => {
  const shiki = await createHighlighter({ themes: [codeTheme], langs: ['typescript'] });
  let characters = 0;
  const different: string[] = [];
  for (const { cells } of siteContent().readPages()) {
    for (const { id, source } of cells) {
      const page = new Array<string>(source.length).fill('foreground');
      for (const { offset, content, color = '' } of shiki
        .codeToTokens(source, { lang: 'typescript', theme: codeTheme, tokenizeTimeLimit: 0 })
        .tokens.flat()) {
        const name = /^var\(--code-(?:token-)?(.+)\)$/.exec(color)?.[1] ?? color;
        page.fill(name, offset, offset + content.length);
      }
      const editor = new Array<string>(source.length).fill('foreground');
      highlightTree(language.parser.parse(source), highlighter, (from, to, name) => {
        editor.fill(name.replace('c-', ''), from, to);
      });
      for (let at = 0; at < source.length; at++) {
        if (source[at]?.trim() === '') continue;
        characters++;
        if (page[at] === editor[at]) continue;
        const line = source.slice(source.lastIndexOf('\n', at) + 1, source.indexOf('\n', at));
        different.push(`${id}: ${page[at]} in the page, ${editor[at]} in the editor: ${source[at]} in ${line}`);
      }
    }
  }
  assert.ok(characters > 20_000, `${characters} characters`);
  // What is left are guesses of the TextMate grammar that depend on words far away.
  assert.ok(different.length < characters * 0.002, `${different.length} of ${characters}:\n${different.join('\n')}`);
});
