/**
 * Tells when a reader has come near a cell, so that what a run needs is ready before they press Run: starting the compiler
 * takes longer than everything else. It is 3.7 MB, so nothing is fetched for a reader who only passes by.
 */

/** Milliseconds for which a cell has to stand in the middle of the window: a reader who scrolls past does not count. */
const DWELL = 1_500;
/** The middle of the window. */
const MIDDLE = '-30% 0px -30% 0px';
/** The window, and one more below it: what Page Down would show. */
const WITHIN_REACH = '0px 0px 100% 0px';
/** In the tab's own storage: a cell has been run on this visit, so the next page's will be too, and the files are here. */
const RAN_KEY = 'verified:ran';
/** Events that show that a person is at the page. */
const SIGNS = ['scroll', 'pointermove', 'pointerdown', 'keydown'] as const;

interface Connection {
  readonly saveData?: boolean;
  readonly effectiveType?: string;
}

function connection(): Connection | undefined {
  return (navigator as { connection?: Connection }).connection;
}

/** Whether the reader has asked browsers to fetch nothing that is not needed yet. */
export function savesData(): boolean {
  return connection()?.saveData === true;
}

/** Notes that a cell has been run, for the next pages of this visit. */
export function noteRun(): void {
  try {
    sessionStorage.setItem(RAN_KEY, '');
  } catch {
    // Then the next page starts as the first one does.
  }
}

function hasRun(): boolean {
  try {
    return sessionStorage.getItem(RAN_KEY) !== null;
  } catch {
    return false;
  }
}

/**
 * Calls `came`, once, with the first cell that the reader comes near: on a page after one where they have run a cell,
 * as soon as a cell is within reach; else when one has stood in the middle of the window for a while and the reader
 * has moved at all. Never, if they save data, or the connection is slow and the compiler still has to be fetched.
 */
export function onceNear(cells: Iterable<HTMLElement>, came: (cell: HTMLElement) => void): void {
  if (savesData()) return;
  if (hasRun()) watch(cells, WITHIN_REACH, 0, came);
  else if (!/2g|3g/.test(connection()?.effectiveType ?? '')) {
    const found = [...cells];
    const someone = (): void => {
      for (const sign of SIGNS) removeEventListener(sign, someone);
      watch(found, MIDDLE, DWELL, came);
    };
    for (const sign of SIGNS) addEventListener(sign, someone, { passive: true });
  }
}

function watch(
  cells: Iterable<HTMLElement>,
  rootMargin: string,
  dwell: number,
  came: (cell: HTMLElement) => void,
): void {
  const timers = new Map<Element, ReturnType<typeof setTimeout>>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(timers.get(target));
        if (!isIntersecting) continue;
        const arrived = (): void => {
          observer.disconnect();
          for (const timer of timers.values()) clearTimeout(timer);
          came(target as HTMLElement);
        };
        timers.set(target, setTimeout(arrived, dwell));
      }
    },
    { rootMargin },
  );
  for (const cell of cells) observer.observe(cell);
}
