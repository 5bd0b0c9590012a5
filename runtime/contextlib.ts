/**
 * `contextlib`: the module `awaitable/contextlib`.
 *
 * The managers that Python enters with a plain `with` work with `withSync()`,
 * the others with `asyncWith()`. Python's plain `with` may hold an `await`, and
 * the block of `withSync()` may not; so `asyncWith()` takes all of them, and
 * enters and leaves the plain ones without waiting. Mirrors CPython's `contextlib`.
 */

import type { AsyncContextManager } from './asyncio/async-with.ts';
import { type Coroutine, internal } from './asyncio/coroutines.ts';
import type { Awaitable } from './asyncio/futures.ts';
import type { ContextManager } from './builtins/context-managers.ts';
import { BaseExceptionGroup } from './builtins/exception-groups.ts';
import { AttributeError, RuntimeError, StopAsyncIteration, StopIteration, TypeError } from './builtins/exceptions.ts';
import { byName } from './builtins/keywords.ts';
import { declareClass, moduleOf } from './builtins/modules.ts';
import { typeName } from './builtins/repr.ts';

/** An async generator as the runtime makes them: `async function*` in a compiled program. */
interface ClosableGenerator<V> {
  anext(): Awaitable<V>;
  athrow(error: unknown): Awaitable<V>;
  aclose(): Awaitable<unknown>;
}

/** What TypeScript takes the result of an `async function*` for, before the compile step makes it ours. */
type GeneratorOf<V> = ClosableGenerator<V> | AsyncGenerator<V, unknown, never> | AsyncGenerator<V, unknown, unknown>;

// ── Managers of a plain `with` ───────────────────────────────────────────────

/** A manager of `withSync()`, which `asyncWith()` enters and leaves in the same way, for blocks that await. */
abstract class PlainManager<V, E> implements ContextManager<V, E>, AsyncContextManager<V, E> {
  abstract enter(): V;
  abstract exit(error?: unknown): E;

  aenter(): Coroutine<V> {
    return PlainManager._enter(this) as Coroutine<V>;
  }

  aexit(error: unknown = null): Coroutine<E> {
    return PlainManager._exit(this, error) as Coroutine<E>;
  }

  // biome-ignore lint/correctness/useYield: enters without waiting.
  private static readonly _enter = /* @__PURE__ */ internal('__aenter__', function* (manager: ContextManager<unknown>) {
    return manager.enter();
  });

  private static readonly _exit = /* @__PURE__ */ internal(
    '__aexit__',
    // biome-ignore lint/correctness/useYield: leaves without waiting.
    function* (manager: ContextManager<unknown>, error: unknown) {
      return manager.exit(error);
    },
  );
}

// ── contextmanager ───────────────────────────────────────────────────────────

/** A block around which a generator runs: up to its `yield` before it, from there on after it. */
class GeneratorContextManager<V> extends PlainManager<V, boolean> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    '_GeneratorContextManager',
    'contextlib',
  );

  private readonly _generator: Generator<V, unknown, never>;
  private _entered = false;

  constructor(generator: Generator<V, unknown, never>) {
    super();
    this._generator = generator;
  }

  enter(): V {
    if (this._entered) throw secondBlock('_GeneratorContextManager');
    this._entered = true;
    const generator = this._generator;
    if (typeof generator?.next !== 'function') {
      throw new TypeError(`'${typeName(generator)}' object is not an iterator`);
    }
    const step = resume(() => generator.next());
    if (step.done) throw new RuntimeError("generator didn't yield");
    return step.value;
  }

  exit(error: unknown = null): boolean {
    const generator = this._generator;
    if (error === null || error === undefined) {
      if (resume(() => generator.next()).done) return false;
      return unfinished(generator, "generator didn't stop");
    }
    try {
      // The generator came to its end: the error is dealt with.
      if (resume(() => generator.throw(error)).done) return true;
    } catch (thrown) {
      if (thrown === error) return false;
      if (thrown instanceof RuntimeError && error instanceof StopIteration && thrown.cause === error) return false;
      throw thrown;
    }
    return unfinished(generator, "generator didn't stop after throw()");
  }
}

/** What a manager out of a generator raises when it is entered again. CPython has deleted by then what it was made of. */
function secondBlock(type: string): AttributeError {
  return new AttributeError(`'${type}' object has no attribute 'args'`);
}

/** Resumes a generator. Python lets no StopIteration out of one: it would look like the generator's end. */
function resume<S>(step: () => S): S {
  try {
    return step();
  } catch (thrown) {
    if (!(thrown instanceof StopIteration)) throw thrown;
    throw new RuntimeError('generator raised StopIteration', { cause: thrown });
  }
}

/** A generator yielded once more than it should: it is closed, and what that throws goes before the complaint. */
function unfinished(generator: Generator<unknown, unknown, never>, message: string): never {
  if (!generator.return(undefined).done) throw new RuntimeError('generator ignored GeneratorExit');
  throw new RuntimeError(message);
}

/**
 * A function that makes context managers for `withSync()`, out of a generator
 * function that yields once: what stands before the `yield` runs at the
 * beginning of the block, the rest at its end. The block gets what is yielded,
 * and its exception is raised at the `yield`; a generator that catches it and
 * ends swallows it. Python's `@contextmanager`. Each manager serves one block.
 */
export function contextmanager<A extends unknown[], V>(
  generatorFunction: (...args: A) => Generator<V, unknown, never>,
): (...args: A) => ContextManager<V> & AsyncContextManager<V> {
  return renamed(
    (...args: A) => new GeneratorContextManager(generatorFunction(...args)) as PlainManager<V, boolean>,
    generatorFunction.name,
  );
}

/** Gives a function another's name; gives it back. */
function renamed<F extends object>(made: F, name: string): F {
  return Object.defineProperty(made, 'name', { value: name, configurable: true });
}

// ── asynccontextmanager ──────────────────────────────────────────────────────

/** A block around which an async generator runs: up to its `yield` before it, from there on after it. */
class AsyncGeneratorContextManager<V> implements AsyncContextManager<V> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    '_AsyncGeneratorContextManager',
    'contextlib',
  );

  private readonly _generator: ClosableGenerator<V>;
  private _entered = false;

  constructor(generator: ClosableGenerator<V>) {
    this._generator = generator;
  }

  aenter(): Coroutine<V> {
    return AsyncGeneratorContextManager._enter(this as AsyncGeneratorContextManager<unknown>) as Coroutine<V>;
  }

  private static readonly _enter = /* @__PURE__ */ internal(
    '_AsyncGeneratorContextManager.__aenter__',
    function* (self: AsyncGeneratorContextManager<unknown>) {
      if (self._entered) throw secondBlock('_AsyncGeneratorContextManager');
      self._entered = true;
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

  private static readonly _exit = /* @__PURE__ */ internal(
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
  return renamed(
    (...args: A): AsyncContextManager<V> =>
      new AsyncGeneratorContextManager(generatorFunction(...args) as ClosableGenerator<V>),
    generatorFunction.name,
  );
}

// ── closing, aclosing, nullcontext, suppress ─────────────────────────────────

/** Calls `thing.close()` at the end of the block, whatever happens in it. The block gets `thing`. */
export class closing<T extends { close(): unknown }> extends PlainManager<T, null> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'closing', 'contextlib');

  private readonly _thing: T;

  constructor(thing: T) {
    super();
    this._thing = thing;
  }

  enter(): T {
    return this._thing;
  }

  exit(_error?: unknown): null {
    this._thing.close();
    return null;
  }
}

/** Calls `thing.aclose()` at the end of the block: for async generators that may be left early. */
export class aclosing<T extends object> implements AsyncContextManager<T, null> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'aclosing', 'contextlib');

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

  private static readonly _exit = /* @__PURE__ */ internal('aclosing.__aexit__', function* (thing: object) {
    yield (thing as { aclose(): unknown }).aclose();
    return null;
  });
}

/** A manager that does nothing, for where there may be one or not; the block gets `enterResult`. */
export class nullcontext<T = null> extends PlainManager<T, null> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'nullcontext', 'contextlib');

  readonly enterResult: T;

  /** `new nullcontext(x)`, or `{ enterResult: x }`. */
  constructor(enterResult: T | { readonly enterResult?: T } = null as T) {
    super();
    this.enterResult = byName(enterResult as T, 'enterResult', null as T);
  }

  enter(): T {
    return this.enterResult;
  }

  exit(_error?: unknown): null {
    return null;
  }
}

type ErrorClass = abstract new (...args: never[]) => unknown;

/** Ends the block silently when it raises one of these; of an exception group, it takes these out. */
export class suppress extends PlainManager<null, boolean> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'suppress', 'contextlib');

  private readonly _types: readonly ErrorClass[];

  constructor(...types: ErrorClass[]) {
    super();
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
}

// biome-ignore lint/correctness/useYield: gives a value without waiting.
const give = /* @__PURE__ */ internal('__aenter__', function* (value: unknown) {
  return value;
});

// ── ExitStack, AsyncExitStack ────────────────────────────────────────────────

/** What is called at the end: with the exception so far, or null; a truthy result swallows it. */
type Exit = (error: unknown) => unknown;

/** What both stacks have: the pile, and what goes onto it without waiting. */
abstract class BaseExitStack {
  private _exits: { readonly exit: Exit; readonly isAsync: boolean }[] = [];

  /** Enters a manager of `withSync()` and returns what it gives. @throws {TypeError} if it is none */
  enterContext<V>(manager: ContextManager<V>): V {
    if (typeof manager?.enter !== 'function' || typeof manager.exit !== 'function') {
      throw new TypeError(`${typePath(manager)} object does not support the context manager protocol`);
    }
    const value = manager.enter();
    this._push((error) => manager.exit(error), false);
    return value;
  }

  /** Adds a manager's `exit` without entering it, or a function that is called like one. Gives it back. */
  push<E extends Exit | { exit: Exit }>(exit: E): E {
    this._push(typeof exit === 'function' ? exit : (error) => exit.exit(error), false);
    return exit;
  }

  /** Has `callback(...args)` called at the end. It cannot swallow an exception. Gives the callback back. */
  callback<A extends unknown[], F extends (...args: A) => unknown>(callback: F, ...args: A): F {
    this._push(() => void callback(...args), false);
    return callback;
  }

  /** Moves everything into a new stack of the same class; this one is empty then, and nothing is left. */
  popAll(): this {
    const stack = new (this.constructor as new () => this)();
    stack._exits = this._exits;
    this._exits = [];
    return stack;
  }

  /** @internal */
  protected _push(exit: Exit, isAsync: boolean): void {
    this._exits.push({ exit, isAsync });
  }

  /** Leaves everything, the newest first; yields what is to be awaited. @internal */
  protected *_unwind(given: unknown): Generator<unknown, boolean, unknown> {
    const received = given !== null && given !== undefined;
    let error: unknown = received ? given : null;
    let swallowed = false;
    let raised = false;
    for (let entry = this._exits.pop(); entry !== undefined; entry = this._exits.pop()) {
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
  }
}

/**
 * Context managers and callbacks that pile up during the block of `withSync()`
 * and are left in reverse order at its end. An exception that one of them
 * raises replaces the one before and goes on to the next.
 */
export class ExitStack extends BaseExitStack implements ContextManager<ExitStack>, AsyncContextManager<ExitStack> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ExitStack', 'contextlib');

  enter(): this {
    return this;
  }

  exit(error: unknown = null): boolean {
    // Nothing on it waits, so one step is all.
    return this._unwind(error).next().value as boolean;
  }

  /** Leaves everything now. */
  close(): void {
    this.exit(null);
  }

  aenter(): Coroutine<this> {
    return give(this) as Coroutine<this>;
  }

  aexit(error: unknown = null): Coroutine<boolean> {
    return ExitStack._exit(this, error);
  }

  // biome-ignore lint/correctness/useYield: nothing on it waits.
  private static readonly _exit = /* @__PURE__ */ internal('__aexit__', function* (stack: ExitStack, error: unknown) {
    return stack.exit(error);
  });
}

/**
 * As ExitStack, for `asyncWith()`: what piles up may wait when it is entered
 * and left. An exception that one of them raises replaces the one before and
 * goes on to the next.
 */
export class AsyncExitStack extends BaseExitStack implements AsyncContextManager<AsyncExitStack> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'AsyncExitStack', 'contextlib');

  /** Enters a manager of `asyncWith()` and returns what it gives. */
  enterAsyncContext<V>(manager: AsyncContextManager<V>): Coroutine<V> {
    return AsyncExitStack._enterAsync(this, manager) as Coroutine<V>;
  }

  private static readonly _enterAsync = /* @__PURE__ */ internal(
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

  /** Adds a manager's `aexit`, or a coroutine function that is called like one. */
  pushAsyncExit<E extends Exit | { aexit: Exit }>(exit: E): E {
    this._push(typeof exit === 'function' ? exit : (error) => exit.aexit(error), true);
    return exit;
  }

  /** Has `callback(...args)` called and awaited at the end. It cannot swallow an exception. */
  pushAsyncCallback<A extends unknown[], F extends (...args: A) => unknown>(callback: F, ...args: A): F {
    this._push(() => ignoreResult(callback(...args)), true);
    return callback;
  }

  /** Leaves everything now. */
  aclose(): Coroutine<void> {
    return AsyncExitStack._close(this);
  }

  private static readonly _close = /* @__PURE__ */ internal(
    'AsyncExitStack.aclose',
    function* (self: AsyncExitStack): Generator<unknown, void, unknown> {
      yield self.aexit(null);
    },
  );

  aenter(): Coroutine<AsyncExitStack> {
    return give(this) as Coroutine<AsyncExitStack>;
  }

  aexit(error: unknown = null): Coroutine<boolean> {
    return AsyncExitStack._exit(this, error);
  }

  private static readonly _exit = /* @__PURE__ */ internal(
    'AsyncExitStack.__aexit__',
    function* (self: AsyncExitStack, given: unknown): Generator<unknown, boolean, unknown> {
      return yield* self._unwind(given);
    },
  );
}

const ignoreResult = /* @__PURE__ */ internal('_exit_wrapper', function* (awaitable: unknown): Generator<
  unknown,
  void,
  unknown
> {
  yield awaitable;
});

/** `'__main__.Door'`, as contextlib's errors name a type. */
function typePath(value: unknown): string {
  const type = (value as { constructor?: { name: string } } | null)?.constructor;
  if (type === undefined) return "'NoneType'";
  return `'${moduleOf(type) ?? '__main__'}.${type.name}'`;
}
