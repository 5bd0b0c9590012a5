import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { mdxToJs } from 'satteri';
import { cellsInMdx } from '../../../src/notebook/astro/cells-in-mdx.ts';
import { EXTENSIONS } from '../../../src/site/cells.ts';

const CELL = `\`\`\`ts cell id="first" title="The <first>"
const braces = { a: \`\${1}\` };
\`\`\`

\`\`\`py twin
pass
\`\`\`

\`\`\`yaml expect
- says: It is silent.
  silent: true
\`\`\``;

describe('cellsInMdx()', () => {
  const folder = mkdtempSync(join(tmpdir(), 'awaitable-mdx-'));
  after(() => rmSync(folder, { recursive: true }));

  async function compiled(body: string): Promise<string> {
    const source = `---\ntitle: T\n---\n\n${body}\n`;
    const file = join(folder, 'page.mdx');
    writeFileSync(file, source);
    const root = pathToFileURL(`${folder}/`);
    const { code } = await mdxToJs(source, {
      mdastPlugins: [cellsInMdx(root, EXTENSIONS)],
      fileURL: pathToFileURL(file),
      features: { frontmatter: true },
    });
    return code;
  }

  test('turns three fences into one component and adds the data of the page', async () => {
    const code = await compiled(`Before.\n\n${CELL}\n\nAfter.`);
    assert.match(code, /_jsx\(VerifiedCell, \{\s*page: verifiedPage,\s*index: 0,\s*recordings: verifiedRecordings/);
    assert.match(code, /_jsx\(VerifiedPageData/);
    assert.match(code, /Before\.[\s\S]*VerifiedCell, [\s\S]*After\./);
    assert.doesNotMatch(code, /language-py|language-yaml/);
  });

  test('imports the recordings where there are some', async () => {
    assert.doesNotMatch(await compiled(CELL), /page\.transcripts\.json/);
    writeFileSync(join(folder, 'page.transcripts.json'), '{}');
    assert.match(await compiled(CELL), /import verifiedRecordingsText from ".*page\.transcripts\.json\?raw"/);
  });

  test('leaves a page without cells alone', async () => {
    assert.doesNotMatch(await compiled('```ts\nconst a = 1;\n```'), /Verified/);
  });

  describe('links to steps', () => {
    const log = {
      schema: 1,
      language: 'typescript',
      entities: [
        { kind: 'outside', name: '' },
        { kind: 'loop', name: 'EventLoop' },
        { kind: 'task', name: 'Ann', coroutine: 'f', loop: 1 },
      ],
      events: (['begins', 'ends', 'begins', 'ends'] as const).map((kind, at) => {
        return { kind, iteration: at + 1, time: 0, by: 2, entity: 2 };
      }),
      dropped: 0,
    };
    const page = (link: string): Promise<string> => {
      writeFileSync(join(folder, 'page.transcripts.json'), '{}');
      writeFileSync(join(folder, 'page.loops.json'), JSON.stringify({ first: log }));
      return compiled(`Then\n${link} happens.\n\n${CELL}`);
    };

    test('lead to the event whose sentence they quote', async () => {
      const code = await page('[Ann returns](?loop#cell-first "iteration 4:\n‘Ann’ returns to the loop")');
      assert.match(code, /href: "\?loop=4#cell-first"/);
    });

    test('fail with page, line and what there is to quote', async () => {
      await assert.rejects(page('[Ann dies](?loop#cell-first "‘Ann’ is cancelled")'), {
        message:
          /page\.mdx:6: No event of the recorded loop of the cell "first" says “‘Ann’ is cancelled”\. If .*\n {2}iteration/,
      });
      await assert.rejects(page('[Ann returns](?loop#cell-first "‘Ann’ returns to the loop")'), {
        message:
          /page\.mdx:6: 2 events of the cell "first" say “‘Ann’ returns to the loop”; quote one of:\n {2}iteration 2: .*\(event 2\)\n {2}iteration 4: .*\(event 4\)/,
      });
      await assert.rejects(page('[Ann](?loop#cell-first)'), {
        message: /page\.mdx:6: This link does not say to which step it leads; write \[/,
      });
      await assert.rejects(page('[Ann](?loop#cell-second "x")'), {
        message: /page\.mdx:6: This link leads to the loop of a cell "second", which the page does not have/,
      });
      writeFileSync(join(folder, 'page.loops.json'), '{}');
      await assert.rejects(compiled(`[Ann](?loop#cell-first "x")\n\n${CELL}`), {
        message: /page\.mdx:5: No loop is recorded of the cell "first"; write the word loop/,
      });
    });
  });

  test('fails with page, line and remedy', async () => {
    await assert.rejects(
      compiled(CELL.replace('silent: true', 'quiet: true')),
      /page\.mdx:15: Unknown key "quiet"; there are/,
    );
    await assert.rejects(compiled(CELL.replace('py twin', 'py')), /page\.mdx:5: The cell has no Python twin/);
    await assert.rejects(
      compiled(`${CELL}\n\n${CELL}`),
      /page\.mdx:18: The id "first" is already that of the cell in line 5/,
    );
  });

  test('refuses a cell inside another block', async () => {
    await assert.rejects(
      compiled(`<div>\n\n${CELL}\n\n</div>`),
      /page\.mdx:7: This cell stands inside a list, quotation or component; move it out/,
    );
  });
});
