/**
 * What goes wrong around a cell: files that do not come, storage that keeps
 * nothing, a machine that sleeps. Each ends in words that a reader can act on,
 * the edit is there afterwards, and the page works again once the fault is gone.
 */
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';
import type { Served } from '../../src/notebook/command/serve.ts';
import { servedSite } from '../built-site.ts';
import { type Engine, surviving } from '../engines/engine.ts';
import { eachEngine } from '../engines/engines.ts';
import { NotebookPage } from '../engines/page.ts';
import { family, idle, observable } from '../engines/processes.ts';
import { until } from '../patience.ts';
import { type Fault, FaultySite } from './faulty-site.ts';

const PATH = 'task-cancellation/gather/';
const CELL = 'cancelled-before-it-starts';
const EDIT = 'console.log("my edit");';
const LOOP = 'console.log("before"); for (;;);';
/** Prints ten lines within five seconds of the paced clock. */
const PACED = `import * as asyncio from "awaitable/asyncio";

async function main() {
  for (let i = 0; i < 10; i++) {
    console.log("line", i);
    await asyncio.sleep(0.5);
  }
}

await asyncio.run(main());
`;
const PACED_LINES = Array.from({ length: 10 }, (_, i) => `line ${i}`);

const COMPILER = /\/run\/esbuild/;
const RUNTIME = /\/run\/runtime/;
const FRAME = /\/run\/frame/;
/** The editor does without the type checker, which would take most of the time of these tests. */
const TYPES = /\/run\/typescript/;
const SERVICE_WORKER = /\/sw\.js$/;
const HTML = /\/task-cancellation\/gather\/$/;

/** Milliseconds that the product gives a frame to start, and a file to go on coming: here they pass ten times as fast. */
const START = 10_000;
const STALL = 20_000;

declare global {
  interface Window {
    hurried: number;
    /** Messages that have come to the page's window. */
    heard: number;
    another?: Window | null;
  }
}

/** A page on which timers of this duration pass quickly, as long as it is in `hurried`. */
const hurry =
  (ms: number) =>
  (html: string): string =>
    withScript(
      html,
      `const { setTimeout: native } = window;
      window.hurried = ${ms};
      window.setTimeout = (callback, ms, ...rest) => native(callback, ms === window.hurried ? ms / 10 : ms, ...rest);`,
    );

/** The page with a script of the test's in it, so without its policy, which would not let that be. */
function withScript(html: string, script: string): string {
  return html
    .replace(/<meta http-equiv="content-security-policy"[^>]*>/i, '')
    .replace('<head>', `<head><script>${script}</script>`);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

describe('faults', () => {
  let site: Served;
  before(async () => {
    site = await servedSite();
  });
  after(() => site.close());

  eachEngine(({ name, launch }) => {
    let engine: Engine;
    let faulty: FaultySite;
    const start = async (): Promise<void> => {
      engine = await launch({ wasm: 'plain' });
    };
    before(start);
    after(async () => {
      await engine?.close();
      faulty?.close();
    });
    beforeEach(async () => {
      faulty?.close();
      faulty = await FaultySite.start(site, TYPES);
    });
    const pages: NotebookPage[] = [];
    const open = async (): Promise<NotebookPage> => {
      const page = await NotebookPage.open(engine, `${faulty.url}${PATH}`, CELL);
      pages.push(page);
      return page;
    };
    afterEach(async () => {
      for (const page of pages.splice(0)) await page.tab.close();
    });

    const meets = (title: string, test: () => Promise<void>, skip: string | false = false): void => {
      const afresh = async (): Promise<void> => {
        pages.length = 0;
        faulty.faults.clear();
        await start();
      };
      it(title, { skip }, () => surviving(() => engine, afresh, test));
    };

    /** A page on which a program that takes its time has printed some of its lines. */
    const halfway = async (): Promise<NotebookPage> => {
      const page = await open();
      await page.setCode(PACED);
      await page.run();
      await page.until({ line: 'line 1' });
      return page;
    };

    /** Runs an edit where a file does not come as it should, and again once it does. The page waits `waits` for it. */
    const recovers = async (path: RegExp, fault: Fault, says: RegExp, waits?: number): Promise<void> => {
      if (waits !== undefined) faulty.faults.set(HTML, hurry(waits));
      faulty.faults.set(path, fault);
      const page = await open();
      await page.setCode(EDIT);
      await page.run();
      await page.ended();
      const failed = await page.shown();
      assert.match(failed.problem ?? '', says);
      assert.equal(failed.state, 'failed');
      assert.equal(await page.code(), EDIT, 'the edit is there');
      faulty.faults.clear();
      await page.tab.evaluate(() => {
        window.hurried = Number.NaN;
      }, null);
      // What the page asked for before that, to be ready for the next run, may still come to nothing.
      await page.run();
      await page.ended();
      await works(page);
    };

    for (const [fault, says] of [
      ['missing', /could not be fetched \(status 404\).*reload the page/],
      ['refused', /could not be fetched.*offline/],
      ['interrupted', /did not arrive.*reload the page/],
      ['stalled', /nothing more of the compiler has come for 20 seconds.*Run it again/],
      ['truncated', /did not arrive.*reload the page/],
      ['corrupt', /did not arrive.*reload the page/],
    ] as const) {
      meets(`a compiler that is ${fault}`, () =>
        recovers(COMPILER, fault, says, fault === 'stalled' ? STALL : undefined),
      );
    }

    meets('a runtime that is missing', () =>
      recovers(RUNTIME, 'missing', /(runtime could not be fetched|could not load the runtime).*reload the page/),
    );

    meets('a runtime that is stalled', () =>
      recovers(
        RUNTIME,
        'stalled',
        /(nothing more of the compiler has|could not load the runtime \(nothing more of it has) come for 20 seconds.*Run it again/,
        STALL,
      ),
    );

    meets('a frame that an extension blocks', () =>
      recovers(FRAME, 'refused', /did not start within ten seconds; an extension.*reload the page/, START),
    );

    meets('a frame that is stalled', () =>
      recovers(FRAME, 'stalled', /did not start within ten seconds; .*the network be down.*Run it again/, START),
    );

    /** Runs an edit on a site whose server sends a header with all its files. */
    const isRefused = async (header: Readonly<Record<string, string>>, says: RegExp): Promise<void> => {
      faulty.headers.set(/./, header);
      const page = await open();
      await page.setCode(EDIT);
      await page.run();
      await page.ended();
      assert.match((await page.shown()).problem ?? '', says);
    };

    meets('a server that denies frames', () =>
      isRefused({ 'X-Frame-Options': 'DENY' }, /sends “X-Frame-Options: DENY” with .*\/run\/frame.*owner has to/),
    );

    meets(
      'a server whose policy forbids WebAssembly',
      () =>
        isRefused(
          { 'Content-Security-Policy': "script-src 'self' 'unsafe-inline' blob:" },
          /Content-Security-Policy .* that forbids WebAssembly.*owner has to add 'wasm-unsafe-eval' to script-src/,
        ),
      name === 'webkit' && 'it compiles WebAssembly whatever the policy says',
    );

    meets('scripts of the page that do not come', async () => {
      faulty.faults.set(/\/assets\/page[.-]/, 'refused');
      const page = await open();
      await page.press('run');
      await page.until({ problem: 'The scripts of this page could not be fetched. Are you offline?' });
      faulty.faults.clear();
      // For the page that it has, Firefox remembers the failure, as all engines once did.
      if (name === 'firefox' && Number.parseInt(engine.version, 10) < 155) {
        await page.tab.goto(`${faulty.url}${PATH}`);
        await page.settle();
      }
      await page.setCode(EDIT);
      await works(page);
    });

    meets('an editor that does not come', async () => {
      faulty.faults.set(/\/assets\/editor[.-]/, 'refused');
      const page = await open();
      await page.tab.click(`#cell-${CELL} [data-language="typescript"] > pre`);
      await page.until({
        problem: 'This did not work. A script of the page may be missing: reload the page when you are online.',
      });
      await page.run();
      await page.ended();
      assert.equal((await page.shown()).problem, null);
    });

    meets('a compiler that hangs is stopped after five seconds, and replaced unseen', async () => {
      // The first thing that the worker does; programs cannot do this to it any more.
      const hang = `addEventListener("message", ({ data }) => { if (JSON.stringify(data).includes("HANG")) for (;;); });\n`;
      faulty.faults.set(/\/assets\/compile-worker[.-]/, (content) => hang + content);
      const page = await open();
      await page.setCode('console.log("HANG");');
      await page.run();
      await page.ended();
      assert.match((await page.shown()).problem ?? '', /took more than 5 seconds/);
      await page.setCode(EDIT);
      await works(page);
    });

    meets('a browser that starts no workers', async () => {
      faulty.faults.set(HTML, (html) => withScript(html, 'delete window.Worker;'));
      const page = await open();
      await page.setCode(EDIT);
      await page.run();
      await page.ended();
      assert.match(
        (await page.shown()).problem ?? '',
        /starts no worker for the compiler.*allow workers for this site/,
      );
      assert.equal(await page.code(), EDIT, 'the edit is there');
    });

    meets('an edit while the program is compiled: the output is that of before, and said to be', async () => {
      const page = await open();
      await page.setCode(EDIT);
      await works(page);
      await page.setCode('console.log("pressed");');
      await page.runAndEdit('console.log("typed meanwhile");');
      await page.ended();
      const shown = await page.shown();
      assert.deepEqual(
        shown.lines.map(({ text }) => text),
        ['pressed'],
      );
      assert.equal(shown.state, 'stale');
      await page.setCode('let x = ;');
      await page.runAndEdit(EDIT);
      await page.ended();
      assert.equal((await page.shown()).problem, null, 'errors of a text that is gone are not shown');
      await works(page);
    });

    meets('storage that is full', async () => {
      const page = await open();
      await page.tab.evaluate(() => {
        let size = 1 << 22;
        for (let i = 0; size > 0; ) {
          try {
            localStorage.setItem(`other-${i}`, 'x'.repeat(size));
            i++;
          } catch {
            size >>= 1;
          }
        }
      }, null);
      await page.setCode(EDIT);
      await works(page);
      assert.match((await page.notice('refused')) ?? '', /edit is not saved.*Copy or download the code/);
      await page.tab.evaluate(() => localStorage.clear(), null);
      await works(page);
      assert.equal(await page.notice('refused'), null);
      await page.tab.goto(`${faulty.url}${PATH}`);
      await page.settle();
      await page.until({ source: EDIT });
    });

    meets('storage that is denied', async () => {
      const deny =
        'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } });';
      faulty.faults.set(HTML, (html) => withScript(html, deny));
      const page = await open();
      await page.setCode(EDIT);
      await works(page);
      assert.match((await page.notice('refused')) ?? '', /edit is not saved/);
    });

    meets('storage that holds garbage', async () => {
      const page = await open();
      await page.setCode(EDIT);
      await works(page);
      await page.tab.evaluate(() => {
        for (const key of Object.keys(localStorage)) localStorage.setItem(key, '\u0000{["garbage');
        localStorage.setItem('verified:speed', 'garbage');
      }, null);
      // Not what this page would keep as it is left.
      await page.tab.goto('about:blank');
      await page.tab.goto(`${faulty.url}${PATH}`);
      await page.settle();
      await page.setCode(EDIT);
      await works(page);
    });

    const NO_ROOM = 'caches.open = () => Promise.reject(new DOMException("no room", "QuotaExceededError"));\n';
    for (const [what, fault] of [
      ['is missing', 'missing'],
      ['has nowhere to keep the site', (content: string) => NO_ROOM + content],
    ] as const) {
      meets(`a service worker that ${what}`, async () => {
        faulty.faults.set(SERVICE_WORKER, fault);
        const page = await open();
        await page.setCode(EDIT);
        await works(page);
        await until('it to be asked for', () => faulty.asked.some((url) => SERVICE_WORKER.test(url)));
        await until('it to be given up', () => page.withoutServiceWorker());
        await works(page);
        assert.deepEqual(await page.complaints(), []);
        assert.equal(await page.notice('refused'), null);
        await page.tab.goto(`${faulty.url}${PATH}`);
        await page.settle();
        await page.until({ source: EDIT });
        await works(page);
      });
    }

    meets('frames that are not the sandbox, and say what a sandbox would', async () => {
      // Without the page's policy, which would let none of their scripts be.
      faulty.faults.set(HTML, (html) => withScript(html, ''));
      const page = await open();
      await page.setCode(PACED.replace('0.5', '0.1'));
      await page.tab.evaluate((forged) => {
        window.heard = 0;
        addEventListener('message', () => window.heard++);
        const frames = document.createElement('div');
        frames.hidden = true;
        // One without origin, as a sandbox is, and the sandbox of a cell that is not run.
        const liar = document.createElement('iframe');
        liar.setAttribute('sandbox', 'allow-scripts');
        liar.srcdoc = `<script>(${forged})()</script>`;
        const other = document.createElement('iframe');
        other.src = JSON.parse(document.getElementById('verified-page')?.textContent ?? '').assets.frame;
        frames.append(liar, other);
        document.body.append(frames);
      }, String(lie));
      await until('them to say much', () => page.tab.evaluate(() => window.heard > 100, null));
      await isNotMoved(page);
    });

    meets('another window, of another site, that says what a sandbox would', async () => {
      const other = await FaultySite.start(site, /^$/);
      try {
        other.faults.set(HTML, () => `<!doctype html><title>Another window</title><script>(${lie})()</script>`);
        faulty.faults.set(HTML, (html) => withScript(html, ''));
        const page = await open();
        await page.setCode(PACED.replace('0.5', '0.1'));
        await page.tab.evaluate((url) => {
          window.heard = 0;
          addEventListener('message', () => window.heard++);
          const button = document.createElement('button');
          button.id = 'another';
          button.textContent = 'Open another window';
          button.onclick = () => {
            window.another = window.open(url, 'another', 'popup,width=300,height=200');
          };
          document.querySelector('h1')?.after(button);
        }, `${other.url}${PATH}`);
        await page.tab.click('#another');
        await until('the other window to say something', () => page.tab.evaluate(() => window.heard >= 100, null));
        await isNotMoved(page);
        await page.tab.evaluate(() => window.another?.close(), null);
      } finally {
        other.close();
      }
    });

    meets(
      'a machine that sleeps while a program runs',
      async () => {
        const page = await halfway();
        const stopped = family(engine.pid);
        for (const pid of stopped) process.kill(pid, 'SIGSTOP');
        await pause(4_500);
        for (const pid of stopped) process.kill(pid, 'SIGCONT');
        await goesOn(page);
      },
      !observable && 'processes cannot be stopped here',
    );

    meets(
      'two tabs, both at work',
      async () => {
        const both = [await open(), await open()];
        const edits = ['one', 'two'].map(
          (tab) => `console.log("before"); setInterval(() => {}, 10); await new Promise(() => {}); // ${tab}`,
        );
        for (const [i, page] of both.entries()) {
          await page.setCode(edits[i] as string);
          await page.run();
          await page.until({ line: 'before', state: 'running' });
        }
        for (const [i, page] of both.entries()) {
          await page.press('stop');
          await page.ended();
          assert.match((await page.shown()).ending, /^Interrupted/);
          assert.equal(await page.code(), edits[i]);
        }
        const kept = await both[0]?.tab.evaluate(() => JSON.stringify({ ...localStorage }), null);
        for (const tab of ['// one', '// two']) assert.ok(kept?.includes(tab), `the edit ${tab} is kept`);
      },
      name === 'webkit' && 'its driver presses nothing in a tab that is behind another',
    );

    meets('a page that is left while a program loops, and come back to', async () => {
      const page = await open();
      await page.setCode(LOOP);
      await page.run();
      await page.until({ line: 'before', state: 'running' });
      await page.tab.goto(`${faulty.url}claims/`);
      if (observable) await idle(engine.pid);
      await page.tab.back();
      await page.settle();
      await page.ended();
      assert.equal(await page.code(), LOOP, 'the edit is there');
      await page.setCode(EDIT);
      await works(page);
    });

    // After those that press something: WebKitGTK's driver does not bring the tab to the front again.
    meets('a tab that is hidden for long while a program runs', async () => {
      const page = await halfway();
      await page.tab.hide(4_500);
      await goesOn(page);
    });

    meets('a browser without WebAssembly', async () => {
      const without = await launch({ wasm: 'off' });
      try {
        const page = await NotebookPage.open(without, `${faulty.url}${PATH}`, CELL);
        await page.setCode(EDIT);
        await page.run();
        await page.ended();
        assert.match((await page.shown()).problem ?? '', /WebAssembly switched off.*allow it for this site/);
        assert.equal(await page.code(), EDIT, 'the edit is there');
      } finally {
        await without.close();
      }
    });
  });
});

/** Runs in a frame, or in a window that the page has opened: tells the page, and every frame in it, again and again what a sandbox and its page tell each other. */
function lie(): void {
  const cyclic: { t: string; me?: unknown } = { t: 'end' };
  cyclic.me = cyclic;
  const lies: unknown[] = [
    'verified-frame',
    { t: 'boot', runtime: 'throw new Error("forged");' },
    {
      t: 'start',
      code: 'console.log("forged");',
      map: { sources: [], texts: [], lines: [], functions: [] },
      clock: 'paced',
      speed: 1,
    },
    { t: 'interrupt' },
    { t: 'ready' },
    { t: 'line', line: { stream: 'out', time: 0, text: 'forged' } },
    { t: 'tail', from: 0, hidden: 0, lines: [] },
    { t: 'broken', why: 'forged' },
    { t: 'end', status: 0, exception: null },
    JSON.parse('{ "__proto__": { "t": "end" }, "status": 0, "exception": null }'),
    Array.from({ length: 1_000 }, () => cyclic),
    cyclic,
    null,
    42,
  ];
  const tell = (window: Window, depth: number): void => {
    for (const message of lies) window.postMessage(message, '*', [new MessageChannel().port2]);
    for (let i = 0; i < window.length && depth > 0; i++) {
      const frame = window[i];
      if (frame !== undefined && frame !== self) tell(frame, depth - 1);
    }
  };
  const page = (opener as Window | null) ?? parent;
  setInterval(() => tell(page, 2), 100);
  // Before the sandbox itself can say that it is there.
  setInterval(() => page.postMessage(lies[0], '*'), 2);
}

/** The program of `halfway()` prints the rest of its lines. */
async function goesOn(page: NotebookPage): Promise<void> {
  await page.ended();
  const shown = await page.shown();
  assert.equal(shown.problem, null);
  assert.deepEqual(
    shown.lines.map(({ text }) => text),
    PACED_LINES,
  );
}

/** It runs twice, whatever it is told meanwhile. */
async function isNotMoved(page: NotebookPage): Promise<void> {
  for (let run = 0; run < 2; run++) {
    await page.run();
    await goesOn(page);
  }
  assert.deepEqual(await page.complaints(), []);
}

/** The cell runs as if nothing had happened. */
async function works(page: NotebookPage): Promise<void> {
  await page.run();
  await page.ended();
  const shown = await page.shown();
  assert.equal(shown.problem, null);
  assert.deepEqual(
    shown.lines.map(({ text }) => text),
    ['my edit'],
  );
  assert.equal(await page.code(), EDIT, 'the edit is there');
}
