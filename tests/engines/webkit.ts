/** WebKitGTK's small browser, through the WebDriver that comes with it, on a display that nobody sees. */

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { findWebKit } from '../browser/find-browser.ts';
import { PATIENCE } from '../patience.ts';
import type { Engine, LaunchOptions } from './engine.ts';
import { type Started, start } from './process.ts';
import { type Driver, driven } from './webdriver.ts';

const WASM = { off: { JSC_useWasm: '0' }, plain: { JSC_useBBQJIT: '0', JSC_useOMGJIT: '0' } };

export async function launchWebKit({ wasm }: LaunchOptions = {}): Promise<Engine> {
  const webkit = findWebKit();
  const display = start(webkit.display, () => ['-displayfd', '1', '-screen', '0', '1400x1100x24', '-nolisten', 'tcp']);
  let started: Started | undefined;
  const end = async (): Promise<void> => {
    await started?.end();
    await display.end();
  };
  try {
    const [, number] = await display.printed(/^(\d+)$/m);
    const port = await freePort();
    started = start(webkit.driver, () => [`--port=${port}`], {
      DISPLAY: `:${number}`,
      GDK_BACKEND: 'x11',
      // What needs a graphics card or a desktop.
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_DMABUF_RENDERER: '1',
      NO_AT_BRIDGE: '1',
      ...(wasm === undefined ? {} : WASM[wasm]),
    });
    const driver = new WebDriver(`http://127.0.0.1:${port}`);
    await driver.open(webkit.browser);
    return driven('webkit', started.pid, driver, end);
  } catch (error) {
    await end();
    throw error;
  }
}

const PATHS: Readonly<Record<string, readonly [method: string, path: string]>> = {
  NewSession: ['POST', '/session'],
  SetTimeouts: ['POST', '/timeouts'],
  GetWindowHandle: ['GET', '/window'],
  SwitchToWindow: ['POST', '/window'],
  NewWindow: ['POST', '/window/new'],
  Navigate: ['POST', '/url'],
  Back: ['POST', '/back'],
  ExecuteAsyncScript: ['POST', '/execute/async'],
  PerformActions: ['POST', '/actions'],
  TakeScreenshot: ['GET', '/screenshot'],
};

class WebDriver implements Driver {
  readonly #url: string;
  #session = '';
  version = '';

  constructor(url: string) {
    this.#url = url;
  }

  async open(binary: string): Promise<void> {
    const wanted = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } };
    for (let waited = 0; this.#session === ''; waited += 50) {
      try {
        const { sessionId, capabilities } = await this.send<{
          sessionId: string;
          capabilities: { browserVersion: string };
        }>('NewSession', { capabilities: wanted });
        this.#session = `/session/${sessionId}`;
        this.version = capabilities.browserVersion;
      } catch (error) {
        // The driver takes a moment to listen.
        if (waited > PATIENCE || !(error instanceof TypeError)) throw error;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  async send<T>(command: string, parameters: object): Promise<T> {
    const [method, path] = PATHS[command] as (typeof PATHS)[string];
    const response = await fetch(`${this.#url}${this.#session}${path}`, {
      method,
      ...(method === 'POST' ? { body: JSON.stringify(parameters) } : {}),
    });
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } };
    if (!response.ok) throw new Error(`WebKit: ${value.error}: ${value.message}`);
    return value;
  }
}

/** The driver does not say which port the system gave it. */
async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
