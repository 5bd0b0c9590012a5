/**
 * The values of a program's variables, as its log keeps them.
 *
 * The program of an inspected run is compiled so that it calls a function at each `await`: with what is awaited, which it
 * returns; with an object that stands for this call of the author's function; and with the variables there. What that
 * function does must not be seen by the program, which goes on as in any other run.
 */
import { append } from '../capture/append.ts';
import { formatValue } from '../capture/console.ts';
import type { StackPlace } from './events.ts';

/** Compiled programs find the function that begins their inspection in the global object, under `Symbol.for()` of this. */
export const INSPECT = 'verified-cells.inspect';

/** A variable, and how to read it. That throws where it has no value yet. */
export type Variable = readonly [name: string, read: () => unknown];
/** Called at each `await`; returns what is awaited. */
export type Note = <Awaited>(awaited: Awaited, call: object, line: number, variables: readonly Variable[]) => Awaited;

/** How many variables are shown of a function, and how many characters of a value. */
const MAX_VARIABLES = 24;
const MAX_VALUE = 160;
/** Characters of all values of a run. */
const MAX_TEXT = 3_000_000;

interface Noted {
  readonly call: object;
  readonly line: number;
  readonly variables: readonly Variable[];
}

/** What one run tells of its variables. */
export class Values {
  /** By task: the calls under way that have come to an `await`, outermost first. */
  readonly #noted = new Map<number, Noted[]>();
  #left = MAX_TEXT;

  note(task: number, noted: Noted): void {
    const calls = this.#noted.get(task) ?? [];
    let at = 0;
    while (at < calls.length && calls[at]?.call !== noted.call) at++;
    // What this one called before is over.
    calls.length = at;
    append(calls, noted);
    this.#noted.set(task, calls);
  }

  forget(task: number): void {
    this.#noted.delete(task);
  }

  /** The places of a suspended task's functions, outermost first, with what their variables hold now. */
  at<P extends StackPlace>(task: number, stack: readonly P[], nameOf: (value: object) => string | null): P[] {
    const calls = this.#noted.get(task) ?? [];
    const places = [...stack];
    let call = calls.length - 1;
    for (let i = places.length - 1; i >= 0; i--) {
      const place = places[i] as P;
      // A function may wait without an `await` of its own, to dispose of something.
      let found = call;
      while (found >= 0 && calls[found]?.line !== place.line) found--;
      if (found < 0) continue;
      call = found - 1;
      places[i] = { ...place, ...this.#read((calls[found] as Noted).variables, nameOf) };
    }
    return places;
  }

  #read(variables: readonly Variable[], nameOf: (value: object) => string | null): Partial<StackPlace> {
    if (this.#left <= 0) return {};
    const values: [string, string][] = [];
    let hidden = 0;
    for (let i = 0; i < variables.length; i++) {
      const [name, read] = variables[i] as Variable;
      let value: unknown;
      try {
        value = read();
      } catch {
        continue;
      }
      if (values.length >= MAX_VARIABLES) {
        hidden++;
        continue;
      }
      const text = formatValue(value, MAX_VALUE, nameOf);
      this.#left -= name.length + text.length;
      append(values, [name, text]);
    }
    return hidden === 0 ? { values } : { values, hidden };
  }
}

/**
 * Notes the proxies that the program makes from now on: to show one would run its traps. Returns whether an object is one
 * of them.
 */
export function watchProxies(): (value: object) => boolean {
  const { construct } = Reflect;
  const NativeProxy = Proxy;
  const { revocable: nativeRevocable } = NativeProxy;
  const known = new WeakSet<object>();
  const add = known.add.bind(known);
  const has = known.has.bind(known);
  const revocable: typeof nativeRevocable = (target, handler) => {
    const made = nativeRevocable(target, handler);
    add(made.proxy);
    return made;
  };
  globalThis.Proxy = new NativeProxy(NativeProxy, {
    construct(target, given, newTarget) {
      const made = construct(target, given, newTarget) as object;
      add(made);
      return made;
    },
    get: (target, key) => (key === 'revocable' ? revocable : target[key as keyof typeof target]),
  });
  return has;
}
