/**
 * The inside of a thread that runs one program; see `run-program.ts`.
 *
 * It is bundled together with the runtime, as for the browser, so that a
 * thread starts in milliseconds and both places run the same.
 */
import { constants } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import * as runtime from 'notebook-runtime';
import { createConsole, formatLog } from '../capture/console.ts';
import { LineAssembler } from '../capture/lines.ts';
import { readerLeft, writeAll } from '../files/write-all.ts';
import { locate, placeNoter, quote } from '../languages/typescript/positions.ts';
import type { Stream, Uncaught } from '../model/transcript.ts';
import { TraceFile } from '../trace/file.ts';
import { INSPECT } from '../trace/inspect.ts';
import { Recorder } from '../trace/recorder.ts';
import { createNodeHost } from './node-host.ts';
import { nodeWorkers } from './node-workers.ts';
import { importProgram, PROGRAM } from './program-module.ts';
import type { PoolOrder, RealmMessage, RealmOrder, RealmRequest } from './realm-protocol.ts';

const { setImmediate } = globalThis;
const { addInstrument, execute, programTime } = runtime;

const order = workerData as RealmOrder;
const port = parentPort;
if (port === null) throw new Error('realm.ts is the inside of a worker thread');
const post = port.postMessage.bind(port) as (message: RealmMessage) => void;

const lines =
  order.files === null
    ? new LineAssembler({
        line: (line) => post({ t: 'line', line }),
        partial: (stream, text, time, worker) =>
          post({ t: 'partial', line: worker === undefined ? { stream, time, text } : { stream, time, text, worker } }),
        tail: (from, hidden, last) => post({ t: 'tail', from, hidden, lines: last }),
      })
    : null;

const recorder =
  (order.trace === null && !order.log) || addInstrument === undefined
    ? null
    : new Recorder({
        language: 'typescript',
        file: order.map.sources[0] ?? '',
        here: placeNoter(order.map, PROGRAM),
      });

let closed = false;
function write(stream: Stream, text: string, time: number, worker?: string): void {
  recorder?.write(stream, text, time, worker);
  if (lines !== null) lines.write(stream, text, time, worker);
  else if (order.files !== null && !closed) {
    const error = writeAll(order.files[stream], text);
    if (error === null) return;
    closed = true;
    post({
      t: 'closed',
      why: readerLeft(error)
        ? null
        : `its ${stream === 'out' ? 'stdout' : 'stderr'} cannot be written: ${error.message}`,
    });
  }
}

const SIGNALS = Object.keys(constants.signals) as (keyof typeof constants.signals)[];
/** Signals that do not end a process that has not asked for them. */
const HARMLESS: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGCHLD',
  'SIGCONT',
  'SIGSTOP',
  'SIGTSTP',
  'SIGTTIN',
  'SIGTTOU',
  'SIGURG',
  'SIGWINCH',
]);

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
        origin: host.origin,
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

/** Events that are kept back before they are written to the trace's file. */
const EVENTS_A_WRITE = 256;
let trace: TraceFile | null = null;
if (recorder !== null) {
  addInstrument?.(recorder.instrument);
  Object.defineProperty(globalThis, Symbol.for(INSPECT), { value: recorder.inspect });
}
if (recorder !== null && order.trace !== null) {
  const file = new TraceFile(order.trace.file, order.trace.format, ({ message }) => {
    trace = null;
    post({ t: 'traceFailed', why: message });
  });
  trace = file;
  let written = 0;
  addInstrument?.({
    iterationBegins() {
      if (trace === null || recorder.length - written < EVENTS_A_WRITE) return;
      written = recorder.length;
      const log = recorder.log();
      if (log !== null) file.more(log);
    },
  });
}
let logged = false;
/** The program is over, or about to be killed. */
function finishLog(): void {
  if (recorder === null || logged) return;
  logged = true;
  const log = recorder.finish();
  if (log === null) {
    if (trace !== null)
      post({ t: 'traceFailed', why: 'the program has replaced something of JavaScript that the trace is made with' });
    return;
  }
  trace?.close(log);
  if (order.log) post({ t: 'log', log });
}

// A thread shares its process with the command line, but what the program does to its process is meant for itself.
const killProcess = process.kill.bind(process);
process.kill = (id, signal = 'SIGTERM') => {
  const number = typeof signal === 'number' ? signal : constants.signals[signal as NodeJS.Signals];
  const name = SIGNALS.find((one) => constants.signals[one] === number);
  if (id !== order.processId || name === undefined || HARMLESS.has(name)) return killProcess(id, signal);
  lines?.flush();
  finishLog();
  post({ t: 'signal', signal: name });
  // Nothing comes after a signal that kills.
  if (name !== 'SIGINT') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  return true;
};
process.on('beforeExit', () => post({ t: 'idle' }));
// However it ends, short of being killed.
process.on('exit', () => {
  lines?.finish();
  finishLog();
});

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
  // A turn later: Node reports unhandled rejections after the jobs that may still handle them.
  setImmediate(() => {
    clearInterval(flush);
    lines?.finish();
    finishLog();
    post({ t: 'end', status: status === 0 && failure !== null ? 1 : status, exception: exception ?? failure });
  });
}
