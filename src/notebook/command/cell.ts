/**
 * The command line: compiles TypeScript files as cells and runs them.
 *
 *     npm run --silent cell -- FILE.ts … [--json] [--clock virtual|paced|real]
 *                                        [--timeout SECONDS] [--trace FILE [--trace-format jsonl|chrome]]
 *
 * Exit status: that of the first file that did not end with 0. 0 success, 1
 * after an uncaught exception, if the file cannot be read or compiled, or if
 * its output or trace cannot be written; 2 for wrong usage, 13 if the program
 * waits for what can never happen, 124 after the timeout, 130 after an
 * interrupt, 134 when memory ran out, 128 and the signal's number after another
 * signal (141: the reader of the output has gone).
 */
import { closeSync, openSync } from 'node:fs';
import { constants } from 'node:os';
import { readerLeft, writeAll } from '../files/write-all.ts';
import type { Ending } from '../languages/language.ts';
import { formatCompileError } from '../languages/typescript/compile/index.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';
import type { Uncaught } from '../model/transcript.ts';
import { type Options, parseOptions, USAGE, UsageError } from './cell-options.ts';
import { readProgram, UnreadableError } from './read-program.ts';
import type { Realm } from './start-realm.ts';
import type { TypeScript } from './typescript.ts';

/** Millions of characters that a program may print with `--json`, where they are kept until it ends. */
const MAX_KEPT = 16;

interface Result {
  readonly status: number;
  readonly exception: Uncaught | null;
}

let language: TypeScript;
let current: Realm | null = null;
/** The status that a signal gives; 0 while none has come. */
let signalled = 0;

function listenForSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      signalled ||= 128 + constants.signals[signal];
      if (current === null) {
        // There is no program to tell, so it does what it does to any process. Exiting could wait for a file for ever.
        process.removeAllListeners(signal);
        process.kill(process.pid, signal);
      } else if (signal === 'SIGINT') current.interrupt();
      else current.kill(signal);
    });
  }
}

/** Writes to a stream of the process, and ends that if it cannot; quietly if the reader has gone. */
function write(fd: 1 | 2, text: string): void {
  const error = writeAll(fd, text);
  if (error === null) return;
  if (readerLeft(error)) process.exit(fd === 1 ? 141 : 1);
  if (fd === 1) writeAll(2, `cell: cannot write to stdout: ${error.message}\n`);
  process.exit(1);
}

/** What the command line itself has to say about an end that the program could not tell. */
function epilogue(file: string, { end, why, traceFailure }: Ending, { timeout, trace }: Options): string {
  const lines: string[] = [];
  switch (end) {
    case 'stuck':
      lines.push('the program waits for something that nothing can bring about any more');
      break;
    case 'timeout':
      lines.push(`stopped after ${timeout} s`);
      break;
    case 'flood':
      lines.push(`stopped, for it printed more than the ${MAX_KEPT} million characters that --json keeps`);
      break;
    case 'killed':
      lines.push(why ?? 'killed');
      break;
    case 'broken':
    case 'closed':
    case 'exited':
      if (why !== undefined) lines.push(why);
      break;
    case 'finished':
      break;
  }
  if (traceFailure !== undefined) lines.push(`the trace ${trace?.file} is incomplete: ${traceFailure}`);
  return lines.map((line) => `cell: ${file}: ${line}\n`).join('');
}

/** Compiles a file. If that cannot be done: why, through `err`, and what that comes to. */
async function compile(file: string, err: (text: string) => void): Promise<Compiled | Result> {
  try {
    const result = await language.compile(await readProgram(file));
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
  // A program may be well while its trace is not.
  return ending.traceFailure !== undefined && ending.status === 0 ? { ...ending, status: 1 } : ending;
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
    const ending = await follow(language.start(compiled, run));
    write(2, epilogue(file, ending, options));
    // The reader of the output is gone, so the next file need not run.
    if (ending.end === 'closed') process.exit(ending.status);
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
      language.start(compiled, run, {
        most: MAX_KEPT * 1e6,
        take(stream, text) {
          if (stream === 'out') stdout += text;
          else stderr += text;
        },
      }),
    );
    stderr += epilogue(file, ending, options);
    result = ending;
  }
  const { status, exception } = result;
  write(1, `${JSON.stringify({ file, stdout, stderr, status, exception })}\n`);
  return result;
}

/** Does what the arguments say; returns the exit status. Once per process. */
export async function cell(typescript: TypeScript, args: readonly string[]): Promise<number> {
  language = typescript;
  listenForSignals();
  let options: Options | 'help';
  try {
    options = parseOptions(args);
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
    try {
      closeSync(openSync(options.trace.file, 'w'));
    } catch (error) {
      write(2, `cell: cannot write ${options.trace.file}: ${(error as Error).message}\n`);
      return 2;
    }
  }
  let status = 0;
  for (const [index, file] of options.files.entries()) {
    if (!options.json && options.files.length > 1) write(1, `${index > 0 ? '\n' : ''}==> ${file} <==\n`);
    const result = await runFile(file, options);
    if (status === 0) status = result.status;
    // A program may end well in spite of an interrupt; the files that it keeps from running have not.
    if (signalled !== 0) return index + 1 < options.files.length ? status || signalled : status;
  }
  return status;
}
