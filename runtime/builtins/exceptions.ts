/**
 * Python's exception hierarchy, on top of JavaScript's `Error`.
 *
 * `BaseException` > `CancelledError`, `KeyboardInterrupt`, `SystemExit`,
 * `GeneratorExit`, `BaseExceptionGroup`; everything else hangs below
 * `Exception`. JavaScript's own errors count as `Exception` too, and as the
 * Python class that means the same (`TypeError`, `RecursionError`), so that a
 * `catch` which sorts errors by class also sorts those that the engine threw.
 */

import { keywordsIn } from './keywords.ts';
import { declareClass } from './modules.ts';
import { escapeOf, repr, str, typeName } from './repr.ts';
import { isStackOverflow } from './stack-overflow.ts';

/** What a constructor takes last: an exception's `__cause__` (`raise … from cause`). */
export interface ExceptionOptions {
  readonly cause?: unknown;
}

const KEYWORDS = ['cause'] as const;
const NO_ARGUMENTS: readonly unknown[] = /* @__PURE__ */ Object.freeze([]);

/**
 * The root of all exceptions.
 *
 * `args` are the constructor's arguments; `message` is what `str(e)` gives in
 * Python. A last argument `{ cause }` becomes `cause`, as `raise … from` does.
 */
export class BaseException extends Error {
  protected static readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BaseException');

  readonly args: readonly unknown[];
  /** Python's `__notes__`: what `addNote()` added; undefined before that. Tracebacks show it below the message. */
  declare notes?: string[];
  /** For `traceback.ts`: in a private field, as a WeakMap of many is slow to collect. */
  #traceback: object | null = null;

  constructor(...args: unknown[]) {
    const options = keywordsIn<ExceptionOptions>(args.at(-1), KEYWORDS);
    if (options !== null) args.pop();
    super('', options ?? undefined);
    this.args = args.length === 0 ? NO_ARGUMENTS : Object.freeze(args);
    const message = this.describe(args);
    if (message !== '') this.message = message;
  }

  /** No name of a symbol's: declarations cannot be made of one without looking at other files. @internal */
  get __traceback__(): object | null {
    return #traceback in this ? this.#traceback : null;
  }

  /** @internal */
  set __traceback__(link: object | null) {
    if (#traceback in this) this.#traceback = link;
  }

  /** Adds a text that tracebacks show below the message. @throws {TypeError} if it is no string */
  addNote(note: string): void {
    // JavaScript's own TypeError: Python's would be in every bundle that has an exception.
    if (typeof note !== 'string')
      throw new globalThis.TypeError(`add_note() argument must be str, not ${typeName(note)}`);
    if (this.notes === undefined) this.notes = [note];
    else if (Array.isArray(this.notes)) this.notes.push(note);
    else throw new globalThis.TypeError('Cannot add note: __notes__ is not a list');
  }

  /** The text of `str(e)` for these arguments. */
  protected describe(args: readonly unknown[]): string {
    if (args.length === 0) return '';
    return args.length === 1 ? str(args[0]) : repr(args);
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
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'SystemExit');

  get code(): unknown {
    return this.args.length > 1 ? this.args : (this.args[0] ?? null);
  }
}

/** The user asked the program to stop (Ctrl-C, the page's Stop). */
export class KeyboardInterrupt extends BaseException {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'KeyboardInterrupt');
}

/** Thrown into a generator that is closed. */
export class GeneratorExit extends BaseException {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'GeneratorExit');
}

/** What `except Exception` catches: all errors, the engine's own included, but no cancellation and no interrupt. */
export class Exception extends BaseException {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Exception');

  /** @internal Also what `covers()` of the class itself says; subclasses do not inherit that. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    // biome-ignore-start lint/complexity/noThisInStatic: subclasses inherit this method; `this` is the class that is asked.
    if (Function.prototype[Symbol.hasInstance].call(this, value)) return true;
    return value instanceof Error && Object.hasOwn(this, 'covers') && this.covers(value);
    // biome-ignore-end lint/complexity/noThisInStatic: subclasses inherit this method; `this` is the class that is asked.
  }

  /** @internal Whether an error that was not made by this class means the same. */
  static covers(error: Error): boolean {
    if (!(error instanceof BaseException)) return true;
    // A group of errors, which is a BaseExceptionGroup.
    return (error as { readonly isExceptionGroup?: true }).isExceptionGroup === true;
  }
}

export class ArithmeticError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ArithmeticError');
}
export class FloatingPointError extends ArithmeticError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'FloatingPointError');
}
export class ZeroDivisionError extends ArithmeticError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ZeroDivisionError');
}
export class OverflowError extends ArithmeticError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'OverflowError');
}
export class AssertionError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'AssertionError');
}
export class AttributeError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'AttributeError');
}
export class BufferError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BufferError');
}
export class EOFError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'EOFError');
}
/** `new ImportError(message, { path })`. */
export class ImportError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ImportError');

  readonly path: unknown;

  constructor(...args: unknown[]) {
    const given = keywordsIn<{ readonly path?: unknown } & ExceptionOptions>(args.at(-1), ['cause', 'path']);
    const others = given === null ? args : args.slice(0, -1);
    super(...others, ...(given !== null && 'cause' in given ? [{ cause: given.cause }] : []));
    this.path = given?.path ?? null;
  }

  get msg(): unknown {
    return this.args[0] ?? null;
  }
}
export class ModuleNotFoundError extends ImportError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ModuleNotFoundError');
}
export class LookupError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'LookupError');
}
export class IndexError extends LookupError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'IndexError');
}
/** Its message is the `repr()` of the key, as Python words it. */
export class KeyError extends LookupError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'KeyError');

  protected override describe(args: readonly unknown[]): string {
    return args.length === 1 ? repr(args[0]) : super.describe(args);
  }
}
export class MemoryError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'MemoryError');
}
export class NameError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'NameError');
}
export class UnboundLocalError extends NameError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnboundLocalError');
}

/**
 * An error of the system: `new OSError(errno, strerror, filename?, null, filename2?)`.
 *
 * As in CPython, the number chooses the class: `new OSError(2, 'No such file')`
 * is a FileNotFoundError. The numbers are those of Linux. A subclass keeps its
 * class, whatever number it is given.
 */
export class OSError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'OSError');

  constructor(...args: unknown[]) {
    super(...args);
    if (new.target !== OSError || !isSystemError(this.args)) return;
    const type = subclassOf(this.args[0]);
    if (type !== undefined) Object.setPrototypeOf(this, type.prototype as object);
  }

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

export class BlockingIOError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BlockingIOError');
}
export class ChildProcessError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ChildProcessError');
}
export class ConnectionError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ConnectionError');
}
export class BrokenPipeError extends ConnectionError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BrokenPipeError');
}
export class ConnectionAbortedError extends ConnectionError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ConnectionAbortedError');
}
export class ConnectionRefusedError extends ConnectionError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ConnectionRefusedError');
}
export class ConnectionResetError extends ConnectionError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ConnectionResetError');
}
export class FileExistsError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'FileExistsError');
}
export class FileNotFoundError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'FileNotFoundError');
}
export class InterruptedError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'InterruptedError');
}
export class IsADirectoryError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'IsADirectoryError');
}
export class NotADirectoryError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'NotADirectoryError');
}
export class PermissionError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'PermissionError');
}
export class ProcessLookupError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ProcessLookupError');
}
/** The builtin one; `asyncio.TimeoutError` is the same class. */
export class TimeoutError extends OSError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'TimeoutError');
}

/** The class that CPython makes of an OSError with this number, on Linux; undefined: it stays one. */
function subclassOf(errno: unknown): typeof OSError | undefined {
  switch (errno) {
    case 1: // EPERM
    case 13: // EACCES
      return PermissionError;
    case 2: // ENOENT
      return FileNotFoundError;
    case 3: // ESRCH
      return ProcessLookupError;
    case 4: // EINTR
      return InterruptedError;
    case 10: // ECHILD
      return ChildProcessError;
    case 11: // EAGAIN, EWOULDBLOCK
    case 114: // EALREADY
    case 115: // EINPROGRESS
      return BlockingIOError;
    case 17: // EEXIST
      return FileExistsError;
    case 20: // ENOTDIR
      return NotADirectoryError;
    case 21: // EISDIR
      return IsADirectoryError;
    case 32: // EPIPE
    case 108: // ESHUTDOWN
      return BrokenPipeError;
    case 103: // ECONNABORTED
      return ConnectionAbortedError;
    case 104: // ECONNRESET
      return ConnectionResetError;
    case 110: // ETIMEDOUT
      return TimeoutError;
    case 111: // ECONNREFUSED
      return ConnectionRefusedError;
    default:
      return undefined;
  }
}

/** The same class under the names that it had before Python 3.3. */
export { OSError as EnvironmentError, OSError as IOError };

export class ReferenceError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ReferenceError');
}
export class RuntimeError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'RuntimeError');
  /** @internal */
  static override covers(error: Error): boolean {
    return isStackOverflow(error);
  }
}
export class PythonFinalizationError extends RuntimeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'PythonFinalizationError');
}
export class NotImplementedError extends RuntimeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'NotImplementedError');
}
/** Also what an engine's stack overflow counts as. */
export class RecursionError extends RuntimeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'RecursionError');
  /** @internal */
  static override covers(error: Error): boolean {
    return isStackOverflow(error);
  }
}
export class StopAsyncIteration extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'StopAsyncIteration');

  get value(): unknown {
    return this.args[0] ?? null;
  }
}
export class StopIteration extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'StopIteration');

  get value(): unknown {
    return this.args[0] ?? null;
  }
}
/** `new SyntaxError(msg, [filename, lineno, offset, text])`. JavaScript's own counts as one. */
export class SyntaxError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'SyntaxError');
  /** @internal */
  static override covers(error: Error): boolean {
    return error instanceof globalThis.SyntaxError;
  }

  get msg(): unknown {
    return this.args[0] ?? null;
  }
  get filename(): unknown {
    return this._detail(0);
  }
  get lineno(): unknown {
    return this._detail(1);
  }
  get offset(): unknown {
    return this._detail(2);
  }
  get text(): unknown {
    return this._detail(3);
  }
  private _detail(index: number): unknown {
    return (this.args[1] as readonly unknown[] | undefined)?.[index] ?? null;
  }
  protected override describe(args: readonly unknown[]): string {
    if (args.length !== 2 || !Array.isArray(args[1])) return super.describe(args);
    return `${str(args[0])} (${str(args[1][0])}, line ${str(args[1][1])})`;
  }
}
export class IndentationError extends SyntaxError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'IndentationError');
}
export class TabError extends IndentationError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'TabError');
}
export class SystemError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'SystemError');
}
/** Python's; JavaScript's own `TypeError` counts as one. */
export class TypeError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'TypeError');
  /** @internal */
  static override covers(error: Error): boolean {
    return error instanceof globalThis.TypeError;
  }
}
export class ValueError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ValueError');
}
export class UnicodeError extends ValueError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnicodeError');
}

/** What the three classes below have in common: they take what they need, no more and no less. */
abstract class TranscodeError extends UnicodeError {
  constructor(count: number, args: readonly unknown[]) {
    super(...args);
    const given = this.args.length;
    if (given !== count) throw new TypeError(`function takes exactly ${count} arguments (${given} given)`);
  }
}

/** `new UnicodeDecodeError(encoding, object, start, end, reason)`, where `object` is a Uint8Array. */
export class UnicodeDecodeError extends TranscodeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnicodeDecodeError');

  constructor(...args: unknown[]) {
    super(5, args);
  }
  get encoding(): unknown {
    return this.args[0];
  }
  get object(): unknown {
    return this.args[1];
  }
  get start(): unknown {
    return this.args[2];
  }
  get end(): unknown {
    return this.args[3];
  }
  get reason(): unknown {
    return this.args[4];
  }
  protected override describe([encoding, object, start, end, reason]: readonly unknown[]): string {
    const [from, to] = [Number(start), Number(end)];
    const byte = object instanceof Uint8Array ? object[from] : undefined;
    const what =
      to === from + 1 && byte !== undefined
        ? `byte 0x${byte.toString(16).padStart(2, '0')} in position ${from}`
        : `bytes in position ${from}-${to - 1}`;
    return `'${str(encoding)}' codec can't decode ${what}: ${str(reason)}`;
  }
}

/** `new UnicodeEncodeError(encoding, object, start, end, reason)`, where `object` is a string. */
export class UnicodeEncodeError extends TranscodeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnicodeEncodeError');

  constructor(...args: unknown[]) {
    super(5, args);
  }
  get encoding(): unknown {
    return this.args[0];
  }
  get object(): unknown {
    return this.args[1];
  }
  get start(): unknown {
    return this.args[2];
  }
  get end(): unknown {
    return this.args[3];
  }
  get reason(): unknown {
    return this.args[4];
  }
  protected override describe([encoding, object, start, end, reason]: readonly unknown[]): string {
    return `'${str(encoding)}' codec can't encode ${characters(object, start, end)}: ${str(reason)}`;
  }
}

/** `new UnicodeTranslateError(object, start, end, reason)`. */
export class UnicodeTranslateError extends TranscodeError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnicodeTranslateError');

  constructor(...args: unknown[]) {
    super(4, args);
  }
  get object(): unknown {
    return this.args[0];
  }
  get start(): unknown {
    return this.args[1];
  }
  get end(): unknown {
    return this.args[2];
  }
  get reason(): unknown {
    return this.args[3];
  }
  protected override describe([object, start, end, reason]: readonly unknown[]): string {
    return `can't translate ${characters(object, start, end)}: ${str(reason)}`;
  }
}

/** `character '\xff' in position 2`: positions count code points, as in Python. */
function characters(object: unknown, start: unknown, end: unknown): string {
  const [from, to] = [Number(start), Number(end)];
  const point = [...String(object)][from]?.codePointAt(0);
  if (to !== from + 1 || point === undefined) return `characters in position ${from}-${to - 1}`;
  return `character '${escapeOf(point)}' in position ${from}`;
}

export class Warning extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'Warning');
}
export class BytesWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'BytesWarning');
}
export class DeprecationWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'DeprecationWarning');
}
export class EncodingWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'EncodingWarning');
}
export class FutureWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'FutureWarning');
}
export class ImportWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ImportWarning');
}
export class PendingDeprecationWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'PendingDeprecationWarning',
  );
}
export class ResourceWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'ResourceWarning');
}
export class RuntimeWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'RuntimeWarning');
}
export class SyntaxWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'SyntaxWarning');
}
export class UnicodeWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UnicodeWarning');
}
export class UserWarning extends Warning {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'UserWarning');
}
