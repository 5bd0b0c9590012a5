import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { checkWeights } from '../../src/notebook/astro/budgets.ts';

let site: string;
beforeEach(() => {
  site = mkdtempSync(join(tmpdir(), 'budgets-'));
});
afterEach(() => rmSync(site, { recursive: true }));

const put = (name: string, text: string): void => {
  mkdirSync(dirname(join(site, name)), { recursive: true });
  writeFileSync(join(site, name), text);
};
/** Text that compression makes no shorter than so many bytes. */
const ballast = (bytes: number): string => `/*${randomBytes(bytes).toString('base64url')}*/`;
const page = (head: string): string => `<!doctype html><head><meta charset="utf-8">${head}</head><p>Text</p>`;
const check = () => checkWeights(site, '/notes/');

describe('checkWeights', () => {
  it('tells the most of each kind', async () => {
    put('a/index.html', page('<link rel="stylesheet" href="/notes/a.css"><style>b{}</style>'));
    put('index.html', page('<script type="module" src="/notes/a.js"></script>'));
    put('a.css', ballast(17_000));
    put('a.js', ballast(8_000));
    const { html, css, javascript } = await check();
    assert.ok(html > 50 && html < 200, `${html}`);
    assert.ok(css > 17_000 && css < 18_000, `${css}`);
    assert.ok(javascript > 8_000 && javascript < 9_000, `${javascript}`);
  });

  it('refuses a page with too much HTML, by name and size', async () => {
    put('index.html', page(''));
    put('a/index.html', page(`<script type="application/json">"${ballast(42_000)}"</script>`));
    await assert.rejects(check, /^Error: a.index\.html: 4\d{4} bytes of compressed HTML; less than 42000 are allowed$/);
  });

  it('counts a style sheet and what stands in the page', async () => {
    put('index.html', page(`<link rel="stylesheet" href="/notes/a.css"><style>${ballast(15_000)}</style>`));
    put('a.css', ballast(16_000));
    await assert.rejects(check, /^Error: index\.html: 3\d{4} bytes of compressed CSS/);
  });

  it('counts modules that modules import and re-export, each once', async () => {
    put('index.html', page('<script type="module">import "./a.js"</script><script type="module" src="b.js"></script>'));
    put('a.js', 'import{x}from"./b.js";x()');
    put('b.js', `export*from"./a.js";export{x}from"./c.js";${ballast(5_000)}`);
    put('c.js', ballast(3_000));
    assert.ok((await check()).javascript < 9_200);
    put('c.js', ballast(5_000));
    await assert.rejects(check, /^Error: index\.html: 10\d{3} bytes of compressed JavaScript; less than 9200/);
  });

  it('leaves out what a script loads later, and data', async () => {
    put('index.html', page('<script type="module" src="a.js"></script><script type="application/json">[1]</script>'));
    put('a.js', 'import("./b.js")');
    put('b.js', ballast(90_000));
    const { javascript } = await check();
    assert.ok(javascript < 100, `${javascript}`);
  });

  it('refuses a script from elsewhere', async () => {
    put('index.html', page('<script src="/other/a.js"></script>'));
    await assert.rejects(check, /index\.html loads \/other\/a\.js, which is not under \/notes\//);
  });
});
