/** Context variables. Mirrors CPython's `contextvars`. */

import { LookupError, RuntimeError, TypeError, ValueError } from '../builtins/exceptions.ts';
import { optionsOf } from '../builtins/keywords.ts';
import { declareClass } from '../builtins/modules.ts';
import { addressOf, repr, typeName } from '../builtins/repr.ts';
import { ABSENT, Context, currentContext, Variable } from './context.ts';

/** What `ContextVar.set()` returns: the way back to the value before. Usable once, with `reset()` or `withSync()`. */
export class Token<T> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Token', '_contextvars');

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
export class ContextVar<T> extends Variable<T> {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ContextVar', '_contextvars');

  private readonly _name: string;
  private readonly _default: T | typeof NO_DEFAULT;

  constructor(name: string, options?: { readonly default: T }) {
    super();
    if (typeof name !== 'string') throw new TypeError('context variable name must be a str');
    this._name = name;
    if (options !== undefined) optionsOf('ContextVar', options, ['default']);
    this._default = options !== undefined && 'default' in options ? options.default : NO_DEFAULT;
  }

  override get name(): string {
    return this._name;
  }

  /**
   * The value in the current context; else the argument, if there is one; else the variable's default.
   *
   * @throws {LookupError} if there is none of the three
   */
  override get(...fallback: [] | [T]): T {
    const value = Context.read(this as ContextVar<unknown>);
    if (value !== ABSENT) return value as T;
    if (fallback.length > 0) return fallback[0] as T;
    if (this._default !== NO_DEFAULT) return this._default;
    throw new LookupError(this);
  }

  /** Sets the value in the current context and returns the way back. */
  override set(value: T): Token<T> {
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

  override toString(): string {
    const fallback = this._default === NO_DEFAULT ? '' : ` default=${repr(this._default)}`;
    return `<ContextVar name=${repr(this._name)}${fallback} at ${addressOf(this)}>`;
  }
}
