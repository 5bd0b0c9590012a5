/** Nothing of the site is within a cell's reach, and nothing leaves the site. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { type Outsider, outsider } from '../hostile/outsider.ts';
import { it, Session } from './cells.ts';

describe('isolation', () => {
  let session: Session;
  let other: Outsider;
  before(async () => {
    session = await Session.start();
    other = await outsider();
  });
  after(async () => {
    await session.close();
    other.close();
  });

  it('keeps cells from the network, and from the cookies, storage and files of the site', async () => {
    const page = await session.open('task-cancellation/gather');
    const asked: string[] = [];
    page.page.context().on('request', (request) => asked.push(request.url()));
    const secret = 'sesame';
    await page.page.evaluate(async (value) => {
      // biome-ignore lint/suspicious/noDocumentCookie: a cookie as any page may have one
      document.cookie = `secret=${value}; path=/`;
      localStorage.setItem('secret', value);
      sessionStorage.setItem('secret', value);
      await (await caches.open('secret')).put('/secret', new Response(value));
      const channel = new BroadcastChannel('site');
      channel.onmessage = () => channel.postMessage(value);
      indexedDB.open('secret');
    }, secret);

    const site = session.site.url;
    const runtime = await page.page.evaluate(
      () =>
        new URL(JSON.parse(document.getElementById('verified-page')?.textContent ?? '').assets.runtime, location.href)
          .href,
    );
    const attempts: Record<string, string> = {
      'fetch of the site': `fetch(${JSON.stringify(site)}, { credentials: "include" })`,
      'fetch of another site': `fetch("${other.url}/fetch")`,
      'post without an answer': `fetch("${other.url}/post", { method: "POST", mode: "no-cors", body: "x" })`,
      XMLHttpRequest: `new Promise((done, fail) => { const x = new XMLHttpRequest(); x.onload = done; x.onerror = fail; x.open("GET", "${other.url}/xhr"); x.send(); })`,
      'synchronous XMLHttpRequest': `(() => { const x = new XMLHttpRequest(); x.open("GET", "${other.url}/sync", false); x.send(); })()`,
      WebSocket: `new Promise((done, fail) => { const w = new WebSocket("${other.url.replace('http', 'ws')}/ws"); w.onopen = done; w.onerror = fail; })`,
      EventSource: `new Promise((done, fail) => { const s = new EventSource("${other.url}/events"); s.onopen = done; s.onerror = fail; })`,
      'import of another site': `import(["${other.url}/module.js"].join())`,
      'import of the site': `import([${JSON.stringify(runtime)}].join())`,
      'a worker of the site': `new Promise((done, fail) => { const w = new Worker(${JSON.stringify(runtime)}); w.onmessage = done; w.onerror = fail; })`,
      importScripts: `importScripts("${other.url}/scripts.js")`,
      localStorage: 'localStorage.getItem("secret")',
      'the document': 'document.cookie',
      caches: 'caches.match("/secret").then((found) => found!.text())',
      IndexedDB:
        'new Promise((done, fail) => { const r = indexedDB.open("secret"); r.onsuccess = done; r.onerror = fail; })',
      BroadcastChannel: `new Promise((done, fail) => { const c = new BroadcastChannel("site"); c.onmessage = done; c.postMessage(1); setTimeout(fail, 300); })`,
      eval: 'eval("1")',
      'new Function': 'new Function("return 1")()',
    };
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode(
      [
        'const attempts: [string, () => unknown][] = [',
        ...Object.entries(attempts).map(([name, code]) => `  [${JSON.stringify(name)}, () => ${code}],`),
        '];',
        'for (const [name, attempt] of attempts) {',
        '  try {',
        '    console.log("REACHED", name, await attempt());',
        '  } catch {',
        '    console.log("refused", name);',
        '  }',
        '}',
        'console.log("origin", self.origin);',
      ].join('\n'),
    );
    await cell.run();
    assert.equal(await cell.problem(), null);
    assert.deepEqual(await cell.texts(), [...Object.keys(attempts).map((name) => `refused ${name}`), 'origin null']);
    assert.deepEqual(other.hits, [], 'nothing reached the other site');
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(site) && !url.startsWith('blob:') && !url.startsWith(other.url)),
      [],
    );
    assert.equal(await page.page.evaluate(() => document.cookie), `secret=${secret}`);
    await page.close();
  });

  it('lets a program neither forge messages nor get hold of the port', async () => {
    const page = await session.open('task-cancellation/gather');
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode(
      [
        'const scope = self as any;',
        'scope.postMessage({ t: "end", status: 0, exception: null });',
        'MessagePort.prototype.postMessage = function () { scope.stolen = this; };',
        'Object.defineProperty(MessageEvent.prototype, "data", { get() { scope.stolen = this.target; return null; } });',
        'Object.defineProperty(Object.prototype, "t", { get() { return "end"; }, set() {} });',
        'Object.defineProperty(Array.prototype, "0", { set(v) { scope.leak = v; }, configurable: true });',
        'Error.prepareStackTrace = () => { throw 1; };',
        'console.log("still here");',
        'await new Promise((resolve) => setTimeout(resolve, 600));',
        'console.log(typeof scope.stolen, typeof scope.leak);',
      ].join('\n'),
    );
    await cell.run();
    assert.deepEqual(await cell.texts(), ['still here', 'undefined undefined']);
    await page.close();
  });

  it('ends a program that floods the frame with messages', async () => {
    const page = await session.open('task-cancellation/gather');
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode('for (let i = 0; i < 3e6; i++) (self as any).postMessage(i);\n');
    await cell.run();
    assert.equal(await cell.state(), 'failed');
    assert.match((await cell.problem()) ?? '', /sent too many messages/);
    await page.close();
  });

  it('bounds the workers of a cell', async () => {
    const page = await session.open('task-cancellation/gather');
    const cell = page.cell('cancelled-before-it-starts');
    await cell.setCode('const url = URL.createObjectURL(new Blob(["for(;;);"]));\nfor (;;) new Worker(url);\n');
    await cell.run();
    assert.match((await cell.texts()).at(-1) ?? '', /at most 8 workers/);
    assert.equal(await page.frames(), 0);
    await page.close();
  });

  it('asks nobody but the site, and for nothing heavy before a cell is touched', async () => {
    const context = await session.profile({ serviceWorkers: 'block' });
    const asked: string[] = [];
    context.on('request', (request) => asked.push(request.url()));
    const page = await session.open('task-cancellation/gather', { context });
    await page.page.waitForLoadState('networkidle');
    assert.deepEqual(
      asked.filter((url) => /\/run\/|editor|compile-worker|wasm/.test(url)),
      [],
    );
    const cell = page.cell('cancelled-before-it-starts');
    await cell.run();
    await cell.openEditor();
    assert.ok(asked.some((url) => url.includes('/run/esbuild')));
    assert.deepEqual(
      asked.filter((url) => !url.startsWith(session.site.url) && !url.startsWith('blob:')),
      [],
    );
    assert.deepEqual(other.hits, []);
    await page.close();
  });
});
