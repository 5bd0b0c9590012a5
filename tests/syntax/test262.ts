/**
 * Puts the compile step to test262, JavaScript's own tests:
 *
 *     node tests/syntax/test262.ts PATH-TO-TEST262 [WORD]
 *
 * Takes the tests of `test/language` with `async` or `await` in them (and with
 * WORD in their path), compiles each, and runs it with `on-promises.js` in
 * place of the runtime. A test for errors of syntax passes if the compile step
 * refuses it; one that Node itself does not pass is left out. Those that fail
 * for a reason stand in `test262.md`. Exit status 1 if another one fails, if
 * one of them passes, or if the numbers there are no longer those of the run.
 *
 * test262 is no part of this project: get it from https://github.com/tc39/test262.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';
import * as esbuild from 'esbuild';
import { type Compile, createCompiler } from '../../src/notebook/languages/typescript/compile/index.ts';
import { LOWERED } from '../../src/notebook/languages/typescript/compile/support.ts';
import { describeWith } from '../../src/site/awaitable/description.ts';

const [folder, word = ''] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: node tests/syntax/test262.ts PATH-TO-TEST262 [WORD]');
  process.exit(2);
}

// They are JavaScript, in which `a < b > (c)` compares.
const compile: Compile = createCompiler({
  esbuild: {
    transform: (source, options) =>
      esbuild.transform(source, { ...options, loader: 'js' } as esbuild.TransformOptions) as never,
    build: () => Promise.reject(new Error('a test has one file')),
  },
  runtime: { ...describeWith({ lowered: LOWERED }), coroutines: null },
});

// Some tests leave promises that fail.
process.on('unhandledRejection', () => {});

/** What a test says of itself, in the comment at its head. */
interface Test {
  readonly path: string;
  readonly source: string;
  readonly flags: readonly string[];
  readonly features: readonly string[];
  readonly includes: readonly string[];
  /** Must be refused before it runs. */
  readonly refused: boolean;
}

function read(path: string): Test {
  const source = readFileSync(join(folder as string, path), 'utf8');
  const head = /\/\*---(.*?)---\*\//s.exec(source)?.[1] ?? '';
  const list = (name: string): string[] => {
    const inline = new RegExp(`^${name}:\\s*\\[(.*?)\\]`, 'ms').exec(head)?.[1]?.split(',');
    const lines = new RegExp(`^${name}:\\n((?:\\s+- .*\\n)+)`, 'm').exec(head)?.[1]?.split('\n');
    return (inline ?? lines ?? []).map((one) => one.replace(/^\s*- /, '').trim()).filter((one) => one !== '');
  };
  return {
    path,
    source,
    flags: list('flags'),
    features: list('features'),
    includes: list('includes'),
    refused: /^negative:/m.test(head) && /^\s+phase:\s*(?:parse|early|resolution)/m.test(head),
  };
}

/** Modules cannot be run here, programs are strict, and the rest is about what engines do not have yet. */
function isOurs({ source, flags, features }: Test): boolean {
  const others = /^(?:dynamic-import|decorators|source-phase-imports.*|import-defer|top-level-await|hashbang)$/;
  return (
    /\b(?:async|await)\b/.test(source) &&
    !flags.some((flag) => /^(?:module|noStrict|raw)$/.test(flag)) &&
    !features.some((feature) => others.test(feature))
  );
}

const harnessFiles = new Map<string, string>();
function harness(name: string): string {
  let text = harnessFiles.get(name);
  if (text === undefined) {
    text = readFileSync(join(folder as string, 'harness', name), 'utf8');
    harnessFiles.set(name, text);
  }
  return text;
}

const ON_PROMISES = readFileSync(join(import.meta.dirname, 'on-promises.js'), 'utf8');

/** Turns of Node's own loop after which a test that has not said that it is done never will. */
const TURNS = 200;

/** What went wrong; undefined if nothing did. */
async function run(test: Test, code: string): Promise<string | undefined> {
  let said: string | undefined;
  const context = vm.createContext({
    print(message: string) {
      if (message.startsWith('Test262:Async')) said ??= message;
    },
  });
  const host = vm.runInContext('globalThis.$262 = { global: globalThis, agent: {} }', context);
  host.createRealm = () => ({ global: vm.runInContext('globalThis', vm.createContext({})) });
  host.evalScript = (text: string) => vm.runInContext(text, context);
  try {
    const lowered = vm.runInContext(ON_PROMISES, context);
    vm.runInContext(
      '(lowered) => { globalThis[Symbol.for("awaitable.runtime")] = { lowered, main: true }; }',
      context,
    )(lowered);
    for (const name of ['assert.js', 'sta.js', 'doneprintHandle.js', ...test.includes])
      vm.runInContext(harness(name), context);
    vm.runInContext(`"use strict";\n${code}`, context, { timeout: 20_000 });
  } catch (error) {
    return `throws ${String((error as Error)?.name)}: ${String((error as Error)?.message)}`;
  }
  if (!test.flags.includes('async')) return undefined;
  for (let turn = 0; said === undefined && turn < TURNS; turn++) await new Promise((resolve) => setImmediate(resolve));
  return said === 'Test262:AsyncTestComplete' ? undefined : (said ?? 'is never done');
}

const found = { passed: 0, refused: 0, leftOut: 0 };
const failed = new Map<string, string>();
const paths = globSync('test/language/**/*.js', { cwd: folder }).map((path) => path.replaceAll('\\', '/'));
for (const path of paths.sort()) {
  if (!path.includes(word) || path.includes('_FIXTURE')) continue;
  const test = read(path);
  if (!isOurs(test)) continue;
  const compiled = await compile({ entry: 'cell.ts', files: { 'cell.ts': test.source } });
  if (test.refused) {
    if (compiled.ok) failed.set(path, 'is not refused');
    else found.refused++;
    continue;
  }
  const problem = compiled.ok ? await run(test, compiled.code) : `is refused: ${compiled.errors[0]?.message}`;
  if (problem === undefined) found.passed++;
  else if ((await run(test, test.source)) === undefined) failed.set(path, problem);
  else found.leftOut++;
}

const list = readFileSync(join(import.meta.dirname, 'test262.md'), 'utf8');
const known = [...list.matchAll(/^- `(.*)`$/gm)].map(([, path]) => path as string);
const surprises = known
  .filter((path) => path.includes(word) && !failed.delete(path))
  .map((path) => `${path}: stands in test262.md, and does not fail`);
for (const [path, problem] of failed) surprises.push(`${path}: ${problem}`);
const summary =
  `${found.passed} tests pass, ${found.refused} programs are refused as they must be, ` +
  `${known.length} fail for a reason, and ${found.leftOut} are left out because Node fails them, too`;
if (word === '' && !list.replace(/\s+/g, ' ').includes(`${summary}.`))
  surprises.push(`test262.md does not say: ${summary}.`);
for (const surprise of surprises) console.log(surprise);
console.log(`${summary}; ${surprises.length} surprises`);
process.exit(surprises.length === 0 ? 0 : 1);
