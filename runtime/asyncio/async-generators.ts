/**
 * Async generators with Python's meaning: leaving `for await` early leaves
 * them suspended, `aclose()` or the loop's shutdown ends them, and nothing is
 * awaited behind the author's back.
 *
 * The object is a front for a generator that a task drives as one of its
 * frames: what the generator awaits, the task awaits; what it yields comes
 * back to whoever asked for the next item. Mirrors CPython's async generator
 * objects.
 */

import { GeneratorExit, RuntimeError, StopAsyncIteration, TypeError } from '../builtins/exceptions.ts';
import { declareClasses } from '../builtins/modules.ts';
import { addressOf, typeName } from '../builtins/repr.ts';
import type { EventLoop } from './base-events.ts';
import { type Code, type Coroutine, GeneratorPrototype, internal, KIND, KIND_EMIT, KIND_RESUME } from './coroutines.ts';
import { runningLoop } from './events.ts';
import { type Emission, EXHAUSTED, type ResumeRequest } from './tasks.ts';

type RawGenerator = Generator<unknown, unknown, unknown> & { readonly code: Code };

type Body = (...args: never[]) => Generator<unknown, unknown, unknown>;

function prototypeOf(code: Code): object {
  return Object.create(GeneratorPrototype, {
    code: { value: code },
    [KIND]: { value: KIND_RESUME },
  }) as object;
}

/** Marks a static generator function as the body of an async generator function. */
export function defineAsyncGenerator(body: Body, code: Code): void {
  body.prototype = prototypeOf(code);
}

/** What the generators of all functions that one expression makes have in common, by its Code. */
const prototypes = new WeakMap<Code, object>();

/** Marks a generator function that an expression made, one of many with the same Code; gives it back. */
export function markAsyncGenerator<B extends Body>(body: B, code: Code): B {
  let prototype = prototypes.get(code);
  if (prototype === undefined) {
    prototype = prototypeOf(code);
    prototypes.set(code, prototype);
  }
  body.prototype = prototype;
  return body;
}

/** Called once per call of an async generator function with the raw generator: returns what the caller gets. */
export function bornAsyncGenerator(raw: RawGenerator): AsyncGenerator {
  return new AsyncGenerator(raw);
}

/** An async generator function out of a generator function, for expressions. */
export function wrapAsyncGenerator(body: Body, code: Code): (...args: unknown[]) => AsyncGenerator {
  defineAsyncGenerator(body, code);
  // A method, as it must not be a constructor.
  const { callable } = {
    callable(this: unknown): AsyncGenerator {
      // biome-ignore lint/complexity/noArguments: no array per call.
      return bornAsyncGenerator(body.apply(this, arguments as never) as RawGenerator);
    },
  };
  const name = code.name === '<lambda>' ? '' : code.name;
  Object.defineProperty(callable, 'name', { value: name, configurable: true });
  Object.defineProperty(callable, 'length', { value: body.length, configurable: true });
  return callable;
}

const emission: Emission = { [KIND]: KIND_EMIT, value: undefined, line: 0 };

/** `yield value` in an async generator: `yield emit(value)`. */
export function emit(value: unknown): Emission {
  // One object for all: the driver hands it on before anything else can yield.
  emission.value = value;
  return emission;
}

/** What calling an async generator function returns. */
export class AsyncGenerator<T = unknown> {
  private readonly _raw: RawGenerator;
  private _begun = false;
  private _running = false;
  private _closed = false;
  /** The author's line of the yield at which it is suspended; 0 before the first. */
  private _line = 0;
  /** The loop that will close it if it is left; set by the first step. */
  private _loop: EventLoop | null = null;

  /** @internal */
  constructor(raw: RawGenerator) {
    this._raw = raw;
  }

  /** @internal The function it came from, and where it stands. */
  get code(): Code {
    return this._raw.code;
  }

  private _claim(method: string): void {
    if (this._running) throw new RuntimeError(`${method}(): asynchronous generator is already running`);
    this._running = true;
    this._begun = true;
    if (this._loop === null) {
      this._loop = runningLoop();
      this._loop?.noteAsyncGenerator(this);
    }
  }

  private _ended(): void {
    this._closed = true;
    this._loop?.forgetAsyncGenerator(this);
  }

  /** Resumes the generator as a frame of the task that drives us; gives what it yields, or EXHAUSTED. */
  private *_resume(value: unknown, error: { readonly thrown: unknown } | null): Generator<unknown, unknown, unknown> {
    const request: ResumeRequest = { [KIND]: KIND_RESUME, frame: this._raw, line: this._line, value, error };
    try {
      const answer = yield request;
      if (answer === EXHAUSTED) {
        this._ended();
        return EXHAUSTED;
      }
      this._line = (answer as Emission).line;
      return (answer as Emission).value;
    } catch (thrown) {
      this._ended();
      if (thrown instanceof StopAsyncIteration) {
        throw new RuntimeError('async generator raised StopAsyncIteration', { cause: thrown });
      }
      throw thrown;
    } finally {
      this._running = false;
    }
  }

  /** Resumes the generator with a value for its `yield`; gives the next item. @throws {StopAsyncIteration} at its end */
  asend(value: unknown): Coroutine<T> {
    return AsyncGenerator._asend(this, value) as Coroutine<T>;
  }

  private static readonly _asend = internal('async_generator_asend', function* (self: AsyncGenerator, value: unknown) {
    if (self._closed) throw new StopAsyncIteration();
    if (!self._begun && value !== null && value !== undefined) {
      throw new TypeError("can't send non-None value to a just-started async generator");
    }
    self._claim('anext');
    const item = yield* self._resume(value, null);
    if (item === EXHAUSTED) throw new StopAsyncIteration();
    return item;
  });

  /**
   * Throws into the generator at its `yield`; gives the next item, or null if it had ended before.
   *
   * @throws {StopAsyncIteration} at its end
   */
  athrow(error: unknown): Coroutine<T> {
    return AsyncGenerator._athrow(this, error) as Coroutine<T>;
  }

  private static readonly _athrow = internal(
    'async_generator_athrow',
    function* (self: AsyncGenerator, error: unknown) {
      // CPython's quirk: one that has ended swallows what is thrown into it.
      if (self._closed) return null;
      self._claim('athrow');
      const item = yield* self._resume(undefined, { thrown: error });
      if (item === EXHAUSTED) throw new StopAsyncIteration();
      return item;
    },
  );

  /** Throws GeneratorExit into the generator at its `yield` and waits for its clean-up. @throws {RuntimeError} if it yields again */
  aclose(): Coroutine<void> {
    return AsyncGenerator._aclose(this);
  }

  private static readonly _aclose = internal('async_generator_athrow', function* (self: AsyncGenerator) {
    if (self._closed) return;
    if (self._running) throw new RuntimeError('aclose(): asynchronous generator is already running');
    if (!self._begun) {
      self._raw.return(undefined);
      self._ended();
      return;
    }
    self._claim('aclose');
    try {
      const item = yield* self._resume(undefined, { thrown: new GeneratorExit() });
      if (item !== EXHAUSTED) throw new RuntimeError('async generator ignored GeneratorExit');
    } catch (error) {
      if (!(error instanceof GeneratorExit || error instanceof StopAsyncIteration)) throw error;
    }
  });

  /** The next item. @throws {StopAsyncIteration} at the end */
  anext(): Coroutine<T> {
    return this.asend(null);
  }

  /** Native code iterates it: each step is a task of the running loop. */
  next(value?: unknown): Promise<IteratorResult<T>> {
    return Promise.resolve(this.asend(value ?? null)).then(
      (item) => ({ done: false as const, value: item }),
      (error: unknown) => {
        if (error instanceof StopAsyncIteration) return { done: true as const, value: undefined };
        throw error;
      },
    );
  }

  return(value?: unknown): Promise<IteratorResult<T>> {
    return Promise.resolve(this.aclose()).then(() => ({ done: true as const, value }));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  toString(): string {
    return `<async_generator object ${this.code.qualname} at ${addressOf(this)}>`;
  }
}

declareClasses('', { async_generator: AsyncGenerator });
Object.defineProperty(AsyncGenerator.prototype, Symbol.toStringTag, { value: 'async_generator' });

// ── for await ────────────────────────────────────────────────────────────────

/** What a lowered `for await` runs on. */
export interface AsyncIteration {
  /** The item that the last `step()` found. */
  value: unknown;
  /** Awaitable: whether there is another item. */
  step(): Coroutine<boolean>;
  /** For leaving early: nothing for Python-like iterators, `return()` for JavaScript's. Use with `yield*`. */
  close(): Generator<unknown, void, unknown>;
}

class PythonIteration implements AsyncIteration {
  value: unknown;
  private readonly _iterator: { anext(): unknown };
  constructor(iterator: { anext(): unknown }) {
    this._iterator = iterator;
  }
  step(): Coroutine<boolean> {
    return PythonIteration._step(this);
  }
  private static readonly _step = internal('anext', function* (self: PythonIteration) {
    try {
      self.value = yield self._iterator.anext();
      return true;
    } catch (error) {
      if (error instanceof StopAsyncIteration) return false;
      throw error;
    }
  });
  /** Python leaves the iterator as it is. */
  *close(): Generator<unknown, void, unknown> {}
}

class NativeIteration implements AsyncIteration {
  value: unknown;
  private readonly _iterator: AsyncIterator<unknown> | Iterator<unknown>;
  private readonly _sync: boolean;
  constructor(iterator: AsyncIterator<unknown> | Iterator<unknown>, sync: boolean) {
    this._iterator = iterator;
    this._sync = sync;
  }
  step(): Coroutine<boolean> {
    return NativeIteration._step(this);
  }
  private static readonly _step = internal('anext', function* (self: NativeIteration) {
    const result = (self._sync ? self._iterator.next() : yield self._iterator.next()) as IteratorResult<unknown>;
    if (result.done === true) return false;
    const { value } = result;
    // A synchronous iterable of awaitables is awaited item by item, as in JavaScript.
    self.value = self._sync && isThenable(value) ? yield value : value;
    return true;
  });
  *close(): Generator<unknown, void, unknown> {
    const closed = this._iterator.return?.();
    if (!this._sync && closed !== undefined) yield closed;
  }
}

function isThenable(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { then?: unknown }).then === 'function';
}

/** Begins a `for await` over a Python-like async iterator (`aiter()`/`anext()`), or JavaScript's async or plain iterables. */
export function iterate(iterable: unknown): AsyncIteration {
  if (typeof iterable === 'object' && iterable !== null) {
    const { aiter, anext } = iterable as { aiter?: unknown; anext?: unknown };
    if (typeof aiter === 'function') {
      const iterator: unknown = aiter.call(iterable);
      if (typeof (iterator as { anext?: unknown } | null)?.anext !== 'function') {
        throw new TypeError(
          `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
        );
      }
      return new PythonIteration(iterator as { anext(): unknown });
    }
    if (typeof anext === 'function') return new PythonIteration(iterable as { anext(): unknown });
  }
  if (iterable !== null && iterable !== undefined) {
    const source = iterable as { [Symbol.asyncIterator]?: unknown; [Symbol.iterator]?: unknown };
    const async = source[Symbol.asyncIterator];
    if (typeof async === 'function') return new NativeIteration(async.call(iterable) as AsyncIterator<unknown>, false);
    const sync = source[Symbol.iterator];
    if (typeof sync === 'function') return new NativeIteration(sync.call(iterable) as Iterator<unknown>, true);
  }
  throw new TypeError(`'async for' requires an object with __aiter__ method, got ${typeName(iterable)}`);
}

/** `yield* iterable` in an async generator. */
export function* delegate(iterable: unknown): Generator<unknown, unknown, unknown> {
  const iteration = iterate(iterable);
  let complete = false;
  try {
    while ((yield iteration.step()) as boolean) yield emit(iteration.value);
    complete = true;
  } finally {
    if (!complete) yield* iteration.close();
  }
  return undefined;
}
