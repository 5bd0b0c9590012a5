/** The inside of a worker: imports the program, then does what its pool sends. */

import { type CoroutineObject, iscoroutine } from '../../asyncio/coroutines.ts';
import { SystemExit } from '../../builtins/exceptions.ts';
import { asError, formatException, markRaised } from '../../builtins/traceback.ts';
import { warn } from '../../builtins/warnings.ts';
import { programTime, setStartersTime } from '../../host/clock.ts';
import { host } from '../../host/current.ts';
import { cloneFailure, type PicklingOptions, pickle, unpickle } from '../../pickle/pickle.ts';
import type { AnyFunction } from './base.ts';
import { setBootstrapping } from './bootstrap.ts';
import { ParentLoop, takeAnswer } from './parent-loop.ts';
import {
  CALL_LENGTH,
  CALLS,
  CODED,
  FAILED,
  type FromWorker,
  isRun,
  type Packed,
  PLAIN,
  RESULTS,
  type Run,
  type ToWorker,
} from './protocol.ts';

/** Milliseconds after which a worker gives back what it has not begun. */
const PATIENCE = 8;

/** Whether the pool's calls count as executed in another process. */
let remote = true;

function post(message: FromWorker, transfer: readonly object[] = []): void {
  host().parent?.post(message, transfer);
}

function report(header: string | null, error: unknown): void {
  markRaised(error);
  const lines = header === null ? formatException(error) : [header, ...formatException(error)];
  host().write('err', `${lines.join('\n')}\n`, programTime());
}

/** Ends this worker, which breaks its pool. */
function leave(error: unknown): void {
  if (!(error instanceof SystemExit)) report(null, error);
  host().exit?.(1);
}

/** Imports the program and serves until the pool ends this worker. */
export async function serveCalls(load: () => Promise<unknown>): Promise<void> {
  setBootstrapping(true);
  try {
    await load();
  } catch (error) {
    leave(error);
    return;
  }
  setBootstrapping(false);
  host().parent?.listen((message) => receive(message as ToWorker));
}

function receive(message: ToWorker): void {
  if (isRun(message)) {
    setStartersTime(message[0]);
    void runAll(message);
    return;
  }
  switch (message.t) {
    case 'init':
      remote = message.remote;
      setStartersTime(message.at);
      void initialise(message.initializer);
      return;
    case 'answer':
      takeAnswer(message);
  }
}

const parents = new Map<number, ParentLoop>();
function parentLoop(id: number): ParentLoop {
  let loop = parents.get(id);
  if (loop === undefined) {
    loop = new ParentLoop(id);
    parents.set(id, loop);
  }
  return loop;
}

const UNPICKLING = { loop: parentLoop };

async function initialise(packed: Packed | null): Promise<void> {
  try {
    if (packed !== null) {
      const [initializer, initargs] = unpickle(...packed, UNPICKLING) as [AnyFunction, unknown[]];
      const result: unknown = initializer(...initargs);
      if (result instanceof Promise) await result;
    }
  } catch (error) {
    report('Exception in initializer:', error);
    post({ t: 'broken', time: programTime() });
    return;
  }
  post({ t: 'ready', time: programTime() });
}

/** The functions that the pool has told, and those that were looked up. */
const told = new Map<number, Packed>();
const callables: AnyFunction[] = [];

function callable(number: number): AnyFunction {
  const known = callables[number];
  if (known !== undefined) return known;
  const fn = unpickle(...(told.get(number) as Packed), UNPICKLING) as AnyFunction;
  callables[number] = fn;
  return fn;
}

async function runAll(message: Run): Promise<void> {
  const begin = host().now();
  let measured = begin;
  let promised = false;
  let results: Results = newResults();
  let transfer = NOTHING;
  const fail = (thrown: unknown): void => {
    const error = asError(thrown);
    markRaised(error);
    results.push(FAILED, describe(error));
  };
  const keep = (value: unknown): void => {
    try {
      const pickled = pickle(value, remote ? LOCAL_ONLY : SHARED);
      results.push(pickled.coded ? CODED : PLAIN, pickled.data);
      if (pickled.transfer.length > 0) transfer = [...transfer, ...pickled.transfer];
    } catch (error) {
      if (iscoroutine(value)) discard(value as unknown as CoroutineObject);
      fail(error);
    }
  };
  const send = (waits: boolean): void => {
    const now = host().now();
    results[0] = waits;
    results[1] = promised ? Number.POSITIVE_INFINITY : (now - measured) * 1000;
    results[2] = programTime();
    sendResults(results, transfer);
    measured = now;
    results = newResults();
    transfer = NOTHING;
  };
  const [, functions] = message;
  if (functions !== null) for (const [number, ...packed] of functions) told.set(number, packed);
  const last = message.length - CALL_LENGTH;
  for (let i = CALLS; i <= last; i += CALL_LENGTH) {
    let fn: AnyFunction;
    let args: unknown[];
    try {
      fn = callable(message[i] as number);
      args = unpickle(message[i + 1], message[i + 2] as boolean, UNPICKLING) as unknown[];
    } catch (error) {
      // As in CPython, where the process falls over what it reads from its pipe.
      leave(error);
      return;
    }
    try {
      let result: unknown = fn(...args);
      if (result instanceof Promise) {
        // It may last. Other calls' results are wanted meanwhile, and those that have not begun can go elsewhere.
        if (last > CALLS) send(true);
        i = last;
        promised = true;
        result = await result;
      }
      keep(result);
    } catch (error) {
      fail(error);
    }
    if (i < last && (host().now() - begin) * 1000 > PATIENCE) break;
  }
  send(false);
}

type Results = [waits: boolean, milliseconds: number, time: number, ...results: unknown[]];
const newResults = (): Results => [false, 0, 0];
const NOTHING: readonly object[] = [];
const LOCAL_ONLY: PicklingOptions = {};
const SHARED: PicklingOptions = { contextVars: true };

/** An exception as it travels, with its traceback here as text. */
function describe(error: Error): [unknown, string] {
  const text = (of: Error): string => `${formatException(of).join('\n')}\n`;
  try {
    return [pickle(error).data, text(error)];
  } catch (failure) {
    const instead = asError(failure);
    markRaised(instead);
    return [pickle(instead).data, text(instead)];
  }
}

/** Sends results. Where the host refuses to clone them, those that it refuses have failed; the others are copied. */
function sendResults(results: Results, transfer: readonly object[]): void {
  try {
    post(results, transfer);
  } catch {
    for (let i = RESULTS; i < results.length; i += 2) {
      try {
        post({ t: 'tried', data: results[i + 1], time: programTime() });
      } catch (error) {
        const failure = cloneFailure(error);
        markRaised(failure);
        results[i] = FAILED;
        results[i + 1] = describe(failure);
      }
    }
    post(results);
  }
}

/** A call has returned a coroutine, which nobody can await any more. */
function discard(coroutine: CoroutineObject): void {
  const { code } = coroutine;
  coroutine.close();
  warn('RuntimeWarning', `coroutine '${code.qualname}' was never awaited`, code);
}
