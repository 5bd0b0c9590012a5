/**
 * For tests of programs: the module `awaitable/testing`. Ours, not CPython's.
 *
 *     test('retries three times', () => run(async () => { … }));
 */

import { type EventLoop, type ExceptionContext, newEventLoop } from './asyncio/base-events.ts';
import { coroutine, GeneratorPrototype, iscoroutine } from './asyncio/coroutines.ts';
import { detectDeadlocks } from './asyncio/deadlocks.ts';
import { type Awaitable, isAwaitable } from './asyncio/futures.ts';
import { Runner } from './asyncio/runners.ts';
import { runningLoop } from './asyncio/running.ts';
import { shuffleReady } from './asyncio/shuffle.ts';
import { ExceptionGroup } from './builtins/exception-groups.ts';
import { RuntimeError } from './builtins/exceptions.ts';
import { optionsOf } from './builtins/keywords.ts';
import { asError } from './builtins/traceback.ts';
import { type Warning, withWarnings } from './builtins/warnings.ts';
import { host, installHost } from './host/current.ts';
import { createDefaultHost } from './host/default.ts';

export { DeadlockError } from './asyncio/deadlocks.ts';
export { waitAllTasksBlocked } from './asyncio/tasks.ts';

export interface TestOptions {
  /** `virtual`: when nothing is ready, time jumps to the next timer, and `sleep(3600)` takes none. Default: `virtual`. */
  readonly clock?: 'virtual' | 'real';
  /**
   * Each iteration of the loop runs what is ready in an order that follows from this number, so that a program whose
   * result depends on the order of its tasks fails under some seed, and again under the same one. Default: null,
   * CPython's order.
   */
  readonly seed?: number | null;
  /** Whether a program that nothing can wake any more fails with DeadlockError, instead of waiting. Default: true. */
  readonly detectDeadlocks?: boolean;
  /** Debug mode of the loop. Default: false. */
  readonly debug?: boolean;
}

/** What a test gives `run()`: something to await, or a function that gives it. */
export type TestProgram<T> = Awaitable<T> | (() => Awaitable<T> | Generator<unknown, T, unknown> | T);

/**
 * Runs a test in an event loop of its own, on the virtual clock; resolves to its result, or rejects with its exception.
 *
 * A function is called while the loop runs, so generator functions and native async functions work too. What a program otherwise only reports makes the test fail: an exception in a callback, one of a task that
 * nobody retrieved, a task that was destroyed while it was pending, a coroutine that was never awaited. A program that
 * sets its own exception handler gets these itself.
 *
 * @throws {DeadlockError} if nothing can wake the program any more
 * @throws {ExceptionGroup} for several reports
 */
export async function run<T>(program: TestProgram<T>, options: TestOptions = {}): Promise<T> {
  if (runningLoop() !== null) {
    throw new RuntimeError(
      'run() of awaitable/testing was called while another event loop runs: run tests one after the other',
    );
  }
  const {
    clock = 'virtual',
    seed = null,
    detectDeadlocks: detectsDeadlocks = true,
    debug = false,
  } = optionsOf('run', options, ['clock', 'seed', 'detectDeadlocks', 'debug']);
  const failures: Error[] = [];
  const loopFactory = (): EventLoop => {
    const loop = newEventLoop();
    if (seed !== null) shuffleReady(loop, seed);
    if (detectsDeadlocks) detectDeadlocks(loop);
    loop.setExceptionHandler((_, context) => failures.push(failureOf(context)));
    return loop;
  };
  const warned = ({ category, message }: Warning): boolean => {
    const isForgotten = category === 'RuntimeWarning' && message.includes('was never awaited');
    if (isForgotten) failures.push(new RuntimeError(message));
    return isForgotten;
  };
  const outer = host();
  let raised: unknown;
  installHost({ ...createDefaultHost(), clock });
  try {
    const result = await withWarnings(warned, async () => {
      const runner = new Runner({ debug, loopFactory });
      try {
        return await runner.run(main(program));
      } catch (error) {
        raised = error;
        throw error;
      } finally {
        await runner.close();
      }
    });
    if (failures.length > 0) throw oneOf(failures);
    return result;
  } catch (error) {
    // What was reported before the program failed may be why it did.
    if (error === raised && error instanceof Error && error.cause === undefined && failures.length > 0) {
      error.cause = oneOf(failures);
    }
    throw error;
  } finally {
    installHost(outer);
  }
}

const main = coroutine(
  function* test<T>(program: TestProgram<T>): Generator<unknown, T, unknown> {
    const made = typeof program === 'function' ? program() : program;
    if (isAwaitable(made)) return (yield made) as T;
    const isPlainGenerator = Object.prototype.isPrototypeOf.call(GeneratorPrototype, made as object);
    return isPlainGenerator && !iscoroutine(made) ? yield* made as Generator<unknown, T, unknown> : (made as T);
  },
  { name: 'test' },
) as <T>(program: TestProgram<T>) => Awaitable<T>;

/** Several reports as one error. */
function oneOf(failures: readonly Error[]): Error {
  const [first, ...others] = failures as readonly [Error, ...Error[]];
  return others.length === 0 ? first : new ExceptionGroup('what the test did not see', failures);
}

/** What was to be reported, as an error: the exception itself, with a note that says what happened to it. */
function failureOf(context: ExceptionContext): Error {
  const message = String(context.get('message') ?? 'Unhandled exception in event loop');
  const exception = context.get('exception');
  if (exception === undefined || exception === null) return new RuntimeError(message);
  const error = asError(exception);
  (error as { addNote?(note: string): void }).addNote?.(message);
  return error;
}
