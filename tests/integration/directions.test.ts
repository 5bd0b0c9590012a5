/** The folders may only import in one direction; the linter's configuration says so, and this says that it does. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));

describe('the linter', () => {
  const folder = mkdtempSync(join(tmpdir(), 'awaitable-lint-'));
  after(() => rmSync(folder, { recursive: true }));

  /** The rules that a project of these files breaks. */
  function broken(files: Record<string, string>): string[] {
    const root = mkdtempSync(join(folder, 'project-'));
    // The project's own configuration, but for the ignore file of a repository.
    const { vcs: _, ...config } = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(join(root, 'biome.json'), JSON.stringify(config));
    for (const [name, source] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), source);
    }
    const { status, stdout, stderr } = spawnSync(process.execPath, [biome, 'lint', '--reporter=github', '.'], {
      cwd: root,
      encoding: 'utf8',
    });
    const rules = [...stdout.matchAll(/::error title=([^,]+),/g)].map(([, rule = '']) => rule);
    assert.equal(status, rules.length === 0 ? 0 : 1, stderr);
    return rules;
  }

  const importing = (from: string): string => `import { a } from '${from}';\nexport const b: number = a;\n`;
  const refused: readonly (readonly [string, string])[] = [
    ['runtime/asyncio/tasks.ts', '../../src/compile/index.ts'],
    ['runtime/asyncio/tasks.ts', 'awaitable/builtins'],
    ['src/compile/index.ts', '../cells/cell.ts'],
    ['src/compile/index.ts', '../sandbox/runner.ts'],
    ['src/cells/cell.ts', '../sandbox/runner.ts'],
    ['src/cells/cell.ts', 'node:fs'],
    ['src/cells/cell.ts', 'astro:content'],
    ['src/sandbox/runner.ts', '../components/cell-element/page.ts'],
    ['src/editor/types-client.ts', '../components/cell-element/page.ts'],
    ['src/components/cell-element/page.ts', '../../../tests/run.ts'],
    ['src/command/serve.ts', '../../tests/run.ts'],
  ];
  for (const [file, from] of refused) {
    test(`refuses ${from} in ${file}`, () => {
      assert.deepEqual(broken({ [file]: importing(from) }), ['lint/style/noRestrictedImports']);
    });
  }

  test('lets every folder import what lies under it', () => {
    const files = {
      'src/compile/index.ts': importing('../../runtime/main.ts'),
      'src/cells/cell.ts': importing('../compile/types.ts'),
      'src/sandbox/runner.ts': importing('../cells/cell.ts'),
      'src/components/cell-element/page.ts': importing('../../sandbox/runner.ts'),
    };
    assert.deepEqual(broken(files), []);
  });

  test('refuses import cycles', () => {
    const files = { 'runtime/one.ts': importing('./two.ts'), 'runtime/two.ts': importing('./one.ts') };
    assert.deepEqual(new Set(broken(files)), new Set(['lint/suspicious/noImportCycles']));
  });
});
