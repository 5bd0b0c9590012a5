/**
 * Starts the realm that a compiled program runs in: a worker thread of its
 * own, which nothing outlives, with limits on what it may take.
 */
import { constants } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { End, Ending, RunOptions } from '../languages/language.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';
import type { TraceLog } from '../trace/events.ts';
import { type RealmScript, THREAD_SCRIPT } from './node-workers.ts';
import type { RealmMessage, RealmOrder, RealmRequest } from './realm-protocol.ts';

/** Seconds that a program has to take notice of an interrupt: one that computes for ever never does. */
const GRACE = 5;
/** Seconds between looks at how much memory a program has outside the engine's heap. */
const WATCH = 0.25;
/** Bytes of it that it may have. A heap has a limit of its own, buffers have none. */
const MAX_EXTERNAL = 2 ** 30;
/** Megabytes. */
const MAX_HEAP = 512;
/** The exit status of a program that runs out of memory: that of Node itself, which aborts then. */
export const OUT_OF_MEMORY = 128 + constants.signals.SIGABRT;
/** Why it ended. */
export const HEAP_FULL = `out of memory: its heap needs more than ${MAX_HEAP} megabytes`;
const BUFFERS_FULL = 'out of memory: its buffers take more than a gigabyte';

/** A program that is running. */
export interface Realm {
  readonly ended: Promise<Ending>;
  /** As Ctrl-C: the first time the program is asked to stop, the second time, or if it takes no notice, it is stopped. */
  interrupt(): void;
  /** Stops it at once, as a signal does that it has no say in. */
  kill(signal: NodeJS.Signals): void;
}

/** What a realm does with what its program prints. */
export type Output =
  /** Assembled and capped, it is handed over as it comes. */
  | { readonly take: (message: Extract<RealmMessage, { t: 'line' | 'partial' | 'tail' }>) => void }
  /** It is written to these files. */
  | { readonly out: number; readonly err: number };

export function startRealm(
  script: RealmScript,
  { code, map }: Compiled,
  { clock = 'virtual', speed = 1, timeout, trace, log = false, interrupts: scripted = 0 }: RunOptions,
  output: Output,
  /** Told of the processes that the program starts, and of their ends. */
  onProcess: (id: number, alive: boolean) => void = () => {},
): Realm {
  const order: RealmOrder = {
    code,
    map,
    clock,
    speed,
    files: 'take' in output ? null : { out: output.out, err: output.err },
    trace: trace === undefined ? null : { format: 'jsonl', ...trace },
    log,
    interrupts: scripted,
    processId: process.pid,
    script,
  };
  const worker = new Worker(THREAD_SCRIPT, {
    eval: true,
    workerData: order,
    // Nothing a program writes past the runtime gets between what it prints.
    stdin: true,
    stdout: true,
    stderr: true,
    execArgv: [],
    // About what a browser gives a page; without a limit one program could take all the machine's memory.
    resourceLimits: { maxOldGenerationSizeMb: MAX_HEAP },
    name: 'cell',
  });
  let interrupts = 0;
  /** Processes of the program's: a thread that is ended takes its threads along, but not these. */
  const processes = new Set<number>();
  const endProcesses = (): void => {
    for (const id of processes) {
      try {
        process.kill(id, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
    processes.clear();
  };
  process.on('exit', endProcesses);
  let ending: Ending | null = null;
  let idle = false;
  let traced: TraceLog | undefined;
  let traceFailure: string | undefined;
  let unanswered: NodeJS.Timeout | undefined;
  const kill = (how: Ending): void => {
    ending ??= how;
    void worker.terminate();
  };
  const stop = (end: End, status: number, why?: string): void =>
    kill({ end, status, exception: null, ...(why === undefined ? {} : { why }) });
  const interrupt = (): void => {
    interrupts++;
    if (interrupts > 1) stop('killed', 130);
    else {
      worker.postMessage({ t: 'interrupt' } satisfies RealmRequest);
      unanswered = setTimeout(
        () => stop('killed', 130, 'killed, for it took no notice of the interrupt'),
        GRACE * 1000,
      );
    }
  };
  const ended = new Promise<Ending>((resolve) => {
    const timer = timeout === undefined ? undefined : setTimeout(() => stop('timeout', 124), timeout * 1000);
    const watch = setInterval(() => {
      worker.getHeapStatistics().then(
        ({ external_memory: bytes }) => {
          if (bytes > MAX_EXTERNAL) stop('broken', OUT_OF_MEMORY, BUFFERS_FULL);
        },
        () => {
          // It has just ended.
        },
      );
    }, WATCH * 1000);
    worker.on('message', (message: RealmMessage) => {
      switch (message.t) {
        case 'end':
          // What else it started ends with it, as with a process that exits.
          kill({ end: 'finished', status: message.status, exception: message.exception });
          break;
        case 'closed':
          if (message.why === null) stop('closed', 141);
          else stop('closed', 1, message.why);
          break;
        case 'log':
          traced = message.log;
          break;
        case 'traceFailed':
          traceFailure = message.why;
          break;
        case 'idle':
          idle = true;
          break;
        case 'signal':
          if (message.signal === 'SIGINT') interrupt();
          else stop('killed', 128 + constants.signals[message.signal], `killed by its own ${message.signal}`);
          break;
        case 'process':
          if (message.alive) processes.add(message.id);
          else processes.delete(message.id);
          onProcess(message.id, message.alive);
          break;
        case 'interrupted':
          clearTimeout(unanswered);
          if (!message.taken) stop('killed', 130);
          break;
        default:
          if (ending === null && 'take' in output) output.take(message);
      }
    });
    worker.on('error', (error) => {
      const { code, message } = error as NodeJS.ErrnoException;
      ending ??=
        code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? { end: 'broken', status: OUT_OF_MEMORY, exception: null, why: HEAP_FULL }
          : { end: 'broken', status: 1, exception: null, why: String(message ?? error) };
    });
    worker.on('exit', (status) => {
      clearTimeout(timer);
      clearTimeout(unanswered);
      clearInterval(watch);
      endProcesses();
      process.off('exit', endProcesses);
      // A thread that ends by itself before the program says so had nothing left that could wake it.
      ending ??=
        idle && status === 0
          ? { end: 'stuck', status: 13, exception: null }
          : { end: 'exited', status, exception: null, why: `left by process.exit(${status})` };
      resolve({
        ...ending,
        ...(traced === undefined ? {} : { log: traced }),
        ...(traceFailure === undefined ? {} : { traceFailure }),
      });
    });
  });
  return {
    ended,
    interrupt,
    kill: (signal) => stop('killed', 128 + constants.signals[signal], `killed by ${signal}`),
  };
}
