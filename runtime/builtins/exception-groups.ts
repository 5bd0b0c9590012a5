/** `ExceptionGroup` and `BaseExceptionGroup`: several exceptions as one. Mirrors CPython's builtins. */

import { BaseException, Exception, TypeError, ValueError } from './exceptions.ts';
import { declareClass } from './modules.ts';
import { repr, str, typeName } from './repr.ts';

type ErrorClass = abstract new (...args: never[]) => unknown;
/** What `split()` and `subgroup()` select by: a class, several, or a predicate. */
export type Condition = ErrorClass | readonly ErrorClass[] | ((error: Error) => boolean);

function matcher(condition: Condition): (error: unknown) => boolean {
  if (Array.isArray(condition)) return (error) => condition.some((type) => error instanceof type);
  if (typeof condition !== 'function') {
    throw new TypeError('expected an exception type, a tuple of exception types, or a callable (other than a class)');
  }
  if (condition === (Error as unknown) || (condition as { prototype?: unknown }).prototype instanceof Error) {
    return (error) => error instanceof (condition as ErrorClass);
  }
  const predicate = condition as (error: unknown) => boolean;
  return (error) => predicate(error);
}

/** A group that may hold cancellations and interrupts besides errors. */
export class BaseExceptionGroup<E = Error> extends BaseException {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BaseExceptionGroup');

  readonly exceptions: readonly E[];

  /** A group of errors only is made an `ExceptionGroup`. @throws {ValueError} for an empty list */
  constructor(message: string, exceptions: readonly E[]) {
    super(message, exceptions);
    if (typeof message !== 'string') throw new TypeError(`argument 1 must be str, not ${typeName(message)}`);
    if (!Array.isArray(exceptions)) throw new TypeError('second argument (exceptions) must be a sequence');
    if (exceptions.length === 0) throw new ValueError('second argument (exceptions) must be a non-empty sequence');
    exceptions.forEach((member, index) => {
      if (!(member instanceof Error)) {
        throw new ValueError(`Item ${index} of second argument (exceptions) is not an exception`);
      }
    });
    this.exceptions = Object.freeze([...exceptions]);
    // Consoles would print every exception twice.
    Object.defineProperty(this, 'args', { enumerable: false });
    const onlyErrors = exceptions.every((member) => member instanceof Exception);
    if (new.target === BaseExceptionGroup && onlyErrors) {
      Object.setPrototypeOf(this, ExceptionGroup.prototype);
    } else if (!onlyErrors && this instanceof ExceptionGroup) {
      throw new TypeError('Cannot nest BaseExceptions in an ExceptionGroup');
    }
  }

  protected override describe(args: readonly unknown[]): string {
    const count = Array.isArray(args[1]) ? args[1].length : 0;
    return `${str(args[0])} (${count} sub-exception${count === 1 ? '' : 's'})`;
  }

  /** A group of the same class, for `split()` and `subgroup()`; a subclass with more fields overrides it. */
  derive(exceptions: readonly E[]): BaseExceptionGroup<E> {
    return new BaseExceptionGroup(this.args[0] as string, exceptions);
  }

  private _derive(exceptions: readonly E[]): BaseExceptionGroup<E> | null {
    if (exceptions.length === 0) return null;
    const derived = this.derive(exceptions);
    if (this.cause !== undefined) derived.cause = this.cause;
    if (Array.isArray(this.notes)) derived.notes = [...this.notes];
    return derived;
  }

  /** The group with only those members, nested ones too, that match; null if none does. */
  subgroup(condition: Condition): BaseExceptionGroup<E> | null {
    return this._partition(matcher(condition))[0];
  }

  /** Both halves: `[those that match, the rest]`, each null if it would be empty. */
  split(condition: Condition): [BaseExceptionGroup<E> | null, BaseExceptionGroup<E> | null] {
    return this._partition(matcher(condition));
  }

  private _partition(
    matches: (error: unknown) => boolean,
  ): [BaseExceptionGroup<E> | null, BaseExceptionGroup<E> | null] {
    if (matches(this)) return [this, null];
    const yes: E[] = [];
    const no: E[] = [];
    for (const member of this.exceptions) {
      if (member instanceof BaseExceptionGroup) {
        const [matching, rest] = member._partition(matches);
        if (matching !== null) yes.push(matching as E);
        if (rest !== null) no.push(rest as E);
      } else if (matches(member)) yes.push(member);
      else no.push(member);
    }
    if (yes.length === 0) return [null, this];
    return [this._derive(yes), this._derive(no)];
  }

  override toString(): string {
    return `${this.constructor.name}(${repr(this.args[0])}, ${repr(this.exceptions.slice())})`;
  }
}

/** A group of errors. `except Exception` catches it. */
export class ExceptionGroup<E = Error> extends BaseExceptionGroup<E> {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'ExceptionGroup',
    'builtins',
    {
      isExceptionGroup: true,
    },
  );

  override derive(exceptions: readonly E[]): BaseExceptionGroup<E> {
    return new BaseExceptionGroup(this.args[0] as string, exceptions);
  }
}
