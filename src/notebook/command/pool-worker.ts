/**
 * The inside of a pool's worker in Node, a thread or a process: imports the
 * program's module once more and does what the program sends it.
 */
import { parentPort, workerData } from 'node:worker_threads';
import * as runtime from 'notebook-runtime';
import { createConsole, formatLog } from '../capture/console.ts';
import { locate, quote } from '../languages/typescript/positions.ts';
import type { Stream } from '../model/transcript.ts';
import { createNodeHost } from './node-host.ts';
import { listenEagerly, nodeWorkers, processBoot, type RealmScript } from './node-workers.ts';
import { importProgram, PROGRAM } from './program-module.ts';
import type { PoolOrder } from './realm-protocol.ts';

const { programTime, serve } = runtime;
const boot = processBoot();
const order = (boot?.order ?? workerData) as PoolOrder & { readonly script: RealmScript };
const port = parentPort;

const send = process.send?.bind(process);
const post: (message: unknown, transfer: readonly object[]) => void =
  port === null ? (message) => void send?.(message) : (port.postMessage.bind(port) as never);

const host = createNodeHost({
  clock: order.clock,
  origin: order.origin,
  speed: order.speed,
  write: (stream, text, time) => post({ t: 'print', stream, text, time }, []),
  locate: (url, line, column) => (url === PROGRAM ? locate(order.map, line, column) : null),
  quote: (file, line) => quote(order.map, file, line),
  processId: boot === null ? order.processId : process.pid,
  threadId: boot === null ? order.pool.threadId : process.pid,
  threadName: order.pool.threadName,
  startWorker: nodeWorkers({
    script: order.script,
    order: ({ threadName, threadId }) =>
      ({ ...order, processId: process.pid, pool: { threadName, threadId } }) satisfies PoolOrder,
  }),
  parent: {
    post,
    listen(receive) {
      if (port !== null) {
        listenEagerly(port, (workerData as { readonly sent: Int32Array }).sent, receive);
        return;
      }
      if (boot === null) return;
      boot.receive = receive;
      for (const message of boot.early.splice(0)) receive(message);
    },
  },
});

// Nothing else keeps the thread alive until the program is imported; its messages wait meanwhile.
const alive = setInterval(() => {}, 2 ** 30);

const say = (stream: Stream, text: string): void => host.write(stream, text, programTime());
Object.defineProperty(globalThis, 'console', { value: createConsole(say), writable: true, configurable: true });
process.on('uncaughtException', (error) => say('err', `Uncaught: ${formatLog([error])}\n`));
process.on('unhandledRejection', (reason) => say('err', `Unhandled rejection: ${formatLog([reason])}\n`));

serve(host, () => importProgram(order.code)).then(
  () => clearInterval(alive),
  (error: unknown) => {
    say('err', `The runtime failed: ${formatLog([error])}\n`);
    process.exit(1);
  },
);
