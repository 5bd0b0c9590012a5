/** The package as a project has it that installed it: in Node, in bundles, in a browser, under tsc. */

import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { SourceMap, type SourceMapPayload } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { rollup } from '@rollup/wasm-node';
import * as esbuild from 'esbuild';
import { build as viteBuild, createServer as viteServer } from 'vite';
import type * as plugin from '../../src/site/awaitable/plugin.ts';
import { pack } from '../../src/site/commands/pack.ts';
import { launchBrowser } from '../browser/find-browser.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const GENERATORS = [
  'fetched a.example',
  "[9, 'done']",
  'cleaner <coroutine object cleanUp at 0x…>',
  'cancelled',
  'cleaned up',
  'awaiting it raises True',
  'fetched b.example',
  '9',
  'fetched c.example',
  'item',
  '5',
  'a native promise',
  'timed out',
  'the end',
];
const AWAIT = [
  '<coroutine object fetchPage at 0x…>',
  'fetched a.example',
  'fetched bb.example',
  '19',
  '2',
  '1',
  'cleaned up',
  'awaiting it raises True True',
  'on purpose',
  'the end',
];
const BOTH = ['— generators', ...GENERATORS, '— await', ...AWAIT];

const linesOf = (text: string): string[] => text.replace(/0x\w+/g, '0x…').trimEnd().split('\n');

describe('the package', () => {
  const project = mkdtempSync(join(tmpdir(), 'awaitable-project-'));
  let plugins: typeof plugin;

  /** Runs a file of the project in Node. */
  function run(file: string, ...flags: string[]): string[] {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, file], {
      cwd: project,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    });
    assert.equal(stderr, '');
    assert.equal(status, 0);
    return linesOf(stdout);
  }

  before(async () => {
    const staging = mkdtempSync(join(tmpdir(), 'awaitable-pack-'));
    const tarball = pack(staging);
    cpSync(join(ROOT, 'tests/package/example'), project, { recursive: true });
    const modules = join(project, 'node_modules');
    mkdirSync(join(modules, 'awaitable'), { recursive: true });
    execFileSync('tar', ['-xzf', tarball, '-C', join(modules, 'awaitable'), '--strip-components=1']);
    mkdirSync(join(modules, '@jridgewell'));
    for (const name of ['acorn', 'esbuild', 'vite', '@jridgewell/sourcemap-codec'])
      symlinkSync(join(ROOT, 'node_modules', name), join(modules, name));
    rmSync(staging, { recursive: true });
    const { exports } = JSON.parse(readFileSync(join(modules, 'awaitable/package.json'), 'utf8')) as {
      exports: Record<string, { default: string }>;
    };
    const { href } = pathToFileURL(join(modules, 'awaitable', exports['./plugin']?.default ?? ''));
    plugins = (await import(href)) as typeof plugin;
  });
  after(() => rmSync(project, { recursive: true, force: true }));

  test('holds JavaScript, types and source maps, and nothing that leads back here', () => {
    const folder = join(project, 'node_modules/awaitable');
    const files = readdirSync(folder, { recursive: true }) as string[];
    for (const file of files) {
      if (/\.(js|d\.ts|json|map)$/.test(file)) {
        const text = readFileSync(join(folder, file), 'utf8');
        assert.ok(!text.includes(ROOT), `${file} names a path of this machine`);
        if (!file.endsWith('.map'))
          assert.doesNotMatch(text, /from '\.{1,2}\/[^']*(?<!\.d)\.ts'/, `${file} imports TypeScript`);
      }
    }
    assert.ok(files.includes('README.md') && files.includes('LICENSE'));
    // Debuggers and consoles fold the runtime's frames; the plugin's are shown, for those who debug a build.
    for (const file of files.filter((name) => name.endsWith('.js.map'))) {
      const { ignoreList, x_google_ignoreList: former } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
      const expected = file.startsWith('plugin/') ? undefined : [0];
      assert.deepEqual([ignoreList, former], [expected, expected], file);
    }
    const { exports } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      exports: Record<string, string | { types: string; default: string }>;
    };
    for (const entry of Object.values(exports)) {
      for (const file of typeof entry === 'string' ? [entry] : Object.values(entry)) {
        assert.ok(files.includes(file.slice(2)), `${file} is missing`);
      }
    }
  });

  test('type-checks with tsc', () => {
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
    assert.equal(stdout, '');
    assert.equal(status, 0);
  });

  test('type errors of programs are found', () => {
    writeFileSync(
      join(project, 'wrong.ts'),
      `import * as asyncio from 'awaitable/asyncio';
export const f = asyncio.coroutine(function* (n: number) {
  const slept: string = yield* asyncio.sleep(1, n);
  const task = asyncio.createTask(f(1) as asyncio.Coroutine<number>);
  const text: string = yield* task;
  return [slept, text];
}) as (n: string) => asyncio.Coroutine<string[]>;
`,
    );
    const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
    const { stdout } = spawnSync(process.execPath, [tsc, '-p', project], { encoding: 'utf8' });
    rmSync(join(project, 'wrong.ts'));
    assert.match(stdout, /wrong\.ts\(3,9\).*'number' is not assignable to type 'string'/);
    assert.match(stdout, /wrong\.ts\(5,9\).*'number' is not assignable to type 'string'/);
  });

  test('runs plain generators in Node without a compile step', () => {
    assert.deepEqual(run('generators.ts'), GENERATORS);
  });

  /** That debuggers and consoles fold the runtime's frames, and no others. */
  function assertIgnoresRuntime(file: string): void {
    const map = JSON.parse(readFileSync(file, 'utf8')) as Record<'sources', string[]> & Record<string, number[]>;
    const { ignoreList, x_google_ignoreList: former } = map;
    const ignored = (ignoreList ?? former ?? []).map((index) => map.sources[index]);
    const ours = map.sources.filter((source) => source.includes('node_modules/awaitable/'));
    assert.ok(ours.length > 10, map.sources.join('\n'));
    assert.deepEqual(ignored, ours);
  }

  const bundles = {
    esbuild: async (entry: string, outfile: string): Promise<void> => {
      await esbuild.build({
        entryPoints: [join(project, entry)],
        outfile,
        bundle: true,
        format: 'esm',
        platform: 'neutral',
        sourcemap: true,
        logLevel: 'silent',
        plugins: [plugins.esbuildPlugin({ root: project })],
      });
    },
    rollup: async (entry: string, outfile: string): Promise<void> => {
      const bundle = await rollup({
        input: join(project, entry),
        plugins: [
          plugins.rollupPlugin({ root: project }),
          {
            name: 'resolve',
            resolveId: (id: string) =>
              id.startsWith('awaitable/')
                ? join(project, 'node_modules/awaitable', `${id.slice('awaitable/'.length)}.js`)
                : null,
          },
        ],
        onwarn: () => {},
      });
      await bundle.write({ file: outfile, format: 'esm', sourcemap: true });
      await bundle.close();
    },
    vite: async (entry: string, outfile: string): Promise<void> => {
      const folder = `${outfile}.vite`;
      await viteBuild({
        root: project,
        configFile: false,
        logLevel: 'silent',
        plugins: [plugins.vitePlugin({ root: project })],
        build: {
          target: 'es2024',
          sourcemap: true,
          minify: false,
          outDir: folder,
          emptyOutDir: true,
          lib: { entry: join(project, entry), formats: ['es'], fileName: () => 'bundle.mjs' },
        },
      });
      for (const [from, to] of [
        ['bundle.mjs', outfile],
        ['bundle.mjs.map', `${outfile}.map`],
      ] as const) {
        cpSync(join(folder, from), to);
      }
    },
  };

  for (const [name, bundle] of Object.entries(bundles)) {
    describe(`bundled by ${name}`, () => {
      const outfile = join(project, `${name}.mjs`);

      test('runs in Node', async () => {
        await bundle('main.ts', outfile);
        assert.deepEqual(run(outfile), BOTH);
      });

      test('import.meta.main is what was started', async () => {
        const started = join(project, `${name}-started.mjs`);
        await bundle('started.ts', started);
        assert.deepEqual(run(started), ['started']);
        // Node has it from 24.2 on; a copy without it is what browsers and older ones have.
        const older = join(project, `${name}-older.mjs`);
        writeFileSync(
          older,
          `Object.defineProperty(import.meta, 'main', { value: undefined });\n${readFileSync(started, 'utf8')}`,
        );
        assert.deepEqual(run(older), ['started']);
        for (const file of [started, older]) {
          const importing = join(project, 'importing.mjs');
          writeFileSync(importing, `import ${JSON.stringify(pathToFileURL(file).href)}; console.log('imported');`);
          assert.deepEqual(run(importing), ['imported']);
        }
      });

      test('source maps lead to the author’s lines', async () => {
        const failing = join(project, `${name}-failing.mjs`);
        await bundle('failing.ts', failing);
        const code = readFileSync(failing, 'utf8').split('\n');
        const line = code.findIndex((text) => text.includes('no numbers'));
        const column = (code[line] as string).indexOf('new RangeError');
        const map = new SourceMap(JSON.parse(readFileSync(`${failing}.map`, 'utf8')) as SourceMapPayload);
        const position = map.findEntry(line, column);
        assert.ok('originalSource' in position);
        assert.match(position.originalSource, /failing\.ts$/);
        assert.deepEqual([position.originalLine, position.originalColumn], [5, 10]);
        // esbuild writes no such list.
        if (name !== 'esbuild') assertIgnoresRuntime(`${failing}.map`);
      });
    });
  }

  test('Vite’s development server lowers modules', async () => {
    const server = await viteServer({
      root: project,
      configFile: false,
      logLevel: 'silent',
      plugins: [plugins.vitePlugin({ root: project })],
      server: { middlewareMode: true, ws: false },
      optimizeDeps: { noDiscovery: true },
    });
    try {
      const result = await server.transformRequest('/app.ts');
      assert.match(result?.code ?? '', /awaitable\/lowered\.js/);
      assert.doesNotMatch(result?.code ?? '', /async function/);
      const started = await server.transformRequest('/started.ts');
      assert.match(started?.code ?? '', /isMain\(import\.meta\)/);
      const imported = await server.transformRequest('/imported.ts');
      assert.match(imported?.code ?? '', /if \(false\)/);
    } finally {
      await server.close();
    }
  });

  test('runs in a browser', async () => {
    const outfile = join(project, 'browser.mjs');
    await bundles.esbuild('main.ts', outfile);
    const server = createServer((request, response) => {
      const isScript = request.url === '/bundle.mjs';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      response.end(isScript ? readFileSync(outfile) : '<!doctype html><script type=module src=/bundle.mjs></script>');
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const browser = await launchBrowser();
    try {
      const page = await browser.newPage();
      const lines: string[] = [];
      const finished = new Promise<void>((resolve, reject) => {
        page.on('pageerror', reject);
        page.on('console', (message) => {
          lines.push(message.text());
          if (lines.length === BOTH.length) resolve();
        });
        setTimeout(reject, 20_000, new Error('the page did not finish')).unref();
      });
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      await finished;
      assert.deepEqual(linesOf(lines.join('\n')), BOTH);
    } finally {
      await browser.close();
      server.close();
    }
  });

  test('errors of the lowering name the place', async () => {
    writeFileSync(
      join(project, 'broken.ts'),
      'import "awaitable/asyncio";\nexport async function f() {\n  await;\n}\n',
    );
    const failure = await esbuild
      .build({
        entryPoints: [join(project, 'broken.ts')],
        bundle: true,
        write: false,
        logLevel: 'silent',
        plugins: [plugins.esbuildPlugin({ root: project })],
      })
      .then(
        () => assert.fail('it compiled'),
        (error: esbuild.BuildFailure) => error,
      );
    const [message] = failure.errors;
    assert.deepEqual([message?.location?.file, message?.location?.line], ['broken.ts', 3]);
  });

  test('include and exclude choose the files', async () => {
    const { lowerModule } = plugins;
    const lowered = await lowerModule('export const f = async () => import.meta.main;', join(project, 'src/x.ts'), {
      root: project,
    });
    assert.match(lowered.code, /from "awaitable\/lowered"/);
    assert.match(lowered.code, /file: "src\/x\.ts"/);
    assert.match(lowered.code, /isMain\(import\.meta\)/);
    const text = 'import "awaitable/asyncio"; export const f = async () => 1;';
    const transform = (options: plugin.PluginOptions, file: string) =>
      plugins.vitePlugin(options).transform(text, join(project, file));
    assert.notEqual(await transform({}, 'a.ts'), null);
    assert.equal(await transform({}, 'node_modules/x/a.js'), null);
    assert.equal(await transform({}, 'a.css'), null);
    assert.equal(await transform({ exclude: /legacy/ }, 'legacy/a.ts'), null);
    assert.equal(await transform({ exclude: /legacy/ }, 'node_modules/x/a.js'), null, 'exclude adds to node_modules');
    assert.notEqual(await transform({ include: /x\/a/ }, 'node_modules/x/a.js'), null);
    assert.equal(await transform({ include: [/only/, (file) => file.endsWith('b.ts')] }, 'a.ts'), null);
    assert.notEqual(await transform({ include: [/only/, (file) => file.endsWith('b.ts')] }, 'b.ts'), null);
  });

  describe('only what is meant is lowered', () => {
    const lowered = async (text: string, options: plugin.PluginOptions = {}): Promise<string | null> =>
      (await plugins.vitePlugin(options).transform(text, join(project, 'a.ts')))?.code ?? null;

    test('modules that import awaitable, or say that they are', async () => {
      const f = 'export async function f() { await 0; }';
      assert.equal(await lowered(f), null, 'a module that has nothing to do with it');
      assert.equal(await lowered(`/* awaitable */ ${f}`), null, 'a word is no import');
      assert.match((await lowered(`import { run } from 'awaitable/asyncio'; run; ${f}`)) ?? '', /function\* f/);
      assert.match((await lowered(`export * from 'awaitable/asyncio'; ${f}`)) ?? '', /function\* f/);
      assert.match((await lowered(`await import('awaitable/asyncio'); ${f}`)) ?? '', /function\* f/);
      assert.match((await lowered(`'use awaitable'; ${f}`)) ?? '', /function\* f/);
      assert.match((await lowered(f, { include: /a\.ts$/ })) ?? '', /function\* f/);
      assert.equal(await lowered(`'use native async'; import 'awaitable/asyncio'; ${f}`), null);
    });

    test('a function can stay a native one, with all that is in it', async () => {
      const outfile = join(project, 'native.mjs');
      writeFileSync(
        join(project, 'native.ts'),
        `import * as asyncio from 'awaitable/asyncio';
async function ours() { await asyncio.sleep(0); return 'ours'; }
async function native() {
  'use native async';
  const seen: string[] = [];
  for await (const each of items()) seen.push(each);
  seen.push(await Promise.resolve('native'));
  return [...seen, String(native instanceof Function)].join(' ');
}
const items = async function* () { 'use native async'; yield 'a'; yield await Promise.resolve('b'); };
const arrow = async () => { 'use native async'; return await native(); };
console.log(await arrow());
console.log(Object.prototype.toString.call(native()), await asyncio.run(ours()));
`,
      );
      await bundles.esbuild('native.ts', outfile);
      assert.deepEqual(run(outfile), ['a b native true', '[object Promise] ours']);
    });

    test('what a function returns is awaited, as TypeScript says', async () => {
      const outfile = join(project, 'returned.mjs');
      await bundles.esbuild('returned.ts', outfile);
      const lines = ['1 2 promise 1 2', 'after inner', '3 0 caught', '4', '5', 'true 6', '[ 1, 1 ]'];
      assert.deepEqual(run(outfile, '--stack-size=500'), lines);
    });

    test('a lowered function that native code awaits outside of a loop says what to do', async () => {
      const outfile = join(project, 'outside.mjs');
      writeFileSync(
        join(project, 'outside.ts'),
        `import * as asyncio from 'awaitable/asyncio';
export async function handler() { await asyncio.sleep(0); }
await Promise.resolve().then(() => handler()).catch((error) => console.log(String(error)));
`,
      );
      await bundles.esbuild('outside.ts', outfile);
      assert.match(
        run(outfile).join(),
        /coroutine 'handler' can only be awaited while an event loop runs: start one with asyncio\.run\(handler\(…\)\)\. .*'use native async'/,
      );
    });

    test('an async function that was not lowered says so when it needs the loop', async () => {
      const file = join(project, 'not-lowered.mjs');
      writeFileSync(
        file,
        `import * as asyncio from 'awaitable/asyncio';
const main = async () => { asyncio.timeout(1); };
await asyncio.run(main()).catch((error) => console.log(String(error)));
`,
      );
      assert.match(run(file).join(), /no running event loop: run\(\) was given a promise.* not lowered by the plugin/);
    });

    test('a stack has the author’s frames alone, and a group prints each error once', async () => {
      const source = join(project, 'stacks.ts');
      writeFileSync(
        source,
        `import * as asyncio from 'awaitable/asyncio';
import { asyncWith } from 'awaitable/builtins';
async function innermost(): Promise<void> {
  await asyncio.sleep(0);
  throw new RangeError('three deep');
}
async function middle(): Promise<void> {
  await innermost();
}
async function outermost(): Promise<void> {
  await middle();
}
await asyncio.run(outermost()).catch((error: Error) => console.log(error.stack));
async function walk(depth: number): Promise<void> {
  await asyncio.sleep(0);
  if (depth === 0) throw new RangeError('deep enough');
  await walk(depth - 1);
}
await asyncio.run(walk(3)).catch((error: Error) => console.log(error.stack));
function* items(): Generator<number> {
  yield 1;
  throw new RangeError('no more items');
}
class Reader {
  async read(): Promise<number> {
    await asyncio.sleep(0);
    let sum = 0;
    for (const item of items()) sum += item;
    return sum;
  }
}
async function reading(): Promise<void> {
  try {
    await new Reader().read();
  } catch (error) {
    throw new Error('cannot read', { cause: error });
  }
}
await asyncio.run(reading()).catch((error: Error) => console.log(error.stack + '\\n' + (error.cause as Error).stack));
async function group(): Promise<void> {
  await asyncWith(new asyncio.TaskGroup(), async (tasks) => {
    tasks.createTask(middle());
  });
}
await asyncio.run(group()).catch((error: Error) => console.log(error));
`,
      );
      for (const [how, build] of Object.entries({
        'not bundled': { packages: 'external' },
        bundled: {},
        minified: { minify: true },
      } as const)) {
        const outfile = join(project, 'stacks.mjs');
        await esbuild.build({
          entryPoints: [source],
          outfile,
          bundle: true,
          ...build,
          format: 'esm',
          logLevel: 'silent',
          plugins: [plugins.esbuildPlugin({ root: project })],
        });
        const lines = run(outfile);
        // Where the loop was run from is known only where the package's files are apart from the program's.
        const frames = lines.filter((line) => !line.includes('at async <module>'));
        // Bundlers shorten the names of everything that is no coroutine.
        const generator = /at (\w+)\.next/.exec(frames.join('\n'))?.[1];
        const stacks = frames.map((line) =>
          line
            .replace(/\(file:.*\)/, '(…)')
            .replace(/at \w+\.read/, 'at read')
            .replace(`at ${generator}`, 'at items'),
        );
        const expected = [
          'RangeError: three deep',
          '    at innermost (…)',
          '    at async middle (stacks.ts:8)',
          '    at async outermost (stacks.ts:11)',
          'RangeError: deep enough',
          '    at walk (…)',
          '    at async walk (stacks.ts:17)',
          '    at async walk (stacks.ts:17)',
          '    at async walk (stacks.ts:17)',
          'Error: cannot read',
          '    at reading (…)',
          'RangeError: no more items',
          '    at items (…)',
          '    at items.next (<anonymous>)',
          '    at read (…)',
          '    at async reading (stacks.ts:34)',
        ];
        assert.deepEqual(stacks.slice(0, expected.length), expected, how);
        assert.equal(lines.filter((line) => line.includes('RangeError: three deep')).length, 2, lines.join('\n'));
        assert.doesNotMatch(lines.join('\n'), /runHandle|_runReady/);
      }
    });

    test('Vite 8 refuses options for esbuild that it would not use, and says what decorators need', async () => {
      const file = join(project, 'decorated.ts');
      const text = `import * as asyncio from 'awaitable/asyncio';
const log = (method: unknown, _: unknown) => method;
class Jobs {
  @log async all() { await asyncio.sleep(0); return 'all jobs'; }
}
console.log(await asyncio.run(new Jobs().all()));
`;
      writeFileSync(file, text);
      const build = (options: plugin.PluginOptions): Promise<unknown> =>
        viteBuild({
          root: project,
          logLevel: 'silent',
          plugins: [plugins.vitePlugin({ root: project, ...options })],
          build: {
            target: 'esnext',
            outDir: 'decorated',
            rollupOptions: { input: file, output: { entryFileNames: 'decorated.js' } },
          },
        });
      await assert.rejects(build({}), /decorated\.ts cannot be lowered: its decorators need esbuild/);
      await assert.rejects(
        build({ transform: { jsx: 'automatic' } }),
        /option transform is for esbuild, .* Pass the option esbuild/,
      );
      await build({ esbuild, transform: { target: 'es2022' } });
      assert.deepEqual(run(join(project, 'decorated/decorated.js')), ['all jobs']);
    });

    test('a callback that would never run is a warning at its place', async () => {
      const file = join(project, 'lost.ts');
      writeFileSync(
        file,
        `import * as asyncio from 'awaitable/asyncio';
const wait = (): asyncio.Coroutine<void> => asyncio.sleep(0);
setTimeout(async () => { await wait(); }, 1);
[1].forEach(
  async (n: number) => { await wait(); console.log(n); });
addEventListener('click', async () => { 'use native async'; await wait(); });
export const all = [1].map(async () => { await wait(); });
`,
      );
      const { warnings } = await esbuild.build({
        entryPoints: [file],
        bundle: true,
        format: 'esm',
        write: false,
        logLevel: 'silent',
        plugins: [plugins.esbuildPlugin({ root: project })],
      });
      assert.deepEqual(
        warnings.map(({ text, location }) => [text.split(' ')[0], location?.line, location?.column]),
        [
          ['setTimeout()', 3, 11],
          ['forEach()', 5, 2],
        ],
      );
      assert.match(warnings[0]?.text ?? '', /its body never runs/);
    });
  });
});
