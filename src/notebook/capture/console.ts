/**
 * `console` for a cell: `log`, `info`, `debug` print on out, `warn`, `error`,
 * `trace` and failed `assert`s on err.
 *
 * Values are shown without running the program's code: own properties are read
 * by descriptor, accessors appear as `[Getter]`. (A Proxy's traps cannot be
 * told from the object; one that loops is stopped like any other loop.) What
 * is needed of the language is captured when the module is loaded, because the
 * program may replace it afterwards.
 */
import type { Stream } from '../model/transcript.ts';

/** How deep, how wide and how long one printed value may become. */
const DEPTH = 3;
const ENTRIES = 50;
const LENGTH = 4_000;

const { apply, ownKeys, getOwnPropertyDescriptor, getPrototypeOf } = Reflect;
const { isArray } = Array;
const { is } = Object;
const text = String;
const quote = JSON.stringify;
const call = Function.prototype.call;
const slice = call.bind(String.prototype.slice) as (text: string, from: number, to: number) => string;
const eachOfMap = call.bind(Map.prototype.forEach) as (
  map: unknown,
  visit: (value: unknown, key: unknown) => void,
) => void;
const eachOfSet = call.bind(Set.prototype.forEach) as (set: unknown, visit: (value: unknown) => void) => void;
const sizeOfMap = getOwnPropertyDescriptor(Map.prototype, 'size')?.get as () => number;
const sizeOfSet = getOwnPropertyDescriptor(Set.prototype, 'size')?.get as () => number;
const NONE: [] = [];

/** How many more characters the value being printed may take. */
interface Room {
  left: number;
  /** What is shown in place of an object; null: the object itself. */
  readonly nameOf?: (value: object) => string | null;
  /** Whether to leave out what an object keeps for itself (`_waiters`), unless it is a list or no object at all. */
  readonly brief?: boolean;
}

/** The value of a data property, own or inherited; undefined for accessors. */
function dataProperty(object: object, key: string): unknown {
  let holder: object | null = object;
  for (let i = 0; i < 50 && holder !== null; i++) {
    const descriptor = getOwnPropertyDescriptor(holder, key);
    if (descriptor !== undefined) return descriptor.value;
    holder = getPrototypeOf(holder);
  }
  return undefined;
}

function nameOfClass(object: object): string | null {
  const prototype = getPrototypeOf(object);
  if (prototype === null) return null;
  const descriptor = getOwnPropertyDescriptor(prototype, 'constructor');
  const maker: unknown = descriptor?.value;
  if (typeof maker !== 'function') return null;
  const name: unknown = getOwnPropertyDescriptor(maker, 'name')?.value;
  return typeof name === 'string' && name !== '' ? slice(name, 0, 60) : null;
}

function sized(size: () => number, object: unknown): number | null {
  try {
    return apply(size, object, NONE) as number;
  } catch {
    return null;
  }
}

/** What kind of error was thrown; `Error` for what is none. */
export function kindOf(thrown: unknown): string {
  try {
    if (!(thrown instanceof Error)) return 'Error';
    const name = dataProperty(thrown, 'name');
    return typeof name === 'string' ? name : (nameOfClass(thrown) ?? 'Error');
  } catch {
    return 'Error';
  }
}

function showError(error: object): string {
  const kind = kindOf(error);
  const message = dataProperty(error, 'message');
  return typeof message === 'string' && message !== ''
    ? `${kind}: ${slice(message, 0, LENGTH)}`
    : slice(kind, 0, LENGTH);
}

function showEntries(object: object, depth: number, room: Room): string {
  const array = isArray(object);
  const name = nameOfClass(object);
  const mapSize = sized(sizeOfMap, object);
  const setSize = sized(sizeOfSet, object);
  let inner = '';
  let shown = 0;
  let total = 0;
  const add = (entry: () => string): void => {
    total++;
    if (shown >= ENTRIES || room.left <= 0) return;
    shown++;
    inner += (inner === '' ? ' ' : ', ') + entry();
  };
  if (mapSize !== null) {
    eachOfMap(object, (value, key) => add(() => `${show(key, depth + 1, room)} => ${show(value, depth + 1, room)}`));
  } else if (setSize !== null) {
    eachOfSet(object, (value) => add(() => show(value, depth + 1, room)));
  }
  const keys = ownKeys(object);
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as string | symbol;
    if (array && key === 'length') continue;
    if (shown >= ENTRIES || room.left <= 0) {
      total++;
      continue;
    }
    const descriptor = getOwnPropertyDescriptor(object, key);
    if (descriptor === undefined || descriptor.enumerable !== true) continue;
    const isInner = room.brief === true && typeof key === 'string' && key[0] === '_';
    if (isInner && typeof descriptor.value === 'object' && !isArray(descriptor.value)) {
      total++;
      continue;
    }
    add(() => {
      const label = array ? '' : `${typeof key === 'symbol' ? `[${text(key)}]` : slice(key, 0, 200)}: `;
      room.left -= label.length + 2;
      return label + ('value' in descriptor ? show(descriptor.value, depth + 1, room) : '[Getter]');
    });
  }
  if (total > shown) inner += `${inner === '' ? ' ' : ', '}… ${total - shown} more`;
  if (inner !== '') inner += ' ';
  if (array) return `[${inner}]`;
  const size = mapSize ?? setSize;
  const label =
    size !== null ? `${name ?? 'Object'}(${size}) ` : name === 'Object' ? '' : `${name ?? '[Object: null prototype]'} `;
  return `${label}{${inner}}`;
}

function show(value: unknown, depth: number, room: Room): string {
  if (room.left <= 0) return '…';
  let shown: string;
  try {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    const name = isObject ? (room.nameOf?.(value) ?? null) : null;
    if (name !== null) {
      room.left -= name.length;
      return name;
    }
    switch (typeof value) {
      case 'string':
        shown = depth === 0 ? slice(value, 0, room.left) : quote(slice(value, 0, 2_000));
        break;
      case 'bigint': {
        // Turning a huge one into digits takes long, for a line that no one would read.
        shown = value > 10n ** 400n || value < -(10n ** 400n) ? '[huge bigint]' : `${text(value)}n`;
        break;
      }
      case 'function': {
        const name: unknown = getOwnPropertyDescriptor(value, 'name')?.value;
        shown = typeof name === 'string' && name !== '' ? `[Function: ${slice(name, 0, 60)}]` : '[Function]';
        break;
      }
      case 'object':
        if (value === null) shown = 'null';
        else if (value instanceof Error) shown = showError(value);
        else if (depth > DEPTH) shown = isArray(value) ? '[…]' : '{…}';
        // Entries take their own share of the room.
        else return showEntries(value, depth, room);
        break;
      default:
        shown = is(value, -0) ? '-0' : text(value as string);
    }
  } catch {
    shown = '[unprintable]';
  }
  room.left -= shown.length;
  return shown;
}

/** One line's text for the arguments of a `console.log`. Never throws. */
export function formatLog(values: ArrayLike<unknown>): string {
  let line = '';
  const room: Room = { left: LENGTH + 1 };
  for (let i = 0; i < values.length && i < 100; i++) {
    let shown: string;
    try {
      shown = show(values[i], 0, room);
    } catch {
      shown = '[unprintable]';
    }
    line += (i === 0 ? '' : ' ') + shown;
  }
  return line;
}

/** How deep a value is shown that stands beside others. */
const VALUE_DEPTH = DEPTH - 1;

/**
 * A single value as text, strings in quotes and cut to a length. Never throws.
 *
 * @param nameOf what is shown in place of an object; null: the object itself, and without a look at it before
 */
export function formatValue(value: unknown, most: number, nameOf: (value: object) => string | null): string {
  let shown: string;
  try {
    shown = show(value, VALUE_DEPTH, { left: most + 1, nameOf, brief: true });
  } catch {
    shown = '[unprintable]';
  }
  return shown.length > most ? `${slice(shown, 0, most)}…` : shown;
}

type Log = (...values: unknown[]) => void;

/** A console that prints through `write`, line by line, and has nothing else. */
export function createConsole(write: (stream: Stream, text: string) => void): Record<string, Log> {
  const to =
    (stream: Stream): Log =>
    (...values) =>
      write(stream, `${formatLog(values)}\n`);
  const out = to('out');
  const err = to('err');
  const nothing: Log = () => {};
  return {
    log: out,
    info: out,
    debug: out,
    dir: out,
    table: out,
    warn: err,
    error: err,
    trace: err,
    assert: (holds, ...values) => {
      if (!holds) write('err', `Assertion failed${values.length > 0 ? `: ${formatLog(values)}` : ''}\n`);
    },
    group: out,
    groupCollapsed: out,
    groupEnd: nothing,
    clear: nothing,
    count: nothing,
    countReset: nothing,
    time: nothing,
    timeEnd: nothing,
    timeLog: nothing,
  };
}
