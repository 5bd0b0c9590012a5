/**
 * The Markdown plugin that turns a page's cells into components: the first fence of each into `<Cell>`, the others into
 * nothing. It also gives links to steps of their loops an address. What the cells are it asks the loader
 * (content/content.ts), which parses as this pipeline does.
 */

import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { MdastPluginDefinition, MdastPluginEntry } from 'satteri';
import { contentOf } from '../content/content.ts';
import { cellOfStep, roleOf, saidOfStep } from '../content/parse-page.ts';
import type { Page } from '../model/cell.ts';
import type { CellExtension } from '../model/extension.ts';
import { recordingsFile } from '../model/recordings.ts';
import { logsFile } from '../trace/recorded-logs.ts';
import { stepEvents } from './step-links.ts';

const COMPONENTS = fileURLToPath(new URL('./components/', import.meta.url));

/**
 * @param root directory of the project; pages are named relative to it
 * @param extensions what the site adds to cells
 */
export function cellsInMdx(root: URL, extensions: readonly CellExtension[] = []): MdastPluginEntry {
  const content = contentOf(fileURLToPath(root), extensions);
  return ({ fileURL, sourceFormat }): MdastPluginDefinition | null => {
    if (fileURL === undefined || sourceFormat !== 'mdx') return null;
    const path = fileURLToPath(fileURL);
    const file = relative(content.root, path).replaceAll('\\', '/');
    return {
      name: 'cells',
      before(tree, context): void {
        // From the file: what comes here has no frontmatter any more.
        const page = content.readPage(file);
        let next = 0;
        for (const node of tree.children) {
          if (node.type !== 'code') continue;
          const role = roleOf({ language: node.lang ?? '', meta: node.meta ?? '' }, extensions);
          if (role === null) continue;
          if (role !== 'cell') {
            context.removeNode(node);
            continue;
          }
          const all = page.cells.length > 1 ? `<VerifiedRunAll cells={${page.cells.length}} />\n\n` : '';
          const first = next === 0 ? `${imports(path, page)}\n\n${all}` : '';
          context.replaceNode(node, {
            raw: `${first}<VerifiedCell page={verifiedPage} index={${next}} recordings={verifiedRecordings} logs={verifiedLogs} />`,
          });
          next++;
        }
        if (next > 0) {
          context.appendChild(tree, {
            raw: '<VerifiedPageData page={verifiedPage} recordings={verifiedRecordings} logs={verifiedLogsAddress} />',
          });
        }
      },
      link(node, context): void {
        const cell = cellOfStep(node.url);
        if (cell === null) return;
        const page = content.readPage(file);
        const step = (page.steps ?? []).findIndex((one) => one.cell === cell && one.says === saidOfStep(node.title));
        const event = stepEvents(page, path)[step] as number;
        context.setProperty(node, 'url', `?loop=${event + 1}#cell-${cell}`);
      },
    };
  };
}

function imports(path: string, page: Page): string {
  const recordings = recordingsFile(path);
  const recorded = existsSync(recordings)
    ? [
        `import { readRecordings } from ${JSON.stringify(fileURLToPath(new URL('../model/recordings.ts', import.meta.url)))};`,
        `import verifiedRecordingsText from ${JSON.stringify(`${recordings}?raw`)};`,
        `export const verifiedRecordings = readRecordings(verifiedRecordingsText, ${JSON.stringify(recordingsFile(page.file))});`,
      ]
    : ['export const verifiedRecordings = {};'];
  const logs = logsFile(path);
  const logged = existsSync(logs)
    ? [
        `import { readLogs } from ${JSON.stringify(fileURLToPath(new URL('../trace/recorded-logs.ts', import.meta.url)))};`,
        // Its style is only for pages with a picture; scripts fetch it for the others.
        `import ${JSON.stringify(fileURLToPath(new URL('../element/styles/loop.css', import.meta.url)))};`,
        `import verifiedLogsText from ${JSON.stringify(`${logs}?raw`)};`,
        `import verifiedLogsAddress from ${JSON.stringify(`${logs}?url`)};`,
        `export const verifiedLogs = readLogs(verifiedLogsText, ${JSON.stringify(logsFile(page.file))});`,
      ]
    : ['export const verifiedLogs = {};', 'export const verifiedLogsAddress = null;'];
  // An `export` because MDX knows no other declarations.
  return [
    `import VerifiedCell from ${JSON.stringify(`${COMPONENTS}Cell.astro`)};`,
    `import VerifiedRunAll from ${JSON.stringify(`${COMPONENTS}RunAll.astro`)};`,
    `import VerifiedPageData from ${JSON.stringify(`${COMPONENTS}PageData.astro`)};`,
    ...recorded,
    ...logged,
    `export const verifiedPage = ${JSON.stringify(page)};`,
  ].join('\n');
}
