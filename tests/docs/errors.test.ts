/** The pages of error messages: each heading is a text that the program below it prints, and the mended one does not. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { mdxToMdast } from 'satteri';
import { place } from '../../src/notebook/command/run-cell.ts';
import { twinVersion } from '../../src/notebook/languages/python/normalise.ts';
import type { Cell } from '../../src/notebook/model/cell.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { ROOT, readPageRecordings, readPages } from '../../src/site/commands/content.ts';

const pages = readPages().filter(({ path }) => path.startsWith('errors/'));

test('there are pages of error messages', () => {
  assert.ok(pages.length >= 5);
});

for (const page of pages) {
  const recordings = readPageRecordings(page);
  const transcripts = (cell: Cell): readonly Transcript[] => {
    const { typescript, python } = recordings[cell.id] ?? assert.fail(`${place(page, cell)}: not recorded`);
    return [typescript, python?.[twinVersion(cell)] ?? assert.fail(`${place(page, cell)}: the twin is not recorded`)];
  };

  describe(page.file, () => {
    for (const { heading, from, to } of sectionsOf(readFileSync(join(ROOT, page.file), 'utf8'))) {
      test(`${heading} is printed, and then no more`, () => {
        const [, text] = /^`([^`]+)`$/.exec(heading) ?? assert.fail(`${page.file}:${from}: not a text in code font`);
        const [first, ...others] = page.cells.filter(({ at }) => at > from && at < to);
        assert.ok(first !== undefined && others.length > 0, `${page.file}:${from}: needs two programs`);
        for (const transcript of transcripts(first)) {
          assert.ok(prints(transcript, text as string), `${place(page, first)}: does not print ${text}`);
        }
        assert.ok(
          others.some((cell) => transcripts(cell).every((transcript) => !prints(transcript, text as string))),
          `${page.file}:${from}: each of its programs prints it`,
        );
      });
    }
  });
}

function prints({ lines }: Transcript, text: string): boolean {
  return lines.some((line) => line.text.includes(text));
}

/** The sections of a page: the text of each heading, and the lines from it to the next one. */
function sectionsOf(source: string): { heading: string; from: number; to: number }[] {
  const tree = mdxToMdast(source);
  const blocks = tree.type === 'root' ? tree.children : [];
  const found = blocks.flatMap((block) => {
    if (block.type !== 'heading' || block.depth !== 2 || block.position === undefined) return [];
    const { start, end } = block.position;
    return [{ heading: source.slice(start.offset, end.offset).replace(/^## /, ''), from: start.line }];
  });
  return found.map((each, index) => ({ ...each, to: found[index + 1]?.from ?? Number.POSITIVE_INFINITY }));
}
