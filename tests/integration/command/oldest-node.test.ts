/**
 * `verified-cells` on the oldest Node that its package.json promises. The project's own Node is newer: name one by
 * OLDEST_NODE=/path/to/node. CI does; without it, only the promise itself is checked.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const { engines } = JSON.parse(readFileSync(join(ROOT, 'src/notebook/package.json'), 'utf8'));
const [, OLDEST = ''] = /^>=(\d+\.\d+)$/.exec(engines.node) ?? assert.fail(`engines.node is ${engines.node}`);
const NODE = process.env['OLDEST_NODE'];

const PAGE = `---
title: Sorting
---

\`\`\`ts cell id="numbers" title="Numbers are sorted as text"
export const sorted = [10, 9, 1].sort();
setTimeout(() => console.log(sorted.join(' ')), 3_600_000);
\`\`\`

\`\`\`yaml expect
- says: Without a function to compare them, \`sort()\` compares numbers as text.
  shows: 1 10 9
\`\`\`
`;

describe('the oldest Node for verified-cells', () => {
  test('is the one of the job that tests it', () => {
    const workflow = readFileSync(join(ROOT, '.github/workflows/test.yml'), 'utf8');
    assert.match(workflow, new RegExp(`node-version: "${OLDEST.replace('.', '\\.')}\\.0"`));
  });

  test('records a page, compares it, and runs a file', { skip: NODE === undefined && 'OLDEST_NODE is not set' }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'oldest-node-'));
    try {
      mkdirSync(join(folder, 'content'));
      writeFileSync(join(folder, 'content/sorting.mdx'), PAGE);
      writeFileSync(join(folder, 'one.ts'), 'const n: number = 1;\nconsole.log(n);\n');
      const node = (...args: readonly string[]): string => {
        const { status, stdout, stderr } = spawnSync(NODE as string, args, { cwd: folder, encoding: 'utf8' });
        assert.equal(status, 0, stdout + stderr);
        return stdout;
      };
      const command = join(ROOT, 'src/notebook/command/main.ts');
      assert.ok(node('--version').startsWith(`v${OLDEST}.`), `OLDEST_NODE is to be ${OLDEST}`);
      assert.match(node(command, 'record'), /1 cells of 1 pages recorded; 1 files changed/);
      assert.match(node(command, 'check'), /1 cells of 1 pages print what is recorded/);
      assert.equal(node(command, 'cell', 'one.ts'), '1\n');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
