/** The check for import cycles finds them, whatever kind of import closes one. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { problemsOf } from '../check/cycles.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the check for import cycles', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'awaitable-cycles-'));
  after(() => rmSync(scratch, { recursive: true }));

  function problems(files: Readonly<Record<string, string>>): string[] {
    const folder = mkdtempSync(join(scratch, 'files-'));
    for (const [name, source] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), source);
    }
    return problemsOf(folder);
  }

  test('lets imports through that go one way', () => {
    const files = {
      'a.ts': "import './b.ts'; import { c } from './deep/c.ts'; import 'node:fs'; import './missing.ts';",
      'b.ts': "export type { C } from './deep/c.ts'; // import './a.ts'",
      'deep/c.ts': 'export const c = "import \'../a.ts\'"; export type C = string;',
    };
    assert.deepEqual(problems(files), []);
  });

  const closings: Readonly<Record<string, string>> = {
    'an import': "import { a } from './a.ts';",
    'an import of a type': "import type { A } from './a.ts';",
    'an export': "export { a } from './a.ts';",
    'an export of everything': "export * from './a.ts';",
    'a dynamic import': "export const a = () => import('./a.ts');",
    'a type query': "export type A = import('./a.ts').A;",
    'an augmentation': "declare module './a.ts' { interface A { b: string } }",
  };
  for (const [what, source] of Object.entries(closings)) {
    test(`finds a cycle of files that ${what} closes`, () => {
      const files = { 'a.ts': "import './b.ts';", 'b.ts': "import './c.ts';", 'c.ts': source };
      assert.deepEqual(problems(files), ['files: a.ts → b.ts → c.ts → a.ts']);
    });
  }

  test('finds a cycle of folders whose files have none, and names the imports', () => {
    const files = {
      'x/one.ts': "import '../y/one.ts';",
      'y/one.ts': '',
      'y/two.ts': "import type { Two } from '../x/two.ts';",
      'x/two.ts': '',
    };
    assert.deepEqual(problems(files), ['folders: x → y → x (x/one.ts imports y/one.ts; y/two.ts imports x/two.ts)']);
  });

  test('finds every cycle, and each once', () => {
    const files = {
      'a.ts': "import './b.ts';",
      'b.ts': "import './a.ts'; import './c.ts';",
      'c.ts': "import './d.ts';",
      'd.ts': "import './c.ts';",
    };
    assert.deepEqual(problems(files), ['files: a.ts → b.ts → a.ts', 'files: c.ts → d.ts → c.ts']);
  });

  test('reads the scripts of .astro files', () => {
    const files = {
      'page.ts': "import './Cell.astro';",
      'Cell.astro': "---\nconst a = 1;\n---\n<p />\n<script>\n  import './page.ts';\n</script>\n",
    };
    assert.deepEqual(problems(files), ['files: Cell.astro → page.ts → Cell.astro']);
  });

  const added: readonly (readonly [folder: string, file: string, from: string])[] = [
    ['runtime', 'builtins/added.ts', '../asyncio/tasks.ts'],
    ['src', 'notebook/element/views/added.ts', '../controller.ts'],
  ];
  for (const [folder, file, from] of added) {
    test(`finds one that is added to ${folder}/`, () => {
      const copy = join(scratch, folder);
      cpSync(join(ROOT, folder), copy, { recursive: true, filter: (path) => !path.includes('node_modules') });
      assert.deepEqual(problemsOf(copy), []);
      writeFileSync(join(copy, file), `import type {} from '${from}';\n`);
      const why = `${file} imports ${join(dirname(file), from)}`;
      assert.ok(problemsOf(copy).some((problem) => problem.startsWith('folders: ') && problem.includes(why)));
    });
  }
});
