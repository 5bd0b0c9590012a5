/**
 * The program's module-level names: how functions travel to workers.
 *
 * A worker imports the program's compiled module again, so a function is known
 * there by the file and the name it has here. The compile step registers them.
 */

import { isClass } from '../builtins/repr.ts';

/** Where a value that travels by name is found. */
export interface GlobalName {
  /** A file of the program; `awaitable/…` for the runtime's modules; '' for the language's own. */
  readonly module: string;
  /** `square`, `Pool.submit`. */
  readonly name: string;
}

type Thunks = Readonly<Record<string, () => unknown>>;

/** Symbol under which compiled programs find the runtime. */
const RUNTIME = Symbol.for('awaitable.runtime');

const files = new Map<string, Thunks>();
/** Names that were looked up before, and those of everything registered at that moment. */
let known = new WeakMap<object, GlobalName>();
let surroundingsKnown = false;

/** Registers the names at the top of a file; each is read when it is needed. Called by compiled programs. */
export function registerGlobals(file: string, names: Thunks): void {
  files.set(file, names);
  known = new WeakMap();
  surroundingsKnown = false;
}

/** A method of what travels as a call, as with Python's `__reduce__()`: it gives a function that has a name and its arguments. */
export const REDUCE: unique symbol = Symbol('reduce');

function note(value: unknown, module: string, name: string): void {
  if ((typeof value !== 'function' && typeof value !== 'object') || value === null) return;
  if (!known.has(value)) known.set(value, { module, name });
}

/** A thunk's value; a name that has no value yet has none to send either. */
function read(thunk: () => unknown): unknown {
  try {
    return thunk();
  } catch {
    return undefined;
  }
}

function noteProgram(): void {
  for (const [file, names] of files) {
    for (const [name, thunk] of Object.entries(names)) {
      const value = read(thunk);
      note(value, file, name);
      if (!isClass(value)) continue;
      for (const key of Object.getOwnPropertyNames(value)) {
        const member = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
        if (typeof member === 'function') note(member, file, `${name}.${key}`);
      }
    }
  }
}

/** The runtime's modules and the language's own functions. */
function noteSurroundings(): void {
  surroundingsKnown = true;
  for (const [module, names] of Object.entries(modules())) {
    if (typeof names !== 'object' || names === null) continue;
    for (const [name, value] of Object.entries(names))
      if (typeof value === 'function') note(value, `awaitable/${module}`, name);
  }
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    const value = Object.getOwnPropertyDescriptor(globalThis, name)?.value as unknown;
    if (typeof value !== 'function' && (typeof value !== 'object' || value === null)) continue;
    if (value === globalThis) continue;
    if (typeof value === 'function') note(value, '', name);
    for (const key of Object.getOwnPropertyNames(value)) {
      const member = Object.getOwnPropertyDescriptor(value, key)?.value as unknown;
      if (typeof member === 'function') note(member, '', `${name}.${key}`);
    }
  }
}

function modules(): Record<string, unknown> {
  return (globalThis as { [RUNTIME]?: Record<string, unknown> })[RUNTIME] ?? {};
}

/** The name under which a worker finds the same thing, or null if it has none. */
export function nameOf(value: object): GlobalName | null {
  const found = known.get(value);
  if (found !== undefined) return found;
  noteProgram();
  if (!surroundingsKnown && !known.has(value)) noteSurroundings();
  return known.get(value) ?? null;
}

/** What goes by a name here; undefined if nothing does. */
export function valueOf({ module, name }: GlobalName): unknown {
  const [first, ...rest] = name.split('.') as [string, ...string[]];
  let value: unknown;
  if (module === '') value = (globalThis as Record<string, unknown>)[first];
  else if (module.startsWith('awaitable/')) {
    value = (modules()[module.slice('awaitable/'.length)] as Record<string, unknown> | undefined)?.[first];
  } else {
    const thunk = files.get(module)?.[first];
    value = thunk === undefined ? undefined : read(thunk);
  }
  for (const key of rest) value = (value as Record<string, unknown> | null | undefined)?.[key];
  return value;
}
