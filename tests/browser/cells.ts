/** Drives cells in a real browser as a reader does: through their buttons and their editor. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, Locator, Page } from 'playwright';
import type { Served } from '../../src/command/serve.ts';
import { servedSite } from '../built-site.ts';
import { launchBrowser } from './find-browser.ts';

/** A line of output as the page shows it. */
export interface ShownLine {
  readonly stream: string;
  readonly time: string;
  readonly text: string;
}

/** How many times longer than on an idle machine a computation takes now; 1 at least. */
export function slowdown(): number {
  const began = performance.now();
  const cpu = process.cpuUsage();
  while (performance.now() - began < 150);
  const { user, system } = process.cpuUsage(cpu);
  return Math.max(1, ((performance.now() - began) * 1000) / (user + system));
}

/** A browser and the built site; open pages from it, close it at the end. */
export class Session {
  readonly site: Served;
  readonly browser: Browser;

  constructor(site: Served, browser: Browser) {
    this.site = site;
    this.browser = browser;
  }

  static async start(): Promise<Session> {
    const site = await servedSite();
    return new Session(site, await launchBrowser());
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.site.close();
  }

  /** A page of the site in a fresh profile, its cells alive. `path` is the page's without slashes around it. */
  async open(
    path: string,
    options: { readonly speed?: string; readonly context?: BrowserContext } = {},
  ): Promise<CellPage> {
    const context = options.context ?? (await this.browser.newContext({ viewport: { width: 1280, height: 900 } }));
    const page = await context.newPage();
    const opened = new CellPage(page);
    await page.goto(`${this.site.url}${path === '' ? '' : `${path}/`}`);
    await page.locator('awaitable-cell[data-alive]').first().waitFor();
    const { speed = 'instant' } = options;
    if (speed !== '1') await page.locator('[data-action="speed"]').first().selectOption(speed);
    return opened;
  }
}

export class CellPage {
  readonly page: Page;
  /** Errors that no one caught, and what the browser complained of on the console. */
  readonly complaints: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`${message.text()} ${message.location().url}`);
    });
  }

  cell(id: string): CellHandle {
    return new CellHandle(this.page, id);
  }

  /** Sandboxes in the page that have a program in them; one that waits for the next run does not count. */
  frames(): Promise<number> {
    return this.page.evaluate(() => {
      const all = document.querySelectorAll('iframe').length;
      if (all > 1) throw new Error(`There are ${all} frames in the page`);
      return all - document.querySelectorAll('iframe[data-sandbox="waiting"]').length;
    });
  }

  /**
   * The longest time in milliseconds that the page does not answer while `action` lasts, as it would be on a machine
   * that does nothing else: divided by how much longer than its own time a computation takes here and now.
   */
  async lagDuring(action: () => Promise<void>): Promise<number> {
    await this.page.evaluate(() => {
      const state = { longest: 0, last: performance.now() };
      const timer = setInterval(() => {
        const now = performance.now();
        state.longest = Math.max(state.longest, now - state.last - 10);
        state.last = now;
      }, 10);
      Object.assign(window, {
        stopWatching: () => {
          clearInterval(timer);
          return state.longest;
        },
      });
    });
    const before = slowdown();
    await action();
    const longest = await this.page.evaluate(() => (window as unknown as { stopWatching(): number }).stopWatching());
    return longest / Math.max(before, slowdown());
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}

export class CellHandle {
  readonly page: Page;
  readonly element: Locator;
  readonly #id: string;

  constructor(page: Page, id: string) {
    this.page = page;
    this.#id = id;
    this.element = page.locator(`awaitable-cell[data-cell="${id}"]`);
  }

  part(name: string): Locator {
    return this.element.locator(`[data-part="${name}"]`);
  }

  button(action: string): Locator {
    return this.element.locator(`button[data-action="${action}"]`);
  }

  /** Presses Run and waits until the run is over. */
  async run(timeout = 15_000): Promise<void> {
    await this.start();
    await this.ended(timeout);
  }

  /** Presses Run and does not wait for more than the start. */
  async start(): Promise<void> {
    // A run may be over before anyone could look whether it has begun.
    const began = this.element.evaluate(
      (element) =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => {
            if (element.getAttribute('data-state') !== 'compiling') return;
            observer.disconnect();
            resolve();
          });
          observer.observe(element, { attributes: true, attributeFilter: ['data-state'] });
        }),
    );
    await this.button('run').click();
    await began;
  }

  async ended(timeout = 15_000): Promise<void> {
    await this.waitFor('the run to end', async () => !(await this.isBusy()), timeout);
  }

  async isBusy(): Promise<boolean> {
    return this.button('stop').isEnabled();
  }

  async stop(): Promise<void> {
    await this.button('stop').click();
  }

  /** Presses Stop and says after how many milliseconds, by the page's clock, the run was over. */
  stopTimed(): Promise<number> {
    return this.button('stop').evaluate(async (button: HTMLButtonElement) => {
      const pressed = performance.now();
      button.click();
      while (!button.disabled) await new Promise((resolve) => setTimeout(resolve, 1));
      return performance.now() - pressed;
    });
  }

  async reset(): Promise<void> {
    await this.button('reset').click();
    await this.waitFor('the cell to be reset', async () => (await this.state()) === 'recorded', 5_000);
  }

  async state(): Promise<string | null> {
    return this.element.getAttribute('data-state');
  }

  output(): Promise<ShownLine[]> {
    return this.part('output')
      .locator('> [data-line]')
      .evaluateAll((items) =>
        items.map((item) => ({
          stream: (item as HTMLElement).dataset['stream'] ?? '',
          time: item.querySelector('[data-part="time"]')?.textContent ?? '',
          text: item.querySelector('[data-part="text"]')?.textContent ?? '',
        })),
      );
  }

  async texts(): Promise<string[]> {
    return (await this.output()).map(({ text }) => text);
  }

  /** `holds`, `fails` or `unknown` for each expectation. */
  verdicts(): Promise<string[]> {
    return this.element
      .locator('[data-expectation]')
      .evaluateAll((items) => items.map((item) => (item as HTMLElement).dataset['verdict'] ?? ''));
  }

  async provenance(): Promise<string> {
    return ((await this.part('provenance').textContent()) ?? '').trim();
  }

  async ending(): Promise<string> {
    return ((await this.part('ending').textContent()) ?? '').trim();
  }

  /** What is wrong, as the page says it; null where nothing is. */
  async problem(): Promise<string | null> {
    const part = this.part('problem');
    return (await part.isVisible()) ? part.textContent() : null;
  }

  /** The source as the editor holds it, or as the page shows it where none is open. */
  async code(): Promise<string> {
    const copied = await this.element.evaluate(
      (element) =>
        new Promise<string>((resolve) => {
          navigator.clipboard.writeText = async (text) => resolve(text);
          element.querySelector<HTMLElement>('[data-action="copy"]')?.click();
        }),
    );
    return copied;
  }

  /** Opens the editor, as a click on the code does. */
  async openEditor(): Promise<Locator> {
    const editor = this.element.locator('.cm-content');
    if ((await editor.count()) === 0) {
      await this.element.locator('[data-language="typescript"] > pre').first().click();
      await editor.waitFor();
    }
    return editor;
  }

  /** Replaces the whole source by pasting. */
  async setCode(text: string): Promise<void> {
    const editor = await this.openEditor();
    await editor.focus();
    await this.page.keyboard.press('Control+A');
    await editor.evaluate((element, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
    assert.equal(await this.code(), text, 'the editor holds what was pasted');
  }

  async waitFor(what: string, holds: () => Promise<boolean>, timeout: number): Promise<void> {
    const until = Date.now() + timeout;
    while (!(await holds())) {
      if (Date.now() > until) {
        const [state, lines, problem] = [await this.state(), await this.texts(), await this.problem()];
        assert.fail(
          `cell ${this.#id}: waited ${timeout} ms for ${what}; state ${state}, problem ${problem}, output:\n${lines.slice(-20).join('\n')}`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }
}
