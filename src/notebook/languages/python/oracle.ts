/**
 * The judge: runs Python programs on CPython 3.14 under a virtual clock and says
 * what they did, as a transcript like any other run's.
 *
 * Answers are kept under `.cache/oracle/`, by everything they depend on;
 * a clean checkout runs them all. At most two interpreters live at a time, each
 * serves many programs.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { LineAssembler } from '../../capture/lines.ts';
import { PROJECT } from '../../files/cache.ts';
import { writeWhole } from '../../files/write-whole.ts';
import type { Transcript } from '../../model/transcript.ts';
import type { TraceLog } from '../../trace/events.ts';
import type { PythonProgram } from './host.ts';
import type { RawAnswer, Reply } from './oracle-worker.ts';

export interface OracleAnswer {
  readonly transcript: Transcript;
  /** The program would have waited for ever; the transcript ends there, with status 13. */
  readonly hung: boolean;
  /** The interpreter's version: `3.14.2`. */
  readonly version: string;
  /** What its event loop did, if that was asked for. */
  readonly log?: TraceLog;
}

const cache = pathToFileURL(join(PROJECT, '.cache', 'oracle', '/'));
/** A program that computes for ever ends after this many milliseconds. */
const patience = 60_000;
/** An interpreter is replaced after this many programs, since each leaves some megabytes behind. */
const programsPerInterpreter = 200;

const foundation = createHash('sha256');
for (const part of ['./oracle.py', './oracle-worker.ts', './host.ts']) {
  foundation.update(readFileSync(new URL(part, import.meta.url)));
}
foundation.update(readFileSync(createRequire(import.meta.url).resolve('pyodide/package.json')));
const foundationHash = foundation.digest('hex');
/** For programs whose log is asked for. */
const logHash = createHash('sha256')
  .update(foundationHash)
  .update(readFileSync(new URL('./events.py', import.meta.url)))
  .digest('hex');

/**
 * Runs a program as `python NAME.py` would and answers what it did.
 *
 * Rejects only where the interpreter itself fails (it died, or the program computed for a minute).
 */
export async function runPython(program: PythonProgram): Promise<OracleAnswer> {
  const key = createHash('sha256')
    .update(program.log ? logHash : foundationHash)
    .update(JSON.stringify(program))
    .digest('hex')
    .slice(0, 40);
  const kept = new URL(`${key}.json`, cache);
  let raw: RawAnswer;
  try {
    raw = JSON.parse(readFileSync(kept, 'utf8')) as RawAnswer;
  } catch {
    const text = await ask(program);
    try {
      mkdirSync(cache, { recursive: true });
      writeWhole(fileURLToPath(kept), text);
    } catch {
      // A read-only checkout, or a full disk: the next run asks again.
    }
    raw = JSON.parse(text) as RawAnswer;
  }
  return {
    transcript: transcriptOf(raw),
    hung: raw.hung,
    version: raw.version,
    ...(raw.log === undefined ? {} : { log: raw.log }),
  };
}

/** Ends the interpreters; a test file calls it at its end. */
export async function closeOracle(): Promise<void> {
  await Promise.all(interpreters.splice(0).map((interpreter) => interpreter.worker.terminate()));
}

interface Interpreter {
  readonly worker: Worker;
  readonly ready: Promise<void>;
  served: number;
  busy: boolean;
}

const interpreters: Interpreter[] = [];
const waiting: (() => void)[] = [];

function start(): Interpreter {
  const worker = new Worker(new URL('./oracle-worker.ts', import.meta.url), {
    // CPython 3.14 guards ten megabytes of its own stack; the engine's frames for them take many times that.
    resourceLimits: { stackSizeMb: 256 },
  });
  worker.unref();
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the interpreter ended before it had started')));
  });
  const interpreter: Interpreter = { worker, ready, served: 0, busy: false };
  interpreters.push(interpreter);
  return interpreter;
}

function retire(interpreter: Interpreter): void {
  interpreters.splice(interpreters.indexOf(interpreter), 1);
  void interpreter.worker.terminate();
}

/** Waits for a free interpreter and takes it. */
async function take(): Promise<Interpreter> {
  for (;;) {
    const free =
      interpreters.find((one) => !one.busy) ??
      (interpreters.length < Math.min(2, availableParallelism()) ? start() : undefined);
    if (free) {
      free.busy = true;
      return free;
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
}

async function ask(program: PythonProgram): Promise<string> {
  const interpreter = await take();
  try {
    interpreter.worker.ref();
    await interpreter.ready;
    const { answer, over } = await replyTo(interpreter.worker, program);
    if (over) retire(interpreter);
    return answer;
  } catch (error) {
    // Whatever it was, this interpreter's state is not to be trusted any more.
    retire(interpreter);
    throw new Error(`the Python program ${program.name} could not be run: ${(error as Error).message}`, {
      cause: error,
    });
  } finally {
    interpreter.worker.unref();
    interpreter.busy = false;
    if (++interpreter.served >= programsPerInterpreter && interpreters.includes(interpreter)) retire(interpreter);
    waiting.shift()?.();
  }
}

function replyTo(worker: Worker, program: PythonProgram): Promise<{ answer: string; over: boolean }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer after ${patience / 1000} s`)), patience);
    const settle = (done: () => void) => {
      clearTimeout(timer);
      worker.removeListener('message', onMessage);
      worker.removeListener('error', onError);
      worker.removeListener('exit', onExit);
      done();
    };
    const onError = (error: Error) => settle(() => reject(error));
    const onExit = () => onError(new Error('the interpreter ended'));
    const onMessage = ({ answer, failure, over }: Reply) =>
      settle(() => (answer === null ? reject(new Error(failure ?? 'no answer')) : resolve({ answer, over })));
    worker.on('message', onMessage);
    worker.on('error', onError);
    worker.on('exit', onExit);
    worker.postMessage({ program });
  });
}

/** The output as lines, cut by the same rule as everywhere. */
function transcriptOf({ writes, exception, status }: RawAnswer): Transcript {
  const assembler = new LineAssembler({ line() {}, tail() {} });
  for (const [stream, time, text] of writes) assembler.write(stream, text, time);
  assembler.finish();
  const { lines, hidden, hiddenAt } = assembler.transcript();
  // A program that waits for ever ends here as Node ends one: with status 13.
  return { lines, hidden, hiddenAt, exception, status: status ?? 13 };
}
