/** Runs programs with executors in Node, as the command line does. */
import assert from 'node:assert/strict';
import { compileProgram } from '../../../src/command/compiler.ts';
import { type Run, type RunOptions, runProgram } from '../../../src/command/run-program.ts';

const HEAD = `import * as asyncio from 'awaitable/asyncio';
import { asyncWith, print, repr, str, RuntimeError, TypeError, ValueError } from 'awaitable/builtins';
import * as futures from 'awaitable/concurrent/futures';
import { ContextVar } from 'awaitable/contextvars';
import * as os from 'awaitable/os';
import * as threading from 'awaitable/threading';
`;

/** Runs functions and classes followed by the body of `main()`, which may use all of the runtime. */
export function run(top: string, main: string, options: RunOptions = {}): Promise<Run> {
  return runWhole(
    `${HEAD}${top}\nasync function main() {\nconst loop = asyncio.getRunningLoop();\n${main}\n}\nif (import.meta.main) await asyncio.run(main());\n`,
    options,
  );
}

/** Runs a program that is given whole, but for its imports. */
export async function runModule(source: string, options: RunOptions = {}): Promise<Run> {
  return await runWhole(HEAD + source, options);
}

async function runWhole(source: string, options: RunOptions): Promise<Run> {
  const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': source } });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message, line }) => `${line}: ${message}`).join('\n'));
  return await runProgram(compiled, { timeout: 60, ...options });
}

/** The lines of stdout, with the worker that printed them in front. */
export function out(result: Run): string[] {
  return result.lines
    .filter(({ stream }) => stream === 'out')
    .map(({ worker, text }) => (worker === undefined ? text : `[${worker}] ${text}`));
}

export function err(result: Run): string[] {
  return result.lines.filter(({ stream }) => stream === 'err').map(({ text }) => text);
}

/** Runs a program that prints exactly these lines on stdout, nothing on stderr, and ends well. */
export async function prints(
  expected: readonly string[],
  top: string,
  main: string,
  options?: RunOptions,
): Promise<void> {
  const result = await run(top, main, options);
  assert.deepEqual(
    { out: out(result), err: err(result), end: result.end },
    { out: expected, err: [], end: 'finished' },
  );
}
