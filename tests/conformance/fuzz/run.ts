/** Runs programs on both sides, many at a time, and compares what they traced. */
import { Worker } from 'node:worker_threads';
import { formatCompileError } from '../../../src/notebook/languages/typescript/compile/index.ts';
import type { Stream } from '../../../src/notebook/model/transcript.ts';
import { compileProgram, runInProcess } from '../../../src/site/commands/programs.ts';
import { PATIENCE as LIMIT } from '../../patience.ts';
import { printModule, printProgram } from './print.ts';
import type { Program } from './tree.ts';

/** What one program traced, line by line: time, pass of the loop, what happened. */
export type Trace = readonly string[];

export interface Result {
  readonly program: Program;
  readonly python: Trace;
  readonly typescript: Trace;
}

export interface RunOptions {
  /** Changes the TypeScript before it is compiled; for tests of the comparison itself. */
  readonly alter?: (source: string) => string;
}

/** Seconds that a batch may take before the programs that are not through count as spinning for ever. */
const PATIENCE = LIMIT / 1000;

/** In place of a trace: the program never ends, in spite of the clean-up. */
export const HANGS = 'waits for ever';

/** Runs the programs on both sides. */
export async function runBoth(programs: readonly Program[], options: RunOptions = {}): Promise<Result[]> {
  const [python, typescript] = await Promise.all([runPython(programs), runTypeScript(programs, options)]);
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
 * Adds the traces of `[seed, trace]` lines, which come in the order of
 * `programs`. Where they end early, the next program is what stopped them: it
 * gets `why` as its trace.
 */
function readTraces(text: string, programs: readonly Program[], why: string, into: Trace[]): void {
  const lines = text.split('\n');
  // What follows the last line end is unfinished.
  lines.pop();
  for (const line of lines) {
    const [seed, trace] = JSON.parse(line) as [number, string[]];
    if (seed !== programs[into.length]?.seed) throw new Error(`program ${seed} ran out of turn`);
    into.push(trace);
  }
  if (into.length < programs.length) into.push([why]);
}

/** The longest module that is compiled, in characters; the pipeline refuses longer ones. */
const LONGEST = 60_000;

async function runTypeScript(programs: readonly Program[], { alter }: RunOptions): Promise<Trace[]> {
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
  return (await Promise.all(modules.map((module) => runModule(module, alter)))).flat();
}

async function runModule(programs: readonly Program[], alter: RunOptions['alter']): Promise<Trace[]> {
  const traces: Trace[] = [];
  while (traces.length < programs.length) {
    const rest = programs.slice(traces.length);
    const source = printModule(rest, 'typescript');
    const { out, why } = await runTypeScriptText(alter ? alter(source) : source);
    readTraces(out, programs, why, traces);
  }
  return traces;
}

/** What a module printed, and what can have ended it early. */
export interface Ran {
  readonly out: string;
  readonly err: string;
  readonly why: string;
}

/** Runs a module of ours. */
export async function runTypeScriptText(source: string): Promise<Ran> {
  const compiled = await compileProgram({ entry: 'fuzz.ts', files: { 'fuzz.ts': source } });
  if (!compiled.ok) throw new Error(compiled.errors.map((error) => formatCompileError(error)).join('\n'));
  let out = '';
  let err = '';
  const realm = await runInProcess(
    compiled,
    { timeout: PATIENCE },
    {
      most: Number.POSITIVE_INFINITY,
      take(stream, text) {
        if (stream === 'out') out += text;
        else err += text;
      },
    },
  );
  const { end, exception, why } = await realm.ended;
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
  return { out, err, why: how.filter((part) => part !== '').join(' ') };
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
async function runPython(programs: readonly Program[]): Promise<Trace[]> {
  const traces: Trace[] = [];
  while (traces.length < programs.length) {
    const rest = programs.slice(traces.length);
    const { out, why } = await runPythonText(printModule(rest, 'python'));
    readTraces(out, programs, why, traces);
  }
  return traces;
}

/** Runs a module on CPython. */
export async function runPythonText(source: string): Promise<Ran> {
  if (interpreter !== null && ++interpreter.served > BATCHES_PER_INTERPRETER) await closePython();
  if (interpreter === null) {
    interpreter = { worker: new Worker(ORACLE, { resourceLimits: { stackSizeMb: 64 } }), served: 0 };
    interpreter.worker.unref();
    await message(interpreter.worker);
  }
  const { worker } = interpreter;
  worker.postMessage({ program: { name: 'fuzz', source, modules: {}, interrupts: [] } });
  let reply: { answer: string | null; failure: string | null };
  try {
    reply = (await message(worker)) as typeof reply;
  } catch (error) {
    await closePython();
    return { out: '', err: '', why: `the interpreter failed: ${(error as Error).message}` };
  }
  if (reply.answer === null) {
    await closePython();
    return { out: '', err: '', why: `the interpreter failed: ${reply.failure}` };
  }
  const { writes, hung } = JSON.parse(reply.answer) as { writes: [Stream, number, string][]; hung: boolean };
  let out = '';
  let err = '';
  for (const [stream, , text] of writes) {
    if (stream === 'out') out += text;
    else err += text;
  }
  // What could not end has left something behind that the next programs might find.
  if (hung) await closePython();
  return { out, err, why: hung ? HANGS : `the interpreter stopped: ${err}` };
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
