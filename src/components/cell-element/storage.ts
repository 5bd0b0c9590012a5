/** The few things that are kept in the browser: readers' edits and their choice of speed. Every access may be refused. */

/** Followed by the page's path, `#` and the cell's id. */
export const EDIT_PREFIX = 'awaitable:edit:';
export const SPEED_KEY = 'awaitable:speed';

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value`, or forgets the key if it is null. Does nothing where storage is full or forbidden. */
export function keep(key: string, value: string | null): void {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // The edit lives on in the page.
  }
}
