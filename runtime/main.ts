/**
 * How a host runs a program: the module `awaitable/main`.
 *
 * Bundled, this file is the whole runtime as one ES module.
 */

import { reportNeverAwaited, setDefaultExecutorFactory } from './asyncio/base-events.ts';
import { codeOf } from './asyncio/coroutines.ts';
import { runningLoop } from './asyncio/running.ts';
import * as asyncio from './asyncio.ts';
import { BaseException, KeyboardInterrupt, SystemExit } from './builtins/exceptions.ts';
import { str } from './builtins/repr.ts';
import { exceptionMessage, exceptionTypeName, formatException, markRaised } from './builtins/traceback.ts';
import * as builtins from './builtins.ts';
import { finishPools, nothing } from './concurrent/futures/pool.ts';
import { processChunk } from './concurrent/futures/process.ts';
import { serveCalls } from './concurrent/futures/serve.ts';
import { runInContext } from './concurrent/futures/to-thread.ts';
import * as futures from './concurrent/futures.ts';
import * as contextlib from './contextlib.ts';
import * as contextvars from './contextvars.ts';
import { datetimeOf, timeOf } from './datetime/datetime.ts';
import * as datetime from './datetime.ts';
import { programTime } from './host/clock.ts';
import { installHost } from './host/current.ts';
import type { Host } from './host/host.ts';
import * as lowered from './lowered.ts';
import * as os from './os.ts';
import * as pickle from './pickle.ts';
import * as threading from './threading.ts';
import * as time from './time.ts';

export type { ClockMode, Host, ParentLink, Position, WorkerEvents, WorkerLink, WorkerRequest } from './host/host.ts';
/** For what a host prints itself, such as a console's lines. */
export { programTime };

/** How a program ended. */
export interface Outcome {
  /** 0; 1 after an exception; 130 after KeyboardInterrupt; what SystemExit carries. */
  readonly status: number;
  /** What came out of the program, as the last line of its traceback words it. */
  readonly exception: { readonly type: string; readonly message: string } | null;
}

/** Where compiled programs find the runtime. */
const RUNTIME = Symbol.for('awaitable.runtime');

const modules = {
  asyncio,
  builtins,
  'concurrent/futures': futures,
  contextlib,
  contextvars,
  datetime,
  lowered,
  os,
  pickle,
  threading,
  time,
};

/** Functions of the runtime's own that travel to workers, by name as all functions do. No program imports them. */
const internals = { datetimeOf, nothing, processChunk, runInContext, timeOf };

/** The names that each `awaitable/…` module exports: what programs may import. */
export function exportNames(): Record<string, readonly string[]> {
  return Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, Object.keys(module).sort()]));
}

/** Of those names, the functions whose calls make coroutines. */
export function coroutineFunctionNames(): Record<string, readonly string[]> {
  const makesCoroutines = (value: unknown): boolean => typeof value === 'function' && codeOf(value) !== undefined;
  return Object.fromEntries(
    Object.entries(modules).map(([name, module]) => [
      name,
      Object.entries(module)
        .filter(([, value]) => makesCoroutines(value))
        .map(([key]) => key),
    ]),
  );
}

/**
 * Runs a program to its end: `load` imports its compiled module.
 *
 * The program has ended when its module has been evaluated and no event loop
 * runs any more. An exception that leaves it is printed as a traceback on
 * stderr. Then what nobody awaited is reported. Once per realm.
 */
export async function execute(host: Host, load: () => Promise<unknown>): Promise<Outcome> {
  enter(host, true);
  // Without a loop there is nothing to interrupt but the wait for the end.
  let interruptIdle: (error: unknown) => void = () => {};
  const interrupted = new Promise<never>((_, reject) => {
    interruptIdle = reject;
  });
  interrupted.catch(() => {});
  // A loop that runs listens itself.
  const stopListening = host.onInterrupt(() => interruptIdle(new KeyboardInterrupt()));
  let outcome: Outcome = { status: 0, exception: null };
  try {
    await Promise.race([load(), interrupted]);
    await Promise.race([loopsEnded(host), interrupted]);
  } catch (error) {
    outcome = describeEnd(host, error);
  }
  try {
    await Promise.race([finishPools(), interrupted]);
  } catch (error) {
    if (outcome.status === 0) outcome = describeEnd(host, error);
  } finally {
    stopListening();
  }
  reportNeverAwaited();
  return outcome;
}

/**
 * Runs a worker of a pool: imports the program's compiled module with
 * `import.meta.main` false and does what its starter sends. Does not return
 * before the program is imported; what ends the worker is its starter.
 */
export async function serve(host: Host, load: () => Promise<unknown>): Promise<void> {
  enter(host, false);
  await serveCalls(load);
}

/** Prepares this realm for a program. */
function enter(host: Host, main: boolean): void {
  installHost(host);
  keepWholeStacks();
  setDefaultExecutorFactory(() => new futures.ThreadPoolExecutor({ threadNamePrefix: 'asyncio' }));
  Object.defineProperty(globalThis, RUNTIME, { value: { ...modules, internals, main }, configurable: true });
}

/** V8 keeps ten frames of a stack, the runtime's included: a traceback needs all that lead to the coroutine or callback. */
function keepWholeStacks(): void {
  (Error as { stackTraceLimit?: number }).stackTraceLimit = 1000;
}

/** Waits while a loop runs that the program's module did not wait for. */
async function loopsEnded(host: Host): Promise<void> {
  while (runningLoop() !== null) {
    await new Promise<void>((resolve) => {
      host.setTimer(resolve, 5);
    });
  }
}

function describeEnd(host: Host, error: unknown): Outcome {
  markRaised(error);
  const print = (lines: readonly string[]): void => host.write('err', `${lines.join('\n')}\n`, programTime());
  if (error instanceof SystemExit) {
    const { code } = error;
    if (code === null || code === undefined) return { status: 0, exception: null };
    if (typeof code === 'number') return { status: code & 0xff, exception: null };
    print([str(code)]);
    return { status: 1, exception: null };
  }
  print(formatException(error));
  return {
    status: error instanceof BaseException && error instanceof KeyboardInterrupt ? 130 : 1,
    exception: { type: exceptionTypeName(error), message: exceptionMessage(error) },
  };
}
