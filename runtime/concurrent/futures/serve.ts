/** The inside of a worker: imports the program, then does what its pool sends. */

import { type CoroutineObject, iscoroutine } from '../../asyncio/coroutines.ts';
import { programTime, setStartersTime } from '../../asyncio/events.ts';
import { SystemExit } from '../../builtins/exceptions.ts';
import { asError, formatException, markRaised } from '../../builtins/traceback.ts';
import { warn } from '../../builtins/warnings.ts';
import { host } from '../../host/current.ts';
import { cloneFailure, pickle, unpickle } from '../../pickle.ts';
import { registerInternals } from '../../program.ts';
import type { AnyFunction } from './base.ts';
import { setBootstrapping } from './bootstrap.ts';
import { ParentLoop, takeAnswer } from './parent-loop.ts';
import { nothing } from './pool.ts';
import { CODED, FAILED, type FromWorker, type Packed, PLAIN, type ToWorker } from './protocol.ts';

/** Every host has it; TypeScript counts it as the browser's. */
declare function structuredClone(value: unknown): unknown;

/** Milliseconds after which a worker gives back what it has not begun. */
const PATIENCE = 8;

registerInternals({ nothing });

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

/** Imports the program and serves until the pool ends this worker. */
export async function serveCalls(load: () => Promise<unknown>): Promise<void> {
  setBootstrapping(true);
  try {
    await load();
  } catch (error) {
    if (!(error instanceof SystemExit)) report(null, error);
    host().exit?.(1);
    return;
  }
  setBootstrapping(false);
  host().parent?.listen((message) => receive(message as ToWorker));
}

function receive(message: ToWorker): void {
  switch (message.t) {
    case 'init':
      remote = message.remote;
      setStartersTime(message.at);
      void initialise(message.initializer);
      return;
    case 'run':
      setStartersTime(message.at);
      void runAll(message);
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

async function runAll({ functions, jobs }: ToWorker & { readonly t: 'run' }): Promise<void> {
  const begin = host().now();
  let results: unknown[] = [];
  let transfer: object[] = [];
  let measured = begin;
  const keep = (value: unknown): void => {
    try {
      const pickled = pickle(value, remote ? {} : { contextVars: true });
      results.push(pickled.coded ? CODED : PLAIN, pickled.data);
      if (pickled.transfer.length > 0) transfer = [...transfer, ...pickled.transfer];
    } catch (error) {
      if (iscoroutine(value)) discard(value as unknown as CoroutineObject);
      fail(error);
    }
  };
  const fail = (thrown: unknown): void => {
    const error = asError(thrown);
    markRaised(error);
    results.push(FAILED, describe(error));
  };
  const send = (waits: boolean): void => {
    const now = host().now();
    sendResults(results, transfer, waits, (now - measured) * 1000);
    measured = now;
    results = [];
    transfer = [];
  };
  for (const [number, ...packed] of functions) told.set(number, packed);
  for (let i = 0; i < jobs.length; i += 3) {
    let result: unknown;
    try {
      const fn = callable(jobs[i] as number);
      const args = unpickle(jobs[i + 1], jobs[i + 2] as boolean, UNPICKLING) as unknown[];
      result = fn(...args);
    } catch (error) {
      fail(error);
      continue;
    }
    if (result instanceof Promise) {
      if (i > 0 || jobs.length > 3) send(true);
      try {
        keep(await result);
      } catch (error) {
        fail(error);
      }
      break;
    }
    keep(result);
    if (i + 3 < jobs.length && (host().now() - begin) * 1000 > PATIENCE) break;
  }
  send(false);
}

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

/** Sends results, one by one where structured clone refuses them together. */
function sendResults(
  results: readonly unknown[],
  transfer: readonly object[],
  waits: boolean,
  milliseconds: number,
): void {
  const done = (some: readonly unknown[], moved: readonly object[]): void =>
    post({ t: 'done', results: some, waits, milliseconds, time: programTime() }, moved);
  try {
    done(results, transfer);
  } catch {
    const checked = [...results];
    for (let i = 0; i < checked.length; i += 2) {
      try {
        structuredClone(checked[i + 1]);
      } catch (error) {
        const failure = cloneFailure(error);
        markRaised(failure);
        checked[i] = FAILED;
        checked[i + 1] = describe(failure);
      }
    }
    done(checked, []);
  }
}

/** A call has returned a coroutine, which nobody can await any more. */
function discard(coroutine: CoroutineObject): void {
  const { code } = coroutine;
  coroutine.close();
  warn('RuntimeWarning', `coroutine '${code.qualname}' was never awaited`, code);
}
