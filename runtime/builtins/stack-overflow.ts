/** How engines say that their call stack is full. */

/** Whether an engine threw this because its call stack was full. */
export function isStackOverflow(value: unknown): boolean {
  if (!(value instanceof Error)) return false;
  try {
    return (
      (value instanceof RangeError && /call stack/i.test(value.message)) ||
      // Firefox: InternalError: too much recursion
      (value.constructor.name === 'InternalError' && /recursion/.test(value.message))
    );
  } catch {
    // An engine's own errors can be looked at.
    return false;
  }
}
