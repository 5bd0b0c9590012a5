/** Workers in Node: threads are worker threads, processes are child processes. */

import type { ChildProcess } from 'node:child_process';
import { type MessagePort, receiveMessageOnPort, SHARE_ENV, Worker } from 'node:worker_threads';
import type { WorkerEvents, WorkerLink, WorkerRequest } from '../languages/host.ts';

/** Where a process's script finds what it was told, and the way to its starter. */
const BOOT = Symbol.for('notebook.boot');

/** The script that a realm runs. */
export interface RealmScript {
  /** Text of a function of a CommonJS module's `require`, `module` and `exports`. */
  readonly text: string;
  /** The code that V8 makes of it and of what a worker calls first. Threads share it; compiling would cost each of them some 10 ms. */
  readonly code: Uint8Array;
}

/** Runs a realm's script and returns it. Its own text must be short, for Node compiles it more than once. */
const RUN_SCRIPT = `
const run = ({ text, code }) => {
  const { constants, Script } = require('node:vm');
  const script = new Script(text, {
    cachedData: Buffer.from(code.buffer, code.byteOffset, code.byteLength),
    filename: 'realm.cjs',
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  script.runInThisContext()(require, { exports: {} }, {});
  return script;
};
`;

/** The first script of a thread, whose `workerData` has a `script`. */
export const THREAD_SCRIPT = `${RUN_SCRIPT}
run(require('node:worker_threads').workerData.script);
`;

/** The first script of a thread that, once its script has something to say, says the code that V8 has made of it by then. */
export const CODE_SCRIPT = `${RUN_SCRIPT}
const { parentPort, workerData } = require('node:worker_threads');
const { postMessage } = parentPort;
parentPort.postMessage = () => setImmediate(() => postMessage.call(parentPort, script.createCachedData()));
const script = run(workerData.script);
`;

/** What a worker's script finds. */
export interface Boot {
  readonly order: unknown;
  /** Messages that came before `receive` was set. */
  readonly early: unknown[];
  receive: ((message: unknown) => void) | null;
}

/** The first script of a process: waits for the real one. It must not need any file. */
const PROCESS_SCRIPT = `${RUN_SCRIPT}
process.on('disconnect', () => process.exit());
let boot = null;
process.on('message', (message) => {
  if (boot === null) {
    boot = globalThis[Symbol.for('notebook.boot')] = { order: message, early: [], receive: null };
    run(message.script);
  } else if (boot.receive === null) boot.early.push(message);
  else boot.receive(message);
});
`;

export interface NodeWorkersOptions {
  /** What every worker runs. It finds itself in its order, as `script`. */
  readonly script: RealmScript;
  /** What it is told: `workerData` in a thread, see `processBoot()` in a process. */
  readonly order: (request: WorkerRequest) => object;
  /** A process was started or has ended, so that those left over can be killed. */
  readonly process?: (id: number, alive: boolean) => void;
}

/** A `startWorker` for a Node host. */
export function nodeWorkers(options: NodeWorkersOptions): (request: WorkerRequest, events: WorkerEvents) => WorkerLink {
  return (request, events) =>
    request.kind === 'thread' ? startThread(options, request, events) : startProcess(options, request, events);
}

function startThread({ script, order }: NodeWorkersOptions, request: WorkerRequest, events: WorkerEvents): WorkerLink {
  // Counts messages: a worker that has just replied waits a moment for the next one (see `listenEagerly()`).
  const sent = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(THREAD_SCRIPT, {
    eval: true,
    workerData: { ...order(request), script, sent },
    // What is written past the runtime has no place in the program's output.
    stdin: true,
    stdout: true,
    stderr: true,
    execArgv: [],
    // Threads of a program have one environment between them.
    env: SHARE_ENV,
    name: request.threadName,
  });
  worker.on('message', (message: unknown) => {
    turningUntil = 0;
    events.message(message);
  });
  // A message that cannot be deserialized is lost: the worker ends, and with it whatever waits for its answer.
  worker.on('messageerror', () => void worker.terminate());
  // Why it ended does not matter; that it did, 'exit' tells.
  worker.on('error', () => {});
  worker.on('exit', () => events.ended());
  return {
    processId: process.pid,
    post(message, transfer) {
      worker.postMessage(message, transfer as never);
      Atomics.add(sent, 0, 1);
      Atomics.notify(sent, 0);
      lookOut();
    },
    terminate: () => void worker.terminate(),
  };
}

function startProcess(options: NodeWorkersOptions, request: WorkerRequest, events: WorkerEvents): WorkerLink {
  // Loading it takes a millisecond, which threads can do without.
  const { spawn } = process.getBuiltinModule('node:child_process');
  const child: ChildProcess = spawn(process.execPath, ['-e', PROCESS_SCRIPT], {
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
  // After a message that could not be sent at once Node lets go of the channel: with nothing else to wait for, this
  // thread would end at the news of the child's end, and before that of the channel's.
  child.channel?.ref();
  const id = child.pid ?? 0;
  if (id !== 0) options.process?.(id, true);
  // Its last messages may come after the news of its end.
  let left = child.connected ? 2 : 1;
  const part = (): void => {
    if (--left > 0) return;
    options.process?.(id, false);
    events.ended();
  };
  child.on('message', (message: unknown) => events.message(message));
  child.on('error', () => {
    if (child.pid === undefined) {
      left = 1;
      part();
    }
  });
  child.on('exit', part);
  child.on('disconnect', part);
  // Whether a message arrives shows in the answer, or in the process's end.
  const send = (message: unknown): void => void child.send(message as object, () => {});
  const { text, code } = options.script;
  // Memory that is shared cannot leave the process.
  send({ ...options.order(request), script: { text, code: Uint8Array.from(code) } });
  return {
    processId: id,
    // Between processes there is no memory to move.
    post: (message) => send(message),
    terminate: () => void child.kill('SIGKILL'),
  };
}

// Waking a sleeping thread takes several times as long as a small call, because its processor sleeps too. So a thread
// that has just sent a message polls for the answer for a moment. If no answer comes in that time, as with long calls or
// on a busy machine, it does not poll again for many messages.

/** Milliseconds for which an event loop keeps turning for an answer. */
const TURNING = 0.1;
/** Milliseconds for which a thread looks for the next message, and then sleeps for it. */
const LOOKING = 0.05;
const SLEEPING = 1;
/** Messages that go by before looking out is tried again. */
const GIVEN_UP = 250;

/** 0: nothing is looked out for. */
let turningUntil = 0;
let isTurning = false;
let notTurningFor = 0;

/** A message was sent: keeps the event loop from going to sleep. */
function lookOut(): void {
  if (notTurningFor > 0) {
    notTurningFor--;
    return;
  }
  turningUntil = performance.now() + TURNING;
  if (isTurning) return;
  isTurning = true;
  setImmediate(turn);
}

function turn(): void {
  isTurning = performance.now() < turningUntil;
  if (isTurning) setImmediate(turn);
  else if (turningUntil !== 0) notTurningFor = GIVEN_UP;
}

/**
 * In a thread: listens for messages. After each it waits a moment for the
 * next, without going through the event loop: a program that makes one call at
 * a time sends the next as soon as it has the answer.
 */
export function listenEagerly(port: MessagePort, sent: Int32Array, receive: (message: unknown) => void): void {
  const receiveMore = (): void => {
    let seen = -1;
    do {
      seen = Atomics.load(sent, 0);
      for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
        receive((next as { readonly message: unknown }).message);
      }
    } while (hasChanged(sent, seen));
  };
  port.on('messageerror', () => process.exit(1));
  // The event loop of a thread that starts takes milliseconds to get to what has come already.
  receiveMore();
  port.on('message', (message: unknown) => {
    receive(message);
    receiveMore();
  });
}

let notLookingFor = 0;

/** Whether a counter changes within a moment. */
function hasChanged(counter: Int32Array, from: number): boolean {
  if (notLookingFor > 0) notLookingFor--;
  else {
    const until = performance.now() + LOOKING;
    while (performance.now() < until) if (Atomics.load(counter, 0) !== from) return true;
    notLookingFor = GIVEN_UP;
  }
  return Atomics.wait(counter, 0, from, SLEEPING) !== 'timed-out';
}

/** In a process: what it was told, and the way to its starter; null in a thread. */
export function processBoot(): Boot | null {
  return (globalThis as { [BOOT]?: Boot })[BOOT] ?? null;
}
