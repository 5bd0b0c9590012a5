/**
 * Workers of a program's pools in the sandbox: nested classic workers with the
 * same prelude, which import the runtime and the compiled program again.
 */
import type { ClockMode, Host, ParentLink, WorkerLink } from '../languages/host.ts';
import type { LineMap } from '../languages/typescript/compile/types.ts';
import {
  construct,
  dataOf,
  later,
  NativeWorker,
  pipe,
  postToWorker,
  scriptURL,
  terminateWorker,
} from './primordials.ts';
import { type WorkerConfig, workerScript } from './worker-script.ts';

/** Workers of pools alive at a time in one realm. */
const MAX_WORKERS = 32;
const DEEPEST = 2;

/** What all realms of one program have in common. */
export interface ProgramParts {
  /** URLs of the runtime and of the compiled program. */
  readonly runtime: string;
  readonly code: string;
  readonly map: LineMap;
  readonly clock: ClockMode;
}

/** The first message to a worker; it comes with the port for all others. */
export interface PoolStart extends ProgramParts {
  readonly processId: number;
  readonly threadId: number;
  readonly threadName: string;
}

/** In place of a message: the worker has ended itself. */
const GONE = null;

/** A `startWorker` for the host of a realm in the sandbox. */
export function poolWorkers(
  config: WorkerConfig,
  parts: ProgramParts,
  processId: number,
): NonNullable<Host['startWorker']> {
  let alive = 0;
  // One for all workers: it goes with this realm.
  let url = '';
  return (request, events): WorkerLink => {
    if (config.depth >= DEEPEST)
      throw new Error(`can't start new thread: workers may be nested ${DEEPEST} deep in a cell`);
    if (alive >= MAX_WORKERS) throw new Error(`can't start new thread: a cell may have ${MAX_WORKERS} of them`);
    const id = request.kind === 'process' ? request.threadId : processId;
    const [near, far] = pipe();
    if (url === '') {
      const { prelude, channel, depth } = config;
      url = scriptURL(workerScript({ prelude, channel, depth: depth + 1, child: null, pool: true }));
    }
    const worker = construct(NativeWorker, [url, { name: request.threadName }]) as Worker;
    alive++;
    let ended = false;
    const end = (): void => {
      if (ended) return;
      ended = true;
      alive--;
      near.onmessage = null;
      near.onmessageerror = null;
      near.close();
      worker.onerror = null;
      terminateWorker(worker);
      // As everywhere, a caller is told later.
      later(() => events.ended(), 0);
    };
    near.onmessage = (event) => {
      const message = dataOf(event);
      if (message === GONE) end();
      else events.message(message);
    };
    // A message that cannot be deserialized is lost: the worker ends, and with it whatever waits for its answer.
    near.onmessageerror = end;
    worker.onerror = (event) => {
      event.preventDefault();
      end();
    };
    const start: PoolStart = {
      ...parts,
      processId: id,
      threadId: request.threadId,
      threadName: request.threadName,
    };
    postToWorker(worker, start, [far]);
    const post = near.postMessage.bind(near) as (message: unknown, transfer: readonly object[]) => void;
    return { processId: id, post, terminate: end };
  };
}

/** In a worker: the way to its starter, and how to tell that it ends. */
export function parentOf(port: MessagePort): ParentLink & { gone(): void } {
  const post = port.postMessage.bind(port) as (message: unknown, transfer?: readonly object[]) => void;
  return {
    post,
    listen(receive) {
      port.onmessageerror = () => post(GONE);
      port.onmessage = (event) => receive(dataOf(event));
    },
    gone: () => post(GONE),
  };
}
