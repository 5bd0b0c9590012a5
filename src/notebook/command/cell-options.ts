/** The options of the `cell` command. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { TRACE_FORMATS, type TraceFormat } from '../trace/file.ts';

export const USAGE = `usage: cell FILE.ts … [options]

Compiles TypeScript files as cells and runs them, one after the other, each in a process of its own.

  --json                        one line for each file: {"file", "stdout", "stderr", "status", "exception"}
  --clock virtual|paced|real    how loop time passes (virtual)
  --timeout SECONDS             stops a file that runs longer
  --trace FILE                  writes what the event loop did
  --trace-format jsonl|chrome   as JSON Lines (jsonl), or for ui.perfetto.dev, chrome://tracing and speedscope
  --help                        prints this`;

const CLOCKS = ['virtual', 'paced', 'real'] as const;

export interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly clock: (typeof CLOCKS)[number];
  readonly timeout: number | undefined;
  readonly trace: { readonly file: string; readonly format: TraceFormat } | undefined;
}

/** The command line was not understood; the message says what in it. */
export class UsageError extends Error {}

/** @throws {UsageError} */
export function parseOptions(args: readonly string[]): Options | 'help' {
  const { values, positionals: files } = understood(args);
  if (values.help) return 'help';
  const clock = CLOCKS.find((one) => one === values.clock);
  if (clock === undefined)
    throw new UsageError(`--clock is one of ${CLOCKS.join(', ')}, not ${JSON.stringify(values.clock)}`);
  const timeout = values.timeout === undefined ? undefined : seconds(values.timeout);
  if (files.length === 0) throw new UsageError('no file given');
  if (files.includes('')) throw new UsageError("a file's name is empty");
  const { trace } = values;
  const given = values['trace-format'];
  const format = TRACE_FORMATS.find((one) => one === given);
  if (format === undefined)
    throw new UsageError(`--trace-format is one of ${TRACE_FORMATS.join(', ')}, not ${JSON.stringify(given)}`);
  if (trace === undefined && format !== 'jsonl') throw new UsageError('--trace-format needs --trace FILE');
  if (trace === '') throw new UsageError('--trace needs a file to write to');
  if (trace !== undefined) {
    if (files.length > 1) throw new UsageError('--trace is for one file at a time');
    if (resolve(trace) === resolve(files[0] as string))
      throw new UsageError(`--trace would overwrite the program ${trace}`);
  }
  return {
    files,
    json: values.json,
    clock,
    timeout,
    trace: trace === undefined ? undefined : { file: trace, format },
  };
}

function understood(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        clock: { type: 'string', default: 'virtual' },
        timeout: { type: 'string' },
        trace: { type: 'string' },
        'trace-format': { type: 'string', default: 'jsonl' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // Node's words, without its advice about positional arguments.
    throw new UsageError(error.message.split(/[.\n]/)[0]);
  }
}

function seconds(given: string): number {
  const timeout = /^\d*\.?\d+(e[+-]?\d+)?$/i.test(given) ? Number(given) : Number.NaN;
  // A timer cannot be set for longer.
  if (timeout > 0 && timeout < 2 ** 31 / 1000) return timeout;
  throw new UsageError(`--timeout needs a number of seconds above 0, not ${JSON.stringify(given)}`);
}
