/**
 * Coroutines: generator objects that a task drives.
 *
 * A lowered `async function` is a static generator function whose prototype
 * extends `Coroutine.prototype`, so the generator object that a call returns
 * *is* the coroutine and nothing else is allocated. Calling it runs nothing.
 * What it yields is what it awaits; see `tasks.ts` for who resumes it.
 *
 * Mirrors CPython's coroutine objects and `asyncio/coroutines.py`.
 */

import type { Code } from '../builtins/code.ts';
import { GeneratorExit, RuntimeError, TypeError } from '../builtins/exceptions.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { addressOf, repr } from '../builtins/repr.ts';
import { currentFrames, type Frame } from '../builtins/traceback.ts';
import { runningLoop } from './running.ts';

/**
 * What is known of how far a coroutine has got.
 *
 * Most are awaited right where they are made and carry no mark: the newest one
 * is known by `newest`, and one that is neither that nor marked has begun. So a
 * call and its await write nothing to the generator, whose hidden class is
 * another for every function.
 */
export const UNMARKED = 0;
/** Not begun, and not the newest any more: it stands in the list of those. */
export const LISTED = 1;
/** It stood in the list and has begun, or was closed. */
export const BEGUN = 2;

/** What the driver asks of a yielded value; a property of every kind of object that it knows. */
export const KIND: unique symbol = Symbol('awaitable kind');
export const KIND_COROUTINE = 1;
export const KIND_FUTURE = 2;
/** A value that an async generator yields to its consumer. */
export const KIND_EMIT = 3;
/** An async generator that is to be resumed as the next frame. */
export const KIND_RESUME = 4;
/** The coroutine of `sleep()`. */
export const KIND_SLEEP = 5;
/** What drives the iterator of an object with an `await()` method. */
export const KIND_FOREIGN = 6;

type AnyGenerator = Generator<unknown, unknown, unknown>;

/**
 * The lazy result of calling a coroutine function.
 *
 * It can be awaited once, or handed to `createTask()`, `gather()` and the like.
 * Code that was not lowered may `await` it or pass it to `Promise.all`: it then
 * becomes a task of the running loop.
 */
export interface Coroutine<T = unknown> extends PromiseLike<T> {
  /** The function that made it, and where that stands: Python's `cr_code`. */
  readonly code: Code;
  /** As `then()`, `catch()` and `finally()` make it a task: of a promise's methods TypeScript believes that it has them all. */
  catch<B = never>(reject?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<T | B>;
  finally(always?: (() => void) | null): Promise<T>;
  /** Throws GeneratorExit at the current await; a coroutine that never began just ends. Never reported as never awaited after that. */
  close(): void;
  [Symbol.iterator](): Generator<unknown, T, unknown>;
}

/** What the runtime itself sees of a coroutine. @internal */
export interface CoroutineObject extends AnyGenerator {
  readonly [KIND]: typeof KIND_COROUTINE | typeof KIND_SLEEP;
  readonly code: Code;
  /** UNMARKED, LISTED or BEGUN. */
  mark: number;
  close(): void;
}

/** What all generators inherit from; the language has no name for it. */
export const GeneratorPrototype: AnyGenerator = /* @__PURE__ */ (() =>
  Object.getPrototypeOf(function* () {}).prototype as AnyGenerator)();
/** For `instanceof`: the language has no name for the class of generators. */
const GeneratorObject = /* @__PURE__ */ Object.assign(() => {}, {
  prototype: GeneratorPrototype,
}) as unknown as new () => AnyGenerator;

/** The class of coroutine objects; `co instanceof Coroutine` holds. They are made by calling coroutine functions. */
export const Coroutine: { readonly prototype: CoroutineObject; [Symbol.hasInstance](value: unknown): boolean } =
  /* @__PURE__ */ (() => {
    function Coroutine(): never {
      throw new TypeError("cannot create 'coroutine' instances");
    }
    const prototype = Object.create(GeneratorPrototype, {
      constructor: { value: Coroutine, writable: true, configurable: true },
      [KIND]: { value: KIND_COROUTINE },
      mark: { value: UNMARKED, writable: true },
      [Symbol.toStringTag]: { value: 'coroutine' },
      [Symbol.iterator]: { value: iterate },
      // biome-ignore lint/suspicious/noThenProperty: native code may await a coroutine; it becomes a task.
      then: { value: then, writable: true },
      catch: { value: catchError },
      finally: { value: callFinally },
      close: { value: close },
      toString: { value: describe },
    });
    Coroutine.prototype = prototype;
    return Coroutine as never;
  })();

/**
 * `yield* coroutine` in a plain generator hands the coroutine itself to the
 * task, as `await` does: so it is on the task's stack, and resuming it costs
 * the same however many generators delegate to one another.
 */
function iterate(this: CoroutineObject): AnyGenerator {
  return new Delegation(this) as unknown as AnyGenerator;
}

class Delegation {
  private _coroutine: CoroutineObject | null;

  constructor(coroutine: CoroutineObject) {
    this._coroutine = coroutine;
  }

  next(value: unknown): IteratorResult<unknown, unknown> {
    const coroutine = this._coroutine;
    if (coroutine === null) return { done: true, value };
    this._coroutine = null;
    return { done: false, value: coroutine };
  }

  throw(error: unknown): never {
    throw error;
  }

  return(value: unknown): IteratorResult<unknown, unknown> {
    return { done: true, value };
  }
}

/** Native code awaits a coroutine: it becomes a task of the running loop. */
function then(
  this: CoroutineObject,
  resolve: (value: unknown) => unknown,
  reject: (reason: unknown) => unknown,
): unknown {
  return startAsTask(this).then(resolve, reject);
}

function catchError(this: CoroutineObject, reject?: ((reason: unknown) => unknown) | null): Promise<unknown> {
  return Promise.resolve(startAsTask(this)).catch(reject);
}

function callFinally(this: CoroutineObject, always?: (() => void) | null): Promise<unknown> {
  return Promise.resolve(startAsTask(this)).finally(always);
}

/** @throws nothing: the promise is rejected where no loop runs */
function startAsTask(coroutine: CoroutineObject): PromiseLike<unknown> {
  const loop = runningLoop();
  if (loop !== null) return loop.createTask(coroutine as unknown as Coroutine);
  // A promise cannot hand a coroutine on, it awaits it: so does one that `run()` should give back.
  return Promise.reject(onlyWhileALoopRuns(coroutine));
}

function onlyWhileALoopRuns({ code }: CoroutineObject): RuntimeError {
  const { qualname } = code;
  return new RuntimeError(
    `coroutine '${qualname}' can only be awaited while an event loop runs: start one with asyncio.run(${qualname}(…)). ` +
      `In a project, begin the function with 'use native async' to keep it a native one`,
  );
}

/** Every `await` at the top of a compiled program passes through here: a coroutine would be refused later, where nobody knows by whom. */
export function outermost<V>(awaited: V): V {
  if (iscoroutine(awaited) && runningLoop() === null) {
    throw onlyWhileALoopRuns(awaited as unknown as CoroutineObject);
  }
  return awaited;
}

function close(this: CoroutineObject): void {
  if (begin(this)) {
    this.return(undefined);
    return;
  }
  try {
    const step = this.throw(new GeneratorExit());
    if (!step.done) throw new RuntimeError('coroutine ignored GeneratorExit');
  } catch (error) {
    if (!(error instanceof GeneratorExit)) throw error;
  }
}

function describe(this: CoroutineObject): string {
  if (this.code.builtin === true) return `<${this.code.name} object at ${addressOf(this)}>`;
  return `<coroutine object ${this.code.qualname} at ${addressOf(this)}>`;
}

/** What the driver knows a value as; undefined for what it does not know. @internal */
export function kindOf(value: unknown): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as { readonly [KIND]?: number })[KIND];
}

/** Whether that is the kind of a coroutine. @internal */
export function isCoroutineKind(kind: number | undefined): boolean {
  return kind === KIND_COROUTINE || kind === KIND_SLEEP;
}

/** Whether a value is a coroutine object. Mirrors `asyncio.iscoroutine`. */
export function iscoroutine(value: unknown): value is Coroutine {
  return isCoroutineKind(kindOf(value));
}

// ── Coroutine functions ──────────────────────────────────────────────────────

type Body = (...args: never[]) => AnyGenerator;

/**
 * Marks a static generator function as the body of a coroutine function. Once,
 * at its definition. `callable` is the function that calls it, if there is one yet.
 */
export function define(body: Body, code: Code, callable?: object): void {
  body.prototype = Object.create(Coroutine.prototype, { code: { value: code } }) as object;
  if (callable !== undefined) registerCallable(callable, code);
}

/** What the coroutines of all functions that one expression makes have in common, by its Code. */
const prototypes = new WeakMap<Code, object>();

/** Marks a generator function that an expression made, one of many with the same Code; gives it back. */
export function mark<B extends Body>(body: B, code: Code): B {
  let prototype = prototypes.get(code);
  if (prototype === undefined) {
    prototype = Object.create(Coroutine.prototype, { code: { value: code } }) as object;
    prototypes.set(code, prototype);
  }
  body.prototype = prototype;
  return body;
}

/** Where a coroutine function keeps its Code: a property, as filling a WeakMap costs as much as making the function. */
const CODE = Symbol('awaitable code');

/** The code behind a coroutine function, or undefined for any other function. */
export function codeOf(callable: object): Code | undefined {
  return (callable as { [CODE]?: Code })[CODE];
}

/** Remembers that calling `callable` makes a coroutine: for `iscoroutinefunction()`, debug mode's checks and reprs. */
export function registerCallable(callable: object, code: Code): void {
  (callable as { [CODE]?: Code })[CODE] = code;
}

/** `registerCallable()` for an expression: gives the function back. */
export function callable<F extends object>(made: F, code: Code): F {
  registerCallable(made, code);
  return made;
}

/**
 * A coroutine function out of a generator function, for expressions and for
 * code without a compile step: `const fetch = coroutine(function* (url) { … })`.
 */
export function wrap(body: Body, code: Code): (...args: unknown[]) => CoroutineObject {
  define(body, code);
  // A method, as it must not be a constructor.
  const { made } = {
    made(this: unknown): CoroutineObject {
      // biome-ignore lint/complexity/noArguments: no array per call.
      return born(body.apply(this, arguments as never) as CoroutineObject);
    },
  };
  const name = code.name === '<lambda>' ? '' : code.name;
  Object.defineProperty(made, 'name', { value: name, configurable: true });
  Object.defineProperty(made, 'length', { value: body.length, configurable: true });
  registerCallable(made, code);
  return made;
}

/** What `coroutine()` may be told about a function, for reprs, tracebacks and the call graph. */
export interface CoroutineOptions {
  /** Default: the generator function's own name, which is that of the variable or property it was first assigned to. */
  readonly name?: string;
  /** By Python's rule: `Pool.submit`. Default: the name. */
  readonly qualname?: string;
  /** Default: `<unknown>`. */
  readonly file?: string;
  /** 1-based. Default: none is shown. */
  readonly line?: number;
}

/**
 * A coroutine function out of a generator function: asyncio without a compile
 * step. `yield*` stands for `await`, and has its types.
 *
 *     const fetch = asyncio.coroutine(function* fetch(url: string) {
 *       yield* asyncio.sleep(1);
 *       return url.length;
 *     });
 *
 * Like an `async` function of Python's, it runs nothing when it is called.
 * `this` in it is that of the call, so it can be assigned to a method.
 */
export function coroutine<A extends unknown[], T, S = unknown>(
  body: (this: S, ...args: A) => Generator<unknown, T, unknown>,
  options: CoroutineOptions = {},
): (this: S, ...args: A) => Coroutine<T> {
  if (!isGeneratorFunction(body)) {
    throw new TypeError(`coroutine() takes a generator function, got ${repr(body)}; write function* (…) { … }`);
  }
  const given = optionsOf('coroutine', options, ['name', 'qualname', 'file', 'line']);
  const { name = body.name || '<lambda>', qualname = name, file = '<unknown>', line = 0 } = given;
  return wrap(body as unknown as Body, { name, qualname, file, line }) as unknown as (
    this: S,
    ...args: A
  ) => Coroutine<T>;
}

function isGeneratorFunction(value: unknown): boolean {
  return typeof value === 'function' && value.prototype instanceof GeneratorObject;
}

/** A static coroutine function of the runtime's own. */
export function internal<A extends unknown[], T>(
  name: string,
  body: (...args: A) => Generator<unknown, T, unknown>,
  options: Pick<Code, 'inline'> = {},
): (...args: A) => Coroutine<T> {
  return ours(body, {
    name: name.slice(name.lastIndexOf('.') + 1),
    qualname: name,
    file: 'awaitable/asyncio',
    line: 0,
    internal: true,
    ...options,
  });
}

/**
 * `internal()` for what is no coroutine in CPython, but an object with the
 * same methods, like `async_generator_asend`. A task that is cancelled before
 * its first step throws into that object, which passes it on; so the body has
 * to begin with `takeEarlyError()`.
 */
export function builtin<A extends unknown[], T>(
  name: string,
  body: (...args: A) => Generator<unknown, T, unknown>,
): (...args: A) => Coroutine<T> {
  return ours(body, { name, qualname: name, file: 'awaitable/asyncio', line: 0, internal: true, builtin: true });
}

function ours<A extends unknown[], T>(
  body: (...args: A) => Generator<unknown, T, unknown>,
  code: Code,
): (...args: A) => Coroutine<T> {
  define(body as unknown as Body, code);
  const made = (...args: A) => born(body(...args) as unknown as CoroutineObject) as unknown as Coroutine<T>;
  // What CPython has in C is no coroutine function there.
  if (code.builtin !== true) registerCallable(made, code);
  return made;
}

/**
 * Marks methods of a class of the runtime's own as coroutine functions; they call such that `internal()` made. For a
 * static property, as `declareClass()` is.
 */
export function coroutineMethods<C>(
  type: { readonly name: string; readonly prototype: C },
  ...names: (keyof C & string)[]
): readonly string[] {
  for (const name of names) {
    const qualname = `${type.name}.${name}`;
    const code = { name, qualname, file: 'awaitable/asyncio', line: 0, internal: true };
    registerCallable(type.prototype[name] as object, code);
  }
  return names;
}

let earlyError: { readonly thrown: unknown } | null = null;

/** The next coroutine of `builtin()` that begins is told that this is thrown into it. */
export function setEarlyError(thrown: unknown): void {
  earlyError = { thrown };
}

/** What was thrown into a coroutine of `builtin()` before it began; null if nothing was. */
export function takeEarlyError(): { readonly thrown: unknown } | null {
  const taken = earlyError;
  if (taken !== null) earlyError = null;
  return taken;
}

// ── Coroutines that have not begun ───────────────────────────────────────────

/** The coroutine made last, unless it has begun; the driver compares what is awaited with it. */
export let newest: CoroutineObject | null = null;
/** KIND_COROUTINE or KIND_SLEEP. */
export let newestKind: typeof KIND_COROUTINE | typeof KIND_SLEEP = KIND_COROUTINE;

/**
 * Earlier ones that had not begun when last looked at, in order of creation:
 * the first `listedCount` entries. The array is kept and written over, and few
 * finished ones stand in it, for what it holds the garbage collector copies.
 */
let listed: (CoroutineObject | null)[] = [null];
let listedCount = 0;
/** How many of them have begun since: when they are most of it, the list is swept. */
let begunCount = 0;
const SWEEP_AT_LEAST = 64;

/** Where coroutines were made while a loop in debug mode ran: the author's frames, outermost first. */
const origins = new WeakMap<object, readonly Frame[]>();
let tracksOrigins = false;
/** How many of those frames are kept, as in CPython. */
const MAX_ORIGIN_FRAMES = 10;

/** Debug mode remembers where coroutines are made: CPython's `sys.set_coroutine_origin_tracking_depth()`. */
export function trackOrigins(enabled: boolean): void {
  tracksOrigins = enabled;
}

function noteOrigin(coroutine: CoroutineObject): void {
  const { file, line } = coroutine.code;
  const frames = currentFrames();
  // The coroutine function itself is no place of creation.
  if (frames[0]?.file === file && frames[0].line === line) frames.shift();
  origins.set(coroutine, frames.slice(0, MAX_ORIGIN_FRAMES).reverse());
}

/** Where a coroutine was made: CPython's `cr_origin`; null unless a loop in debug mode ran then. */
export function originOf(coroutine: CoroutineObject): readonly Frame[] | null {
  return origins.get(coroutine) ?? null;
}

/** Notes that a coroutine object was made; returns it. */
export function born<C>(coroutine: C): C {
  if (tracksOrigins) noteOrigin(coroutine as CoroutineObject);
  if (newest !== null) list(newest);
  newest = coroutine as CoroutineObject;
  newestKind = KIND_COROUTINE;
  return coroutine;
}

/** `born()` for the coroutine of `sleep()`. */
export function bornSleep<C>(sleep: C): C {
  born(sleep);
  newestKind = KIND_SLEEP;
  return sleep;
}

/** Where the statements stand that made coroutines and dropped them. */
const droppedAt = new WeakMap<object, Pick<Code, 'file' | 'line'>>();

/** A statement has dropped a value; of a coroutine that it made, the place is kept. */
export function dropped<V>(value: V, file: string, line: number): V {
  if (newest !== null && newest === (value as unknown)) droppedAt.set(newest, { file, line });
  return value;
}

/** Where a coroutine was dropped; undefined where no statement of its own did it. */
export function dropOf(coroutine: CoroutineObject): Pick<Code, 'file' | 'line'> | undefined {
  return droppedAt.get(coroutine);
}

function list(coroutine: CoroutineObject): void {
  coroutine.mark = LISTED;
  // Sweeping costs a constant per coroutine, whatever stays.
  if (begunCount >= SWEEP_AT_LEAST && begunCount * 2 >= listedCount) sweep();
  listed[listedCount++] = coroutine;
}

/** The newest coroutine begins. */
export function beginNewest(): void {
  newest = null;
}

/** Whether a coroutine has not begun; it counts as begun from now on. */
export function begin(coroutine: CoroutineObject): boolean {
  if (coroutine === newest) {
    newest = null;
    return true;
  }
  if (coroutine.mark !== LISTED) return false;
  coroutine.mark = BEGUN;
  begunCount++;
  return true;
}

/** Whether a coroutine has not begun. */
export function isUnbegun(coroutine: CoroutineObject): boolean {
  return coroutine === newest || coroutine.mark === LISTED;
}

/**
 * Whether these are the coroutines made last, in order of creation: what
 * `gather()` is mostly given. Then none is among them twice.
 */
export function areNewest(values: readonly unknown[]): boolean {
  let count = values.length;
  if (newest !== null && values[--count] !== newest) return false;
  const first = listedCount - count;
  if (first < 0) return false;
  for (let i = 0; i < count; i++) if (listed[first + i] !== values[i]) return false;
  return true;
}

function sweep(): void {
  let kept = 0;
  for (let i = 0; i < listedCount; i++) {
    const coroutine = listed[i] as CoroutineObject;
    if (coroutine.mark === LISTED) listed[kept++] = coroutine;
  }
  const length = Math.max(SWEEP_AT_LEAST, kept * 2);
  if (listed.length > length) listed.length = length;
  listed.fill(null, kept);
  listedCount = kept;
  begunCount = 0;
}

/** The coroutines that nobody has started so far, in order of creation; they are forgotten by this. */
export function takeNeverAwaited(): CoroutineObject[] {
  if (newest !== null) list(newest);
  newest = null;
  sweep();
  const never = listed.slice(0, listedCount) as CoroutineObject[];
  listed = [null];
  listedCount = 0;
  return never;
}

// ── Where a coroutine stands ─────────────────────────────────────────────────

/** Line of the await that the running coroutine has just reached; `at()` sets it and the driver takes it. */
export let awaitLine = 0;

/** Every lowered await passes through here: `yield at(value, line)`. */
export function at<V>(value: V, line: number): V {
  awaitLine = line;
  return value;
}

/** The driver took the line. */
export function clearAwaitLine(): void {
  awaitLine = 0;
}

/** `file:line`, or the file alone where no line is known. */
export function place(file: string, line: number): string {
  return line > 0 ? `${file}:${line}` : file;
}

/** The coroutine in a task's repr: `main() running at cell.ts:7`, at `line` where it is suspended; null: it has ended. */
export function formatCoroutine(coroutine: CoroutineObject, line: number | null): string {
  const { code } = coroutine;
  if (code.builtin === true) return `<${code.name} without __name__>()`;
  if (line === null) return `${code.qualname}() done, defined at ${place(code.file, code.line)}`;
  return `${code.qualname}() running at ${place(code.file, line || code.line)}`;
}

/** What is thrown at an await of something that nobody can await. */
export function notAwaitable(type: string): TypeError {
  return new TypeError(`'${type}' object can't be awaited`);
}
