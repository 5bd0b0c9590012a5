/**
 * Runs programs in the sandbox in a real browser without the site around it:
 * for what concerns the sandbox alone.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Browser, LaunchOptions, Page } from 'playwright';
import { bundleRuntime } from '../../src/notebook/astro/bundle-runtime.ts';
import type { ClockMode } from '../../src/notebook/languages/host.ts';
import type { Program } from '../../src/notebook/model/program.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { frameHtml } from '../../src/notebook/sandbox/assets.ts';
import { awaitable } from '../../src/site/awaitable/files.ts';
import { compileProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import { PATIENCE } from '../patience.ts';
import { Session } from './cells.ts';
import { watch } from './evidence.ts';
import { launchBrowser } from './find-browser.ts';

/** What the page's script does; runs in the browser. */
const SCRIPT = `
import { Capture } from './src/notebook/capture/capture.ts';
import { Sandbox } from './src/notebook/sandbox/sandbox.ts';

globalThis.run = ({ code, map, clock }) =>
  new Promise((resolve, reject) => {
    const capture = new Capture();
    globalThis.log = null;
    const sandbox = new Sandbox('frame.html', fetch('runtime.js').then((response) => response.text()), {
      message(message) {
        if (message.t === 'line' || message.t === 'partial' || message.t === 'tail') capture.take(message);
        if (message.t === 'log') globalThis.log = message.json;
        if (message.t !== 'end') return;
        sandbox.remove();
        resolve(capture.transcript(message));
      },
      broken: (why) => reject(new Error(why)),
    });
    globalThis.stop = () => {
      sandbox.remove();
      resolve({ ...capture.transcript({ status: 137, exception: null }) });
    };
    globalThis.printed = () => capture.lines.map((line) => line.text);
    sandbox.ready.then(() => sandbox.send({ t: 'start', code, map, clock, speed: 1 }));
  });
`;

async function script(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: fileURLToPath(new URL('../../', import.meta.url)), loader: 'ts' },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
  });
  return (outputFiles[0] as { text: string }).text;
}

export class SandboxPage {
  readonly browser: Browser;
  readonly page: Page;
  readonly #url: string;
  readonly #close: () => Promise<void>;

  private constructor(browser: Browser, page: Page, url: string, close: () => Promise<void>) {
    this.browser = browser;
    this.page = page;
    this.#url = url;
    this.#close = close;
  }

  /** A page in the browser that all test files share, or in one of its own that is launched with these options. */
  static async open(options?: LaunchOptions): Promise<SandboxPage> {
    const files: Record<string, string | Uint8Array> = {
      'runtime.js': await bundleRuntime(awaitable),
      'page.js': await script(),
      '': '<!doctype html><title>Sandbox</title><script type="module" src="page.js"></script>',
      'frame.html': await frameHtml(),
    };
    const server = createServer((request, response) => {
      const name = (request.url ?? '/').slice(1);
      response.statusCode = name in files ? 200 : 404;
      response.setHeader('Content-Type', name.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8');
      response.end(files[name] ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const session = options === undefined ? await Session.start() : null;
    const browser = session?.browser ?? (await launchBrowser(options));
    watch(browser);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const context = await browser.newContext();
    context.setDefaultTimeout(PATIENCE);
    const page = new SandboxPage(browser, await context.newPage(), url, async () => {
      server.close();
      await context.close();
      await (session ?? browser).close();
    });
    await page.load();
    return page;
  }

  /** Loads the page; again, if it was there. */
  async load(): Promise<void> {
    await this.page.goto(this.#url);
    await this.page.waitForFunction('globalThis.run');
  }

  /** Compiles and runs a program to its end. */
  async run(program: string | Program, clock: ClockMode = 'virtual'): Promise<Transcript> {
    const compiled = await compileProgram(
      typeof program === 'string' ? { entry: 'cell.ts', files: { 'cell.ts': program } } : program,
    );
    if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
    const { code, map } = compiled;
    return await this.page.evaluate(
      (order) => (globalThis as unknown as { run(order: unknown): Promise<Transcript> }).run(order),
      { code, map, clock },
    );
  }

  /** What the event loop did in the last run: a log as JSON, or null. */
  async log(): Promise<string | null> {
    return await this.page.evaluate(() => (globalThis as unknown as { log: string | null }).log);
  }

  /** How many workers there are in the browser, nested ones too: threads of its processes. */
  async workers(): Promise<number> {
    const session = await this.browser.newBrowserCDPSession();
    const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
    await session.detach();
    return targetInfos.filter(({ type }) => type === 'worker').length;
  }

  /** How many blobs the browser keeps for this page and its sandboxes: URLs that were not revoked keep them. */
  async blobs(): Promise<number> {
    const internals = await this.page.context().newPage();
    await internals.goto('chrome://blob-internals');
    const text = await internals.evaluate(() => document.body.textContent);
    await internals.close();
    return text.split('Refcount').length - 1;
  }

  async close(): Promise<void> {
    await this.#close();
    await stopCompiler();
  }
}
