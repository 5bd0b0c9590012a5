/**
 * `contextvars`: values that belong to a task rather than to a thread.
 *
 * A task runs in a copy of the context that was current where it was created,
 * so what it sets stays its own; an awaited coroutine shares its caller's
 * context. Callbacks run in the context that was current when they were
 * scheduled. Mirrors CPython's `contextvars`.
 */

import { AttributeError, KeyError, LookupError, RuntimeError, TypeError, ValueError } from '../builtins/exceptions.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { addressOf, repr, typeName } from '../builtins/repr.ts';

type Values = Map<ContextVar<unknown>, unknown>;

/** The values of a context at one moment. @internal */
export interface Snapshot {
  readonly snapshot: never;
}

const EMPTY: Values = new Map();

/** What has a context: a task, a handle, or the context itself. */
interface ContextHolder {
  getContext(): Context;
}

/**
 * A mapping of context variables to values.
 *
 * Copies share their values until one of them sets something, so copying costs
 * the same however many variables there are.
 */
export class Context {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, '_contextvars', 'Context');

  private _values: Values = EMPTY;
  /** Whether another context reads the same map; then it is copied before it is written. */
  private _shared = true;
  /** Whether somebody has left it for another by `run()`, and will come back. */
  private _isLeft = false;

  /** A new context with the same values. */
  copy(): Context {
    const copy = new Context();
    copy._values = this._values;
    this._shared = true;
    return copy;
  }

  /**
   * Calls `callable` in this context and returns what it returns.
   *
   * @throws {RuntimeError} if this context is entered already
   */
  run<A extends unknown[], R>(callable: (...args: A) => R, ...args: A): R {
    const outer = currentContext();
    if (this === outer || this._isLeft) {
      throw new RuntimeError(`cannot enter context: ${repr(this)} is already entered`);
    }
    outer._isLeft = true;
    current = this;
    try {
      return callable(...args);
    } finally {
      outer._isLeft = false;
      current = outer;
    }
  }

  /** @internal */
  getContext(): Context {
    return this;
  }

  /** The value of a variable in this context, or `fallback`. */
  get<T>(variable: ContextVar<T>, fallback: T | null = null): T | null {
    checkVariable(variable);
    return this._values.has(variable as ContextVar<unknown>)
      ? (this._values.get(variable as ContextVar<unknown>) as T)
      : fallback;
  }

  /** Python's `context[variable]`. @throws {KeyError} if it has no value here */
  item<T>(variable: ContextVar<T>): T {
    if (!this.has(variable)) throw new KeyError(variable);
    return this._values.get(variable as ContextVar<unknown>) as T;
  }

  /** Python's `variable in context`. */
  has(variable: ContextVar<never> | ContextVar<unknown>): boolean {
    checkVariable(variable);
    return this._values.has(variable as ContextVar<unknown>);
  }

  /** How many variables have a value here. */
  get size(): number {
    return this._values.size;
  }

  keys(): ContextVar<unknown>[] {
    return [...this._values.keys()];
  }

  values(): unknown[] {
    return [...this._values.values()];
  }

  items(): (readonly [ContextVar<unknown>, unknown])[] {
    return [...this._values].map(([variable, value]) => Object.freeze([variable, value] as const));
  }

  [Symbol.iterator](): Iterator<ContextVar<unknown>> {
    return this._values.keys();
  }

  toString(): string {
    return `<_contextvars.Context object at ${addressOf(this)}>`;
  }

  /** @internal What a copy of the current context would hold. `from()` builds the Context on first use: most callbacks never need it. */
  static snapshot(): Snapshot {
    const context = currentContext();
    context._shared = true;
    return context._values as unknown as Snapshot;
  }

  /** @internal */
  static from(snapshot: Snapshot): Context {
    const context = new Context();
    context._values = snapshot as unknown as Values;
    return context;
  }

  /** @internal The value, or `ABSENT`. */
  static read(variable: ContextVar<unknown>): unknown {
    const values = currentContext()._values;
    const value = values.get(variable);
    return value === undefined && !values.has(variable) ? ABSENT : value;
  }

  /** @internal Sets or, given `ABSENT`, removes a variable's value in the current context. */
  static write(variable: ContextVar<unknown>, value: unknown): void {
    const context = currentContext();
    if (context._shared) {
      context._values = new Map(context._values);
      context._shared = false;
    }
    if (value === ABSENT) context._values.delete(variable);
    else context._values.set(variable, value);
  }

  /**
   * @internal The event loop, which is in no context of its own, goes from one
   * to the next. Most tasks and callbacks never look at theirs, so a holder
   * makes it when it is asked.
   */
  static switchTo(holder: ContextHolder): void {
    current = holder;
  }
}

/**
 * What was given as a context and is none. CPython asks a context for `run`
 * only when it enters it, so nothing fails before that.
 *
 * @internal
 */
export class NoContext extends Context {
  private readonly _given: unknown;

  constructor(given: unknown) {
    super();
    this._given = given;
  }

  error(): AttributeError {
    return new AttributeError(`'${typeName(this._given)}' object has no attribute 'run'`);
  }

  override toString(): string {
    return repr(this._given);
  }
}

/** @internal A context that a program gave, or what stands for something that is none; null for none given. */
export function givenContext(context: unknown): Context | null {
  if (context === null || context === undefined) return null;
  return context instanceof Context ? context : new NoContext(context);
}

/** No value at all; not even `undefined`. */
const ABSENT = Symbol('absent');

let current: ContextHolder = /* @__PURE__ */ new Context();

/** The current context itself; for those who run callbacks in it without a copy. @internal */
export function currentContext(): Context {
  return current.getContext();
}

/** A copy of the current context. */
export function copyContext(): Context {
  return currentContext().copy();
}

function checkVariable(value: unknown): void {
  if (!(value instanceof ContextVar)) {
    throw new TypeError(`a ContextVar key was expected, got ${repr(value)}`);
  }
}

/** What `ContextVar.set()` returns: the way back to the value before. Usable once, with `reset()` or `withSync()`. */
export class Token<T> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, '_contextvars', 'Token');

  /** In place of an old value where there was none. */
  static readonly MISSING: { toString(): string } = /* @__PURE__ */ Object.freeze({
    toString: () => '<Token.MISSING>',
  });

  private readonly _variable: ContextVar<T>;
  private readonly _old: unknown;
  private readonly _context: Context;
  private _used = false;

  /** @internal Tokens are made by `ContextVar.set()`. */
  constructor(variable: ContextVar<T>, old: unknown, context: Context) {
    this._variable = variable;
    this._old = old;
    this._context = context;
  }

  get var(): ContextVar<T> {
    return this._variable;
  }

  /** The value before the `set()`, or `Token.MISSING`. */
  get oldValue(): T | typeof Token.MISSING {
    return this._old === ABSENT ? Token.MISSING : (this._old as T);
  }

  /** Python's `with var.set(…) as token`: resets the variable at the end of the block. */
  enter(): this {
    return this;
  }

  exit(_error?: unknown): false {
    this._variable.reset(this);
    return false;
  }

  [Symbol.dispose](): void {
    this.exit();
  }

  /** @internal Marks the token used and returns what to write back. */
  static use<T>(token: Token<T>, variable: ContextVar<T>): unknown {
    if (token._used) throw new RuntimeError(`${token.toString()} has already been used once`);
    if (token._variable !== variable) {
      throw new ValueError(`${token.toString()} was created by a different ContextVar`);
    }
    if (token._context !== currentContext()) {
      throw new ValueError(`${token.toString()} was created in a different Context`);
    }
    token._used = true;
    return token._old;
  }

  toString(): string {
    const used = this._used ? ' used' : '';
    return `<Token${used} var=${this._variable.toString()} at ${addressOf(this)}>`;
  }
}

const NO_DEFAULT = Symbol('no default');

/**
 * A variable whose value depends on the context.
 *
 * Make one at module level: contexts hold on to their variables. The option
 * `default` is what `get()` gives where nothing was set.
 */
export class ContextVar<T> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, '_contextvars', 'ContextVar');

  private readonly _name: string;
  private readonly _default: T | typeof NO_DEFAULT;

  constructor(name: string, options?: { readonly default: T }) {
    if (typeof name !== 'string') throw new TypeError('context variable name must be a str');
    this._name = name;
    if (options !== undefined) optionsOf('ContextVar', options, ['default']);
    this._default = options !== undefined && 'default' in options ? options.default : NO_DEFAULT;
  }

  get name(): string {
    return this._name;
  }

  /**
   * The value in the current context; else the argument, if there is one; else the variable's default.
   *
   * @throws {LookupError} if there is none of the three
   */
  get(...fallback: [] | [T]): T {
    const value = Context.read(this as ContextVar<unknown>);
    if (value !== ABSENT) return value as T;
    if (fallback.length > 0) return fallback[0] as T;
    if (this._default !== NO_DEFAULT) return this._default;
    throw new LookupError(this);
  }

  /** Sets the value in the current context and returns the way back. */
  set(value: T): Token<T> {
    const variable = this as ContextVar<unknown>;
    const token = new Token<T>(this, Context.read(variable), currentContext());
    Context.write(variable, value);
    return token;
  }

  /**
   * Restores the value from before the `set()` that returned `token`.
   *
   * @throws {RuntimeError} if the token was used before
   * @throws {ValueError} if it belongs to another variable or another context
   */
  reset(token: Token<T>): void {
    if (!(token instanceof Token)) throw new TypeError(`expected an instance of Token, got ${typeName(token)}`);
    Context.write(this as ContextVar<unknown>, Token.use(token, this));
  }

  toString(): string {
    const fallback = this._default === NO_DEFAULT ? '' : ` default=${repr(this._default)}`;
    return `<ContextVar name=${repr(this._name)}${fallback} at ${addressOf(this)}>`;
  }
}
