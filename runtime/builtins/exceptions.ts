/**
 * Python's exception hierarchy, on top of JavaScript's `Error`.
 *
 * `BaseException` > `CancelledError`, `KeyboardInterrupt`, `SystemExit`,
 * `GeneratorExit`, `BaseExceptionGroup`; everything else hangs below
 * `Exception`. JavaScript's own errors count as `Exception` too, and as the
 * Python class that means the same (`TypeError`, `RecursionError`), so that a
 * `catch` which sorts errors by class also sorts those that the engine threw.
 */

import { declareClasses, declareModule } from './modules.ts';
import { repr, str } from './repr.ts';

/** What a constructor takes last: an exception's `__cause__` (`raise … from cause`). */
export interface ExceptionOptions {
  readonly cause?: unknown;
}

function isOptions(value: unknown): value is ExceptionOptions {
  return (
    typeof value === 'object' &&
    value !== null &&
    Object.getPrototypeOf(value) === Object.prototype &&
    Object.keys(value).length === 1 &&
    Object.hasOwn(value, 'cause')
  );
}

/**
 * The root of all exceptions.
 *
 * `args` are the constructor's arguments; `message` is what `str(e)` gives in
 * Python. A last argument `{ cause }` becomes `cause`, as `raise … from` does.
 */
export class BaseException extends Error {
  readonly args: readonly unknown[];

  constructor(...args: unknown[]) {
    let cause: ExceptionOptions | undefined;
    if (args.length > 0 && isOptions(args[args.length - 1])) {
      cause = args[args.length - 1] as ExceptionOptions;
      args = args.slice(0, -1);
    }
    super('', cause);
    this.args = Object.freeze(args);
    const message = this.describe(args);
    if (message !== '') this.message = message;
  }

  /** The text of `str(e)` for these arguments. */
  protected describe(args: readonly unknown[]): string {
    if (args.length === 0) return '';
    return args.length === 1 ? str(args[0]) : repr(Object.freeze([...args]));
  }

  override get name(): string {
    return this.constructor.name;
  }

  /** `repr(e)`: the class and the arguments. */
  override toString(): string {
    return `${this.constructor.name}(${this.args.map(repr).join(', ')})`;
  }
}

/** Leaves the program with a status; see `execute()`. */
export class SystemExit extends BaseException {
  get code(): unknown {
    return this.args.length > 1 ? this.args : (this.args[0] ?? null);
  }
}

/** The user asked the program to stop (Ctrl-C, the page's Stop). */
export class KeyboardInterrupt extends BaseException {}

/** Thrown into a generator that is closed. */
export class GeneratorExit extends BaseException {}

/** What `except Exception` catches: all errors, the engine's own included, but no cancellation and no interrupt. */
export class Exception extends BaseException {
  static {
    Object.defineProperty(Exception, Symbol.hasInstance, {
      value(this: object, value: unknown): boolean {
        if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
        return value instanceof Error && nativeCounterpart(this, value);
      },
    });
  }
}

/** Whether a JavaScript error is what the Python class `type` means. */
function nativeCounterpart(type: unknown, value: Error): boolean {
  if (type === Exception) {
    return !Function.prototype[Symbol.hasInstance].call(BaseException, value) || isExceptionGroup(value);
  }
  if (type === TypeError) return value instanceof globalThis.TypeError;
  if (type === RecursionError) return isStackOverflow(value);
  if (type === RuntimeError) return isStackOverflow(value);
  return false;
}

/** Set by the module of exception groups, which extend `BaseException` and still count as `Exception`. */
let isExceptionGroup: (value: unknown) => boolean = () => false;
export function registerExceptionGroup(test: (value: unknown) => boolean): void {
  isExceptionGroup = test;
}

/** Whether an engine threw this because its call stack was full. */
export function isStackOverflow(value: unknown): boolean {
  if (!(value instanceof Error)) return false;
  try {
    return (
      (value instanceof RangeError && /call stack/i.test(value.message)) ||
      // Firefox: InternalError: too much recursion
      (value.constructor.name === 'InternalError' && /recursion/.test(value.message))
    );
  } catch {
    // An engine's own errors can be looked at.
    return false;
  }
}

export class ArithmeticError extends Exception {}
export class ZeroDivisionError extends ArithmeticError {}
export class OverflowError extends ArithmeticError {}
export class AssertionError extends Exception {}
export class AttributeError extends Exception {}
export class BufferError extends Exception {}
export class EOFError extends Exception {}
export class ImportError extends Exception {}
export class LookupError extends Exception {}
export class IndexError extends LookupError {}
/** Its message is the `repr()` of the key, as Python words it. */
export class KeyError extends LookupError {
  protected override describe(args: readonly unknown[]): string {
    return args.length === 1 ? repr(args[0]) : super.describe(args);
  }
}
export class MemoryError extends Exception {}
export class NameError extends Exception {}
/**
 * An error of the system: `new OSError(errno, strerror, filename?, null, filename2?)`.
 *
 * It stays an OSError whatever its number: which subclass a number stands for
 * differs between platforms.
 */
export class OSError extends Exception {
  /** The first of two to five arguments; else null. */
  get errno(): unknown {
    return isSystemError(this.args) ? this.args[0] : null;
  }

  get strerror(): unknown {
    return isSystemError(this.args) ? this.args[1] : null;
  }

  get filename(): unknown {
    return isSystemError(this.args) ? (this.args[2] ?? null) : null;
  }

  get filename2(): unknown {
    return isSystemError(this.args) ? (this.args[4] ?? null) : null;
  }

  protected override describe(args: readonly unknown[]): string {
    if (!isSystemError(args)) return super.describe(args);
    const [errno, strerror, filename = null, , filename2 = null] = args;
    const files = filename === null ? '' : `: ${repr(filename)}${filename2 === null ? '' : ` -> ${repr(filename2)}`}`;
    return `[Errno ${str(errno)}] ${str(strerror)}${files}`;
  }

  override toString(): string {
    const shown = isSystemError(this.args) ? this.args.slice(0, 2) : this.args;
    return `${this.constructor.name}(${shown.map(repr).join(', ')})`;
  }
}

function isSystemError(args: readonly unknown[]): boolean {
  return args.length >= 2 && args.length <= 5;
}

export class ConnectionError extends OSError {}
export class BrokenPipeError extends ConnectionError {}
export class ConnectionAbortedError extends ConnectionError {}
export class ConnectionRefusedError extends ConnectionError {}
export class ConnectionResetError extends ConnectionError {}
export class FileNotFoundError extends OSError {}
export class InterruptedError extends OSError {}
export class PermissionError extends OSError {}
export class ProcessLookupError extends OSError {}
/** The builtin one; `asyncio.TimeoutError` is the same class. */
export class TimeoutError extends OSError {}
export class RuntimeError extends Exception {}
export class NotImplementedError extends RuntimeError {}
/** Also what an engine's stack overflow counts as. */
export class RecursionError extends RuntimeError {}
export class StopAsyncIteration extends Exception {
  get value(): unknown {
    return this.args[0] ?? null;
  }
}
export class StopIteration extends Exception {
  get value(): unknown {
    return this.args[0] ?? null;
  }
}
/** Python's; JavaScript's own `TypeError` counts as one. */
export class TypeError extends Exception {}
export class ValueError extends Exception {}
export class UnicodeError extends ValueError {}

export class Warning extends Exception {}
export class DeprecationWarning extends Warning {}
export class ResourceWarning extends Warning {}
export class RuntimeWarning extends Warning {}
export class UserWarning extends Warning {}

declareClasses('', {
  BaseException,
  SystemExit,
  KeyboardInterrupt,
  GeneratorExit,
  Exception,
  ArithmeticError,
  ZeroDivisionError,
  OverflowError,
  AssertionError,
  AttributeError,
  BufferError,
  EOFError,
  ImportError,
  LookupError,
  IndexError,
  KeyError,
  MemoryError,
  NameError,
  OSError,
  ConnectionError,
  BrokenPipeError,
  ConnectionAbortedError,
  ConnectionRefusedError,
  ConnectionResetError,
  FileNotFoundError,
  InterruptedError,
  PermissionError,
  ProcessLookupError,
  TimeoutError,
  RuntimeError,
  NotImplementedError,
  RecursionError,
  StopAsyncIteration,
  StopIteration,
  TypeError,
  ValueError,
  UnicodeError,
  Warning,
  DeprecationWarning,
  ResourceWarning,
  RuntimeWarning,
  UserWarning,
});
declareModule('', Error, globalThis.TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError);
