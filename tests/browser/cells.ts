/** Drives cells in a real browser as a reader does: through their buttons and their editor. */
import assert from 'node:assert/strict';
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright';
import type { Served } from '../../src/notebook/command/serve.ts';
import { servedSite } from '../built-site.ts';
import { PATIENCE, until, within } from '../patience.ts';
import { record, watch } from './evidence.ts';
import { launchTestBrowser } from './find-browser.ts';

export { it } from './evidence.ts';

/** A line of output as the page shows it. */
export interface ShownLine {
  readonly stream: string;
  readonly time: string;
  readonly text: string;
}

/** How many times longer than usual the page waits for what it needs. */
const PATIENT = 20;
const DESK = { width: 1280, height: 900 };

/** What all test files of a process share: starting a browser, and compiling the compiler in it, is most of what tests cost. */
interface Shared {
  readonly site: Served;
  readonly browser: Browser;
  /** The profile of a reader who has been on the site before. */
  readonly regular: BrowserContext;
}
let shared: Promise<Shared> | null = null;
let users = 0;
let closing: ReturnType<typeof setTimeout> | undefined;
/** Milliseconds in which the next file may come that uses it, too. */
const LINGER = 2_000;

function share(): Promise<Shared> {
  users++;
  clearTimeout(closing);
  shared ??= startAll();
  return shared;
}

async function startAll(): Promise<Shared> {
  const [site, browser] = await Promise.all([servedSite(), launchTestBrowser()]);
  watch(browser);
  return { site, browser, regular: await newProfile(browser, {}) };
}

/** One user less; after the last one it is closed. */
function leave(): void {
  if (--users > 0) return;
  closing = setTimeout(async () => {
    const last = shared;
    shared = null;
    const started = await last?.catch(() => null);
    await started?.browser.close();
    await started?.site.close();
  }, LINGER);
}

/** The built site and a browser, for the tests of one file. */
export class Session {
  readonly site: Served;
  readonly browser: Browser;
  readonly #regular: BrowserContext | null;
  readonly #profiles: BrowserContext[] = [];

  /** `regular` is the profile of a reader who has been here before; `start()` makes sessions that have it. */
  constructor(site: Served, browser: Browser, regular: BrowserContext | null = null) {
    this.site = site;
    this.browser = browser;
    this.#regular = regular;
  }

  static async start(): Promise<Session> {
    const { site, browser, regular } = await share();
    return new Session(site, browser, regular);
  }

  /** Closes what was opened through this session, and the browser if it is the last one. */
  async close(): Promise<void> {
    await Promise.all(this.#profiles.map((profile) => profile.close()));
    if (this.#regular === null) return;
    await closePages(this.#regular);
    leave();
  }

  /** A fresh profile: nothing is cached, nothing is kept. The window is that of a desk unless the options say otherwise. */
  async profile(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await newProfile(this.browser, options);
    this.#profiles.push(context);
    return context;
  }

  /**
   * A page of the site, its cells alive. `path` is the page's without slashes around it.
   *
   * Without a context it is opened for a reader who has been here before: files and compiled WebAssembly are in the
   * browser's cache. Edits and settings of earlier tests are gone, and so is the page that was opened so before.
   */
  async open(
    path: string,
    { speed = 'instant', context }: { readonly speed?: string; readonly context?: BrowserContext } = {},
  ): Promise<CellPage> {
    const page = await (context?.newPage() ?? this.#openForRegular());
    const opened = new CellPage(page);
    await page.goto(`${this.site.url}${path === '' ? '' : `${path}/`}`);
    await page.locator('verified-cell[data-alive]').first().waitFor();
    if (speed !== '1') await page.locator('[data-action="speed"]').first().selectOption(speed);
    return opened;
  }

  async #openForRegular(): Promise<Page> {
    const context = this.#regular;
    if (context === null) throw new Error('This session has fresh profiles only');
    await closePages(context);
    const page = await context.newPage();
    await page.addInitScript(() => {
      // Once, at the first page of a tab: what the test itself leaves behind is to be found after a reload.
      if (self !== top || location.protocol === 'about:' || sessionStorage.getItem('cleared') !== null) return;
      localStorage.clear();
      sessionStorage.setItem('cleared', 'once');
    });
    return page;
  }
}

async function newProfile(browser: Browser, options: BrowserContextOptions): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: DESK, ...options });
  context.setDefaultTimeout(PATIENCE);
  context.setDefaultNavigationTimeout(PATIENCE);
  // How long the page waits for the compiler, a sandbox or a file before it gives up, it decides by what readers put up
  // with; a machine on which that is too short is slow, and no fault of the page. tests/hostile/faults.test.ts proves it.
  await context.addInitScript((factor) => {
    if (self !== top) return;
    const { setTimeout: native } = window;
    const patient = (callback: TimerHandler, ms = 0, ...rest: unknown[]): number =>
      native(callback, ms >= 5_000 ? ms * factor : ms, ...rest);
    window.setTimeout = patient as typeof setTimeout;
  }, PATIENT);
  await record(context);
  return context;
}

async function closePages(context: BrowserContext): Promise<void> {
  await Promise.all(context.pages().map((page) => page.close()));
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

  /** Chooses how fast the paced clock goes, on all cells of the page, also for the program that runs. */
  async setSpeed(speed: string): Promise<void> {
    await this.page.locator('[data-action="speed"]').first().selectOption(speed);
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
   * Stops the clock by which the page judges programs: one that listens is never taken to be silent, however busy this
   * machine is.
   */
  async holdClock(): Promise<void> {
    await this.page.evaluate(() => {
      const held = performance.now();
      performance.now = () => held;
    });
  }

  /** Makes the page believe that this many seconds have passed. */
  async advanceClock(seconds: number): Promise<void> {
    await this.page.evaluate((ms) => {
      const before = performance.now.bind(performance);
      performance.now = () => before() + ms;
    }, seconds * 1000);
  }

  /** Lets the page's clock go on, as if it had never been held or advanced. */
  async releaseClock(): Promise<void> {
    await this.page.evaluate(() => Reflect.deleteProperty(performance, 'now'));
  }

  /**
   * Has the page answer this many messages, one after the other, each in a turn of its own. A page that is kept from
   * answering never comes to the end.
   */
  async answers(times = 20): Promise<void> {
    const answered = this.page.evaluate(async (times) => {
      const { port1, port2 } = new MessageChannel();
      for (let i = 0; i < times; i++) {
        await new Promise((resolve) => {
          port1.onmessage = resolve;
          port2.postMessage(i);
        });
      }
      port1.close();
    }, times);
    await within('the page to answer', answered);
  }

  /** Closes the page; its profile stays until the session is closed. */
  async close(): Promise<void> {
    await this.page.close();
  }
}

/** Runs in the page: resolves as soon as `holds` does, which is looked at after each change of the cell. */
function afterChanges(selector: string, holds: (cell: HTMLElement, wanted: string) => boolean, wanted: string) {
  return new Promise<void>((resolve, reject) => {
    const cell = document.querySelector<HTMLElement>(selector);
    if (cell === null) {
      reject(new Error(`There is no ${selector}`));
      return;
    }
    const look = (): void => {
      if (!holds(cell, wanted)) return;
      observer.disconnect();
      resolve();
    };
    const observer = new MutationObserver(look);
    observer.observe(cell, { attributes: true, childList: true, subtree: true, characterData: true });
    look();
  });
}

/** The text of a part, in the reader's language where it has one for each. */
function shownText(part: Locator): Promise<string> {
  return part.evaluate((element) => {
    const form = document.documentElement.dataset['language'] === 'python' ? 1 : 0;
    return ((element.querySelector(`:scope > [data-form="${form}"]`) ?? element).textContent ?? '').trim();
  });
}

export class CellHandle {
  readonly page: Page;
  readonly element: Locator;
  readonly #selector: string;

  constructor(page: Page, id: string) {
    this.page = page;
    this.#selector = `verified-cell[data-cell="${id}"]`;
    this.element = page.locator(this.#selector);
  }

  /** Of a part that the page brings once for each language, the one of the reader's. */
  part(name: string): Locator {
    const part = `${this.#selector} [data-part="${name}"]`;
    const forms = [
      `${part}:not([data-form])`,
      `html:not([data-language]) ${part}[data-form="0"]`,
      `html[data-language="python"] ${part}[data-form="1"]`,
    ];
    return this.page.locator(forms.join(', '));
  }

  button(action: string): Locator {
    return this.element.locator(`button[data-action="${action}"]`);
  }

  /** Presses Run and waits until the run is over. */
  async run(): Promise<void> {
    await this.start();
    await this.ended();
  }

  /** Presses Run and does not wait for more than the start. */
  async start(): Promise<void> {
    // A run may be over before anyone could look whether it has begun; so somebody looks before Run is pressed.
    await this.element.evaluate((element) => {
      const began = new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (element.getAttribute('data-state') !== 'compiling') return;
          observer.disconnect();
          resolve();
        });
        observer.observe(element, { attributes: true, attributeFilter: ['data-state'] });
      });
      Object.assign(element, { began });
    });
    await this.button('run').click();
    await within(
      'the run to begin',
      this.element.evaluate((element) => (element as unknown as { began: Promise<void> }).began),
    );
  }

  async ended(): Promise<void> {
    await this.when(
      'the run to end',
      (cell) => cell.querySelector<HTMLButtonElement>('button[data-action="stop"]')?.disabled === true,
    );
  }

  /** Waits until the program has printed this line. */
  async printed(text: string): Promise<void> {
    await this.when(
      `the line “${text}”`,
      (cell, wanted) =>
        // Until it runs, the page shows the output of the run before.
        cell.dataset['state'] !== 'compiling' &&
        [...cell.querySelectorAll('[data-part="output"] > [data-line] [data-part="text"]')].some(
          (line) => line.textContent === wanted,
        ),
      text,
    );
  }

  /** Waits until what is said about the output begins with these words. */
  async says(words: string): Promise<void> {
    await this.when(
      `“${words}”`,
      (cell, wanted) => cell.querySelector('[data-part="provenance"]')?.textContent?.trim().startsWith(wanted) === true,
      words,
    );
  }

  async becomes(state: string): Promise<void> {
    await this.when(`the cell to be ${state}`, (cell, wanted) => cell.dataset['state'] === wanted, state);
  }

  /**
   * Waits until something holds of the cell.
   *
   * @param what completes “waited for …”
   * @param holds runs in the page and sees nothing of its surroundings here
   * @param wanted is handed to it
   */
  async when(what: string, holds: (cell: HTMLElement, wanted: string) => boolean, wanted = ''): Promise<void> {
    const expression = `(${afterChanges})(${JSON.stringify(this.#selector)}, ${holds}, ${JSON.stringify(wanted)})`;
    await within(what, this.page.evaluate(expression));
  }

  async isBusy(): Promise<boolean> {
    return this.button('stop').isEnabled();
  }

  async stop(): Promise<void> {
    await this.button('stop').click();
  }

  /** Presses Stop once and waits for the end; says whether the sandbox is gone by the time that the page says so. */
  async stopsAtOnce(): Promise<boolean> {
    const gone = this.button('stop').evaluate(
      (button: HTMLButtonElement) =>
        new Promise<boolean>((resolve) => {
          const observer = new MutationObserver(() => {
            if (!button.disabled) return;
            observer.disconnect();
            resolve(document.querySelector('iframe:not([data-sandbox="waiting"])') === null);
          });
          observer.observe(button, { attributes: true });
          button.click();
        }),
    );
    return within('the run to end', gone);
  }

  /** Presses Stop twice, which ends any program at once. */
  async kill(): Promise<void> {
    await this.button('stop').evaluate((button: HTMLButtonElement) => {
      button.click();
      button.click();
    });
    await this.ended();
  }

  async reset(): Promise<void> {
    await this.button('reset').click();
    await this.becomes('recorded');
  }

  async state(): Promise<string | null> {
    return this.element.getAttribute('data-state');
  }

  output(): Promise<ShownLine[]> {
    // A traceback's links name a line of code in the same way.
    return this.part('output')
      .locator('li[data-line]')
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
    return shownText(this.part('provenance'));
  }

  async ending(): Promise<string> {
    return shownText(this.part('ending'));
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

  /** Shows the program in this language, by its tab. */
  async turnTo(language: string): Promise<void> {
    await this.element.locator(`[data-part="tabs"] label:has(input[value="${language}"])`).click();
    await this.element.locator(`[data-part="source"][data-language="${language}"]`).waitFor();
  }

  /** Opens the editor, as a click on the code does. */
  async openEditor(): Promise<Locator> {
    const panel = this.element.locator('[data-part="source"]').filter({ visible: true });
    const editor = panel.locator('.cm-content');
    if ((await editor.count()) === 0) {
      await panel.locator('pre').first().click();
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

  /** Waits until something holds that the cell's own markup does not show. */
  async waitFor(what: string, holds: () => Promise<boolean>): Promise<void> {
    await until(what, holds);
  }
}
