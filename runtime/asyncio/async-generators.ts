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

import type { Code } from '../builtins/code.ts';
import { GeneratorExit, RuntimeError, StopAsyncIteration, TypeError } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';
import { addressOf, repr, typeName } from '../builtins/repr.ts';
import { formatException } from '../builtins/traceback.ts';
import { programTime } from '../host/clock.ts';
import { host } from '../host/current.ts';
import {
  builtin,
  type Coroutine,
  GeneratorPrototype,
  internal,
  KIND,
  KIND_EMIT,
  KIND_RESUME,
  kindOf,
  takeEarlyError,
} from './coroutines.ts';
import { runningLoop } from './running.ts';
import { type Emission, EXHAUSTED, type ResumeRequest } from './tasks.ts';
import type { EventLoop } from './types.ts';

/** What a loop needs of an async generator. */
export interface ClosableGenerator {
  /** The object that the program has, or had: its `aclose()` closes the generator. */
  object(): { aclose(): Coroutine<void> };
  /**
   * Frees it if it has refused to be closed: CPython does so when the last reference goes, mostly before the loop looks
   * for what is left, and then it gets GeneratorExit once more. False if it has not.
   */
  free(): boolean;
}

type RawGenerator = Generator<unknown, unknown, unknown> & { readonly code: Code };

type Body = (...args: never[]) => Generator<unknown, unknown, unknown>;

function prototypeOf(code: Code): object {
  return Object.create(GeneratorPrototype, {
    code: { value: code },
    [KIND]: { value: KIND_RESUME },
  }) as object;
}

/** Marks a static generator function as the body of an async generator function, which is `callable`. */
export function defineAsyncGenerator(body: Body, code: Code, callable?: object): void {
  body.prototype = prototypeOf(code);
  if (callable !== undefined) asyncGeneratorFunction(callable, code);
}

/** Where an async generator function keeps its Code. */
const CODE = Symbol('awaitable generator code');

/** Notes that every call of `callable` makes a new async generator; gives it back. */
export function asyncGeneratorFunction<F extends object>(callable: F, code: Code): F {
  (callable as { [CODE]?: Code })[CODE] = code;
  return callable;
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
  return new AsyncGenerator(new GeneratorState(raw));
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
  return asyncGeneratorFunction(callable, code);
}

const emission: Emission = { [KIND]: KIND_EMIT, value: undefined, line: 0 };

/** `yield value` in an async generator: `yield emit(value)`. */
export function emit(value: unknown): Emission {
  // One object for all: the driver hands it on before anything else can yield.
  emission.value = value;
  return emission;
}

/**
 * How far an async generator has got. The loop keeps this, not the object that
 * the program has: so when the program has dropped that, it is collected, and
 * the loop is told and closes the generator.
 */
class GeneratorState implements ClosableGenerator {
  readonly raw: RawGenerator;
  begun = false;
  running = false;
  closed = false;
  /** Whether `aclose()` was called: it may yield all the same, and then goes on for `anext()` alone. CPython's `ag_closed`. */
  closing = false;
  /** Whether only the `for await` that iterates over it can hold it; that closes it then. */
  isTemporary = false;
  /** The author's line of the yield at which it is suspended; 0 before the first. */
  line = 0;
  /** The loop that will close it if it is left. */
  loop: EventLoop | null = null;
  /** The object that the program has, once it has been iterated. */
  private _object: WeakRef<AsyncGenerator> | null = null;

  constructor(raw: RawGenerator) {
    this.raw = raw;
  }

  /** The loop that runs now, if one does, closes it if it is left. */
  hook(generator: AsyncGenerator): void {
    this.loop = runningLoop();
    if (this.loop === null) return;
    this.loop.noteAsyncGenerator(this, generator);
    if (this.isTemporary) return;
    this._object = new WeakRef(generator);
    dropped.register(generator, this);
  }

  /** The object that the program has; if it has none any more, another for the same generator. */
  object(): AsyncGenerator {
    return this._object?.deref() ?? new AsyncGenerator(this);
  }

  ended(): void {
    this.closed = true;
    this.loop?.forgetAsyncGenerator(this);
  }

  /** Nobody can resume it any more: the loop closes it, as CPython's does when it frees one. */
  abandon(): void {
    if (this.begun && !this.closing && !this.closed) this.loop?.finalizeAsyncGenerator(this);
  }

  free(): boolean {
    if (!this.closing || this.running) return false;
    this.closed = true;
    try {
      if (!this.raw.throw(new GeneratorExit()).done) throw new RuntimeError('async generator ignored GeneratorExit');
    } catch (error) {
      if (!(error instanceof GeneratorExit)) {
        const report = [`Exception ignored while closing generator ${repr(this.object())}:`, ...formatException(error)];
        host().write('err', `${report.join('\n')}\n`, programTime());
      }
    }
    return true;
  }
}

/** Notices that the program has dropped a generator: when the engine collects garbage, which may be never. */
const dropped = new FinalizationRegistry<GeneratorState>((state) => state.abandon());

/** What tells the end of a generator, with what it returned: JavaScript's generators have that, Python's do not. */
function endOfItems(): StopAsyncIteration {
  const { value } = EXHAUSTED;
  EXHAUSTED.value = undefined;
  return value === undefined ? new StopAsyncIteration() : new StopAsyncIteration(value);
}

/** The same as JavaScript's iterators tell it. */
function resultOf<T>(step: Coroutine<T>): Promise<IteratorResult<T>> {
  return Promise.resolve(step).then(
    (item) => ({ done: false as const, value: item }),
    (error: unknown) => {
      if (error instanceof StopAsyncIteration) return { done: true as const, value: error.args[0] };
      throw error;
    },
  );
}

/** What calling an async generator function returns. */
export class AsyncGenerator<T = unknown> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'async_generator', 'builtins', {
    [Symbol.toStringTag]: 'async_generator',
  });

  private readonly _state: GeneratorState;

  /** @internal */
  constructor(state: GeneratorState) {
    this._state = state;
  }

  /** @internal The function it came from, and where it stands. */
  get code(): Code {
    return this._state.raw.code;
  }

  /** @internal The `for await` that iterates over it is all that holds it. */
  static makeTemporary(generator: AsyncGenerator): GeneratorState {
    generator._state.isTemporary = true;
    return generator._state;
  }

  private _claim(method: string): void {
    const state = this._state;
    if (state.running) throw new RuntimeError(`${method}(): asynchronous generator is already running`);
    state.running = true;
    state.begun = true;
  }

  /** From the first call on, awaited or not, the running loop closes it if it is left. */
  private _hook(): void {
    if (this._state.loop === null) this._state.hook(this as AsyncGenerator);
  }

  /** Resumes the generator as a frame of the task that drives us; gives what it yields, or EXHAUSTED. */
  private *_resume(value: unknown, error: { readonly thrown: unknown } | null): Generator<unknown, unknown, unknown> {
    const state = this._state;
    const request: ResumeRequest = { [KIND]: KIND_RESUME, frame: state.raw, line: state.line, value, error };
    try {
      const answer = yield request;
      if (answer === EXHAUSTED) {
        state.ended();
        return EXHAUSTED;
      }
      state.line = (answer as Emission).line;
      return (answer as Emission).value;
    } catch (thrown) {
      state.ended();
      if (thrown instanceof StopAsyncIteration) {
        throw new RuntimeError('async generator raised StopAsyncIteration', { cause: thrown });
      }
      throw thrown;
    } finally {
      state.running = false;
    }
  }

  /** Resumes the generator with a value for its `yield`; gives the next item. @throws {StopAsyncIteration} at its end */
  asend(value: unknown): Coroutine<T> {
    this._hook();
    return AsyncGenerator._asend(this, value) as Coroutine<T>;
  }

  private static readonly _asend = /* @__PURE__ */ builtin(
    'async_generator_asend',
    function* (self: AsyncGenerator, value: unknown) {
      const early = takeEarlyError();
      const state = self._state;
      if (early === null) {
        if (state.closed) throw new StopAsyncIteration();
        if (!state.begun && value !== null && value !== undefined) {
          throw new TypeError("can't send non-None value to a just-started async generator");
        }
      } else if (state.closed) throw early.thrown;
      self._claim('anext');
      const item = yield* self._resume(early === null ? value : undefined, early);
      if (item === EXHAUSTED) throw endOfItems();
      return item;
    },
  );

  /**
   * Throws into the generator at its `yield`; gives the next item, or null if it had ended before.
   *
   * @throws {StopAsyncIteration} at its end
   */
  athrow(error: unknown): Coroutine<T> {
    this._hook();
    return AsyncGenerator._athrow(this, error) as Coroutine<T>;
  }

  private static readonly _athrow = /* @__PURE__ */ builtin(
    'async_generator_athrow',
    function* (self: AsyncGenerator, error: unknown) {
      const early = takeEarlyError();
      if (self._state.closed) {
        // CPython's quirk: one that has ended swallows what is thrown into it.
        if (early === null) return null;
        throw early.thrown;
      }
      if (early === null && self._state.closing && !self._state.running) throw new StopAsyncIteration();
      self._claim('athrow');
      const item = yield* self._resume(undefined, early ?? { thrown: error });
      if (item === EXHAUSTED) throw endOfItems();
      return item;
    },
  );

  /** Throws GeneratorExit into the generator at its `yield` and waits for its clean-up. @throws {RuntimeError} if it yields again */
  aclose(): Coroutine<void> {
    this._hook();
    return AsyncGenerator._aclose(this);
  }

  private static readonly _aclose = /* @__PURE__ */ builtin('async_generator_athrow', function* (self: AsyncGenerator) {
    const early = takeEarlyError();
    const state = self._state;
    if (early === null) {
      if (state.closed) return;
      if (state.running) throw new RuntimeError('aclose(): asynchronous generator is already running');
      if (state.closing) throw new StopAsyncIteration();
      if (!state.begun) {
        state.raw.return(undefined);
        state.ended();
        return;
      }
    } else if (state.closed) throw early.thrown;
    self._claim('aclose');
    state.closing = true;
    try {
      const item = yield* self._resume(undefined, early ?? { thrown: new GeneratorExit() });
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
    return resultOf(this.asend(value ?? null));
  }

  throw(error: unknown): Promise<IteratorResult<T>> {
    return this._state.closed ? Promise.reject(error as Error) : resultOf(this.athrow(error));
  }

  return(value?: unknown): Promise<IteratorResult<T>> {
    return Promise.resolve(this.aclose()).then(() => ({ done: true as const, value }));
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /** `await using` closes it at the end of the block. */
  [Symbol.asyncDispose](): Coroutine<void> {
    return this.aclose();
  }

  toString(): string {
    return `<async_generator object ${this.code.qualname} at ${addressOf(this)}>`;
  }
}

// ── for await ────────────────────────────────────────────────────────────────

/** What a lowered `for await` runs on, and a `yield*`. */
export interface AsyncIteration {
  /** The item that the last `step()` found; after the last item, what the iterator returned. */
  value: unknown;
  /** Awaitable: whether there is another item. `sent` is what the generator's own `yield*` was resumed with. */
  step(sent?: unknown): Coroutine<boolean>;
  /** Awaitable: throws into the iterator; whether it goes on with another item. */
  throw(error: unknown): Coroutine<boolean>;
  /** For leaving early: nothing for Python-like iterators, `return()` for JavaScript's. Use with `yield*`. */
  close(): Generator<unknown, void, unknown>;
  /** Closes the iterator with the generator that delegates to it. Use with `yield*`. */
  end(): Generator<unknown, void, unknown>;
}

/** What a Python-like async iterator has; the rest is a generator's. */
interface PythonIterator {
  anext(): unknown;
  asend?(value: unknown): unknown;
  athrow?(error: unknown): unknown;
  aclose?(): unknown;
}

class PythonIteration implements AsyncIteration {
  value: unknown;
  private readonly _iterator: PythonIterator;
  /** The generator, if nothing else holds it. */
  private readonly _temporary: GeneratorState | null;
  constructor(iterator: PythonIterator, temporary: GeneratorState | null) {
    this._iterator = iterator;
    this._temporary = temporary;
  }
  step(sent?: unknown): Coroutine<boolean> {
    return PythonIteration._step(this, sent);
  }
  private static readonly _step = /* @__PURE__ */ internal('anext', function* (self: PythonIteration, sent: unknown) {
    const iterator = self._iterator;
    try {
      const isSent = sent !== undefined && sent !== null && typeof iterator.asend === 'function';
      self.value = yield isSent ? iterator.asend?.(sent) : iterator.anext();
      return true;
    } catch (error) {
      return self._ended(error);
    }
  });
  throw(error: unknown): Coroutine<boolean> {
    return PythonIteration._throw(this, error);
  }
  private static readonly _throw = /* @__PURE__ */ internal(
    'athrow',
    function* (self: PythonIteration, thrown: unknown) {
      const iterator = self._iterator;
      if (typeof iterator.athrow !== 'function') throw thrown;
      try {
        self.value = yield iterator.athrow(thrown);
        return true;
      } catch (error) {
        return self._ended(error);
      }
    },
  );
  private _ended(error: unknown): false {
    if (!(error instanceof StopAsyncIteration)) throw error;
    this.value = error.args[0];
    return false;
  }
  /** Python leaves the iterator as it is, and frees it if nothing else holds it. */
  // biome-ignore lint/correctness/useYield: nothing to wait for.
  *close(): Generator<unknown, void, unknown> {
    this._temporary?.abandon();
  }
  *end(): Generator<unknown, void, unknown> {
    if (typeof this._iterator.aclose === 'function') yield this._iterator.aclose();
  }
}

class NativeIteration implements AsyncIteration {
  value: unknown;
  private readonly _iterator: AsyncIterator<unknown> | Iterator<unknown>;
  private readonly _next: (this: unknown, ...sent: [] | [unknown]) => unknown;
  private readonly _sync: boolean;
  constructor(iterator: AsyncIterator<unknown> | Iterator<unknown>, sync: boolean) {
    this._iterator = iterator;
    this._next = iterator.next as (this: unknown, ...sent: [] | [unknown]) => unknown;
    this._sync = sync;
  }
  step(sent?: unknown): Coroutine<boolean> {
    return NativeIteration._step(this, sent);
  }
  private static readonly _step = /* @__PURE__ */ internal('anext', function* (self: NativeIteration, sent: unknown) {
    const isSent = sent !== undefined && sent !== null;
    return yield* self._take(isSent ? self._next.call(self._iterator, sent) : self._next.call(self._iterator));
  });
  throw(error: unknown): Coroutine<boolean> {
    return NativeIteration._throw(this, error);
  }
  private static readonly _throw = /* @__PURE__ */ internal(
    'athrow',
    function* (self: NativeIteration, thrown: unknown) {
      const { _iterator: iterator } = self;
      if (typeof iterator.throw === 'function') {
        return yield* self._take((iterator as AsyncIterator<unknown> & { throw: unknown }).throw?.(thrown));
      }
      yield* self.close();
      throw thrown;
    },
  );
  /** Takes what the iterator answered: whether it is an item. */
  private *_take(answer: unknown): Generator<unknown, boolean, unknown> {
    const result = !this._sync && isAwaitable(answer) ? yield answer : answer;
    const { done, value } = asResult(result);
    if (!this._sync || !isAwaitable(value)) this.value = value;
    else {
      // A synchronous iterable of awaitables is awaited item by item, as in JavaScript.
      try {
        this.value = yield value;
      } catch (error) {
        if (done !== true) {
          try {
            (this._iterator as Iterator<unknown>).return?.();
          } catch {
            // The first error is the one to tell.
          }
        }
        throw error;
      }
    }
    return done !== true;
  }
  *close(): Generator<unknown, void, unknown> {
    const close = this._iterator.return;
    if (close === undefined || close === null) return;
    const answer: unknown = (close as (this: unknown) => unknown).call(this._iterator);
    asResult(!this._sync && isAwaitable(answer) ? yield answer : answer);
  }
  *end(): Generator<unknown, void, unknown> {
    yield* this.close();
  }
}

function asResult(result: unknown): IteratorResult<unknown> {
  if ((typeof result === 'object' && result !== null) || typeof result === 'function') {
    return result as IteratorResult<unknown>;
  }
  throw new TypeError(`Iterator result ${repr(result)} is not an object`);
}

function isAwaitable(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (kindOf(value) !== undefined) return true;
  const { then, await: custom } = value as { then?: unknown; await?: unknown };
  return typeof then === 'function' || typeof custom === 'function';
}

/**
 * Begins a `for await` over a Python-like async iterator (`aiter()`/`anext()`), or JavaScript's async or plain iterables.
 *
 * `maker` is the function whose call gave the iterable, where the loop's head
 * is such a call. A new async generator is then the loop's alone.
 */
export function iterate(iterable: unknown, maker?: unknown): AsyncIteration {
  if (typeof maker === 'function' && iterable instanceof AsyncGenerator) {
    const isNew = (maker as { [CODE]?: Code })[CODE] === iterable.code;
    return new PythonIteration(iterable, isNew ? AsyncGenerator.makeTemporary(iterable) : null);
  }
  if (typeof iterable === 'object' && iterable !== null) {
    const { aiter, anext } = iterable as { aiter?: unknown; anext?: unknown };
    if (typeof aiter === 'function') {
      const iterator: unknown = aiter.call(iterable);
      if (typeof (iterator as { anext?: unknown } | null)?.anext !== 'function') {
        throw new TypeError(
          `'async for' received an object from __aiter__ that does not implement __anext__: ${typeName(iterator)}`,
        );
      }
      return new PythonIteration(iterator as PythonIterator, null);
    }
    if (typeof anext === 'function') return new PythonIteration(iterable as PythonIterator, null);
  }
  // What `yield*` in a plain generator takes a coroutine or a future for is no iteration.
  if (iterable !== null && iterable !== undefined && kindOf(iterable) === undefined) {
    const source = iterable as { [Symbol.asyncIterator]?: unknown; [Symbol.iterator]?: unknown };
    const async = source[Symbol.asyncIterator];
    if (typeof async === 'function') return new NativeIteration(async.call(iterable) as AsyncIterator<unknown>, false);
    const sync = source[Symbol.iterator];
    if (typeof sync === 'function') return new NativeIteration(sync.call(iterable) as Iterator<unknown>, true);
  }
  throw new TypeError(`'async for' requires an object with __aiter__ method, got ${typeName(iterable)}`);
}

/**
 * The method that `object.path.name(…)` calls, where finding it runs no code;
 * undefined if an accessor stands in the way.
 */
export function methodAt(object: unknown, ...path: readonly string[]): unknown {
  let value = object;
  for (const name of path) {
    let holder = typeof value === 'object' || typeof value === 'function' ? value : null;
    let property: PropertyDescriptor | undefined;
    while (holder !== null && property === undefined) {
      property = Object.getOwnPropertyDescriptor(holder, name);
      holder = Object.getPrototypeOf(holder) as object | null;
    }
    value = property?.value;
  }
  return value;
}

/**
 * `yield* iterable` in an async generator. What is sent and thrown into that
 * goes on to the one that it delegates to; its value is what that returned.
 */
export function* delegate(iterable: unknown): Generator<unknown, unknown, unknown> {
  const iteration = iterate(iterable);
  let step = iteration.step();
  while ((yield step) as boolean) {
    let sent: unknown;
    try {
      sent = yield emit(iteration.value);
    } catch (error) {
      if (error instanceof GeneratorExit) {
        yield* iteration.end();
        throw error;
      }
      step = iteration.throw(error);
      continue;
    }
    step = iteration.step(sent);
  }
  return iteration.value;
}
