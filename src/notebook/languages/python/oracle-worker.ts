/**
 * One CPython 3.14 (Pyodide) in a worker thread: answers each request with what
 * the program did. The thread is what gives it a deep enough stack: CPython's
 * own recursion guard must strike before the engine's.
 */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';
import type { OracleProgram } from './oracle.ts';

const port = parentPort;
if (!port) throw new Error('oracle-worker.ts is started by oracle.ts, as a worker thread');

const python = await loadPyodide();
// Nothing is printed past the program's own streams; what the interpreter itself says goes to our stderr.
python.setStdout({ batched: (line) => process.stderr.write(`python: ${line}\n`) });
python.setStderr({ batched: (line) => process.stderr.write(`python: ${line}\n`) });
python.FS.mkdirTree('/oracle');
python.FS.writeFile('/oracle/oracle.py', readFileSync(new URL('./oracle.py', import.meta.url)));
python.runPython('import sys; sys.path.insert(0, "/oracle")');
const run = python.runPython('import oracle; oracle.run') as (request: string) => string;

port.on('message', ({ program }: { program: OracleProgram }) => {
  let answer: string | null = null;
  let failure: string | null = null;
  try {
    answer = run(JSON.stringify(program));
  } catch (error) {
    failure = error instanceof Error ? error.message : String(error);
  }
  port.postMessage({ answer, failure });
});
port.postMessage('ready');
