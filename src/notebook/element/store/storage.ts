/**
 * What outlives a page: readers' edits, their choice of speed and of a language, kept in the browser, where every access may be refused;
 * and what the address of a page may ask for.
 */

export const SPEED_KEY = 'verified:speed';
/** The language in which the reader sees programs: kept for good, or for this visit if only a link has asked for it. */
export const LANGUAGE_KEY = 'verified:language';

/** Shared code; see share/share-code.ts. */
export const CODE = '#code=';
/** In the playground: the program of the site to start from, `PAGE/CELL`. */
export const START = '#start=';

/**
 * The event at which the page's address asks for the loop of a cell, `?loop=37`, counted from 1; null: it asks for none.
 * The cell is that of the fragment.
 */
export function loopAsked(): number | null {
  const asked = new URLSearchParams(location.search).get('loop') ?? '';
  return /^[1-9]\d{0,5}$/.test(asked) ? Number(asked) : null;
}

/** Where the edits of a cell of this page are kept, by language; see edits.ts. */
export function editKey(cell: string, language: 'typescript' | 'python'): string {
  const page = location.pathname.replace(/\/(?:index\.html)?$/, '');
  return `verified:edit:${page}#${cell}${language === 'python' ? '.py' : ''}`;
}

export function read(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps `value`, or forgets the key if it is null. False where storage is full or forbidden. */
export function keep(key: string, value: string | null): boolean {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
    return true;
  } catch {
    return false;
  }
}
