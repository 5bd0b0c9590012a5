/**
 * Runs the tests and ends with the plain line `N passed, N failed`. tests/README.md says what is proved where.
 *
 * `node tests/run.ts` runs what `npm test` does: everything that a reader sees, in one browser. `--quick` runs only
 * what needs no browser, no CPython and no build, `--all` also what is long or rare, `--rest` what `--all` has and `npm test`
 * has not. `node tests/run.ts PART … [WORD …]` runs the named parts; a word that names no part chooses the test files
 * whose path contains it. `--write` rewrites the tables that tests keep of what they saw (tests/hostile/README.md).
 */

import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { constants } from 'node:os';
import { delimiter, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { fileURLToPath } from 'node:url';
import { endQuietlyWithoutReader } from '../src/notebook/command/end-quietly.ts';
import { builtSite } from './built-site.ts';
import { checks } from './check/checks.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
/** What Node makes of the sources: a process that finds it there starts in half the time, and the tests start hundreds. */
process.env['NODE_COMPILE_CACHE'] ??= `${ROOT}.cache/node`;
enableCompileCache();

/** The project's own tools, where this file was not started by npm. */
const PATH = `${ROOT}node_modules/.bin${delimiter}${process.env['PATH'] ?? ''}`;

/**
 * Which command runs a part: `quick` is run by `npm test`, too, and all but `weekly` by `npm run test:all`. What is `weekly`
 * starts CPython hundreds of times, and is run when it is named.
 */
type Tier = 'quick' | 'test' | 'all' | 'weekly';

interface Part {
  readonly tier: Tier;
  readonly files: string;
  /**
   * Test files at a time, each in a process of its own; browsers and CPython fill a core each. 0: all files in one
   * process, one after the other, which share a browser.
   */
  readonly concurrency: number;
  /** Whether the tests look at the built site. */
  readonly site?: true;
}

const PARTS: Record<string, Part> = {
  unit: { tier: 'quick', files: 'tests/unit/**/*.test.ts', concurrency: 2 },
  integration: { tier: 'test', files: 'tests/integration/**/*.test.ts', concurrency: 2 },
  docs: { tier: 'quick', files: 'tests/docs/**/*.test.ts', concurrency: 2 },
  conformance: { tier: 'test', files: 'tests/conformance/**/*.test.ts', concurrency: 2 },
  site: { tier: 'test', files: 'tests/site/**/*.test.ts', concurrency: 2, site: true },
  package: { tier: 'test', files: 'tests/package/{api,keywords,sizes}.test.ts', concurrency: 1 },
  browser: { tier: 'test', files: 'tests/browser/**/*.test.ts', concurrency: 0, site: true },
  edges: { tier: 'all', files: 'tests/edges/**/*.test.ts', concurrency: 0, site: true },
  projects: { tier: 'all', files: 'tests/package/{notebook,package,projects}.test.ts', concurrency: 1 },
  cpython: { tier: 'all', files: 'tests/cpython/**/*.test.ts', concurrency: 1 },
  again: { tier: 'all', files: 'tests/again/**/*.test.ts', concurrency: 1, site: true },
  stress: { tier: 'all', files: 'tests/stress/**/*.test.ts', concurrency: 1 },
  engines: { tier: 'all', files: 'tests/{engines,hostile}/**/*.test.ts', concurrency: 1, site: true },
  twins: { tier: 'weekly', files: 'tests/twins/**/*.test.ts', concurrency: 1, site: true },
};

/** The options that choose whole tiers. */
const TIERS: Record<string, readonly Tier[]> = {
  '--quick': ['quick'],
  '--all': ['quick', 'test', 'all'],
  '--rest': ['all'],
};

interface Counts {
  passed: number;
  failed: number;
}

/** What failed, told once more at the end, where a reader of a long log looks first. */
const failures: string[] = [];
const LONGEST_FAILURE = 4000;

/** How long each part took, in seconds. */
const times: string[] = [];

function secondsSince(began: number): string {
  return ((performance.now() - began) / 1000).toFixed(0);
}

/** Ends the test files that run when this process is told to end: nobody else would. */
const ended = new AbortController();

async function main(args: readonly string[]): Promise<Counts> {
  const known = ['check', ...Object.keys(PARTS)];
  const named = args.filter((arg) => known.includes(arg));
  const tiers = TIERS[args.find((arg) => arg in TIERS) ?? ''] ?? ['quick', 'test'];
  const chosen = known.filter((name) => tiers.includes(PARTS[name]?.tier ?? 'quick'));
  const words = args.filter((arg) => !known.includes(arg) && !arg.startsWith('--'));
  if (args.includes('--write')) process.env['WRITE_RESULTS'] = '1';
  const total: Counts = { passed: 0, failed: 0 };
  const add = ({ passed, failed }: Counts): void => {
    total.passed += passed;
    total.failed += failed;
  };
  for (const name of named.length > 0 ? named : chosen) {
    heading(name);
    const began = performance.now();
    const part = PARTS[name];
    add(part === undefined ? await runChecks(tiers, words) : await runPart(name, part, words));
    times.push(`${name} ${secondsSince(began)}`);
  }
  if (named.length === 0) add(strays());
  if (words.length > 0 && total.passed + total.failed === 0) {
    console.log(`✖ nothing is called ${words.join(' or ')}`);
    total.failed++;
  }
  return total;
}

/** Test files that no part runs would pass unseen. What is in `projects/` is run there, by a project's own runner. */
function strays(): Counts {
  const run = new Set(Object.values(PARTS).flatMap(({ files }) => globSync(files, { cwd: ROOT })));
  const found = globSync('tests/**/*.test.ts', { cwd: ROOT, exclude: ['tests/package/projects/**'] });
  const unseen = found.filter((file) => !run.has(file));
  for (const file of unseen) console.log(`✖ no part of tests/run.ts runs ${file}`);
  return { passed: 0, failed: unseen.length };
}

async function runPart(name: string, { files, concurrency, site }: Part, words: readonly string[]): Promise<Counts> {
  const all = globSync(files, { cwd: ROOT }).sort();
  const chosen = words.length === 0 ? all : all.filter((file) => words.some((word) => file.includes(word)));
  if (chosen.length === 0) {
    console.log(
      words.length === 0 ? `✖ no test files match ${files}` : `no file of ${name} matches ${words.join(', ')}`,
    );
    return { passed: 0, failed: words.length === 0 ? 1 : 0 };
  }
  if (site) {
    try {
      // Told to the test files through the environment, so that they share one build.
      const built = await builtSite();
      process.env['TEST_SITE'] = built.folder;
    } catch (error) {
      const problem = `✖ the site does not build\n${(error as Error).message}`;
      console.log(problem);
      failures.push(problem);
      return { passed: 0, failed: 1 };
    }
  }
  const stream = run({
    files: chosen.map((file) => `${ROOT}${file}`),
    ...(concurrency > 0 ? { concurrency, cwd: ROOT } : { isolation: 'none' }),
    signal: ended.signal,
  });
  const counts: Counts = { passed: 0, failed: 0 };
  stream.on('test:summary', (summary) => {
    if (summary.file !== undefined) return;
    counts.passed = summary.counts.passed;
    counts.failed = summary.counts.tests - summary.counts.passed - summary.counts.skipped - summary.counts.todo;
  });
  stream.on('test:fail', ({ name: test, file, details }) => {
    // A suite fails with its tests, which tell why.
    if (details.type === 'suite') return;
    const { message, cause } = details.error;
    const words = cause instanceof Error ? (cause.stack ?? cause.message) : message;
    failures.push(`✖ ${relative(ROOT, file ?? '')}: ${test}\n${words}`);
  });
  const reporter = stream.compose(new spec());
  reporter.pipe(process.stdout, { end: false });
  await new Promise((done, fail) => reporter.once('end', done).once('error', fail));
  return counts;
}

async function runChecks(tiers: readonly Tier[], words: readonly string[]): Promise<Counts> {
  const counts: Counts = { passed: 0, failed: 0 };
  for (const { name, command, tier = 'quick' } of checks) {
    if (!tiers.includes(tier)) continue;
    if (words.length > 0 && !words.some((word) => name.includes(word))) continue;
    const { status, output } = await runCommand(command);
    if (status === 0) counts.passed++;
    else {
      counts.failed++;
      failures.push(`✖ ${name}\n${output.trimEnd()}`);
    }
    console.log(status === 0 ? `✔ ${name}` : `✖ ${name}: ${command.join(' ')}\n${output.trimEnd()}`);
  }
  return counts;
}

function runCommand([program = '', ...args]: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, PATH },
      signal: ended.signal,
    });
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      output += chunk;
    });
    child.once('error', fail);
    child.once('close', (code) => done({ status: code ?? 1, output }));
  });
}

function heading(name: string): void {
  console.log(`\n${name} ${'─'.repeat(Math.max(0, 60 - name.length))}`);
}

const arguments_ = process.argv.slice(2).filter((arg) => arg !== '--');
const option = arguments_.find((arg) => arg.startsWith('-') && arg !== '--write' && !(arg in TIERS));
if (option !== undefined) {
  console.error(
    `unknown option ${option}\nusage: node tests/run.ts [${Object.keys(TIERS).join(' | ')}] [PART …] [WORD …] [--write]`,
  );
  process.exit(2);
}
endQuietlyWithoutReader();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    ended.abort();
    // A turn later, when its listeners have ended what runs.
    setImmediate(() => process.exit(128 + constants.signals[signal]));
  });
}
const started = performance.now();
const { passed, failed } = await main(arguments_);
process.exitCode = failed === 0 ? 0 : 1;
if (failures.length > 0) {
  heading('failed');
  console.log(failures.map((words) => words.slice(0, LONGEST_FAILURE)).join('\n'));
}
console.log(`\nin ${secondsSince(started)} s (${times.join(', ')})`);
console.log(`${passed} passed, ${failed} failed`);
