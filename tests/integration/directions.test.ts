/** The folders may import in one direction only: `tests/check/directions.ts` says which, and this that it does. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { wrongImports } from '../check/directions.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const biome = fileURLToPath(import.meta.resolve('@biomejs/biome/bin/biome'));

const importing = (from: string): string => `import { a } from '${from}';\nexport const b: number = a;\n`;

describe('the check of directions', () => {
  const refused: readonly (readonly [file: string, from: string])[] = [
    ['runtime/asyncio/tasks.ts', '../../src/notebook/model/cell.ts'],
    ['runtime/asyncio/tasks.ts', 'awaitable/builtins'],
    ['src/notebook/model/cell.ts', '../sandbox/runner.ts'],
    ['src/notebook/languages/typescript/compile/index.ts', '../../../../../runtime/main.ts'],
    ['src/notebook/command/realm.ts', '../../../runtime/host/host.ts'],
    ['src/notebook/model/cell.ts', 'node:fs'],
    ['src/notebook/model/cell.ts', 'astro:content'],
    ['src/notebook/languages/typescript/compile/index.ts', '../../../sandbox/runner.ts'],
    ['src/notebook/sandbox/runner.ts', '../element/page.ts'],
    ['src/notebook/element/page.ts', 'node:fs'],
    ['src/notebook/element/page.ts', '../astro/run-files.ts'],
    ['src/notebook/astro/run-files.ts', '../command/serve.ts'],
    ['src/notebook/command/serve.ts', '../astro/run-files.ts'],
    ['src/notebook/astro/run-files.ts', '../../site/outline.ts'],
    ['src/notebook/astro/run-files.ts', '../../../content/index.mdx'],
    ['src/notebook/command/serve.ts', '../../../tests/run.ts'],
    ['src/site/outline.ts', '../../tests/run.ts'],
    ['content/index.mdx', '../src/notebook/astro/components/Cell.astro'],
  ];
  for (const [file, from] of refused) {
    test(`refuses ${from} in ${file}`, () => {
      assert.equal(wrongImports(file, importing(from)).length, 1);
    });
  }

  test('lets every folder import what lies under it', () => {
    const files = {
      'src/notebook/languages/typescript/compile/index.ts': '../../../model/program.ts',
      'src/notebook/sandbox/runner.ts': '../model/cell.ts',
      'src/notebook/element/page.ts': '../sandbox/runner.ts',
      'src/notebook/astro/run-files.ts': 'node:fs',
      'src/site/pictures.ts': '../notebook/content/content.ts',
      'content/index.mdx': '../src/site/components/Contents.astro',
    };
    for (const [file, from] of Object.entries(files)) assert.deepEqual(wrongImports(file, importing(from)), [], file);
  });

  test('sees types, exports, dynamic imports, workers, and the scripts of components', () => {
    const up = '../sandbox/runner.ts';
    for (const source of [
      `import type { A } from '${up}';`,
      `export type { A } from '${up}';`,
      `type A = import('${up}').A;`,
      `const a = import('${up}');`,
      `new Worker(new URL('${up}', import.meta.url));`,
    ]) {
      assert.equal(wrongImports('src/notebook/model/cell.ts', source).length, 1, source);
    }
    const script = `---\nimport '../../model/cell.ts';\n---\n<p />\n<script>\n  import '../../../site/x.ts';\n</script>\n`;
    assert.equal(wrongImports('src/notebook/astro/components/Cell.astro', script).length, 1);
  });
});

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

  test('refuses import cycles', () => {
    const files = { 'runtime/one.ts': importing('./two.ts'), 'runtime/two.ts': importing('./one.ts') };
    assert.deepEqual(new Set(broken(files)), new Set(['lint/suspicious/noImportCycles']));
  });
});
