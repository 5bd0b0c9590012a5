import { INSPECT } from '../../../trace/inspect.ts';

/**
 * The helpers that lowered code brings along, each only where it is needed.
 *
 * They stand in the compiled module itself, beside the author's names, so
 * they reach the language's own objects through `globalThis`: a cell that
 * imports a `TypeError` of the runtime's has its own.
 */
export const SUPPORT = {
  /** Gives a function the name that bundling took from it. */
  name: (self: string) =>
    `function ${self}(target, name) { globalThis.Object.defineProperty(target, "name", { value: name, configurable: true }); return target; }`,

  /** The same for a class, unless a static method or accessor is called `name`; a field of that name comes later. */
  className: (self: string) =>
    `function ${self}(target, name) {` +
    ' const own = globalThis.Object.getOwnPropertyDescriptor(target, "name");' +
    ' if (own === undefined || typeof own.value === "string") globalThis.Object.defineProperty(target, "name", { value: name, configurable: true }); }',

  /** What JavaScript calls a function under a computed key. */
  keyName: (self: string) =>
    `function ${self}(key) { return typeof key !== "symbol" ? \`\${key}\` : key.description === undefined ? "" : \`[\${key.description}]\`; }`,

  /** What a computed key becomes, by the language's own rule. */
  propertyKey: (self: string) => `function ${self}(key) { return globalThis.Reflect.ownKeys({ [key]: 0 })[0]; }`,

  /** Async functions are no constructors. */
  refuse: (self: string) =>
    `function ${self}(name) { throw new globalThis.TypeError(\`\${name} is not a constructor\`); }`,

  /**
   * Replaces the generator method that a class defined by the function that makes coroutines of it.
   * One of the keys of `later` methods may be the same: then the method is no longer there.
   */
  method: (self: string) =>
    `function ${self}(target, key, code, wrap, ...later) {` +
    ' if (later.includes(key)) return;' +
    ' const property = globalThis.Object.getOwnPropertyDescriptor(target, key);' +
    ' property.value = wrap(property.value, code, "method");' +
    ' globalThis.Object.defineProperty(target, key, property); }',

  /** The callable behind a private async method: one for each evaluation of its class. */
  privateMethod: (self: string) =>
    `const ${self} = ((made) => (body, code, wrap) => {` +
    ' let callable = made.get(body);' +
    ' if (callable === undefined) made.set(body, callable = wrap(body, code, "method"));' +
    ' return callable; })(new globalThis.WeakMap());',

  /** `super` for code that is no longer in the method: reads and writes go through arrow functions that are. */
  superReference: (self: string) =>
    `function ${self}(get, set) { return new globalThis.Proxy(globalThis.Object.create(null), {` +
    ' get: (_, key) => get(key),' +
    ' set: (_, key, value) => { set(key, value); return true; },' +
    ' deleteProperty: () => { throw new globalThis.ReferenceError("Unsupported reference to \'super\'"); } }); }',
  /**
   * Of a program that is inspected: notes at an `await` which variables there are and how they are read; returns what is
   * awaited. Where no log is kept of the run there is nobody to tell.
   */
  noted: (self: string) =>
    `const ${self} = globalThis[globalThis.Symbol.for("${INSPECT}")]?.() ?? ((awaited) => awaited);`,
} as const;

export type Support = keyof typeof SUPPORT;

/** What lowered code takes from the runtime's module of helpers. */
export const LOWERED = [
  'define',
  'mark',
  'callable',
  'born',
  'wrap',
  'at',
  'awaits',
  'isMain',
  'returned',
  'settled',
  'thrown',
  'caught',
  'outermost',
  'dropped',
  'defineAsyncGenerator',
  'markAsyncGenerator',
  'bornAsyncGenerator',
  'wrapAsyncGenerator',
  'asyncGeneratorFunction',
  'emit',
  'delegate',
  'iterate',
  'methodAt',
  'scope',
] as const;

export type Lowered = (typeof LOWERED)[number];
