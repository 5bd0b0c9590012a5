/** What the cells of a page share: the store, the speed, and the one sandbox. */

import './show-proof.ts';
import type { CellLanguage, PageData } from '../model/page-data.ts';
import { SPEEDS } from '../sandbox/protocol.ts';
import { Runner } from '../sandbox/runner.ts';
import { CellController } from './controller.ts';
import { RunQueue } from './run-queue.ts';
import { CODE, keep, loopAsked, SPEED_KEY } from './store/storage.ts';
import { PageStore } from './store/store.ts';
import { liveStyles } from './views/live-styles.ts';
import { PredictionView } from './views/prediction-view.ts';

/** What is drawn at once waits for it; a run does not. */
const styled = liveStyles();

const SPEED_OF: Readonly<Record<string, number | undefined>> = { '1': SPEEDS[0], '10': SPEEDS[1], instant: SPEEDS[2] };

class Page {
  readonly store: PageStore;
  readonly queue: RunQueue = new RunQueue();
  readonly #controllers = new Map<string, CellController>();
  readonly #predictions = new Map<string, PredictionView>();
  #speed: number;

  constructor(data: PageData) {
    this.store = new PageStore(data);
    const runner = new Runner(data.assets);
    for (const cell of data.cells) {
      const element = document.getElementById(`cell-${cell.id}`);
      if (element === null) continue;
      const controller = new CellController(this.store, runner, element, cell.id, () => this.#speed);
      this.#controllers.set(cell.id, controller);
      if (cell.guesses === undefined) continue;
      const say = (text: string): void => controller.view.say(text);
      this.#predictions.set(cell.id, new PredictionView(this.store, controller.parts, cell, say));
    }
    const chosen = document.querySelector<HTMLSelectElement>('verified-cell [data-action="speed"]')?.value;
    this.#speed = SPEED_OF[chosen ?? ''] ?? 1;
  }

  prediction(id: string): PredictionView | undefined {
    return this.#predictions.get(id);
  }

  controller(id: string): CellController | undefined {
    return this.#controllers.get(id);
  }

  /** In the order of the page. */
  get controllers(): CellController[] {
    return [...this.#controllers.values()];
  }

  /** One choice for all cells of the page, running ones included, and for the next visit. */
  setSpeed(value: string): void {
    this.#speed = SPEED_OF[value] ?? 1;
    keep(SPEED_KEY, value);
    for (const controller of this.#controllers.values()) controller.speedChanged(value);
  }
}

let page: Page | undefined;

/** The page that this document is. */
function current(): Page {
  if (page === undefined) {
    const json = document.getElementById('verified-page')?.textContent;
    if (!json) throw new Error('This page has cells but no <script id="verified-page"> that says what is in them');
    page = new Page(JSON.parse(json) as PageData);
  }
  return page;
}

/** A reader shows an interest in a cell: gets ready to run it, unless they want to save data. */
export function warm(element: HTMLElement): void {
  current()
    .controller(element.dataset['cell'] ?? '')
    ?.prepare();
}

/** Runs all cells of the page, one after the other; `status` tells how far it has come. */
export async function runAll(status: HTMLElement): Promise<void> {
  const { runAll } = await import('./run-all.ts');
  const { controllers, queue } = current();
  await runAll(controllers, queue, status);
}

type Control = (page: Page, cell: CellController, event: Event | undefined, element: HTMLElement) => unknown;

/** What the controls of a cell do, by `data-action`, and what index.ts asks for by itself. */
const CONTROLS = {
  run: ({ queue }, cell) => queue.now(cell),
  'run-next': async ({ queue, controllers }, cell) => {
    queue.later(cell);
    await controllers[controllers.indexOf(cell) + 1]?.source.focus();
  },
  'run-both': ({ queue }, cell) => cell.runBoth(queue),
  stop: ({ queue }, cell) => {
    queue.clear();
    cell.stop();
  },
  reset: (_, cell) => cell.reset(),
  copy: (_, cell) => cell.copy(),
  'copy-output': (_, cell) => cell.copyOutput(),
  'download-output': (_, cell) => cell.downloadOutput(),
  speed: (page, _, __, element) => {
    page.setSpeed(element.querySelector<HTMLSelectElement>('[data-action="speed"]')?.value ?? '1');
  },
  edit: async (_, { source }, event) => {
    await styled;
    await source.edit(event instanceof MouseEvent ? { x: event.clientX, y: event.clientY } : null);
  },
  goto: async (page, _, event) => {
    await styled;
    if (!(event?.target instanceof HTMLElement)) return;
    const { cell = '', line, column, code } = event.target.dataset;
    const at = { line: Number(line), column: Number(column) };
    await page.controller(cell)?.source.edit(at, code === 'python' ? 'python' : 'typescript');
  },
  // An edit of an earlier visit, or of another tab. It does not wait for its looks: Run and Copy may be pressed at once.
  restore: (_, { keepers }) => {
    for (const keeper of Object.values(keepers)) keeper.restore();
  },
  stored: async (_, { keepers }) => {
    await styled;
    for (const keeper of Object.values(keepers)) keeper.stored();
  },
  up: (page, { id }, event) => page.prediction(id)?.move(event?.target, -1),
  down: (page, { id }, event) => page.prediction(id)?.move(event?.target, 1),
  guess: (page, cell) => {
    page.prediction(cell.id)?.guess();
    page.queue.now(cell);
    cell.parts.button('run').focus({ preventScroll: true });
  },
  skip: (page, { id }) => page.prediction(id)?.skip(),
  loop: async (_, cell) => (await cell.loop()).toggle(),
  // Of a program that the address carries there is no run yet.
  'linked-loop': async (page, cell, _, element) => {
    const event = loopAsked();
    if (event === null) return;
    if (element.dataset['predict'] === 'open') page.prediction(cell.id)?.reveal();
    await styled;
    await cell.showLinkedLoop(event - 1, location.hash.startsWith(CODE));
  },
  share: async ({ store }, cell) => {
    const [{ openShareDialog }, event] = await Promise.all([import('./share/share-dialog.ts'), cell.shownEvent()]);
    await openShareDialog(store, cell.id, cell.parts.languages().length > 1, event);
  },
  /** Shows what code the page's address carries, or why it cannot be shown. Runs nothing. */
  link: async (page, { id }) => {
    const [{ offerLink }] = await Promise.all([import('./share/link-offer.ts'), styled]);
    await offerLink(location.hash, page.store, (other) => page.controller(other), id);
  },
} satisfies Record<string, Control>;

export type Action = keyof typeof CONTROLS;

/** Does what a control of a cell stands for. If it fails, as for want of a script, the cell says so, and this rejects. */
export async function act(element: HTMLElement, action: Action, event?: Event): Promise<void> {
  const page = current();
  const cell = page.controller(element.dataset['cell'] ?? '');
  const control: Control = CONTROLS[action];
  if (cell === undefined) return;
  try {
    await control(page, cell, event, element);
  } catch (error) {
    const problem = 'This did not work. A script of the page may be missing: reload the page when you are online.';
    page.store.dispatch(cell.id, { type: 'told', problem });
    throw error;
  }
}

/** How a program of the site gets into a cell; null is the page's own. */
export function starter(element: HTMLElement): {
  show(program: Readonly<Record<CellLanguage, string>> | null): void;
  say(text: string): void;
} {
  const controller = current().controller(element.dataset['cell'] ?? '');
  if (controller === undefined) throw new Error('This page has no such cell');
  const { data, keepers, notices } = controller;
  return {
    show(program) {
      notices.hide('start');
      keepers.typescript.take(program?.typescript ?? data.source, 'site');
      keepers.python?.take(program?.python ?? data.python?.source ?? '', 'site');
    },
    say: (text) => notices.show('start', { text, choices: [{ label: 'Close' }] }),
  };
}
