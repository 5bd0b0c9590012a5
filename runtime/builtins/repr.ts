/**
 * `repr()` and `str()`: JavaScript's values written as Python writes its own.
 *
 * | value | written as |
 * | --- | --- |
 * | `null`, `undefined`, booleans | `None`, `True`, `False` |
 * | numbers, bigints | `3`, `0.5`, `1e-07`, `inf`, `nan` (a whole number has no `.0`: JavaScript has one number type) |
 * | strings | `'it'`, `"it's"` |
 * | arrays; frozen arrays | `[1, 2]`; `(1, 2)`, `(1,)` |
 * | `Map`s and plain objects | `{'a': 1}` |
 * | `Set`s | `{1, 2}`, `set()` |
 * | `Uint8Array`s | `b'\x00a'` |
 * | errors | `ValueError('no')` |
 * | objects with a method `repr()`, or a `toString()` of their own | what that returns |
 * | everything else | `<Name object at 0x…>` |
 *
 * `str(x)` differs for strings (themselves), errors (their message) and objects
 * with both a `repr()` and a `toString()` (the latter).
 */

import { isPlain } from './keywords.ts';
import { modulePrefix } from './modules.ts';

/** Addresses in reprs: counted, so that a run prints the same ones every time. */
const addresses = new WeakMap<object, string>();
let nextAddress = 0x7f00_0000_1000;

/** A made-up but stable address for an object, as reprs print it. */
export function addressOf(value: object): string {
  let address = addresses.get(value);
  if (address === undefined) {
    address = `0x${nextAddress.toString(16)}`;
    nextAddress += 0x40;
    addresses.set(value, address);
  }
  return address;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

const UNPRINTABLE = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/u;

/** A string, or bytes as a string of one character each, in quotes and with escapes. */
function quoted(text: string, areBytes = false): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  let out = quote;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    if (char === quote) out += `\\${char}`;
    else if (char in ESCAPES) out += ESCAPES[char];
    else out += UNPRINTABLE.test(char) || (areBytes && code > 0x7e) ? escapeOf(code) : char;
  }
  return out + quote;
}

/** A character as its number: `\\x07`, `\\u2028`, `\\U0001f600`. */
export function escapeOf(code: number): string {
  const [letter, digits] = code < 0x100 ? ['x', 2] : code < 0x10000 ? ['u', 4] : ['U', 8];
  return `\\${letter}${code.toString(16).padStart(digits, '0')}`;
}

function reprNumber(value: number): string {
  // nan, inf, -inf
  if (!Number.isFinite(value))
    return String(value)
      .toLowerCase()
      .slice(0, value < 0 ? 4 : 3);
  if (Object.is(value, -0)) return '-0.0';
  if (Number.isInteger(value)) return BigInt(value).toString();
  // JavaScript and Python agree on the shortest digits; they differ in when
  // and how they write an exponent (Python: below 1e-4, two digits at least).
  const [mantissa, exponent] = value.toExponential().split('e') as [string, string];
  const power = Number(exponent);
  if (power < -4) return `${mantissa}e-${String(-power).padStart(2, '0')}`;
  return String(value);
}

/** Whether a value is a class, and not another function. */
export function isClass(value: unknown): value is new (...args: never[]) => unknown {
  return typeof value === 'function' && /^class[\s{]/.test(Function.prototype.toString.call(value));
}

function describeFunction(value: (...args: never[]) => unknown): string {
  if (isClass(value)) return `<class '${modulePrefix(value)}${value.name}'>`;
  return `<function ${value.name || '<lambda>'} at ${addressOf(value)}>`;
}

function describeError(error: Error, seen: readonly object[]): string {
  if (hasOwnToString(error)) return String(error);
  return `${error.constructor.name}(${error.message === '' ? '' : write(error.message, seen)})`;
}

/** Whether an object says itself how it wants to be written. */
function hasOwnToString(value: object): boolean {
  const { toString } = value as { toString?: unknown };
  return (
    typeof toString === 'function' &&
    ![Object, Error, Date, Function].some((type) => toString === type.prototype.toString)
  );
}

function write(value: unknown, seen: readonly object[]): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return reprNumber(value);
    case 'bigint':
    case 'symbol':
      return value.toString();
    case 'boolean':
      return value ? 'True' : 'False';
    case 'function':
      return describeFunction(value as (...args: never[]) => unknown);
    default:
      return value ? writeObject(value as object, seen) : 'None';
  }
}

function writeObject(value: object, seen: readonly object[]): string {
  const isInside = seen.includes(value);
  const inner = [...seen, value];
  const all = (items: Iterable<unknown>): string =>
    isInside ? '...' : Array.from(items, (item) => write(item, inner)).join(', ');
  if (Array.isArray(value)) {
    if (!Object.isFrozen(value)) return `[${all(value)}]`;
    return value.length === 1 && !isInside ? `(${all(value)},)` : `(${all(value)})`;
  }
  if (value instanceof Set) return value.size === 0 || isInside ? `set(${all(value)})` : `{${all(value)}}`;
  if (value instanceof Map || isPlain(value)) {
    if (isInside) return '{...}';
    const entries: Iterable<[unknown, unknown]> = value instanceof Map ? value : Object.entries(value);
    return `{${Array.from(entries, ([k, v]) => `${write(k, inner)}: ${write(v, inner)}`).join(', ')}}`;
  }
  if (value instanceof Uint8Array)
    return `b${quoted(Array.from(value, (byte) => String.fromCharCode(byte)).join(''), true)}`;
  if (value instanceof Error) return describeError(value, seen);
  const { repr: describe } = value as { repr?: unknown };
  if (typeof describe === 'function') return String(describe.call(value));
  if (hasOwnToString(value)) return String(value);
  const { constructor } = value as { constructor?: { name?: unknown } };
  const name = typeof constructor?.name === 'string' && constructor.name !== '' ? constructor.name : 'object';
  return `<${name} object at ${addressOf(value)}>`;
}

/** The value as Python's `repr()` writes it; see the table above. A value inside itself is written `[...]` or `{...}`. */
export function repr(value: unknown): string {
  return write(value, []);
}

/** The value as Python's `str()` writes it: strings as they are, errors by their message, the rest like `repr()`. */
export function str(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Error) return value.message;
  const hasBoth = typeof (value as { repr?: unknown } | null)?.repr === 'function' && typeof value === 'object';
  if (hasBoth && hasOwnToString(value as object)) return String(value);
  return repr(value);
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  string: 'str',
  bigint: 'int',
  boolean: 'bool',
  symbol: 'Symbol',
};

/** The name of the Python type that a value stands for, as error messages give it: `int`, `NoneType`, `dict`, a class's own name. */
export function typeName(value: unknown): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  if (typeof value === 'function') return isClass(value) ? 'type' : 'function';
  if (typeof value !== 'object' || value === null) return TYPE_NAMES[typeof value] ?? 'NoneType';
  if (Array.isArray(value)) return Object.isFrozen(value) ? 'tuple' : 'list';
  if (value instanceof Map || isPlain(value)) return 'dict';
  if (value instanceof Set) return 'set';
  if (value instanceof Uint8Array) return 'bytes';
  const tag = (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag];
  if (tag === 'Generator') return 'generator';
  if (tag === 'coroutine' || tag === 'async_generator') return tag;
  const { constructor } = value as { constructor?: { name?: string } };
  return constructor?.name || 'object';
}

/** `reprlib.repr()`: a repr that stays short, as futures print their results. */
export function shortRepr(value: unknown, level = 6): string {
  if (typeof value === 'string') {
    const whole = repr(value.slice(0, 30));
    if (whole.length <= 30) return whole;
    return cut(repr(value.slice(0, 13) + value.slice(Math.max(0, value.length - 14))), 13, 14);
  }
  if (typeof value === 'number' || typeof value === 'bigint') {
    const text = repr(value);
    return text.length > 40 ? cut(text, 18, 19) : text;
  }
  if (Array.isArray(value)) {
    const tuple = Object.isFrozen(value);
    const text = shortItems(value, 6, level);
    if (!tuple) return `[${text}]`;
    return value.length === 1 ? `(${text},)` : `(${text})`;
  }
  if (value instanceof Set)
    return value.size === 0
      ? 'set()'
      : `{${shortItems(
          sortedIfPossible([...value], (item) => item),
          6,
          level,
        )}}`;
  if (value instanceof Map || isPlain(value)) {
    const entries = value instanceof Map ? [...value] : Object.entries(value);
    if (entries.length === 0) return '{}';
    if (level <= 0) return '{...}';
    const items = sortedIfPossible(entries, ([key]) => key)
      .slice(0, 4)
      .map(([k, v]) => `${shortRepr(k, level - 1)}: ${shortRepr(v, level - 1)}`);
    if (entries.length > 4) items.push('...');
    return `{${items.join(', ')}}`;
  }
  if (value === null || value === undefined || typeof value === 'boolean') return repr(value);
  const text = repr(value);
  return text.length > 30 ? cut(text, 13, 14) : text;
}

/** `reprlib` shows dicts and sets in order if they can be ordered: here, if all keys are strings or all are numbers. */
function sortedIfPossible<V>(values: readonly V[], keyOf: (value: V) => unknown): readonly V[] {
  const kinds = new Set(values.map((value) => typeof keyOf(value)));
  if (kinds.size !== 1 || !(kinds.has('string') || kinds.has('number'))) return values;
  return [...values].sort((a, b) => ((keyOf(a) as string) < (keyOf(b) as string) ? -1 : 1));
}

function shortItems(values: readonly unknown[], most: number, level: number): string {
  if (values.length === 0) return '';
  if (level <= 0) return '...';
  const items = values.slice(0, most).map((item) => shortRepr(item, level - 1));
  if (values.length > most) items.push('...');
  return items.join(', ');
}

function cut(text: string, head: number, tail: number): string {
  return `${text.slice(0, head)}...${text.slice(Math.max(head, text.length - tail))}`;
}
