/** Every way in which a run can end, in the page: what waits for it goes on, and the page can run again. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import type { Page } from 'playwright';
import { type CellHandle, type CellPage, it, Session } from '../browser/cells.ts';

const PATH = 'task-cancellation/gather';
const FIRST = 'cancelled-and-awaited';
const SECOND = 'who-has-seen-it';
const LOOP = 'console.log("before");\nfor (;;);\n';
const WAITS = 'console.log("before");\nawait new Promise((resolve) => setTimeout(resolve, 60_000));\n';

interface Way {
  readonly way: string;
  readonly code: string;
  /** What the reader changes the code to while the run is compiled. */
  readonly edit?: string;
  /** What the reader ends the run with. */
  readonly end?: (first: CellHandle) => Promise<void>;
  /** Whether it takes along what waits behind it. */
  readonly stops?: true;
  readonly state: string;
}

const printed = (first: CellHandle): Promise<void> => first.printed('before');

const WAYS: readonly Way[] = [
  { way: 'comes to its end', code: 'console.log("a");\n', state: 'captured' },
  { way: 'raises', code: 'throw new Error("no");\n', state: 'captured' },
  { way: 'does not compile', code: 'let x = ;\n', state: 'failed' },
  {
    way: 'does not compile, and is edited before that is known',
    code: 'let x = ;\n',
    edit: 'console.log("mended");\n',
    state: 'stale',
  },
  {
    way: 'comes to its end after its code has been edited',
    code: 'console.log("a");\n',
    edit: 'console.log("b");\n',
    state: 'stale',
  },
  {
    way: 'is stopped once',
    code: WAITS,
    end: async (first) => {
      await printed(first);
      await first.stop();
    },
    stops: true,
    state: 'captured',
  },
  {
    way: 'does not hear that it is stopped',
    code: LOOP,
    end: async (first) => {
      await printed(first);
      await first.stop();
    },
    stops: true,
    state: 'captured',
  },
  {
    way: 'is reset',
    code: WAITS,
    end: async (first) => {
      await printed(first);
      await first.button('reset').click();
    },
    stops: true,
    state: 'recorded',
  },
];

describe('a run that', () => {
  let session: Session;
  let page: CellPage;
  const open = async (blocked?: string): Promise<CellPage> => {
    const context = await session.profile();
    // Else it would fetch the files itself, which no route sees.
    await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'));
    if (blocked !== undefined) await context.route(blocked, (route) => route.abort());
    return session.open(PATH, { context });
  };
  before(async () => {
    session = await Session.start();
    page = await open();
  });
  after(() => session.close());

  /** Two runs, the second of which waits for the first; and whether that is so, as it should be. */
  const both = async (page: CellPage, { code, edit, end, stops, state }: Way, next: string): Promise<void> => {
    const [first, second] = [page.cell(FIRST), page.cell(SECOND)];
    await first.setCode(code);
    if (await second.button('reset').isEnabled()) await second.reset();
    await begin(page.page, edit);
    await end?.(first);
    await first.ended();
    assert.equal(await first.state(), state);
    const over = async (): Promise<boolean> =>
      !(await second.isBusy()) && !(await second.provenance()).startsWith('Waiting for');
    await second.waitFor('the second cell', over);
    assert.equal(await second.state(), stops ? 'recorded' : next);
  };

  for (const way of WAYS) {
    it(`${way.way}: the next cell ${way.stops ? 'waits no longer' : 'runs'}`, () => both(page, way, 'captured'));
  }

  for (const [file, way] of [
    ['**/run/runtime.*', 'has no sandbox'],
    ['**/run/esbuild*', 'has no compiler'],
  ] as const) {
    it(`${way}: the next cell is tried, and runs once it can`, async () => {
      const page = await open(file);
      await both(page, { way, code: 'console.log("a");\n', state: 'failed' }, 'failed');
      await page.page.context().unroute(file);
      await both(page, { way, code: 'console.log("a");\n', state: 'captured' }, 'captured');
      await page.close();
    });
  }

  it('has ended in any of these ways: all cells of the page run', async () => {
    await page.page.locator('verified-all [data-action="run-all"]').click();
    await page.page.locator('verified-all [role="status"]', { hasText: /^All 5 ran; / }).waitFor();
    assert.deepEqual(page.complaints, []);
  });
});

/** Presses Ctrl+Enter in the first cell and in the second one; and edits the first in the very job in which its run has begun. */
async function begin(page: Page, edit: string | undefined): Promise<void> {
  await page.evaluate(
    async ([first, second, edit]) => {
      const find = (id: string | undefined, selector: string): HTMLElement =>
        document.querySelector<HTMLElement>(`verified-cell[data-cell="${id}"] ${selector}`) as HTMLElement;
      const press = (target: HTMLElement): void => {
        const key = { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true };
        target.dispatchEvent(new KeyboardEvent('keydown', key));
      };
      const editor = find(first, '.cm-content');
      const provenance = find(second, '[data-part="provenance"]');
      const begun = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (provenance.textContent !== 'Waiting for the previous run to finish') return;
          observer.disconnect();
          if (edit !== undefined) {
            const clipboardData = new DataTransfer();
            clipboardData.setData('text/plain', edit);
            editor.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
          }
          resolve();
        });
        observer.observe(provenance, { childList: true, characterData: true, subtree: true });
      });
      press(editor);
      press(find(second, 'pre'));
      await begun;
    },
    [FIRST, SECOND, edit] as const,
  );
}
