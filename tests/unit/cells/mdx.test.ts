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
