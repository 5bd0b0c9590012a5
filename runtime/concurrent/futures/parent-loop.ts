/** The event loop of a worker's starter, as the worker has it. */

import { onLoopStopped, runningLoop } from '../../asyncio/running.ts';
import { RuntimeError } from '../../builtins/exceptions.ts';
import { asError } from '../../builtins/traceback.ts';
import { holdClocks, programTime, releaseClocks, setStartersTime } from '../../host/clock.ts';
import { host } from '../../host/current.ts';
import { HOME, pickle, unpickle } from '../../pickle/pickle.ts';
import { type AnyFunction, Future } from './base.ts';
import { FAILED, type FromWorker, type ToWorker } from './protocol.ts';

type Answer = Extract<ToWorker, { readonly t: 'answer' }>;

let asked = 0;
const waiting = new Map<number, Future<unknown>>();

/**
 * What an event loop becomes that a thread's function is given. Only what is
 * safe from another thread can be done with it: `callSoonThreadsafe()`, and
 * `runCoroutineThreadsafe()`, with functions at the top of the program. They
 * are called in the starter's realm.
 */
export class ParentLoop {
  private readonly _id: number;

  /** @internal */
  constructor(id: number) {
    this._id = id;
  }

  /** @internal Back with its owner it is the loop itself. */
  get [HOME](): number {
    return this._id;
  }

  /** Has `callback(...args)` called by the starter's loop. */
  callSoonThreadsafe<A extends unknown[]>(callback: (...args: A) => unknown, ...args: A): void {
    this._send(callback, args, false);
  }

  /** @internal Has the starter's loop run what `callback(...args)` returns. */
  run(callback: AnyFunction, args: readonly unknown[]): Future<unknown> {
    const future = new Future<unknown>();
    future.isExpected = true;
    const id = this._send(callback, args, true);
    waiting.set(id, future);
    holdClocks(false);
    return future;
  }

  private _send(callback: AnyFunction, args: readonly unknown[], coroutine: boolean): number {
    const { data, coded, transfer } = pickle([callback, args], { contextVars: true });
    const id = ++asked;
    const message: FromWorker = { t: 'call', id, loop: this._id, call: [data, coded], coroutine, time: programTime() };
    host().parent?.post(message, transfer);
    return id;
  }

  /** Not from here. CPython says so in debug mode only; here nothing could be done without it either. */
  callSoon(): never {
    throw notFromHere();
  }

  callLater(): never {
    throw notFromHere();
  }

  callAt(): never {
    throw notFromHere();
  }

  createTask(): never {
    throw notFromHere();
  }

  toString(): string {
    return '<EventLoop of the main thread>';
  }
}

function notFromHere(): RuntimeError {
  return new RuntimeError('Non-thread-safe operation invoked on an event loop other than the current one');
}

/** Answers that count when the loop that runs here is that far. */
const early = new Set<() => void>();

/** The starter has answered a request. */
export function takeAnswer(answer: Answer): void {
  const loop = host().clock === 'real' ? null : runningLoop();
  if (loop === null || answer.at <= loop.time()) {
    setStartersTime(answer.at);
    settle(answer);
  } else {
    const take = (): void => {
      if (early.delete(take)) settle(answer);
    };
    early.add(take);
    onLoopStopped(takeAllEarly);
    loop.callAt(answer.at, take);
  }
  releaseClocks(false);
}

/** The loop has stopped: its time will not reach that of the answers. */
function takeAllEarly(): void {
  for (const take of early) take();
}

function settle({ id, how, data }: Answer): void {
  const future = waiting.get(id);
  waiting.delete(id);
  if (future === undefined || !future.setRunningOrNotifyCancel()) return;
  const value = unpickle(data, true);
  if (how === FAILED) future.setException(asError(value));
  else future.setResult(value);
}
