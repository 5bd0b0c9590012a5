/** Runs programs on both sides, many at a time, and compares what they traced. */
import { Worker } from 'node:worker_threads';
import type { RawAnswer } from '../../../src/notebook/languages/python/oracle-worker.ts';
import { formatCompileError } from '../../../src/notebook/languages/typescript/compile/index.ts';
import type { TraceLog } from '../../../src/notebook/trace/events.ts';
import { compileProgram, runInProcess } from '../../../src/site/commands/programs.ts';
import { scheduleOf } from '../../../src/site/commands/schedule.ts';
import { PATIENCE as LIMIT } from '../../patience.ts';
import { printModule, printProgram } from './print.ts';
import type { Program } from './tree.ts';

/** What one program traced, line by line: time, pass of the loop, what happened; or its schedule. */
export type Trace = readonly string[];

export interface Result {
  readonly program: Program;
  readonly python: Trace;
  readonly typescript: Trace;
}

export interface RunOptions {
  /** Changes the TypeScript before it is compiled; for tests of the comparison itself. */
  readonly alter?: (source: string) => string;
  /** Compares schedules instead of what the programs trace. */
  readonly events?: boolean;
}

/** Seconds that a batch may take before the programs that are not through count as spinning for ever. */
const PATIENCE = LIMIT / 1000;

/** In place of a trace: the program never ends, in spite of the clean-up. */
export const HANGS = 'waits for ever';

/** Runs the programs on both sides. */
export async function runBoth(programs: readonly Program[], options: RunOptions = {}): Promise<Result[]> {
  const [python, typescript] = await Promise.all([runPython(programs, options), runTypeScript(programs, options)]);
  return programs.map((program, i) => ({
    program,
    python: python[i] as Trace,
    typescript: typescript[i] as Trace,
  }));
}

/** Index of the first line that differs, or -1. */
export function firstDifference({ python, typescript }: Result): number {
  const count = Math.max(python.length, typescript.length);
  for (let i = 0; i < count; i++) if (python[i] !== typescript[i]) return i;
  return -1;
}

/**
 * The traces of `[seed, trace]` lines, which come in the order of `programs`. Where they end early, the next program is
 * what stopped them: it gets `why` as its trace. With a log, the traces are schedules; those that it has no room for are
 * left out.
 */
function readTraces({ out, why, log }: Ran, programs: readonly Program[]): Trace[] {
  const traces: Trace[] = [];
  // What follows the last line end is unfinished.
  const lines = out.split('\n').slice(0, -1);
  const ends = log === null ? [] : indicesOfLines(log);
  for (const line of lines) {
    const [seed, trace] = JSON.parse(line) as [number, string[]];
    const at = traces.length;
    if (seed !== programs[at]?.seed) throw new Error(`program ${seed} ran out of turn`);
    if (log === null) traces.push(trace);
    else {
      const end = ends[at];
      // One that fills a whole log is compared as far as that goes.
      if (end === undefined && at > 0) return traces;
      traces.push(scheduleOf(log, at === 0 ? 0 : ends[at - 1], end));
      if (end === undefined) return traces;
    }
  }
  return traces.length < programs.length ? [...traces, [why]] : traces;
}

/** The index behind each line on stdout. */
function indicesOfLines({ events }: TraceLog): number[] {
  return events.flatMap((event, index) => (event.kind === 'printed' && event.stream === 'out' ? [index + 1] : []));
}

/** The longest module that is compiled, in characters; the pipeline refuses longer ones. */
const LONGEST = 60_000;

async function runTypeScript(programs: readonly Program[], options: RunOptions): Promise<Trace[]> {
  const modules: Program[][] = [];
  let room = 0;
  for (const program of programs) {
    const { length } = printProgram(program, 'typescript');
    if (room < length) {
      modules.push([]);
      room = LONGEST - printModule([], 'typescript').length;
    }
    room -= length;
    modules.at(-1)?.push(program);
  }
  return (await Promise.all(modules.map((module) => runModule(module, options)))).flat();
}

async function runModule(programs: readonly Program[], { alter, events = false }: RunOptions): Promise<Trace[]> {
  const traces: Trace[] = [];
  while (traces.length < programs.length) {
    const rest = programs.slice(traces.length, events ? traces.length + MAX_PROGRAMS_IN_A_LOG : undefined);
    const source = printModule(rest, 'typescript');
    traces.push(...readTraces(await runTypeScriptText(alter ? alter(source) : source, events), rest));
  }
  return traces;
}

/** Most logs have room for more. */
const MAX_PROGRAMS_IN_A_LOG = 16;

/** What a module printed, and what can have ended it early. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly why: string;
  /** Null if it was not asked for. */
  readonly log: TraceLog | null;
}

/** Runs a module of ours. */
export async function runTypeScriptText(source: string, events = false): Promise<Ran> {
  const compiled = await compileProgram({ entry: 'fuzz.ts', files: { 'fuzz.ts': source } });
  if (!compiled.ok) throw new Error(compiled.errors.map((error) => formatCompileError(error)).join('\n'));
  let out = '';
  let err = '';
  const realm = await runInProcess(
    compiled,
    { timeout: PATIENCE, log: events },
    {
      most: Number.POSITIVE_INFINITY,
      take(stream, text) {
        if (stream === 'out') out += text;
        else err += text;
      },
    },
  );
  const { end, exception, why, log = null } = await realm.ended;
  const how =
    end === 'stuck'
      ? [HANGS]
      : [
          'the realm ended:',
          end,
          exception === null ? '' : `${exception.type}: ${exception.message}`,
          why ?? '',
          err.slice(0, 2000),
        ];
  return { out, err, why: how.filter((part) => part !== '').join(' '), log };
}

// ── CPython ──────────────────────────────────────────────────────────────────

/** Programs after which an interpreter is replaced: each leaves some memory behind. */
const BATCHES_PER_INTERPRETER = 40;

const ORACLE = new URL('../../../src/notebook/languages/python/oracle-worker.ts', import.meta.url);

let interpreter: { readonly worker: Worker; served: number } | null = null;

/** Ends the interpreter; one starts again when it is needed. */
export async function closePython(): Promise<void> {
  // Node would end while it waits for a thread that nothing else waits for.
  interpreter?.worker.ref();
  await interpreter?.worker.terminate();
  interpreter = null;
}

/** The oracle's own worker, without its cache of answers and its limit on output. */
async function runPython(programs: readonly Program[], { events = false }: RunOptions): Promise<Trace[]> {
  const traces: Trace[] = [];
  while (traces.length < programs.length) {
    const rest = programs.slice(traces.length, events ? traces.length + MAX_PROGRAMS_IN_A_LOG : undefined);
    traces.push(...readTraces(await runPythonText(printModule(rest, 'python'), events), rest));
  }
  return traces;
}

/** Runs a module on CPython. */
export async function runPythonText(source: string, events = false): Promise<Ran> {
  if (interpreter !== null && ++interpreter.served > BATCHES_PER_INTERPRETER) await closePython();
  if (interpreter === null) {
    interpreter = { worker: new Worker(ORACLE, { resourceLimits: { stackSizeMb: 64 } }), served: 0 };
    interpreter.worker.unref();
    await message(interpreter.worker);
  }
  const { worker } = interpreter;
  worker.postMessage({ program: { name: 'fuzz', source, modules: {}, interrupts: [], log: events } });
  let reply: { answer: string | null; failure: string | null };
  try {
    reply = (await message(worker)) as typeof reply;
  } catch (error) {
    await closePython();
    return { out: '', err: '', why: `the interpreter failed: ${(error as Error).message}`, log: null };
  }
  if (reply.answer === null) {
    await closePython();
    return { out: '', err: '', why: `the interpreter failed: ${reply.failure}`, log: null };
  }
  const { writes, hung, log = null } = JSON.parse(reply.answer) as RawAnswer;
  let out = '';
  let err = '';
  for (const [stream, , text] of writes) {
    if (stream === 'out') out += text;
    else err += text;
  }
  // What could not end has left something behind that the next programs might find.
  if (hung) await closePython();
  return { out, err, why: hung ? HANGS : `the interpreter stopped: ${err}`, log };
}

function message(worker: Worker): Promise<unknown> {
  worker.ref();
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(() => reject(new Error(`no answer after ${PATIENCE} s`))), PATIENCE * 1000);
    const onMessage = (value: unknown) => settle(() => resolve(value));
    const onError = (error: Error) => settle(() => reject(error));
    const settle = (done: () => void) => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onError).unref();
      done();
    };
    worker.once('message', onMessage).once('error', onError);
  });
}
