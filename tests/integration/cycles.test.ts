/** The check for import cycles finds them, whatever kind of import closes one. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { problemsOf } from '../check/cycles.ts';

const RUNTIME = fileURLToPath(new URL('../../runtime/', import.meta.url));

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

  test('finds one that is added to the runtime', () => {
    const copy = join(scratch, 'runtime');
    cpSync(RUNTIME, copy, { recursive: true, filter: (path) => !path.includes('node_modules') });
    assert.deepEqual(problemsOf(copy), []);
    writeFileSync(join(copy, 'builtins/added.ts'), "import type { Task } from '../asyncio/tasks.ts';\n");
    assert.match(problemsOf(copy).join('\n'), /^folders: .*builtins\/added\.ts imports asyncio\/tasks\.ts/);
  });
});
