/**
 * One CPython 3.14 (Pyodide) in a worker thread: answers each request with what
 * the program did. The thread is what gives it a deep enough stack: CPython's
 * own recursion guard must strike before the engine's.
 */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';
import type { Stream } from '../../model/transcript.ts';
import { exitStatusOf, loadOracle, type PythonEnd, type PythonHost, type PythonProgram } from './host.ts';

/** What a program did. */
export interface RawAnswer extends PythonEnd {
  readonly writes: readonly (readonly [Stream, number, string])[];
}

/** What the thread says to a request. */
export interface Reply {
  /** A `RawAnswer` in JSON. */
  readonly answer: string | null;
  /** Why there is none: the interpreter itself has failed. */
  readonly failure: string | null;
  /** The program has ended the interpreter's process. */
  readonly over: boolean;
}

const port = parentPort;
if (!port) throw new Error('oracle-worker.ts is started by oracle.ts, as a worker thread');

// Sets have the same order in every interpreter, as in the page.
const python = await loadPyodide({ env: { PYTHONHASHSEED: '0' } });
// Nothing is printed past the program's own streams; what the interpreter itself says goes to our stderr.
python.setStdout({ batched: (line) => process.stderr.write(`python: ${line}\n`) });
python.setStderr({ batched: (line) => process.stderr.write(`python: ${line}\n`) });
const text = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const version = python.runPython('import sys; sys.version.split()[0]') as string;
const run = loadOracle(python, text('./oracle.py'), text('./events.py'));

port.on('message', ({ program }: { program: PythonProgram }) => {
  let answer: string | null = null;
  let failure: string | null = null;
  let over = false;
  const writes: [Stream, number, string][] = [];
  const host: PythonHost = {
    write(stream, text, time) {
      writes.push([stream, time, text]);
    },
    // No wait takes time, and nobody interrupts.
    wait: () => -1,
    interruptible() {},
  };
  try {
    answer = JSON.stringify({ ...(JSON.parse(run(JSON.stringify(program), host)) as PythonEnd), writes });
  } catch (error) {
    const status = exitStatusOf(error);
    over = status !== null;
    if (over) answer = JSON.stringify({ status, exception: null, hung: false, version, writes } satisfies RawAnswer);
    else failure = error instanceof Error ? error.message : String(error);
  }
  port.postMessage({ answer, failure, over } satisfies Reply);
});
port.postMessage('ready');
