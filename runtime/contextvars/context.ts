/**
 * `contextvars`: values that belong to a task rather than to a thread.
 *
 * A task runs in a copy of the context that was current where it was created,
 * so what it sets stays its own; an awaited coroutine shares its caller's
 * context. Callbacks run in the context that was current when they were
 * scheduled. Mirrors CPython's `contextvars`.
 */

import { AttributeError, KeyError, RuntimeError, TypeError } from '../builtins/exceptions.ts';
import { declareClass } from '../builtins/modules.ts';
import { addressOf, repr, typeName } from '../builtins/repr.ts';

/** What contexts have values of. The only kind is ContextVar, in a file of its own: a bundle without variables goes without. */
export abstract class Variable<T> {
  abstract get name(): string;
  abstract get(...fallback: [] | [T]): T;
  abstract set(value: T): unknown;
}

type Values = Map<Variable<unknown>, unknown>;

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
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Context', '_contextvars');

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
  get<T>(variable: Variable<T>, fallback: T | null = null): T | null {
    checkVariable(variable);
    return this._values.has(variable as Variable<unknown>)
      ? (this._values.get(variable as Variable<unknown>) as T)
      : fallback;
  }

  /** Python's `context[variable]`. @throws {KeyError} if it has no value here */
  item<T>(variable: Variable<T>): T {
    if (!this.has(variable)) throw new KeyError(variable);
    return this._values.get(variable as Variable<unknown>) as T;
  }

  /** Python's `variable in context`. */
  has(variable: Variable<never> | Variable<unknown>): boolean {
    checkVariable(variable);
    return this._values.has(variable as Variable<unknown>);
  }

  /** How many variables have a value here. */
  get size(): number {
    return this._values.size;
  }

  keys(): Variable<unknown>[] {
    return [...this._values.keys()];
  }

  values(): unknown[] {
    return [...this._values.values()];
  }

  items(): (readonly [Variable<unknown>, unknown])[] {
    return [...this._values].map(([variable, value]) => Object.freeze([variable, value] as const));
  }

  [Symbol.iterator](): Iterator<Variable<unknown>> {
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
  static read(variable: Variable<unknown>): unknown {
    const values = currentContext()._values;
    const value = values.get(variable);
    return value === undefined && !values.has(variable) ? ABSENT : value;
  }

  /** @internal Sets or, given `ABSENT`, removes a variable's value in the current context. */
  static write(variable: Variable<unknown>, value: unknown): void {
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

/** @internal No value at all; not even `undefined`. */
export const ABSENT: unique symbol = Symbol('absent');

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
  if (!(value instanceof Variable)) throw new TypeError(`a ContextVar key was expected, got ${repr(value)}`);
}
