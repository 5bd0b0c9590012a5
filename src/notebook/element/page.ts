/** What the cells of a page share: the page's data, the sources as edited, the speed, and the one sandbox. */

import type { CellData, PageData } from '../model/page-data.ts';
import type { Program } from '../model/program.ts';
import { cellProgram, withImports } from '../model/program.ts';
import { isFileOf } from '../model/traceback.ts';
import { Runner } from '../sandbox/runner.ts';
import { CellController, type PageOfCells } from './controller.ts';
import { programText } from './dependencies.ts';
import { RunQueue } from './run-queue.ts';
import { keep, SPEED_KEY } from './storage.ts';
import { PredictionView } from './views/prediction-view.ts';

const SPEEDS: Readonly<Record<string, number>> = { '1': 1, '10': 10, instant: Number.POSITIVE_INFINITY };

class Page implements PageOfCells {
  readonly #data: PageData;
  readonly runner: Runner;
  readonly queue: RunQueue = new RunQueue();
  readonly #controllers = new Map<string, CellController>();
  readonly #predictions = new Map<string, PredictionView>();
  /** Current texts by cell; those that no one has edited are the page's own. */
  readonly #sources = new Map<string, string>();
  #speed = 1;

  constructor(data: PageData) {
    this.#data = data;
    this.runner = new Runner(data.assets);
    for (const { id, source } of data.cells) this.#sources.set(id, source);
    for (const cell of data.cells) {
      const element = document.getElementById(`cell-${cell.id}`);
      if (element === null) continue;
      const controller = new CellController(this, element, cell);
      this.#controllers.set(cell.id, controller);
      if (cell.guesses === undefined) continue;
      const prediction = new PredictionView(controller.parts, cell.guesses, (text) => controller.say(text));
      controller.observe(prediction);
      this.#predictions.set(cell.id, prediction);
    }
    const chosen = document.querySelector<HTMLSelectElement>('awaitable-cell [data-action="speed"]')?.value;
    this.#speed = SPEEDS[chosen ?? ''] ?? 1;
  }

  prediction(id: string): PredictionView | undefined {
    return this.#predictions.get(id);
  }

  controller(id: string): CellController | undefined {
    return this.#controllers.get(id);
  }

  cell(file: string): CellData | undefined {
    return this.#data.cells.find(({ id }) => isFileOf(file, id));
  }

  source(id: string): string {
    return this.#sources.get(id) ?? '';
  }

  /** Takes an edit: the output of this cell, and of those that import it, may be stale now. */
  setSource(id: string, source: string): void {
    if (this.#sources.get(id) === source) return;
    this.#sources.set(id, source);
    for (const controller of this.#controllers.values()) controller.sourcesChanged();
  }

  /** All that the output of a cell depends on. */
  programText(id: string): string {
    return programText(id, this.#sources);
  }

  /** The same for the sources that the page came with. */
  originalText(id: string): string {
    return programText(id, new Map(this.#data.cells.map(({ id: other, source }) => [other, source])));
  }

  editedImports(id: string): string[] {
    const imported = new Set(withImports(id, this.#sources).slice(0, -1));
    return this.#data.cells
      .filter((cell) => imported.has(cell.id) && this.source(cell.id) !== cell.source)
      .map(({ title }) => title);
  }

  program(id: string): Program {
    return cellProgram(this.#data.cells, id, Object.fromEntries(this.#sources));
  }

  /** Opens the dialog with a cell's links and files. */
  async share({ data: { id, title } }: CellController): Promise<void> {
    const { openShareDialog } = await import('./share/share-dialog.ts');
    const { base, page } = this.#data;
    const originals = new Map(this.#data.cells.map(({ id, source }) => [id, source]));
    const hasTwin = document.querySelector(`#cell-${id} [data-part="source"][data-language="python"]`) !== null;
    await openShareDialog({ id, title, base, page, sources: this.#sources, originals, hasTwin });
  }

  /** Shows what code the page's address carries, or, at the first cell, why it cannot be shown. Runs nothing. */
  async offerLink(first: CellController): Promise<void> {
    const { offerLink } = await import('./share/link-offer.ts');
    await offerLink(location.hash, (id) => this.#controllers.get(id), first);
  }

  /** In the order of the page. */
  get controllers(): CellController[] {
    return [...this.#controllers.values()];
  }

  get speed(): number {
    return this.#speed;
  }

  /** One choice for all cells of the page, running ones included, and for the next visit. */
  setSpeed(value: string): void {
    this.#speed = SPEEDS[value] ?? 1;
    keep(SPEED_KEY, value);
    for (const controller of this.#controllers.values()) controller.speedChanged(value, this.#speed);
  }
}

let page: Page | undefined;

/** The page that this document is. */
function current(): Page {
  if (page === undefined) {
    const json = document.getElementById('awaitable-page')?.textContent;
    if (!json) throw new Error('This page has cells but no <script id="awaitable-page"> that says what is in them');
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

/** Does what a control of a cell stands for. Rejects if that needs a script which cannot be fetched. */
export async function act(element: HTMLElement, action: string, event?: Event): Promise<void> {
  const page = current();
  const controller = page.controller(element.dataset['cell'] ?? '');
  if (controller === undefined) return;
  switch (action) {
    case 'run':
      page.queue.now(controller);
      break;
    case 'run-next': {
      page.queue.later(controller);
      const { controllers } = page;
      await controllers[controllers.indexOf(controller) + 1]?.source.focus();
      break;
    }
    case 'stop':
      page.queue.clear();
      controller.stop();
      break;
    case 'reset':
      await controller.reset();
      break;
    case 'copy':
      await controller.copy();
      break;
    case 'copy-output':
      await controller.copyOutput();
      break;
    case 'download-output':
      controller.downloadOutput();
      break;
    case 'speed':
      page.setSpeed(element.querySelector<HTMLSelectElement>('[data-action="speed"]')?.value ?? '1');
      break;
    case 'edit':
      await controller.edit(event instanceof MouseEvent ? { x: event.clientX, y: event.clientY } : null);
      break;
    case 'goto':
      if (event?.target instanceof HTMLElement) {
        const { cell = '', line, column } = event.target.dataset;
        await page.controller(cell)?.edit({ line: Number(line), column: Number(column) });
      }
      break;
    case 'restore':
      controller.source.keeper.restore();
      break;
    case 'stored':
      controller.source.keeper.stored();
      break;
    case 'up':
    case 'down':
      if (event?.target instanceof HTMLElement) {
        page.prediction(controller.data.id)?.move(event.target, action === 'up' ? -1 : 1);
      }
      break;
    case 'guess':
      page.prediction(controller.data.id)?.guess();
      page.queue.now(controller);
      controller.parts.button('run').focus({ preventScroll: true });
      break;
    case 'skip':
      page.prediction(controller.data.id)?.skip();
      break;
    case 'share':
      await page.share(controller);
      break;
    case 'link':
      await page.offerLink(controller);
  }
}

/** How a program of the site gets into a cell; null is the page's own text. */
export function starter(element: HTMLElement): {
  show(text: string | null): void;
  say(text: string): void;
} {
  const controller = current().controller(element.dataset['cell'] ?? '');
  if (controller === undefined) throw new Error('This page has no such cell');
  const { data, source, notices } = controller;
  return {
    show(text) {
      notices.hide('start');
      source.keeper.take(text ?? data.source, 'site');
    },
    say: (text) => notices.show('start', { text, choices: [{ label: 'Close' }] }),
  };
}
