/** Python's keyword arguments: one plain object behind the others, as `sleep(1, { result })`. */

/**
 * Returns a value as keyword arguments if it is a plain object with at least one property and no names but these.
 * Otherwise returns null: the value is an ordinary argument.
 */
export function keywordsIn<O extends object>(value: unknown, names: readonly (keyof O & string)[]): O | null {
  if (!isPlain(value)) return null;
  const given = Object.keys(value);
  return given.length > 0 && given.every((name) => (names as readonly string[]).includes(name)) ? (value as O) : null;
}

/** Whether a value is an object of no class. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/**
 * Returns the arguments of a function by their names. They go by position, or by name in one object at the end. None
 * of the parameters takes a plain object, so every plain object at the end holds keyword arguments.
 *
 * The errors are JavaScript's own TypeError: the module with Python's exceptions imports this one.
 *
 * @param callee what error messages call the function
 * @param positional the names of the parameters that have a position, in order
 * @param keywordOnly the names of the others
 * @throws {TypeError} for an unknown name, too many arguments, or a parameter given twice
 */
export function parametersOf<O extends object>(
  callee: string,
  args: readonly unknown[],
  positional: readonly (keyof O & string)[],
  keywordOnly: readonly string[] = [],
): O {
  const last = args.at(-1);
  const parameters: Record<string, unknown> = isPlain(last) ? { ...last } : {};
  const byPosition = isPlain(last) ? args.slice(0, -1) : args;
  checkNames(callee, parameters, [...positional, ...keywordOnly]);
  if (byPosition.length > positional.length) {
    throw new TypeError(
      `${callee}() takes at most ${positional.length} positional arguments (${byPosition.length} given)`,
    );
  }
  byPosition.forEach((value, index) => {
    const name = positional[index] as string;
    if (isPlain(value)) throw new TypeError(`${callee}() got a positional argument after keyword arguments`);
    if (name in parameters) throw new TypeError(`${callee}() got multiple values for argument '${name}'`);
    parameters[name] = value;
  });
  return parameters as O;
}

/** The keyword arguments of a function that takes nothing else in their place, by the rules of `parametersOf()`. */
export function optionsOf<O extends object>(callee: string, options: O, names: readonly string[]): O {
  if (!isPlain(options)) return parametersOf<O>(callee, [options], [], names);
  checkNames(callee, options, names);
  return options;
}

function checkNames(callee: string, given: object, known: readonly string[]): void {
  for (const name of Object.keys(given)) {
    if (!known.includes(name)) throw new TypeError(`${callee}() got an unexpected keyword argument '${name}'`);
  }
}

/** The value of a function's only parameter, by the rules of `parametersOf()`. */
export function parameterOf<V>(
  callee: string,
  given: V | { readonly [name: string]: V | undefined },
  name: string,
  missing: V,
): V {
  return isPlain(given) ? (parametersOf<{ [name: string]: V }>(callee, [given], [name])[name] ?? missing) : given;
}

/** The value of a parameter that goes by position or by name, and that takes any value. */
export function byName<V>(given: V | { readonly [name: string]: V | undefined }, name: string, missing: V): V {
  const keywords = keywordsIn<{ readonly [name: string]: V | undefined }>(given, [name]);
  return keywords === null ? (given as V) : (keywords[name] ?? missing);
}
