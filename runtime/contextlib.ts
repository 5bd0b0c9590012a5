/**
 * `contextlib`, its asynchronous part: the module `awaitable/contextlib`.
 *
 * Managers for `asyncWith()`; those that Python lets stand in a plain `with`
 * too work with `withSync()` as well. Mirrors CPython's `contextlib`.
 */

import { type Coroutine, internal } from './asyncio/coroutines.ts';
import type { Awaitable } from './asyncio/futures.ts';
import type { AsyncContextManager, ContextManager } from './builtins/context-managers.ts';
import { BaseExceptionGroup } from './builtins/exception-groups.ts';
import { RuntimeError, StopAsyncIteration, StopIteration, TypeError } from './builtins/exceptions.ts';
import { declareClasses, moduleOf } from './builtins/modules.ts';

/** An async generator as the runtime makes them: `async function*` in a compiled program. */
interface ClosableGenerator<V> {
  anext(): Awaitable<V>;
  athrow(error: unknown): Awaitable<V>;
  aclose(): Awaitable<unknown>;
}

/** What TypeScript takes the result of an `async function*` for, before the compile step makes it ours. */
type GeneratorOf<V> = ClosableGenerator<V> | AsyncGenerator<V, unknown, never> | AsyncGenerator<V, unknown, unknown>;

// ── asynccontextmanager ──────────────────────────────────────────────────────

/** A block around which an async generator runs: up to its `yield` before it, from there on after it. */
class AsyncGeneratorContextManager<V> implements AsyncContextManager<V> {
  private readonly _generator: ClosableGenerator<V>;

  constructor(generator: ClosableGenerator<V>) {
    this._generator = generator;
  }

  aenter(): Coroutine<V> {
    return AsyncGeneratorContextManager._enter(this as AsyncGeneratorContextManager<unknown>) as Coroutine<V>;
  }

  private static readonly _enter = internal(
    '_AsyncGeneratorContextManager.__aenter__',
    function* (self: AsyncGeneratorContextManager<unknown>) {
      try {
        return (yield self._generator.anext()) as unknown;
      } catch (error) {
        if (error instanceof StopAsyncIteration) throw new RuntimeError("generator didn't yield");
        throw error;
      }
    },
  );

  aexit(error: unknown = null): Coroutine<boolean> {
    return AsyncGeneratorContextManager._exit(this as AsyncGeneratorContextManager<unknown>, error);
  }

  private static readonly _exit = internal(
    '_AsyncGeneratorContextManager.__aexit__',
    function* (self: AsyncGeneratorContextManager<unknown>, error: unknown): Generator<unknown, boolean, unknown> {
      const generator = self._generator;
      if (error === null || error === undefined) {
        try {
          yield generator.anext();
        } catch (thrown) {
          if (thrown instanceof StopAsyncIteration) return false;
          throw thrown;
        }
        yield generator.aclose();
        throw new RuntimeError("generator didn't stop");
      }
      try {
        yield generator.athrow(error);
      } catch (thrown) {
        if (thrown === error) return false;
        // It came to its end: the error is dealt with.
        if (thrown instanceof StopAsyncIteration) return true;
        const ending = error instanceof StopIteration || error instanceof StopAsyncIteration;
        if (thrown instanceof RuntimeError && ending && thrown.cause === error) return false;
        throw thrown;
      }
      yield generator.aclose();
      throw new RuntimeError("generator didn't stop after athrow()");
    },
  );
}

/**
 * A function that makes context managers, out of an async generator function
 * that yields once: what stands before the `yield` runs at the beginning of the
 * block, the rest at its end. The block's exception is raised at the `yield`.
 */
export function asynccontextmanager<A extends unknown[], V>(
  generatorFunction: (...args: A) => GeneratorOf<V>,
): (...args: A) => AsyncContextManager<V> {
  const manager = (...args: A): AsyncContextManager<V> =>
    new AsyncGeneratorContextManager(generatorFunction(...args) as ClosableGenerator<V>);
  Object.defineProperty(manager, 'name', { value: generatorFunction.name, configurable: true });
  return manager;
}

// ── aclosing, nullcontext, suppress ──────────────────────────────────────────

/** Calls `thing.aclose()` at the end of the block: for async generators that may be left early. */
export class aclosing<T extends object> implements AsyncContextManager<T> {
  private readonly _thing: T;

  constructor(thing: T) {
    this._thing = thing;
  }

  aenter(): Coroutine<T> {
    return give(this._thing) as Coroutine<T>;
  }

  aexit(_error?: unknown): Coroutine<null> {
    return aclosing._exit(this._thing);
  }

  private static readonly _exit = internal('aclosing.__aexit__', function* (thing: object) {
    yield (thing as { aclose(): unknown }).aclose();
    return null;
  });
}

/** A manager that does nothing, for where there may be one or not; the block gets `enterResult`. */
export class nullcontext<T = null> implements AsyncContextManager<T>, ContextManager<T> {
  readonly enterResult: T;

  constructor(enterResult: T = null as T) {
    this.enterResult = enterResult;
  }

  enter(): T {
    return this.enterResult;
  }

  exit(_error?: unknown): null {
    return null;
  }

  aenter(): Coroutine<T> {
    return give(this.enterResult) as Coroutine<T>;
  }

  aexit(_error?: unknown): Coroutine<null> {
    return give(null) as Coroutine<null>;
  }
}

type ErrorClass = abstract new (...args: never[]) => unknown;

/**
 * Ends the block silently when it raises one of these.
 *
 * Python has it for plain `with`, whose block may await; here it works with
 * `asyncWith()` too, for the same reason.
 */
export class suppress implements AsyncContextManager<null>, ContextManager<null> {
  private readonly _types: readonly ErrorClass[];

  constructor(...types: ErrorClass[]) {
    this._types = types;
  }

  enter(): null {
    return null;
  }

  exit(error: unknown = null): boolean {
    if (error === null || error === undefined) return false;
    if (this._types.some((type) => error instanceof type)) return true;
    if (!(error instanceof BaseExceptionGroup)) return false;
    const [, rest] = error.split(this._types);
    if (rest === null) return true;
    throw rest;
  }

  aenter(): Coroutine<null> {
    return give(null) as Coroutine<null>;
  }

  aexit(error: unknown = null): Coroutine<boolean> {
    return suppress._exit(this, error);
  }

  // biome-ignore lint/correctness/useYield: nothing to wait for.
  private static readonly _exit = internal('suppress.__aexit__', function* (self: suppress, error: unknown) {
    return self.exit(error);
  });
}

// biome-ignore lint/correctness/useYield: gives a value without waiting.
const give = internal('__aenter__', function* (value: unknown) {
  return value;
});

// ── AsyncExitStack ───────────────────────────────────────────────────────────

/** What is called at the end: with the exception so far, or null; a truthy result swallows it. */
type Exit = (error: unknown) => unknown;

/**
 * Context managers and callbacks that pile up during the block and are left in
 * reverse order at its end. An exception that one of them raises replaces the
 * one before and goes on to the next.
 */
export class AsyncExitStack implements AsyncContextManager<AsyncExitStack> {
  private _exits: { readonly exit: Exit; readonly isAsync: boolean }[] = [];

  /** Enters a manager of `withSync()` and returns what it gives. */
  enterContext<V>(manager: ContextManager<V>): V {
    if (typeof manager?.enter !== 'function' || typeof manager.exit !== 'function') {
      throw new TypeError(`${typePath(manager)} object does not support the context manager protocol`);
    }
    const value = manager.enter();
    this._push((error) => manager.exit(error), false);
    return value;
  }

  /** Enters a manager of `asyncWith()` and returns what it gives. */
  enterAsyncContext<V>(manager: AsyncContextManager<V>): Coroutine<V> {
    return AsyncExitStack._enterAsync(this, manager) as Coroutine<V>;
  }

  private static readonly _enterAsync = internal(
    'AsyncExitStack.enter_async_context',
    function* (self: AsyncExitStack, manager: AsyncContextManager<unknown>) {
      if (typeof manager?.aenter !== 'function' || typeof manager.aexit !== 'function') {
        throw new TypeError(`${typePath(manager)} object does not support the asynchronous context manager protocol`);
      }
      const value = yield manager.aenter();
      self._push((error) => manager.aexit(error), true);
      return value;
    },
  );

  /** Adds a manager's `exit`, or a function that is called like one. */
  push<E extends Exit | { exit: Exit }>(exit: E): E {
    this._push(typeof exit === 'function' ? exit : (error) => exit.exit(error), false);
    return exit;
  }

  /** Adds a manager's `aexit`, or a coroutine function that is called like one. */
  pushAsyncExit<E extends Exit | { aexit: Exit }>(exit: E): E {
    this._push(typeof exit === 'function' ? exit : (error) => exit.aexit(error), true);
    return exit;
  }

  /** Has `callback(...args)` called at the end. It cannot swallow an exception. */
  callback<A extends unknown[], F extends (...args: A) => unknown>(callback: F, ...args: A): F {
    this._push(() => void callback(...args), false);
    return callback;
  }

  /** Has `callback(...args)` called and awaited at the end. It cannot swallow an exception. */
  pushAsyncCallback<A extends unknown[], F extends (...args: A) => unknown>(callback: F, ...args: A): F {
    this._push(() => ignoreResult(callback(...args)), true);
    return callback;
  }

  private _push(exit: Exit, isAsync: boolean): void {
    this._exits.push({ exit, isAsync });
  }

  /** Moves everything into a new stack; this one is empty then. */
  popAll(): AsyncExitStack {
    const stack = new AsyncExitStack();
    stack._exits = this._exits;
    this._exits = [];
    return stack;
  }

  /** Leaves everything now. */
  aclose(): Coroutine<void> {
    return AsyncExitStack._close(this);
  }

  private static readonly _close = internal('AsyncExitStack.aclose', function* (self: AsyncExitStack): Generator<
    unknown,
    void,
    unknown
  > {
    yield self.aexit(null);
  });

  aenter(): Coroutine<AsyncExitStack> {
    return give(this) as Coroutine<AsyncExitStack>;
  }

  aexit(error: unknown = null): Coroutine<boolean> {
    return AsyncExitStack._exit(this, error);
  }

  private static readonly _exit = internal(
    'AsyncExitStack.__aexit__',
    function* (self: AsyncExitStack, given: unknown): Generator<unknown, boolean, unknown> {
      const received = given !== null && given !== undefined;
      let error: unknown = received ? given : null;
      let swallowed = false;
      let raised = false;
      for (let entry = self._exits.pop(); entry !== undefined; entry = self._exits.pop()) {
        try {
          const left = entry.exit(error);
          const swallow = entry.isAsync ? yield left : left;
          if (!swallow) continue;
          swallowed = true;
          raised = false;
          error = null;
        } catch (thrown) {
          raised = true;
          error = thrown;
        }
      }
      if (raised) throw error;
      return received && swallowed;
    },
  );
}

const ignoreResult = internal('_exit_wrapper', function* (awaitable: unknown): Generator<unknown, void, unknown> {
  yield awaitable;
});

/** `'__main__.Door'`, as contextlib's errors name a type. */
function typePath(value: unknown): string {
  const type = (value as { constructor?: { name: string } } | null)?.constructor;
  if (type === undefined) return "'NoneType'";
  return `'${moduleOf(type) ?? '__main__'}.${type.name}'`;
}

declareClasses('contextlib', {
  _AsyncGeneratorContextManager: AsyncGeneratorContextManager,
  aclosing,
  nullcontext,
  suppress,
  AsyncExitStack,
});
