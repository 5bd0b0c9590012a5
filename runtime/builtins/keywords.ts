/** Python's keyword arguments: one plain object behind the others, as `sleep(1, { result })`. */

/**
 * The keyword arguments that a value is: a plain object of some of these names and nothing else. Null if it is no
 * such object, and then an argument like any other. So is an object without properties.
 */
export function keywordsIn<O extends object>(value: unknown, names: readonly (keyof O & string)[]): O | null {
  return isPlain(value) && Object.keys(value).length > 0 && hasOnly(value, names) ? (value as O) : null;
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function hasOnly(value: object, names: readonly string[]): boolean {
  return Object.keys(value).every((key) => names.includes(key));
}

/**
 * Parameters that go by position, or by their names at the end, by name. None of them takes a plain object, so one
 * without properties, too, is meant as keyword arguments.
 *
 * @param positional the names of those that have a position, in its order
 * @param keywordOnly the names of the others
 */
export function parametersOf<O extends object>(
  args: readonly unknown[],
  positional: readonly (keyof O & string)[],
  keywordOnly: readonly (keyof O & string)[] = [],
): O {
  const last = args.at(-1);
  const keywords = isPlain(last) && hasOnly(last, [...positional, ...keywordOnly]) ? last : null;
  const byPosition = keywords === null ? args : args.slice(0, -1);
  const all: Record<string, unknown> = { ...keywords };
  byPosition.forEach((value, index) => {
    all[positional[index] as string] = value;
  });
  return all as O;
}

/** For a parameter that goes by position, or by its name: the value. */
export function byName<V>(given: V | { readonly [name: string]: V | undefined }, name: string, missing: V): V {
  const keywords = keywordsIn<{ readonly [name: string]: V | undefined }>(given, [name]);
  return keywords === null ? (given as V) : (keywords[name] ?? missing);
}
