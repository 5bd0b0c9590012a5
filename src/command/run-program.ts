/**
 * Runs compiled programs in Node, each in a fresh realm: a worker thread of
 * its own that nothing outlives. For the command line, the recorder and the
 * tests.
 */
import { Worker } from 'node:worker_threads';
import type { ClockMode } from '../../runtime/host/host.ts';
import { THREAD_SCRIPT } from '../../runtime/host/node-workers.ts';
import type { Stream, Transcript, Uncaught } from '../cells/transcript.ts';
import type { Compiled } from '../compile/types.ts';
import { Capture } from '../sandbox/capture.ts';
import type { RealmMessage, RealmOrder, RealmRequest } from './realm-protocol.ts';
import { realmScript } from './realm-script.ts';

export interface RunOptions {
  /** @default 'virtual' */
  readonly clock?: ClockMode;
  /** For the paced clock: loop seconds in one second. @default 1 */
  readonly speed?: number;
  /** Seconds after which the program is stopped. @default none */
  readonly timeout?: number;
  /** File for the event trace. */
  readonly trace?: string;
  /** How many times the program is interrupted when it would otherwise wait for ever. @default 0 */
  readonly interrupts?: number;
}

/** How a run came to its end. */
export type End =
  /** By itself. */
  | 'finished'
  /** It waited for something that nothing could bring about any more. */
  | 'stuck'
  | 'timeout'
  /** It was interrupted a second time, or did not react to the first. */
  | 'killed'
  /** Its output is read by nobody. */
  | 'closed'
  /** Its thread broke down: out of memory, `process.exit()`. */
  | 'broken';

export interface Ending {
  readonly end: End;
  /** The exit status a process would have: 0, 1 after an exception, 130 after an interrupt, 124 after a timeout. */
  readonly status: number;
  readonly exception: Uncaught | null;
  /** For `broken`: what happened. */
  readonly why?: string;
}

export interface Run extends Transcript, Pick<Ending, 'end' | 'why'> {}

/**
 * Runs a program to its end and returns what it printed, assembled and capped
 * as in the browser. Rejects only if the realm itself cannot be had; whatever
 * the program does is in the result.
 */
export async function runProgram(compiled: Compiled, options: RunOptions = {}): Promise<Run> {
  const capture = new Capture();
  const realm = await startRealm(compiled, options, 'lines', (message) => capture.take(message));
  const { end, status, exception, why } = await realm.ended;
  return { ...capture.transcript({ status, exception }), end, ...(why === undefined ? {} : { why }) };
}

/** A program that is running. */
export interface Realm {
  readonly ended: Promise<Ending>;
  /** As Ctrl-C: the first time the program is asked to stop, the second time it is stopped. */
  interrupt(): void;
}

/** Runs a program whose output goes to this process's stdout and stderr as it is printed. */
export function runDirect(compiled: Compiled, options: RunOptions = {}): Promise<Realm> {
  return startRealm(compiled, options, 'direct', () => {});
}

/** Runs a program whose output is handed over as it is printed. */
export function runWithText(
  compiled: Compiled,
  options: RunOptions,
  text: (stream: Stream, text: string) => void,
): Promise<Realm> {
  return startRealm(compiled, options, 'text', (message) => text(message.stream, message.text));
}

type Output = {
  lines: Extract<RealmMessage, { t: 'line' | 'partial' | 'tail' }>;
  text: Extract<RealmMessage, { t: 'text' }>;
  direct: never;
};

async function startRealm<O extends RealmOrder['output']>(
  { code, map }: Compiled,
  { clock = 'virtual', speed = 1, timeout, trace, interrupts: scripted = 0 }: RunOptions,
  output: O,
  take: (message: Output[O]) => void,
): Promise<Realm> {
  const script = await realmScript();
  const order: RealmOrder = {
    code,
    map,
    clock,
    speed,
    output,
    trace: trace ?? null,
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
    resourceLimits: { maxOldGenerationSizeMb: 512 },
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
  const kill = (how: Ending): void => {
    ending ??= how;
    void worker.terminate();
  };
  const ended = new Promise<Ending>((resolve) => {
    const timer =
      timeout === undefined
        ? undefined
        : setTimeout(() => kill({ end: 'timeout', status: 124, exception: null }), timeout * 1000);
    worker.on('message', (message: RealmMessage) => {
      switch (message.t) {
        case 'end':
          // What else it started ends with it, as with a process that exits.
          kill({ end: 'finished', status: message.status, exception: message.exception });
          break;
        case 'closed':
          kill({ end: 'closed', status: 141, exception: null });
          break;
        case 'process':
          if (message.alive) processes.add(message.id);
          else processes.delete(message.id);
          break;
        case 'interrupted':
          if (!message.taken) kill({ end: 'killed', status: 130, exception: null });
          break;
        default:
          if (ending === null) take(message as Output[O]);
      }
    });
    worker.on('error', (error) => {
      ending ??= { end: 'broken', status: 1, exception: null, why: String((error as Error).message ?? error) };
    });
    worker.on('exit', (status) => {
      clearTimeout(timer);
      endProcesses();
      process.off('exit', endProcesses);
      // A thread that ends by itself before the program says so had nothing left that could wake it.
      const stuck = status === 0 || status === 13;
      resolve(
        ending ??
          (stuck
            ? { end: 'stuck', status: 13, exception: null }
            : { end: 'broken', status, exception: null, why: `the program left its thread with status ${status}` }),
      );
    });
  });
  return {
    ended,
    interrupt() {
      interrupts++;
      if (interrupts > 1) kill({ end: 'killed', status: 130, exception: null });
      else worker.postMessage({ t: 'interrupt' } satisfies RealmRequest);
    },
  };
}
