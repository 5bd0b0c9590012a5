/** The notebook without this site: no runtime, no pages, nothing of `src/site/`. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, normalize } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { serve } from '../../src/notebook/command/serve.ts';
import { launchBrowser } from '../browser/find-browser.ts';
import { importsOf } from '../check/directions.ts';
import { PATIENCE } from '../patience.ts';
import { assertWellFormed } from './well-formed.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
}

const { dependencies, peerDependencies } = JSON.parse(
  readFileSync(join(ROOT, 'src/notebook/package.json'), 'utf8'),
) as Manifest;

/** Gives a folder packages of this project. */
function link(folder: string, names: readonly string[]): void {
  for (const name of names) {
    const at = join(folder, 'node_modules', name);
    mkdirSync(dirname(at), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules', name), at);
  }
}

/** Runs Node in a folder. */
function node(folder: string, ...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  // Not the compile cache and the options of the tests around it.
  const { NODE_OPTIONS: _, NODE_TEST_CONTEXT: __, ...env } = process.env;
  return spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env });
}

const PAGE = `---
title: Sorting
---

\`\`\`ts cell id="numbers" title="Numbers are sorted as text"
export const sorted = [10, 9, 1].sort();
console.log(sorted.join(' '));
\`\`\`

\`\`\`yaml expect
- says: Without a function to compare them, \`sort()\` compares numbers as text.
  shows: 1 10 9
- says: The program ends well.
  returns: true
\`\`\`

\`\`\`ts cell id="later" title="Timers cost no time"
import { sorted } from './numbers';

setTimeout(() => console.log('an hour later'), 3_600_000);
console.log(sorted.length);
\`\`\`

\`\`\`yaml expect
- says: The timer fires after the rest of the program.
  order: ["3", an hour later]
\`\`\`
`;

/** A site of that page, with nothing of this one. */
const SITE: Readonly<Record<string, string>> = {
  'package.json': '{ "name": "fresh", "private": true, "type": "module" }',
  'astro.config.mjs': `
import { satteri } from '@astrojs/markdown-satteri';
import mdx from '@astrojs/mdx';
import { cellsInMdx, codeTheme, plain, runFiles } from 'verified-cells/astro';

export default {
  markdown: {
    processor: satteri({ mdastPlugins: [cellsInMdx(new URL('./', import.meta.url))] }),
    shikiConfig: { theme: codeTheme },
  },
  integrations: [mdx(), runFiles(plain)],
};
`,
  'src/pages/index.astro': `---
import 'verified-cells/styles/tokens.css';
import 'verified-cells/styles/cell.css';
import Sorting from '../../content/sorting.mdx';
---

<html lang="en"><head><title>Sorting</title></head><body><Sorting /></body></html>
`,
};

describe('the notebook alone', () => {
  const alone = mkdtempSync(join(tmpdir(), 'notebook-alone-'));
  after(() => rmSync(alone, { recursive: true }));

  before(() => {
    cpSync(join(ROOT, 'src/notebook'), join(alone, 'src/notebook'), {
      recursive: true,
      filter: (path) => !path.includes('node_modules'),
    });
    link(alone, [...Object.keys(dependencies), ...Object.keys(peerDependencies), '@types/node']);
  });

  test('has right types', () => {
    const { status, stdout } = node(alone, 'node_modules/typescript/bin/tsc', '--noEmit', '-p', 'src/notebook');
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });

  test('passes the unit tests that are about it alone', () => {
    const tests = globSync('tests/unit/**/*.test.ts', { cwd: ROOT }).filter((file) => {
      const own = closure(file).filter((name) => !name.startsWith('tests/'));
      return own.length > 0 && own.every((name) => name.startsWith('src/notebook/'));
    });
    assert.ok(tests.length >= 20, `only ${tests.length} files`);
    for (const file of tests.flatMap(closure)) {
      if (file.startsWith('tests/')) cpSync(join(ROOT, file), join(alone, file));
    }
    const { status, stdout } = node(alone, '--test', ...tests);
    assert.equal(status, 0, stdout.slice(-4000));
  });

  describe('packed, in a fresh folder', () => {
    const project = mkdtempSync(join(tmpdir(), 'notebook-project-'));
    after(() => rmSync(project, { recursive: true }));
    let tarball = '';
    const run = (...args: readonly string[]): ReturnType<typeof node> =>
      node(project, 'node_modules/verified-cells/command/main.js', ...args);
    const page = (text: string): void => writeFileSync(join(project, 'content/sorting.mdx'), text);

    before(() => {
      const packed = node(alone, 'src/notebook/command/pack.ts');
      assert.equal(packed.status, 0, packed.stderr);
      const home = join(project, 'node_modules/verified-cells');
      mkdirSync(home, { recursive: true });
      mkdirSync(join(project, 'content'));
      tarball = join(alone, packed.stdout.trim());
      const { status, stderr } = spawnSync('tar', ['-xzf', tarball, '-C', home, '--strip-components=1'], {
        encoding: 'utf8',
      });
      assert.equal(status, 0, stderr);
      link(project, Object.keys(dependencies));
    });

    test('is well-formed', () => assertWellFormed(tarball));

    test('runs the cells of a page in plain TypeScript, and records what they print', () => {
      page(PAGE);
      assert.deepEqual(run('record').stdout.split('\n').at(-2), '2 cells of 1 pages recorded; 1 files changed');
      const recorded = JSON.parse(readFileSync(join(project, 'content/sorting.transcripts.json'), 'utf8')) as Record<
        string,
        { typescript: { lines: unknown; status: number } }
      >;
      assert.deepEqual(recorded['numbers']?.typescript.lines, [{ stream: 'out', time: 0, text: '1 10 9' }]);
      // What a cell imports runs too, as everywhere in JavaScript.
      assert.deepEqual(recorded['later']?.typescript.lines, [
        { stream: 'out', time: 0, text: '1 10 9' },
        { stream: 'out', time: 0, text: '3' },
        { stream: 'out', time: 3600, text: 'an hour later' },
      ]);
      assert.equal(run('check').stdout, '2 cells of 1 pages print what is recorded\n');
    });

    test('builds the page with Astro, and a browser runs its cells', async () => {
      page(PAGE);
      assert.equal(run('record').status, 0);
      link(project, ['astro', '@astrojs/mdx', '@astrojs/markdown-satteri']);
      for (const [file, text] of Object.entries(SITE)) {
        mkdirSync(dirname(join(project, file)), { recursive: true });
        writeFileSync(join(project, file), text);
      }
      const built = node(project, 'node_modules/astro/bin/astro.mjs', 'build');
      assert.equal(built.status, 0, built.stdout + built.stderr);
      const html = readFileSync(join(project, 'dist/index.html'), 'utf8');
      assert.equal(html.match(/data-verdict="holds"/g)?.length, 3, 'the recording proves all expectations');

      const served = await serve(join(project, 'dist'));
      const browser = await launchBrowser();
      try {
        const tab = await browser.newPage();
        await tab.goto(served.url);
        await tab.click('#cell-later [data-action="run"]');
        await tab.waitForSelector('#cell-later[data-state="captured"]', { timeout: PATIENCE });
        assert.deepEqual(await tab.locator('#cell-later [data-part="output"] [data-part="text"]').allTextContents(), [
          '1 10 9',
          '3',
          'an hour later',
        ]);
        assert.equal(await tab.getAttribute('#cell-later [data-expectation="0"]', 'data-verdict'), 'holds');
      } finally {
        await browser.close();
        await served.close();
      }
    });

    test('says which expectation fails, and where', () => {
      page(PAGE.replace('shows: 1 10 9', 'shows: 1 9 10'));
      const { status, stderr } = run('check');
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^content\/sorting\.mdx:11: cell numbers: this expectation does not hold: Without a function/,
      );
    });

    test('knows neither twins nor claims nor a runtime', () => {
      page(PAGE.replace('```yaml', '```py twin\npass\n```\n\n```yaml'));
      assert.match(run('check').stderr, /sorting\.mdx:5: The cell has no list of expectations/);
      page(PAGE.replace('  returns: true', '  returns: true\n  claim: a-1'));
      assert.match(run('check').stderr, /sorting\.mdx:15: Unknown key "claim"/);
      page(PAGE.replace("'./numbers'", "'awaitable/asyncio'"));
      assert.match(
        run('check').stderr,
        /Cannot import "awaitable\/asyncio": a cell can import other files as "\.\/name"/,
      );
    });

    test('runs a file on the command line', () => {
      writeFileSync(join(project, 'one.ts'), 'const n: number = 1;\nconsole.log(n);\nthrow new RangeError("no");\n');
      const { status, stdout, stderr } = run('cell', 'one.ts');
      assert.deepEqual([status, stdout, stderr], [1, '1\n', 'Uncaught RangeError: no\n    at one.ts:3\n']);
    });
  });
});

/** A file and all files of the project that it imports. */
function closure(file: string): string[] {
  const found = new Set([file]);
  for (const one of found) {
    for (const name of importsOf(one, readFileSync(join(ROOT, one), 'utf8'))) {
      if (!name.startsWith('.')) continue;
      const target = normalize(join(dirname(one), name)).replaceAll('\\', '/');
      if (existsSync(join(ROOT, target))) found.add(target);
    }
  }
  return [...found];
}
