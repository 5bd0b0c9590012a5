/** The host for Node: one program in a realm (a worker thread) of its own. */

import { availableParallelism } from 'node:os';
import type { ClockMode, Host, ParentLink, Position } from '../languages/host.ts';

/** Longest that `setTimeout` can wait; it fires at once for more. The loop looks at its clock when it fires early. */
const MAX_TIMEOUT = 2 ** 31 - 1;

export interface NodeHostOptions {
  readonly clock: ClockMode;
  /** For the paced clock: loop seconds that pass in one second. */
  readonly speed?: number;
  /** For the paced clock: the longest single wait, in real seconds. */
  readonly longestWait?: number;
  /** Takes what the program prints, as it prints it. */
  readonly write: (stream: 'out' | 'err', text: string, time: number, worker?: string) => void;
  /** See `Host.locate` and `Host.quote`; without them tracebacks have no frames of the program's. */
  readonly locate?: (url: string, line: number, column: number) => Position | null;
  readonly quote?: (file: string, line: number) => string;
  /** Called when the loop can only be woken from outside. The process is then no longer kept alive by it. */
  readonly stuck?: () => void;
  /** In a worker: its starter's `NodeHost.origin`, so that both read one clock. Default: the start of this thread. */
  readonly origin?: number;
  readonly processId?: number;
  readonly threadId?: number;
  readonly threadName?: string;
  /** See `Host.startWorker`; `nodeWorkers()` makes one. */
  readonly startWorker?: Host['startWorker'];
  /** In a worker: the way to its starter. */
  readonly parent?: ParentLink;
}

export interface NodeHost extends Host {
  /** Tells the program to stop, as Ctrl-C does; false if nothing in it listens. */
  interrupt(): boolean;
  /** Where `now()` is 0 on the machine's clock, which all its threads and processes share. Seconds. */
  readonly origin: number;
  /** The loop's time when something was last printed. */
  readonly lastTime: number;
}

export function createNodeHost(options: NodeHostOptions): NodeHost {
  const listeners: (() => void)[] = [];
  const { write } = options;
  // Captured: programs may replace what the global names mean.
  const { setTimeout, clearTimeout, setImmediate, setInterval, performance } = globalThis;
  const epoch = Date.now;
  const begun = Number(process.hrtime.bigint()) / 1e9 - performance.now() / 1000;
  const origin = options.origin ?? begun;
  let lastTime = 0;
  let alive: NodeJS.Timeout | undefined;
  const release = (): void => {
    alive?.unref();
  };
  return {
    clock: options.clock,
    speed: options.speed ?? 1,
    longestWait: options.longestWait ?? Number.POSITIVE_INFINITY,
    now: () => performance.now() / 1000 + (begun - origin),
    wallClock: () => epoch() / 1000,
    turn(callback) {
      setImmediate(callback);
    },
    setTimer: (callback, ms) => setTimeout(callback, Math.min(Math.ceil(ms), MAX_TIMEOUT)),
    clearTimer(timer) {
      clearTimeout(timer as NodeJS.Timeout);
    },
    write(stream, text, time, worker) {
      lastTime = time;
      write(stream, text, time, worker);
    },
    locate: options.locate ?? (() => null),
    quote: options.quote ?? (() => ''),
    stuck() {
      // What can still wake it (a timer or a socket of the program's own) keeps the process alive by itself.
      release();
      options.stuck?.();
    },
    onInterrupt(interrupt) {
      listeners.push(interrupt);
      return () => {
        const index = listeners.indexOf(interrupt);
        if (index >= 0) listeners.splice(index, 1);
      };
    },
    processId: options.processId ?? process.pid,
    threadId: options.threadId ?? 1,
    threadName: options.threadName ?? 'MainThread',
    ...(options.startWorker === undefined ? {} : { startWorker: options.startWorker }),
    ...(options.parent === undefined ? {} : { parent: options.parent }),
    exit: (status) => process.exit(status),
    processors: availableParallelism(),
    keepAlive(on) {
      // One timer for all waits: a loop that calls workers waits very often.
      if (!on) release();
      else if (alive === undefined) alive = setInterval(() => {}, MAX_TIMEOUT);
      else alive.ref();
    },
    interrupt() {
      // Only the newest, as with signal handlers.
      const newest = listeners.at(-1);
      newest?.();
      return newest !== undefined;
    },
    origin,
    get lastTime() {
      return lastTime;
    },
  };
}
