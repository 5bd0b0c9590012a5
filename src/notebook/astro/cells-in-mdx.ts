/**
 * The Markdown plugin that turns a page's cells into components.
 *
 * It asks the page's own source (through `parsePage`, the parser of the tests
 * and of `npm run record`) what the cells are, and only replaces their fences
 * in the tree: the first by `<Cell>`, the two others by nothing.
 */

import { existsSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MdastPluginDefinition, MdastPluginEntry } from 'satteri';
import type { Page } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { parsePage, roleOf } from '../model/parse-page.ts';
import { PageProblem } from '../model/problem.ts';
import { recordingsFile } from '../model/recordings.ts';

const COMPONENTS = fileURLToPath(new URL('./components/', import.meta.url));

/** @param root directory of the project; pages are named relative to it */
/** @param extensions what the site adds to cells */
export function cellsInMdx(root: URL, extensions: readonly CellExtension[] = []): MdastPluginEntry {
  return ({ fileURL, sourceFormat }): MdastPluginDefinition | null => {
    if (fileURL === undefined || sourceFormat !== 'mdx') return null;
    const path = fileURLToPath(fileURL);
    const file = relative(fileURLToPath(root), path).replaceAll('\\', '/');
    return {
      name: 'cells',
      options: { position: true },
      before(tree, context): void {
        const page = parsePage(readFileSync(path, 'utf8'), file, extensions);
        let next = 0;
        for (const node of tree.children) {
          if (node.type !== 'code') continue;
          const role = roleOf({ language: node.lang ?? '', meta: node.meta ?? '' }, extensions);
          if (role === null) continue;
          if (role !== 'cell') {
            context.removeNode(node);
            continue;
          }
          const cell = page.cells[next];
          if (cell === undefined) {
            const line = node.position?.start.line ?? 1;
            throw new PageProblem(file, line, 'This cell is not where a cell can be; let its fence begin its line');
          }
          const all = page.cells.length > 1 ? `<AwaitableRunAll cells={${page.cells.length}} />\n\n` : '';
          const first = next === 0 ? `${imports(path, page)}\n\n${all}` : '';
          context.replaceNode(node, {
            raw: `${first}<AwaitableCell page={awaitablePage} index={${next}} recordings={awaitableRecordings} />`,
          });
          next++;
        }
        const missed = page.cells[next];
        if (missed !== undefined) {
          throw new PageProblem(file, missed.at, 'This cell stands inside a list, quotation or component; move it out');
        }
        if (next > 0) {
          context.appendChild(tree, {
            raw: '<AwaitablePageData page={awaitablePage} recordings={awaitableRecordings} />',
          });
        }
      },
    };
  };
}

function imports(path: string, page: Page): string {
  const recordings = recordingsFile(path);
  const recorded = existsSync(recordings)
    ? [
        `import { readRecordings } from ${JSON.stringify(fileURLToPath(new URL('../model/recordings.ts', import.meta.url)))};`,
        `import awaitableRecordingsText from ${JSON.stringify(`${recordings}?raw`)};`,
        `export const awaitableRecordings = readRecordings(awaitableRecordingsText, ${JSON.stringify(recordingsFile(page.file))});`,
      ]
    : ['export const awaitableRecordings = {};'];
  // An `export` because MDX knows no other declarations.
  return [
    `import AwaitableCell from ${JSON.stringify(`${COMPONENTS}Cell.astro`)};`,
    `import AwaitableRunAll from ${JSON.stringify(`${COMPONENTS}RunAll.astro`)};`,
    `import AwaitablePageData from ${JSON.stringify(`${COMPONENTS}PageData.astro`)};`,
    ...recorded,
    `export const awaitablePage = ${JSON.stringify(page)};`,
  ].join('\n');
}
