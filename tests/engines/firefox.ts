/**
 * Firefox as it is installed, through Marionette, which is what its WebDriver
 * speaks to it. Not through WebDriver BiDi: with a listener for that, workers
 * that come and go quickly now and then never get started (Firefox 153).
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { findFirefox } from '../browser/find-browser.ts';
import { until } from '../patience.ts';
import type { Engine, LaunchOptions } from './engine.ts';
import { start } from './process.ts';
import { type Driver, driven } from './webdriver.ts';

/** On top of those that Firefox chooses itself when it is driven. */
const PREFERENCES = {
  'browser.shell.checkDefaultBrowser': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'marionette.port': 0,
};

const WASM = { off: { 'javascript.options.wasm': false }, plain: { 'javascript.options.wasm_optimizingjit': false } };

export async function launchFirefox({ wasm }: LaunchOptions = {}): Promise<Engine> {
  const started = start(
    findFirefox(),
    (folder) => {
      const preferences = { ...PREFERENCES, ...(wasm === undefined ? {} : WASM[wasm]) };
      const lines = Object.entries(preferences).map(
        ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`,
      );
      writeFileSync(join(folder, 'user.js'), lines.join(''));
      return ['--headless', '--no-remote', '--marionette', '--width', '1280', '--height', '1000', '--profile', folder];
    },
    { MOZ_CRASHREPORTER_DISABLE: '1' },
  );
  try {
    const marionette = await Marionette.connect(await portIn(join(started.folder, 'MarionetteActivePort')));
    await marionette.open();
    return driven('firefox', started.pid, marionette, async () => {
      marionette.close();
      await started.end();
    });
  } catch (error) {
    await started.end();
    throw error;
  }
}

/** Firefox writes the port that it has taken into its profile. */
async function portIn(file: string): Promise<number> {
  const port = (): number => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0);
  await until('Firefox to say that it is ready', () => port() > 0);
  return port();
}

/** Messages are JSON, each after its length in bytes and a colon. */
class Marionette implements Driver {
  readonly #socket: Socket;
  #received: Buffer = Buffer.alloc(0);
  #serial = 0;
  readonly #waiting = new Map<number, { resolve(result: never): void; reject(error: Error): void }>();
  version = '';

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#read();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error('Firefox has closed the connection'));
      this.#waiting.clear();
    });
  }

  static connect(port: number): Promise<Marionette> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Marionette(socket)));
      socket.once('error', reject);
    });
  }

  async open(): Promise<void> {
    const { capabilities } = await this.send<{ capabilities: { browserVersion: string } }>('NewSession', {});
    this.version = capabilities.browserVersion;
  }

  async send<T>(command: string, parameters: object): Promise<T> {
    const id = ++this.#serial;
    // Not in a sandbox of Marionette's own: the page and its tests see the same objects.
    const all = command === 'ExecuteAsyncScript' ? { ...parameters, sandbox: null } : parameters;
    const message = Buffer.from(JSON.stringify([0, id, `WebDriver:${command}`, all]));
    const answer = await new Promise<{ value?: T } & T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#socket.write(Buffer.concat([Buffer.from(`${message.length}:`), message]));
    });
    return answer !== null && typeof answer === 'object' && 'value' in answer ? (answer.value as T) : answer;
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(): void {
    for (;;) {
      const colon = this.#received.indexOf(':');
      if (colon < 0) return;
      const end = colon + 1 + Number(this.#received.subarray(0, colon).toString());
      if (this.#received.length < end) return;
      const message: unknown = JSON.parse(this.#received.subarray(colon + 1, end).toString());
      this.#received = this.#received.subarray(end);
      // The first message only introduces the server.
      if (!Array.isArray(message)) continue;
      const [, id, error, result] = message as [1, number, { message: string } | null, never];
      const waiting = this.#waiting.get(id);
      this.#waiting.delete(id);
      if (error === null) waiting?.resolve(result);
      else waiting?.reject(new Error(`Firefox: ${error.message}`));
    }
  }
}
