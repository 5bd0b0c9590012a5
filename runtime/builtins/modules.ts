/** Which Python module a class counts as part of. */

const modules = new WeakMap<object, string>();

/**
 * The module that a class is shown under: `asyncio.exceptions`, '' for a
 * builtin, null for a class of the program. A subclass does not inherit it.
 */
export function moduleOf(type: object): string | null {
  return modules.get(type) ?? null;
}

/** Says that classes belong to a module; see `moduleOf()`. */
export function declareModule(module: string, ...types: readonly object[]): void {
  for (const type of types) modules.set(type, module);
}

/**
 * Says that classes belong to a module, and what they are called.
 *
 * Bundlers may rename a class that speaks of itself (`class _Queue`), and its
 * name is what reprs and tracebacks show.
 */
export function declareClasses(module: string, types: Readonly<Record<string, object>>): void {
  for (const [name, type] of Object.entries(types)) {
    modules.set(type, module);
    Object.defineProperty(type, 'name', { value: name, configurable: true });
  }
}
