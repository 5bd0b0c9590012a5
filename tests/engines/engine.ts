/**
 * Browsers as the tests see them: what all three engines can be asked, however
 * each of them is driven. Thin on purpose: the page does the work, in functions
 * that are evaluated in it.
 */

export type EngineName = 'chromium' | 'firefox' | 'webkit';

export interface LaunchOptions {
  /**
   * `off`: a browser that has WebAssembly switched off, as some policies and lockdown modes do. `plain`: it does not
   * spend seconds of every core on optimising what runs of it, which does not pay for a page that is open for seconds.
   */
  readonly wasm?: 'off' | 'plain';
}

/** A running browser with a profile of its own, which is gone when it is closed. */
export interface Engine {
  readonly name: EngineName;
  readonly version: string;
  /** Process whose descendants are the whole browser. */
  readonly pid: number;
  /** Opens a tab. Tabs share cookies and storage. */
  open(url: string): Promise<Tab>;
  close(): Promise<void>;
}

/** A point of the window, in CSS pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export abstract class Tab {
  /** Loads a page and waits for its `load` event. */
  abstract goto(url: string): Promise<void>;
  /** Back in the tab's history. */
  abstract back(): Promise<void>;
  /**
   * Calls a function in the page, which sees nothing of its surroundings here, and waits for what it returns.
   * Argument and result travel as JSON.
   *
   * @throws {Error} with the page's message, if it throws or rejects there
   */
  abstract evaluate<A, T>(fn: (arg: A) => T | Promise<T>, arg: A): Promise<T>;
  /** Presses the mouse's main button at a point and lets go. */
  protected abstract clickAt(point: Point): Promise<void>;
  /** Types text by the keyboard; see `KEYS` for what is no text. */
  abstract type(text: string): Promise<void>;
  /** A PNG of the window. */
  abstract screenshot(): Promise<Buffer>;
  /** Hides the tab for some milliseconds, as a browser hides one that nobody looks at. */
  abstract hide(ms: number): Promise<void>;
  abstract close(): Promise<void>;

  /** Clicks the middle of the first element that the selector finds, scrolled into view. */
  async click(selector: string): Promise<void> {
    const point = await this.evaluate((selector) => {
      const element = document.querySelector(selector);
      if (element === null) throw new Error(`nothing on the page is ${selector}`);
      const inView = (): boolean => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 80 && bottom <= innerHeight - 20;
      };
      if (!inView()) element.scrollIntoView({ block: 'center', behavior: 'instant' });
      const { left, top, width, height } = element.getBoundingClientRect();
      if (width === 0) throw new Error(`${selector} is not to be seen`);
      return { x: Math.round(left + width / 2), y: Math.round(top + Math.min(height, innerHeight) / 2) };
    }, selector);
    await this.clickAt(point);
  }
}

/** Keys without a character, as WebDriver writes them. */
export const KEYS = { enter: '\uE007', shift: '\uE008', control: '\uE009', end: '\uE010' } as const;

/** An expression whose value is a promise of JSON: `{ value }` or `{ error }`. */
export function expression(fn: (arg: never) => unknown, arg: unknown): string {
  return `(async () => {
    try {
      return JSON.stringify({ value: await (${fn})(${JSON.stringify(arg ?? null)
        .replaceAll('\u2028', '\\u2028')
        .replaceAll('\u2029', '\\u2029')}) });
    } catch (error) {
      return JSON.stringify({ error: String(error) });
    }
  })()`;
}

/** What such an expression came to. */
export function answerOf<T>(json: string): T {
  const answer = JSON.parse(json) as { value?: T; error?: string };
  if (answer.error !== undefined) throw new Error(`in the page: ${answer.error}`);
  return answer.value as T;
}

/** Whether a browser still does what it is asked; one that has crashed does not. */
async function responds(engine: Engine): Promise<boolean> {
  try {
    const tab = await engine.open('about:blank');
    const sum = await tab.evaluate((n: number) => n + 1, 1);
    await tab.close();
    return sum === 2;
  } catch {
    return false;
  }
}

/**
 * Does something in a browser, and once more in a new one if the first has crashed meanwhile: WebKitGTK sometimes does
 * so of itself. What crashes both is not survived, nor is anything else that fails.
 *
 * @param engine the browser of the moment
 * @param relaunch puts a new one in its place, with all that `action` needs of it
 */
export async function surviving(
  engine: () => Engine,
  relaunch: () => Promise<void>,
  action: () => Promise<void>,
): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (await responds(engine())) throw error;
    console.log(`${engine().name} has crashed: ${error}`);
    await engine()
      .close()
      .catch(() => {});
    await relaunch();
    await action();
  }
}
