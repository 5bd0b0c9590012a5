/** Which Python module a class counts as part of. */

/** Whether a class is one of JavaScript's own errors, which are shown like builtins of Python's. */
function isNativeError(type: object): boolean {
  const { name } = type as typeof Error;
  const isError = type === Error || Object.getPrototypeOf(type) === Error;
  return isError && (globalThis as Readonly<Record<string, unknown>>)[name] === type;
}

/**
 * The module that a class is shown under, Python's `__module__`: `asyncio.exceptions`, `builtins`; null for a class
 * of the program. A subclass does not inherit it.
 */
export function moduleOf(type: object): string | null {
  if (Object.hasOwn(type, '__module__')) return (type as { readonly __module__: string }).__module__;
  return isNativeError(type) ? 'builtins' : null;
}

/** The module of a class as a prefix of its name: `asyncio.exceptions.`; '' for builtins. */
export function modulePrefix(type: object): string {
  const module = moduleOf(type) ?? '__main__';
  return module === 'builtins' ? '' : `${module}.`;
}

/**
 * For a class's static property `__module__`: gives the class its Python name, and gives the module back. `constants`
 * are properties that all instances share.
 *
 * Minifiers rename classes, and reprs and tracebacks show their names. It is a property rather than a statement beside
 * the class, because bundlers drop an unused class with what its `@__PURE__` initializers do.
 */
export function declareClass(
  type: { readonly prototype: object },
  name: string,
  module = 'builtins',
  constants?: Readonly<Record<PropertyKey, unknown>>,
): string {
  Object.defineProperty(type, 'name', { value: name, configurable: true });
  Object.assign(type.prototype, constants);
  return module;
}
