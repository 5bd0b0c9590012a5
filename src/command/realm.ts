/**
 * The inside of a thread that runs one program; see `run-program.ts`.
 *
 * It is bundled together with the runtime, as for the browser, so that a
 * thread starts in milliseconds and both places run the same.
 */
import { writeSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { addInstrument } from '../../runtime/asyncio.ts';
import { createNodeHost } from '../../runtime/host/node.ts';
import { nodeWorkers } from '../../runtime/host/node-workers.ts';
import { execute, programTime } from '../../runtime/main.ts';
import type { Stream, Uncaught } from '../cells/transcript.ts';
import { createConsole, formatLog } from '../sandbox/console.ts';
import { LineAssembler } from '../sandbox/lines.ts';
import { locate, quote } from '../sandbox/positions.ts';
import { importProgram, PROGRAM } from './program-module.ts';
import type { PoolOrder, RealmMessage, RealmOrder, RealmRequest } from './realm-protocol.ts';
import { traceTo } from './trace.ts';

const { setImmediate } = globalThis;

const order = workerData as RealmOrder;
const port = parentPort;
if (port === null) throw new Error('realm.ts is the inside of a worker thread');
const post = port.postMessage.bind(port) as (message: RealmMessage) => void;

/** Writes all of a text to a file descriptor, waiting where a pipe is full. Returns false if nobody reads it any more. */
const pause = new Int32Array(new SharedArrayBuffer(4));
function writeAll(fd: number, text: string): boolean {
  let bytes = Buffer.from(text);
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(fd, bytes));
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EAGAIN') Atomics.wait(pause, 0, 0, 1);
      else if (code === 'EPIPE' || code === 'EBADF') return false;
      else throw error;
    }
  }
  return true;
}

const lines =
  order.output === 'lines'
    ? new LineAssembler({
        line: (line) => post({ t: 'line', line }),
        partial: (stream, text, time, worker) =>
          post({ t: 'partial', line: worker === undefined ? { stream, time, text } : { stream, time, text, worker } }),
        tail: (from, hidden, last) => post({ t: 'tail', from, hidden, lines: last }),
      })
    : null;

let closed = false;
function write(stream: Stream, text: string, time: number, worker?: string): void {
  if (lines !== null) lines.write(stream, text, time, worker);
  else if (order.output === 'text') post({ t: 'text', stream, text });
  else if (!closed && !writeAll(stream === 'out' ? 1 : 2, text)) {
    closed = true;
    post({ t: 'closed' });
  }
}

let interrupts = order.interrupts;
const host = createNodeHost({
  clock: order.clock,
  speed: order.speed,
  write,
  locate: (url, line, column) => (url === PROGRAM ? locate(order.map, line, column) : null),
  quote: (file, line) => quote(order.map, file, line),
  processId: order.processId,
  // As on Linux.
  threadId: order.processId,
  startWorker: nodeWorkers({
    script: order.script,
    order: ({ threadName, threadId }) =>
      ({
        code: order.code,
        map: order.map,
        // What takes time in a worker is waited for here, where its results count.
        clock: order.clock === 'paced' ? 'virtual' : order.clock,
        speed: order.speed,
        processId: order.processId,
        pool: { threadName, threadId },
      }) satisfies PoolOrder,
    process: (id, alive) => post({ t: 'process', id, alive }),
  }),
  stuck() {
    // In a macrotask of its own, as a signal would come.
    if (interrupts-- > 0) setImmediate(() => host.interrupt());
  },
});

const say = (stream: Stream, text: string): void => write(stream, text, programTime());
Object.defineProperty(globalThis, 'console', { value: createConsole(say), writable: true, configurable: true });

// Errors that no one waits for do not end the program, but its status tells; as in the browser.
let failure: Uncaught | null = null;
const uncaught = (what: string, error: unknown): void => {
  const shown = formatLog([error]);
  say('err', `${what}: ${shown}\n`);
  failure ??= { type: what, message: shown };
};
process.on('uncaughtException', (error) => uncaught('Uncaught', error));
process.on('unhandledRejection', (reason) => uncaught('Unhandled rejection', reason));

port.on('message', (request: RealmRequest) => {
  if (request.t === 'interrupt') post({ t: 'interrupted', taken: host.interrupt() });
});
// The program alone decides how long the thread lives: it ends when nothing can wake it any more.
port.unref();

const trace = order.trace === null ? null : traceTo(order.trace, addInstrument);

// Only a timer of its own lets a flood's newest lines out while the program goes on.
const flush = lines === null ? undefined : setInterval(() => lines.flush(), 250).unref();

execute(host, () => importProgram(order.code)).then(
  ({ status, exception }) => end(status, exception),
  (error: unknown) => {
    // Of the runtime itself: it reports every failure of the program.
    const shown = formatLog([error]);
    say('err', `The runtime failed: ${shown}\n`);
    end(1, { type: 'Error', message: shown });
  },
);

function end(status: number, exception: Uncaught | null): void {
  // A turn later: Node reports rejections that nobody handles after the jobs that may still handle them.
  setImmediate(() => {
    clearInterval(flush);
    lines?.finish();
    trace?.close();
    post({ t: 'end', status: status === 0 && failure !== null ? 1 : status, exception: exception ?? failure });
  });
}
