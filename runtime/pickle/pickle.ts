/**
 * What travels between a program and its workers: the module `awaitable/pickle`.
 *
 * Functions and classes go by name, values by structured clone, exceptions and
 * instances of module-level classes as their class's name and their fields.
 * What cannot travel raises what CPython's pickle raises, in its words.
 */

import { EventLoop } from '../asyncio/base-events.ts';
import { KIND } from '../asyncio/coroutines.ts';
import { BaseExceptionGroup } from '../builtins/exception-groups.ts';
import { BaseException, Exception, TypeError } from '../builtins/exceptions.ts';
import { declareClass, moduleOf } from '../builtins/modules.ts';
import { repr, typeName } from '../builtins/repr.ts';
import { type Frame, framesOf, leaveFrames } from '../builtins/traceback.ts';
import { ContextVar } from '../contextvars/variables.ts';
import { type GlobalName, nameOf, REDUCE, valueOf } from './program.ts';

export class PickleError extends Exception {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(this, 'PickleError', '_pickle');
}
/** Something cannot be sent to a worker, or back. */
export class PicklingError extends PickleError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'PicklingError',
    '_pickle',
  );
}
/** Something that was sent cannot be put together again. */
export class UnpicklingError extends PickleError {
  protected static override readonly __module__: string = /* @__PURE__ */ declareClass(
    this,
    'UnpicklingError',
    '_pickle',
  );
}

/** A value whose buffers (or ports) are to be moved instead of copied. */
class Moved {
  readonly value: unknown;
  readonly list: readonly object[];
  constructor(value: unknown, list: readonly object[]) {
    this.value = value;
    this.list = list;
  }
}

/**
 * Has the buffers of a value moved to the worker (or back) instead of copied:
 * `pool.submit(sum, transfer(array))`, `return transfer(array)`. The sender's
 * are empty afterwards. `list` names what to move; by default the value's own
 * buffer. Where memory cannot be moved, between processes, it is copied.
 */
export function transfer<T>(value: T, list?: readonly object[]): T {
  const own = ArrayBuffer.isView(value) ? value.buffer : value;
  return new Moved(value, list ?? [own as object]) as T;
}

/** A property of what stands for an event loop of the other side: its number there. */
export const HOME: unique symbol = Symbol('home');

/** What replaces a value that structured clone cannot carry: a plain object with this key. */
const MARK = '\0awaitable';

/** Something ready for `postMessage()`. */
export interface Pickled {
  readonly data: unknown;
  /** Whether `unpickle()` has to look for replaced values. */
  readonly coded: boolean;
  readonly transfer: readonly object[];
}

export interface PicklingOptions {
  /** Called with an event loop: its number for the other side. Without it loops do not travel. */
  readonly loop?: (loop: EventLoop) => number;
  /** Whether context variables go by name. */
  readonly contextVars?: boolean;
}

const NONE: readonly object[] = [];

/** Makes a value ready to travel. @throws {TypeError} or {PicklingError} if it cannot */
export function pickle(value: unknown, options: PicklingOptions = {}): Pickled {
  if (typeof value !== 'object' && typeof value !== 'function' && typeof value !== 'symbol') {
    return { data: value, coded: false, transfer: NONE };
  }
  if (Array.isArray(value) && value.every(isPrimitive) && !Object.isFrozen(value)) {
    return { data: value, coded: false, transfer: NONE };
  }
  if (!new Scan(options).special(value)) return { data: value, coded: false, transfer: NONE };
  const encoder = new Encoder(options);
  return { data: encoder.encode(value), coded: true, transfer: encoder.transfer };
}

/** Numbers, strings and the like, which need no second look. */
function isPrimitive(value: unknown): boolean {
  const type = typeof value;
  return value === null || (type !== 'object' && type !== 'function' && type !== 'symbol');
}

/** `cannot pickle 'WeakMap' object`, for what the engine's structured clone refused. */
export function cloneFailure(error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  const [, name] = /#<(\w+)>/.exec(message) ?? [];
  return new TypeError(name === undefined ? `cannot pickle: ${message}` : `cannot pickle '${name}' object`);
}

function refused(value: object): TypeError {
  const type = (value as { constructor?: object }).constructor;
  const module = type === undefined ? null : moduleOf(type);
  const name = typeName(value);
  return new TypeError(
    `cannot pickle '${module === null || module === 'builtins' ? name : `${module}.${name}`}' object`,
  );
}

/** The name of a function or class. @throws {PicklingError} if it has none that a worker could find */
function globalName(value: object): GlobalName {
  const name = nameOf(value);
  if (name !== null) return name;
  throw new PicklingError(`Can't pickle local object ${repr(value)}`);
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isNative(type: unknown): boolean {
  return typeof type === 'function' && /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(type));
}

const tagOf = (value: object): unknown => (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];

/** What kind of object it is to the encoder; throws for what cannot travel. */
type Shape =
  | 'array'
  | 'map'
  | 'set'
  | 'plain'
  | 'error'
  | 'instance'
  | 'reduced'
  | 'leaf'
  | 'moved'
  | 'loop'
  | 'home'
  | 'variable';

function shapeOf(value: object, options: PicklingOptions): Shape {
  if (Array.isArray(value)) return 'array';
  if (isPlain(value)) return 'plain';
  if (value instanceof Moved) return 'moved';
  if (value instanceof Error) return 'error';
  if ((value as { [KIND]?: unknown })[KIND] !== undefined) throw refused(value);
  if (value instanceof Map) return 'map';
  if (value instanceof Set) return 'set';
  if ((value as { [HOME]?: number })[HOME] !== undefined) return 'home';
  if (value instanceof EventLoop) {
    if (options.loop !== undefined) return 'loop';
    throw refused(value);
  }
  if (value instanceof ContextVar) {
    if (options.contextVars === true) return 'variable';
    throw refused(value);
  }
  if (value instanceof Promise) throw refused(value);
  if (REDUCE in value) return 'reduced';
  const tag = tagOf(value);
  if (tag === 'Generator' || tag === 'AsyncGenerator' || tag === 'async_generator' || tag === 'Module') {
    throw tag === 'Module' ? new TypeError("cannot pickle 'module' object") : refused(value);
  }
  const type = (value as { constructor?: unknown }).constructor;
  if (typeof type !== 'function' || isNative(type)) return 'leaf';
  if (moduleOf(type) !== null) throw refused(value);
  return 'instance';
}

/** Finds out whether a value needs encoding at all: most do not. */
class Scan {
  private readonly _options: PicklingOptions;
  private readonly _seen = new Set<object>();
  constructor(options: PicklingOptions) {
    this._options = options;
  }

  special(value: unknown): boolean {
    if (typeof value === 'symbol') throw new TypeError(`cannot pickle 'Symbol' object`);
    if (typeof value === 'function') {
      globalName(value);
      return true;
    }
    if (typeof value !== 'object' || value === null || this._seen.has(value)) return false;
    this._seen.add(value);
    switch (shapeOf(value, this._options)) {
      case 'leaf':
        return false;
      case 'array':
        return this._any(value as unknown[]) || Object.isFrozen(value);
      case 'set':
        return this._any(value as Set<unknown>);
      case 'map': {
        let found = false;
        for (const [key, item] of value as Map<unknown, unknown>) {
          if (this.special(key)) found = true;
          if (this.special(item)) found = true;
        }
        return found;
      }
      case 'plain':
        return this._any(Object.values(value)) || Object.hasOwn(value, MARK);
      default:
        return true;
    }
  }

  private _any(values: Iterable<unknown>): boolean {
    let found = false;
    for (const value of values) if (this.special(value)) found = true;
    return found;
  }
}

type Marked = { [MARK]: string; [key: string]: unknown };

/** Copies a value with everything replaced that structured clone cannot carry. */
class Encoder {
  readonly transfer: object[] = [];
  private readonly _options: PicklingOptions;
  private readonly _done = new Map<object, unknown>();
  constructor(options: PicklingOptions) {
    this._options = options;
  }

  encode(value: unknown): unknown {
    if (typeof value === 'function') return { [MARK]: 'global', ...globalName(value) };
    if (typeof value === 'symbol') throw new TypeError(`cannot pickle 'Symbol' object`);
    if (typeof value !== 'object' || value === null) return value;
    const before = this._done.get(value);
    if (before !== undefined) return before;
    const keep = <V extends object>(copy: V): V => {
      this._done.set(value, copy);
      return copy;
    };
    switch (shapeOf(value, this._options)) {
      case 'leaf':
        return value;
      case 'array': {
        const items: unknown[] = [];
        keep(Object.isFrozen(value) ? ({ [MARK]: 'tuple', items } as Marked) : items);
        for (const item of value as unknown[]) items.push(this.encode(item));
        return this._done.get(value);
      }
      case 'map': {
        const copy = keep(new Map());
        for (const [key, item] of value as Map<unknown, unknown>) copy.set(this.encode(key), this.encode(item));
        return copy;
      }
      case 'set': {
        const copy = keep(new Set());
        for (const item of value as Set<unknown>) copy.add(this.encode(item));
        return copy;
      }
      case 'plain': {
        const fields: Record<string, unknown> = {};
        const copy = keep(Object.hasOwn(value, MARK) ? ({ [MARK]: 'plain', fields } as Marked) : fields);
        this._fields(value, fields);
        return copy;
      }
      case 'instance': {
        const fields: Record<string, unknown> = {};
        const copy = keep({ [MARK]: 'instance', type: globalName(value.constructor), fields } as Marked);
        this._fields(value, fields);
        return copy;
      }
      case 'reduced': {
        const [call, args] = (value as { [REDUCE](): [object, unknown[]] })[REDUCE]();
        return keep({ [MARK]: 'call', ...globalName(call), args: this.encode(args) } as Marked);
      }
      case 'error':
        return this._error(value as Error, keep);
      case 'moved': {
        this.transfer.push(...(value as Moved).list);
        return this.encode((value as Moved).value);
      }
      case 'loop':
        return keep({ [MARK]: 'loop', id: this._options.loop?.(value as EventLoop) } as Marked);
      case 'home':
        return keep({ [MARK]: 'home', id: (value as { [HOME]?: number })[HOME] } as Marked);
      case 'variable': {
        const name = nameOf(value);
        if (name === null) {
          throw new TypeError(
            `the context variable '${(value as ContextVar<unknown>).name}' cannot go to a worker: ` +
              'it is no variable at the top of the program',
          );
        }
        return keep({ [MARK]: 'global', ...name } as Marked);
      }
    }
  }

  private _fields(from: object, into: Record<string, unknown>): void {
    for (const [key, item] of Object.entries(from)) into[key] = this.encode(item);
  }

  private _error(error: Error, keep: <V extends object>(copy: V) => V): Marked {
    const fields: Record<string, unknown> = {};
    const copy = keep({
      [MARK]: 'error',
      type: globalName(error.constructor),
      message: error.message,
      frames: framesOf(error),
      fields,
    } as Marked);
    for (const [key, item] of Object.entries(error)) {
      if (key === 'args' || key === 'exceptions' || key === 'message') continue;
      fields[key] = this.encode(item);
    }
    if (error instanceof BaseException) {
      const group = error instanceof BaseExceptionGroup;
      copy.args = (group ? [error.args[0], error.exceptions] : error.args).map((item) => {
        // A tuple or list of its own, not the group's frozen one.
        return this.encode(item === (error as { exceptions?: unknown }).exceptions ? [...(item as unknown[])] : item);
      });
    }
    if (error.cause !== undefined) copy.cause = this.encode(error.cause);
    return copy;
  }
}

export interface UnpicklingOptions {
  /** What stands for the other side's event loop of that number. */
  readonly loop?: (id: number) => unknown;
  /** This side's own event loop of that number. */
  readonly home?: (id: number) => unknown;
}

/** Puts a value together again that `pickle()` made. */
export function unpickle(data: unknown, coded: boolean, options: UnpicklingOptions = {}): unknown {
  return coded ? new Decoder(options).decode(data) : data;
}

class Decoder {
  private readonly _options: UnpicklingOptions;
  private readonly _done = new Map<object, unknown>();
  constructor(options: UnpicklingOptions) {
    this._options = options;
  }

  decode(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    if (this._done.has(value)) return this._done.get(value);
    const keep = <V>(result: V): V => {
      this._done.set(value, result);
      return result;
    };
    if (Array.isArray(value)) {
      keep(value);
      for (let i = 0; i < value.length; i++) value[i] = this.decode(value[i]);
      return value;
    }
    if (value instanceof Map) {
      keep(value);
      const entries = [...value];
      value.clear();
      for (const [key, item] of entries) value.set(this.decode(key), this.decode(item));
      return value;
    }
    if (value instanceof Set) {
      keep(value);
      const items = [...value];
      value.clear();
      for (const item of items) value.add(this.decode(item));
      return value;
    }
    if (!isPlain(value)) return keep(value);
    if (!Object.hasOwn(value, MARK)) {
      keep(value);
      this._fields(value as Record<string, unknown>, value as Record<string, unknown>);
      return value;
    }
    const marked = value as Marked;
    const fields = marked.fields as Record<string, unknown>;
    switch (marked[MARK]) {
      case 'global':
        return keep(this._global(marked as unknown as GlobalName));
      case 'tuple': {
        const items = marked.items as unknown[];
        keep(items);
        for (let i = 0; i < items.length; i++) items[i] = this.decode(items[i]);
        return Object.freeze(items);
      }
      case 'plain':
        keep(fields);
        this._fields(fields, fields);
        return fields;
      case 'instance': {
        const type = this._global(marked.type as GlobalName) as { prototype: object };
        const instance = keep(Object.create(type.prototype) as Record<string, unknown>);
        this._fields(fields, instance);
        return instance;
      }
      case 'call': {
        const call = this._global(marked as unknown as GlobalName) as (...args: unknown[]) => unknown;
        return keep(call(...(this.decode(marked.args) as unknown[])));
      }
      case 'error':
        return this._error(marked, keep);
      case 'loop':
        return keep(this._options.loop?.(marked.id as number));
      case 'home':
        return keep(this._options.home?.(marked.id as number));
      default:
        throw new UnpicklingError(`invalid load key, ${repr(marked[MARK])}.`);
    }
  }

  private _fields(from: Record<string, unknown>, into: Record<string, unknown>): void {
    for (const key of Object.keys(from)) into[key] = this.decode(from[key]);
  }

  private _global({ module, name }: GlobalName): unknown {
    const found = valueOf({ module, name });
    if (found !== undefined) return found;
    throw new UnpicklingError(`Can't get attribute '${name}' on <module '${module === '' ? 'builtins' : module}'>`);
  }

  private _error(marked: Marked, keep: <V>(result: V) => V): Error {
    const type = this._global(marked.type as GlobalName) as new (...args: unknown[]) => Error;
    let error: Error;
    // Without the class's own constructor: it may want other arguments than those that it hands on.
    if (marked.args !== undefined) {
      const args = this.decode(marked.args) as unknown[];
      const group = type.prototype instanceof BaseExceptionGroup || type === (BaseExceptionGroup as unknown);
      error = Reflect.construct(group ? BaseExceptionGroup : BaseException, args, type) as Error;
    } else {
      error = isNative(type) ? new type(marked.message) : (Reflect.construct(Error, [marked.message], type) as Error);
    }
    keep(error);
    this._fields(marked.fields as Record<string, unknown>, error as unknown as Record<string, unknown>);
    if (marked.cause !== undefined) error.cause = this.decode(marked.cause);
    const frames = marked.frames as Frame[] | null;
    if (frames !== null) leaveFrames(error, frames.toReversed());
    return error;
  }
}
