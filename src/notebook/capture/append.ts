const { defineProperty } = Reflect;

/**
 * `list.push(item)` for a realm that runs a reader's program, which may have put a setter on Array.prototype, or another
 * `push`. Returns the index of the item.
 */
export function append<T>(list: T[], item: T): number {
  const index = list.length;
  defineProperty(list, index, {
    __proto__: null,
    value: item,
    writable: true,
    enumerable: true,
    configurable: true,
  } as PropertyDescriptor);
  return index;
}
