/**
 * The command line: compiles TypeScript files as cells and runs them.
 *
 *     npm run --silent cell -- FILE.ts … [--json] [--clock virtual|paced|real]
 *                                        [--timeout SECONDS] [--trace FILE]
 *
 * Exit status: that of the first file that did not end with 0. 0 success, 1
 * after an uncaught exception or if the file does not compile, 2 for wrong
 * usage, 13 if the program waits for what can never happen, 124 after the
 * timeout, 130 after an interrupt.
 */
import { closeSync, openSync, writeSync } from 'node:fs';
import type { Uncaught } from '../cells/transcript.ts';
import { formatCompileError } from '../compile/index.ts';
import type { Compiled } from '../compile/types.ts';
import { compileProgram, stopCompiler } from './compiler.ts';
import { readProgram, UnreadableError } from './read-program.ts';
import { type Ending, type Realm, runDirect, runWithText } from './run-program.ts';

const USAGE = `usage: cell FILE.ts … [options]

Compiles TypeScript files as cells and runs them, one after the other, each in a fresh realm.

  --json                        one line for each file: {"file", "stdout", "stderr", "status", "exception"}
  --clock virtual|paced|real    how loop time passes (virtual)
  --timeout SECONDS             stops a file that runs longer
  --trace FILE                  writes the event loop's trace as JSON Lines
  --help                        prints this`;

const CLOCKS = ['virtual', 'paced', 'real'] as const;

interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly clock: (typeof CLOCKS)[number];
  readonly timeout: number | undefined;
  readonly trace: string | undefined;
}

/** The command line was not understood. */
class UsageError extends Error {}

function parse(args: readonly string[]): Options | 'help' {
  const files: string[] = [];
  let json = false;
  let clock: Options['clock'] = 'virtual';
  let timeout: number | undefined;
  let trace: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const argument = args[i] as string;
    if (argument === '--') {
      files.push(...args.slice(i + 1));
      break;
    }
    if (!argument.startsWith('-') || argument === '-') {
      files.push(argument);
      continue;
    }
    const equals = argument.indexOf('=');
    const name = equals < 0 ? argument : argument.slice(0, equals);
    const value = (what: string): string => {
      const given = equals < 0 ? args[++i] : argument.slice(equals + 1);
      if (given === undefined || given === '') throw new UsageError(`${name} needs ${what}`);
      return given;
    };
    if (equals >= 0 && (name === '--json' || name === '--help')) throw new UsageError(`${name} takes no value`);
    switch (name) {
      case '--json':
        json = true;
        break;
      case '--clock': {
        const given = value(`one of ${CLOCKS.join(', ')}`);
        const known = CLOCKS.find((one) => one === given);
        if (known === undefined)
          throw new UsageError(`--clock is one of ${CLOCKS.join(', ')}, not ${JSON.stringify(given)}`);
        clock = known;
        break;
      }
      case '--timeout': {
        const given = value('a number of seconds');
        timeout = /^\d*\.?\d+(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
        if (!(timeout > 0 && timeout < 2 ** 31 / 1000)) {
          throw new UsageError(`--timeout needs a number of seconds above 0, not ${JSON.stringify(given)}`);
        }
        break;
      }
      case '--trace':
        trace = value('a file to write to');
        break;
      case '--help':
      case '-h':
        return 'help';
      default:
        throw new UsageError(`unknown option ${name}`);
    }
  }
  if (files.length === 0) throw new UsageError('no file given');
  return { files, json, clock, timeout, trace };
}

/** What one file came to. */
interface Result {
  readonly status: number;
  readonly exception: Uncaught | null;
}

let current: Realm | null = null;
let interrupted = false;
process.on('SIGINT', () => {
  interrupted = true;
  if (current === null) process.exit(130);
  current.interrupt();
});

/** Writes to a stream of the process; a reader who has gone ends the process quietly. */
const pause = new Int32Array(new SharedArrayBuffer(4));
function write(fd: 1 | 2, text: string): void {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, 1);
      else if (code === 'EPIPE' || code === 'EBADF') process.exit(fd === 1 ? 141 : 1);
      else throw error;
    }
  }
}

/** What the command line itself has to say about an end that the program could not tell. */
function epilogue(file: string, { end, why }: Ending, timeout: number | undefined): string {
  switch (end) {
    case 'stuck':
      return `cell: ${file}: the program waits for something that nothing can bring about any more\n`;
    case 'timeout':
      return `cell: ${file}: stopped after ${timeout} s\n`;
    case 'broken':
      return `cell: ${file}: ${why ?? 'the program broke its thread'}\n`;
    case 'killed':
      return `cell: ${file}: killed\n`;
    case 'finished':
    case 'closed':
      return '';
  }
}

/** Compiles a file. If that cannot be done: why, through `err`, and what that comes to. */
async function compile(file: string, err: (text: string) => void): Promise<Compiled | Result> {
  try {
    const result = await compileProgram(await readProgram(file));
    if (result.ok) return result;
    err(`${result.errors.map(formatCompileError).join('\n')}\n`);
    // What a JavaScript engine, and Python, call a program that cannot be run.
    return { status: 1, exception: { type: 'SyntaxError', message: result.errors[0]?.message ?? '' } };
  } catch (error) {
    if (!(error instanceof UnreadableError)) throw error;
    err(`cell: ${error.message}\n`);
    return { status: 1, exception: null };
  }
}

async function follow(starting: Promise<Realm>): Promise<Ending> {
  current = await starting;
  const ending = await current.ended;
  current = null;
  return ending;
}

async function runFile(file: string, options: Options): Promise<Result> {
  const run = {
    clock: options.clock,
    ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    ...(options.trace === undefined ? {} : { trace: options.trace }),
  };
  if (!options.json) {
    const compiled = await compile(file, (text) => write(2, text));
    if (!('ok' in compiled)) return compiled;
    const ending = await follow(runDirect(compiled, run));
    if (ending.end === 'closed') process.exit(ending.status);
    write(2, epilogue(file, ending, options.timeout));
    return ending;
  }
  let stdout = '';
  let stderr = '';
  const compiled = await compile(file, (text) => {
    stderr += text;
  });
  let result: Result;
  if (!('ok' in compiled)) result = compiled;
  else {
    const ending = await follow(
      runWithText(compiled, run, (stream, text) => {
        if (stream === 'out') stdout += text;
        else stderr += text;
      }),
    );
    stderr += epilogue(file, ending, options.timeout);
    result = ending;
  }
  const { status, exception } = result;
  write(1, `${JSON.stringify({ file, stdout, stderr, status, exception })}\n`);
  return result;
}

async function main(args: readonly string[]): Promise<number> {
  let options: Options | 'help';
  try {
    options = parse(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    write(2, `cell: ${error.message}\n\n${USAGE}\n`);
    return 2;
  }
  if (options === 'help') {
    write(1, `${USAGE}\n`);
    return 0;
  }
  if (options.trace !== undefined) {
    if (options.files.length > 1) {
      write(2, 'cell: --trace is for one file at a time\n');
      return 2;
    }
    try {
      closeSync(openSync(options.trace, 'w'));
    } catch (error) {
      write(2, `cell: cannot write ${options.trace}: ${(error as Error).message}\n`);
      return 2;
    }
  }
  let status = 0;
  for (const [index, file] of options.files.entries()) {
    if (!options.json && options.files.length > 1) write(1, `${index > 0 ? '\n' : ''}==> ${file} <==\n`);
    const result = await runFile(file, options);
    if (status === 0) status = result.status;
    if (interrupted) break;
  }
  return status;
}

const status = await main(process.argv.slice(2));
await stopCompiler();
process.exit(status);
