/** One page of the built site in one engine, and cells in it that are run as a reader runs them. */

import { PATIENCE } from '../patience.ts';
import type { Engine, Tab } from './engine.ts';

export interface Line {
  readonly stream: string;
  readonly time: string;
  readonly text: string;
}

/** What the page shows of a cell. */
export interface CellState {
  readonly state: string;
  readonly busy: boolean;
  readonly lines: readonly Line[];
  readonly ending: string;
  /** null where there is none. */
  readonly problem: string | null;
  readonly provenance: string;
  readonly verdicts: readonly string[];
  /** Sandboxes in the page with a program in them, and one that waits for the next run. */
  readonly frames: number;
  readonly waiting: number;
}

/** What must not change while a cell runs. */
export interface Surroundings {
  readonly cookie: string;
  readonly local: string;
  readonly session: string;
  readonly globals: string;
  readonly html: string;
}

/** The probe in a page that the functions below share. */
interface Probe {
  began: boolean;
  complaints: string[];
}

declare global {
  interface Window {
    engineProbe: Probe;
  }
}

export class NotebookPage {
  readonly engine: Engine;
  readonly tab: Tab;
  readonly id: string;
  readonly #selector: string;

  private constructor(engine: Engine, tab: Tab, id: string) {
    this.engine = engine;
    this.tab = tab;
    this.id = id;
    this.#selector = `verified-cell[data-cell="${id}"]`;
  }

  /** Opens a page and waits until its cells are alive. Runs of `id` are what the methods are about. */
  static async open(engine: Engine, url: string, id: string): Promise<NotebookPage> {
    const page = new NotebookPage(engine, await engine.open(url), id);
    await page.settle();
    return page;
  }

  /** The same page with another cell. */
  cell(id: string): NotebookPage {
    return new NotebookPage(this.engine, this.tab, id);
  }

  /** To be called after each load: waits for the cells and begins to listen for complaints. */
  async settle(): Promise<void> {
    await this.tab.evaluate(
      async ({ selector, patience }) => {
        const probe: Probe = { began: false, complaints: [] };
        window.engineProbe = probe;
        addEventListener('error', (event) => probe.complaints.push(event.message));
        addEventListener('unhandledrejection', (event) => probe.complaints.push(String(event.reason)));
        addEventListener('securitypolicyviolation', (event) =>
          probe.complaints.push(`${event.violatedDirective} ${event.blockedURI}`),
        );
        const end = Date.now() + patience;
        while (document.querySelector(`${selector}[data-alive]`) === null) {
          if (Date.now() > end)
            throw new Error(`${selector} has not come alive: ${document.body.textContent?.slice(0, 600)}`);
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      },
      { selector: this.#selector, patience: PATIENCE },
    );
  }

  /**
   * Replaces the cell's whole source by pasting into its editor, which is opened by a click as a reader does. A cell has
   * one editor open here, in the language that the page shows.
   */
  async setCode(text: string, language = 'typescript'): Promise<void> {
    if (!(await this.has('.cm-content'))) {
      await this.tab.click(`${this.#selector} [data-language="${language}"] > pre`).catch(async (error: unknown) => {
        // It opens by itself for an edit that was kept.
        if (!(await this.has('.cm-content'))) throw error;
      });
    }
    await this.#paste(text, false);
    const held = await this.code();
    if (held !== text) throw new Error(`the editor holds ${held.length} characters, not the ${text.length} pasted`);
  }

  /** Presses Run, and replaces the source before the page could do anything about that. */
  async runAndEdit(text: string): Promise<void> {
    await this.#paste(text, true);
  }

  async #paste(text: string, runBefore: boolean): Promise<void> {
    await this.tab.evaluate(
      async ({ selector, text, runBefore, patience }) => {
        const end = Date.now() + patience;
        const wait = () => new Promise((resolve) => setTimeout(resolve, 10));
        let content: HTMLElement | null = null;
        while (content === null) {
          if (Date.now() > end) throw new Error('no editor has opened');
          content = document.querySelector(`${selector} .cm-content`);
          await wait();
        }
        content.focus();
        const selection = getSelection() as Selection;
        selection.selectAllChildren(content);
        document.dispatchEvent(new Event('selectionchange'));
        await wait();
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        if (runBefore) {
          const cell = document.querySelector(selector) as HTMLElement;
          cell.querySelector<HTMLElement>('[data-action="run"]')?.click();
          // The run begins in a job of its own, before anything else can happen in the page.
          for (let i = 0; i < 1_000 && cell.dataset['state'] !== 'compiling'; i++) await null;
        }
        // Firefox has its own names for what is in a clipboard that a script makes.
        const firefox = { dataType: 'text/plain', data: text };
        content.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, ...firefox, bubbles: true, cancelable: true }),
        );
      },
      { selector: this.#selector, text, runBefore, patience: PATIENCE },
    );
  }

  /** The cell's source, as its Copy button gives it. */
  code(): Promise<string> {
    return this.tab.evaluate(
      (selector) =>
        new Promise<string>((resolve) => {
          navigator.clipboard.writeText = async (copied) => resolve(copied);
          document.querySelector<HTMLElement>(`${selector} [data-action="copy"]`)?.click();
        }),
      this.#selector,
    );
  }

  /** What the page has to tell about the cell's text; null if there is no such notice. */
  notice(name: string): Promise<string | null> {
    return this.tab.evaluate(
      (selector) => document.querySelector(selector)?.querySelector('p')?.textContent ?? null,
      `${this.#selector} [data-notice="${name}"]`,
    );
  }

  has(part: string): Promise<boolean> {
    return this.tab.evaluate((selector) => document.querySelector(selector) !== null, `${this.#selector} ${part}`);
  }

  /** Presses one of the cell's buttons. */
  press(action: string): Promise<void> {
    return this.tab.click(`${this.#selector} button[data-action="${action}"]`);
  }

  /** Presses Run and returns once the run has begun, or is over already. */
  async run(): Promise<void> {
    await this.tab.evaluate((selector) => {
      const probe = window.engineProbe;
      const element = document.querySelector(selector) as HTMLElement;
      probe.began = false;
      const observer = new MutationObserver(() => {
        if (element.dataset['state'] !== 'compiling') return;
        observer.disconnect();
        probe.began = true;
      });
      observer.observe(element, { attributes: true, attributeFilter: ['data-state'] });
    }, this.#selector);
    await this.press('run');
    await this.until({ began: true });
  }

  /**
   * Presses Run, waits for a line of output and presses Stop twice, so that the sandbox is removed at once; all that a
   * number of times, by the page's own clicks.
   *
   * @throws {Error} if a run did not show the line, end in this way, or was not alone
   */
  async stopAtOnce(wanted: { readonly line: string; readonly ending: string; readonly times: number }): Promise<void> {
    await this.tab.evaluate(
      async ({ selector, wanted: { line, ending, times }, patience }) => {
        const element = document.querySelector(selector) as HTMLElement;
        const button = (action: string) => element.querySelector<HTMLButtonElement>(`button[data-action="${action}"]`);
        const part = (name: string) => element.querySelector(`[data-part="${name}"]`)?.textContent?.trim() ?? '';
        const until = async (what: string, holds: () => boolean) => {
          for (const end = Date.now() + patience; !holds(); ) {
            if (Date.now() > end) throw new Error(`waited for ${what}; ${part('problem')} ${part('ending')}`);
            await new Promise((resolve) => setTimeout(resolve, 5));
          }
        };
        for (let i = 0; i < times; i++) {
          button('run')?.click();
          await until('the run', () => element.dataset['state'] === 'running' && part('output').includes(line));
          const frames = document.querySelectorAll('iframe').length;
          if (frames !== 1) throw new Error(`there are ${frames} frames`);
          button('stop')?.click();
          button('stop')?.click();
          await until('the end', () => button('stop')?.disabled === true);
          if (part('ending') !== ending) throw new Error(`it ended otherwise: ${part('ending')}`);
        }
      },
      { selector: this.#selector, wanted, patience: PATIENCE },
    );
  }

  /** Presses “Run all on this page” and waits until all its cells have run. */
  async runAll(): Promise<void> {
    await this.tab.click('verified-all [data-action="run-all"]');
    await this.tab.evaluate(async (patience) => {
      const status = document.querySelector('verified-all [role="status"]');
      const told = (): string => status?.textContent ?? '';
      let [before, end] = [told(), Date.now() + patience];
      while (!/^(All|Stopped)/.test(told())) {
        // The limit is for one cell, not for all of them.
        if (told() !== before) [before, end] = [told(), Date.now() + patience];
        if (Date.now() > end) throw new Error(`waited ${patience / 1000} s for the cell to end; ${told()}`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    }, PATIENCE);
  }

  /** Waits until what the page shows of the cell is as wanted. */
  async until(wanted: Wanted): Promise<void> {
    await this.tab.evaluate(
      async ({ selector, wanted, patience }) => {
        const element = document.querySelector(selector) as HTMLElement;
        const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`);
        const end = Date.now() + patience;
        for (;;) {
          const texts = [...(part('output')?.querySelectorAll('[data-line] [data-part="text"]') ?? [])];
          const cell = {
            began: window.engineProbe.began,
            state: element.dataset['state'] ?? '',
            busy: element.querySelector<HTMLButtonElement>('[data-action="stop"]')?.disabled === false,
            lines: texts.map((text) => text.textContent ?? ''),
            provenance: part('provenance')?.textContent ?? '',
            problem: part('problem')?.textContent ?? '',
            source: [...element.querySelectorAll('.cm-line')].map((line) => line.textContent).join('\n'),
            frames: document.querySelectorAll('iframe:not([data-sandbox="waiting"])').length,
          };
          if (
            (wanted.began === undefined || cell.began === wanted.began) &&
            (wanted.state === undefined || cell.state === wanted.state) &&
            (wanted.busy === undefined || cell.busy === wanted.busy) &&
            (wanted.provenance === undefined || cell.provenance.startsWith(wanted.provenance)) &&
            (wanted.problem === undefined || cell.problem.startsWith(wanted.problem)) &&
            (wanted.source === undefined || cell.source === wanted.source) &&
            (wanted.frames === undefined || cell.frames === wanted.frames) &&
            (wanted.line === undefined || cell.lines.some((line) => line.startsWith(wanted.line as string)))
          ) {
            return;
          }
          if (Date.now() > end) {
            throw new Error(
              `waited ${patience / 1000} s for ${JSON.stringify(wanted)}; there is ${JSON.stringify(cell).slice(0, 600)}`,
            );
          }
          await new Promise((resolve) => setTimeout(resolve, 10));
        }
      },
      { selector: this.#selector, wanted, patience: PATIENCE },
    );
  }

  /** Waits until no run goes on. */
  ended(): Promise<void> {
    return this.until({ busy: false });
  }

  /** What the page shows of the cell now. */
  shown(): Promise<CellState> {
    return this.tab.evaluate((selector) => {
      const element = document.querySelector(selector) as HTMLElement;
      const part = (name: string) => element.querySelector<HTMLElement>(`[data-part="${name}"]`) as HTMLElement;
      const text = (within: Element, name: string) => within.querySelector(`[data-part="${name}"]`)?.textContent ?? '';
      const problem = part('problem');
      return {
        state: element.dataset['state'] ?? '',
        busy: element.querySelector<HTMLButtonElement>('[data-action="stop"]')?.disabled === false,
        lines: [...part('output').querySelectorAll<HTMLElement>('li[data-line]')].map((item) => ({
          stream: item.dataset['stream'] ?? '',
          time: text(item, 'time'),
          text: text(item, 'text'),
        })),
        ending: (part('ending').textContent ?? '').trim(),
        problem: problem.hidden ? null : (problem.textContent ?? ''),
        provenance: (part('provenance').textContent ?? '').trim(),
        verdicts: [...element.querySelectorAll<HTMLElement>('[data-expectation]')].map(
          (item) => item.dataset['verdict'] ?? '',
        ),
        frames: document.querySelectorAll('iframe:not([data-sandbox="waiting"])').length,
        waiting: document.querySelectorAll('iframe[data-sandbox="waiting"]').length,
      };
    }, this.#selector);
  }

  /** Everything outside the cell that a program might want to change, as text. */
  surroundings(): Promise<Surroundings> {
    return this.tab.evaluate((selector) => {
      const entries = (storage: Storage) =>
        Object.entries(storage)
          // What the page itself keeps: edits, the choice of speed, and where the list of pages is scrolled to.
          .filter(([key]) => !/^(?:verified:|sl-)/.test(key))
          .sort();
      const copy = document.documentElement.cloneNode(true) as HTMLElement;
      for (const own of copy.querySelectorAll(`${selector}, iframe[data-sandbox]`)) own.remove();
      // Where the reader is on the page, as its table of contents shows it.
      for (const link of copy.querySelectorAll('[aria-current]')) link.removeAttribute('aria-current');
      return {
        cookie: document.cookie,
        local: JSON.stringify(entries(localStorage)),
        session: JSON.stringify(entries(sessionStorage)),
        // Not the frames, by their numbers.
        globals: Object.keys(window)
          .filter((name) => !/^\d+$/.test(name))
          .sort()
          .join(' '),
        html: copy.outerHTML,
      };
    }, this.#selector);
  }

  /** Stops the clock by which the page judges programs, so that none is silent or busy for too long on a slow machine. */
  holdClock(): Promise<void> {
    return this.tab.evaluate(() => {
      const held = performance.now();
      performance.now = () => held;
    }, null);
  }

  /** Lets that clock go on, if it was held. */
  releaseClock(): Promise<void> {
    return this.tab.evaluate(() => void Reflect.deleteProperty(performance, 'now'), null);
  }

  /** Has the page answer this many messages, one after the other, each in a turn of its own. */
  async answers(times = 20): Promise<void> {
    await this.tab.evaluate(async (times) => {
      const { port1, port2 } = new MessageChannel();
      for (let i = 0; i < times; i++) {
        await new Promise((resolve) => {
          port1.onmessage = resolve;
          port2.postMessage(i);
        });
      }
      port1.close();
    }, times);
  }

  /** Whether no service worker is there, nor one that might yet be. */
  withoutServiceWorker(): Promise<boolean> {
    return this.tab.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length === 0, null);
  }

  /** Errors of the page that no one caught, and violations of its policy, since it was loaded. */
  complaints(): Promise<string[]> {
    return this.tab.evaluate(() => window.engineProbe.complaints, null);
  }
}

/** Conditions that must all hold. */
export interface Wanted {
  readonly began?: boolean;
  readonly state?: string;
  readonly busy?: boolean;
  /** How what is said about the output begins. */
  readonly provenance?: string;
  /** How some line of output begins. */
  readonly line?: string;
  /** How the problem begins. */
  readonly problem?: string;
  /** What the editor shows. */
  readonly source?: string;
  /** Sandboxes in the page with a program in them. */
  readonly frames?: number;
}
