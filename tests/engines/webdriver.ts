/** What Firefox and WebKit have in common: WebDriver's commands, however they travel. */
import { PATIENCE } from '../patience.ts';
import { answerOf, type Engine, expression, KEYS, type Point, Tab } from './engine.ts';

/** One session of WebDriver. Commands go one at a time, each with its name in the specification. */
export interface Driver {
  readonly version: string;
  send<T>(command: string, parameters: object): Promise<T>;
}

/** The tabs of a session, of which the first is there from the start. */
export class Tabs {
  readonly #driver: Driver;
  /** Closed ones, which are empty and used again: a session ends with its last tab, and WebKit shows only its first. */
  readonly #free: string[] = [];
  #current = '';
  #last: Promise<unknown> = Promise.resolve();

  constructor(driver: Driver) {
    this.#driver = driver;
  }

  async open(url: string): Promise<Tab> {
    const handle = await this.#next(async () => {
      if (this.#current === '') {
        this.#current = await this.#driver.send<string>('GetWindowHandle', {});
        await this.#driver.send('SetTimeouts', { script: PATIENCE + 60_000, pageLoad: PATIENCE });
        return this.#current;
      }
      return this.#free.shift() ?? (await this.#driver.send<{ handle: string }>('NewWindow', { type: 'tab' })).handle;
    });
    const tab = new DrivenTab(
      this,
      (command, parameters) => this.#in(handle, command, parameters),
      () => this.#free.unshift(handle),
    );
    await tab.goto(url);
    return tab;
  }

  /** A command to one tab: a session has one current window. */
  #in<T>(handle: string, command: string, parameters: object): Promise<T> {
    return this.#next(async () => {
      if (handle !== this.#current) await this.#driver.send('SwitchToWindow', { handle, focus: true });
      this.#current = handle;
      return this.#driver.send<T>(command, parameters);
    });
  }

  #next<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#last.then(action);
    this.#last = result.catch(() => {});
    return result;
  }
}

class DrivenTab extends Tab {
  readonly #tabs: Tabs;
  readonly #send: <T>(command: string, parameters: object) => Promise<T>;

  readonly #closed: () => void;

  constructor(tabs: Tabs, send: <T>(command: string, parameters: object) => Promise<T>, closed: () => void) {
    super();
    this.#tabs = tabs;
    this.#send = send;
    this.#closed = closed;
  }

  async goto(url: string): Promise<void> {
    await this.#send('Navigate', { url });
  }

  async back(): Promise<void> {
    await this.#send('Back', {});
  }

  async evaluate<A, T>(fn: (arg: A) => T | Promise<T>, arg: A): Promise<T> {
    const script = `const done = arguments[0]; ${expression(fn, arg)}.then(done);`;
    return answerOf(await this.#send<string>('ExecuteAsyncScript', { script, args: [] }));
  }

  protected async clickAt({ x, y }: Point): Promise<void> {
    await this.#perform({
      type: 'pointer',
      id: 'mouse',
      parameters: { pointerType: 'mouse' },
      actions: [
        { type: 'pointerMove', duration: 0, origin: 'viewport', x, y },
        { type: 'pointerDown', button: 0 },
        { type: 'pointerUp', button: 0 },
      ],
    });
  }

  async type(text: string): Promise<void> {
    const held = [KEYS.shift, KEYS.control].filter((key) => text.includes(key));
    const actions = [...text].flatMap((value) => [
      { type: 'keyDown', value },
      ...(held.some((key) => key === value) ? [] : [{ type: 'keyUp', value }]),
    ]);
    for (const value of held) actions.push({ type: 'keyUp', value });
    await this.#perform({ type: 'key', id: 'keys', actions });
  }

  async #perform(source: object): Promise<void> {
    await this.#send('PerformActions', { actions: [source] });
  }

  async screenshot(): Promise<Buffer> {
    return Buffer.from(await this.#send<string>('TakeScreenshot', {}), 'base64');
  }

  async hide(ms: number): Promise<void> {
    const other = await this.#tabs.open('about:blank');
    await new Promise((resolve) => setTimeout(resolve, ms));
    await other.close();
  }

  async close(): Promise<void> {
    await this.goto('about:blank');
    this.#closed();
  }
}

/** An engine from a session that has begun. */
export function driven(name: Engine['name'], pid: number, driver: Driver, close: () => Promise<void>): Engine {
  const tabs = new Tabs(driver);
  return { name, version: driver.version, pid, open: (url) => tabs.open(url), close };
}
