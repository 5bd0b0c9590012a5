/**
 * Chromium, through Playwright, and past it where a sandbox may run out of
 * memory: Playwright gives a page up when a frame of it has crashed.
 */
import type { CDPSession, Page } from 'playwright';
import { launchBrowser } from '../browser/find-browser.ts';
import { answerOf, type Engine, expression, KEYS, type LaunchOptions, type Point, Tab } from './engine.ts';

const NAMES: Readonly<Record<string, string>> = {
  [KEYS.enter]: 'Enter',
  [KEYS.shift]: 'Shift',
  [KEYS.control]: 'Control',
  [KEYS.end]: 'End',
};

const WASM = { off: '--js-flags=--jitless', plain: '--js-flags=--liftoff-only' };

export async function launchChromium({ wasm }: LaunchOptions = {}): Promise<Engine> {
  const browser = await launchBrowser({ args: wasm === undefined ? [] : [WASM[wasm]] });
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  return {
    name: 'chromium',
    version: browser.version(),
    pid: processInfo.find(({ type }) => type === 'browser')?.id ?? 0,
    async open(url) {
      const page = await context.newPage();
      const tab = new ChromiumTab(page, await context.newCDPSession(page));
      await tab.goto(url);
      return tab;
    },
    close: () => browser.close(),
  };
}

class ChromiumTab extends Tab {
  readonly #page: Page;
  readonly #session: CDPSession;

  constructor(page: Page, session: CDPSession) {
    super();
    this.#page = page;
    this.#session = session;
  }

  async goto(url: string): Promise<void> {
    await this.#page.goto(url, { waitUntil: 'load' });
  }

  async back(): Promise<void> {
    await this.#page.goBack({ waitUntil: 'commit' });
  }

  async evaluate<A, T>(fn: (arg: A) => T | Promise<T>, arg: A): Promise<T> {
    const { result, exceptionDetails } = await this.#session.send('Runtime.evaluate', {
      expression: expression(fn, arg),
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`in the page: ${exceptionDetails.text}`);
    return answerOf(result.value);
  }

  protected async clickAt({ x, y }: Point): Promise<void> {
    await this.#session.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x, y });
    for (const type of ['mousePressed', 'mouseReleased'] as const) {
      await this.#session.send('Input.dispatchMouseEvent', { type, x, y, button: 'left', clickCount: 1 });
    }
  }

  async type(text: string): Promise<void> {
    for (const character of text) {
      if (character === KEYS.shift || character === KEYS.control)
        await this.#page.keyboard.down(NAMES[character] as string);
      else await this.#page.keyboard.press(NAMES[character] ?? character);
    }
    for (const key of [KEYS.shift, KEYS.control])
      if (text.includes(key)) await this.#page.keyboard.up(NAMES[key] as string);
  }

  screenshot(): Promise<Buffer> {
    return this.#page.screenshot();
  }

  /** Without a window nothing can be before a tab; Chromium freezes those that are hidden for long. */
  async hide(ms: number): Promise<void> {
    await this.#session.send('Page.setWebLifecycleState', { state: 'frozen' });
    await new Promise((resolve) => setTimeout(resolve, ms));
    await this.#session.send('Page.setWebLifecycleState', { state: 'active' });
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
