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
import type { Stream, Transcript, Uncaught } from '../../model/transcript.ts';

/** A Python program as it stands in the oracle's hands. */
export interface OracleProgram {
  /** The module's name, without `.py`; tracebacks call it `NAME.py`. */
  readonly name: string;
  readonly source: string;
  /** Other programs it may import, by module name. */
  readonly modules: Readonly<Record<string, string>>;
  /** When Ctrl-C is pressed: seconds on the clock, or `idle`: as soon as the loop would wait for ever. */
  readonly interrupts: readonly (number | 'idle')[];
}

export interface OracleAnswer {
  readonly transcript: Transcript;
  /** The program would have waited for ever; the transcript ends there, with status 13. */
  readonly hung: boolean;
  /** The interpreter's version: `3.14.2`. */
  readonly version: string;
}

/** What oracle.py answers. */
interface RawAnswer {
  readonly writes: readonly (readonly [Stream, number, string])[];
  readonly status: number | null;
  readonly exception: Uncaught | null;
  readonly hung: boolean;
  readonly version: string;
}

const cache = pathToFileURL(join(PROJECT, '.cache', 'oracle', '/'));
/** A program that computes for ever ends after this many milliseconds. */
const patience = 60_000;
/** An interpreter is replaced after this many programs, since each leaves some megabytes behind. */
const programsPerInterpreter = 200;

const foundation = createHash('sha256');
for (const part of [new URL('./oracle.py', import.meta.url), new URL('./oracle-worker.ts', import.meta.url)]) {
  foundation.update(readFileSync(part));
}
foundation.update(readFileSync(createRequire(import.meta.url).resolve('pyodide/package.json')));
const foundationHash = foundation.digest('hex');

/**
 * Runs a program as `python NAME.py` would and answers what it did.
 *
 * Rejects only where the interpreter itself fails (it died, or the program computed for a minute).
 */
export async function runPython(program: OracleProgram): Promise<OracleAnswer> {
  const key = createHash('sha256').update(foundationHash).update(JSON.stringify(program)).digest('hex').slice(0, 40);
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

async function ask(program: OracleProgram): Promise<string> {
  const interpreter = await take();
  try {
    interpreter.worker.ref();
    await interpreter.ready;
    return await answer(interpreter.worker, program);
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

function answer(worker: Worker, program: OracleProgram): Promise<string> {
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
    const onMessage = ({ answer, failure }: { answer: string | null; failure: string | null }) =>
      settle(() => (answer === null ? reject(new Error(failure ?? 'no answer')) : resolve(answer)));
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
  let ours = false;
  const kept = lines.flatMap((line) => {
    // A traceback's frames in oracle.py are a file line and what is indented further.
    ours = line.text.startsWith('  File "/oracle/') || (ours && line.text.startsWith('    '));
    return ours ? [] : [{ ...line, text: shortened(line.text) }];
  });
  // A program that waits for ever ends here as Node ends one: with status 13.
  const uncaught = exception && { ...exception, message: shortened(exception.message) };
  return { lines: kept, hidden, hiddenAt, exception: uncaught, status: status ?? 13 };
}

/** File names as they would read beside the program, and the same addresses every time. */
function shortened(text: string): string {
  return text
    .replaceAll('/cell/', '')
    .replaceAll('/lib/python314.zip/', '')
    .replace(/\b0x[0-9a-f]{5,}\b/g, '0x…');
}
