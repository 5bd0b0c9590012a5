/** How far a page moves while one of its cells comes alive. */
import type { Page } from 'playwright';
import type { CellPage } from '../browser/cells.ts';

type Shift = PerformanceEntry & { readonly value: number; readonly sources: readonly { readonly node: Node | null }[] };

/** One move of the layout: how far, and what. */
export interface Moved {
  readonly by: number;
  readonly what: string;
}

/** Counts all moves from now on; those that follow a key or a click at once, too, which browsers leave out of their sum. */
async function watch(page: Page): Promise<() => Promise<Moved[]>> {
  await page.evaluate(() => {
    const moved: Moved[] = [];
    const take = (entries: PerformanceEntryList): void => {
      for (const { value, sources } of entries as Shift[]) {
        const nodes = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : node?.nodeValue,
        );
        moved.push({ by: value, what: nodes.join(' ') });
      }
    };
    const observer = new PerformanceObserver((list) => take(list.getEntries()));
    observer.observe({ type: 'layout-shift' });
    Object.assign(window, {
      moved: () => {
        take(observer.takeRecords());
        return moved;
      },
    });
  });
  return () =>
    page.evaluate(async () => {
      // A frame's moves are known once it has been drawn.
      for (let frames = 0; frames < 2; frames++) await new Promise((resolve) => requestAnimationFrame(resolve));
      return (window as unknown as { moved(): Moved[] }).moved();
    });
}

/**
 * Points at a cell, reaches it by keyboard, runs it, and opens the editor, as a reader does who changes nothing.
 * Tells of every move of the layout meanwhile; there should be none.
 */
export async function comeAlive(opened: CellPage, id: string): Promise<Moved[]> {
  const { page } = opened;
  const cell = opened.cell(id);
  // Where nothing has to be scrolled any more.
  await cell.element.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
  await page.evaluate(() => document.fonts.ready.then(() => {}));
  const moves = await watch(page);
  await cell.button('run').hover();
  await cell.button('run').focus();
  await page.keyboard.press('Enter');
  await cell.becomes('captured');
  await cell.element
    .locator('[data-language="typescript"] > pre')
    .first()
    .evaluate((code) => (code as HTMLElement).focus({ preventScroll: true }));
  await page.keyboard.press('Enter');
  await cell.element.locator('.cm-content').waitFor();
  return moves();
}
