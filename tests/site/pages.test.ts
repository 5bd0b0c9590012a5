/** The built HTML, as a reader without scripts gets it. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { isHousekeeping } from '../../src/notebook/element/loop/story-of.ts';
import { sentences } from '../../src/notebook/element/loop/words.ts';
import { compareTwin, sameLines, twinVersion } from '../../src/notebook/languages/python/normalise.ts';
import type { Page } from '../../src/notebook/model/cell.ts';
import { evaluate } from '../../src/notebook/model/expectations.ts';
import type { PageData } from '../../src/notebook/model/page-data.ts';
import { frameOf } from '../../src/notebook/model/traceback.ts';
import { formatTime } from '../../src/notebook/model/wording.ts';
import { logsFile, readLogs } from '../../src/notebook/trace/recorded-logs.ts';
import { siteContent } from '../../src/site/content.ts';
import { entries } from '../../src/site/outline.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const content = siteContent(ROOT);
const pages: Page[] = content.readPages();

describe('the built site', () => {
  let site: BuiltSite;
  before(async () => {
    site = await builtSite();
  });

  const htmlOf = (path: string): string =>
    readFileSync(join(site.folder, path === 'index' ? '' : path, 'index.html'), 'utf8');

  test('the pictures of event loops are in the HTML of their pages, each with its events as a table', () => {
    let pictures = 0;
    let workersShown = 0;
    for (const page of pages) {
      const html = htmlOf(page.path);
      const logs = existsSync(join(ROOT, logsFile(page.file)))
        ? readLogs(readFileSync(join(ROOT, logsFile(page.file)), 'utf8'), logsFile(page.file))
        : {};
      for (const { id, title, loop } of page.cells) {
        const shown = cellHtml(html, id) ?? '';
        const where = `${page.file}: cell ${id}`;
        const picture = /<svg class="loop-lanes"[\s\S]*?<\/svg>/.exec(shown)?.[0];
        assert.equal(picture !== undefined, loop === true, where);
        if (picture === undefined) continue;
        pictures++;
        const log = logs[id];
        assert.ok(log !== undefined, `${where}: no log is recorded`);
        // Each task has a lane with its name, and each event a row with its sentence.
        const names = /<svg class="loop-names"[\s\S]*?<\/svg>/.exec(shown)?.[0] ?? '';
        const created = log.events.flatMap(({ kind, entity }) =>
          kind === 'created' && !isHousekeeping(log, entity) ? [log.entities[entity]] : [],
        );
        // So has each worker of an executor, and each call that it takes a bar with its name.
        const workers = log.entities.filter(({ kind }) => kind === 'worker');
        for (const one of [...created.slice(0, 3), ...workers])
          assert.ok(names.includes(`<title>${one?.name}</title>`), `${where}: ${one?.name}`);
        workersShown += workers.length;
        if (workers.length > 0) assert.match(picture, /<path class="loop-job"/, where);
        const rows = [...shown.matchAll(/<tr><th scope="row">(\d+)<\/th>/g)].map(([, number]) => Number(number));
        assert.ok(rows.length > 20, `${where}: ${rows.length} rows`);
        assert.deepEqual(
          rows,
          rows.map((_, at) => at + 1),
          where,
        );
        const said = sentences(log);
        const told = textOf(shown);
        for (const row of rows)
          assert.ok(told.includes(squeezed(said[row - 1] ?? '')), `${where}: event ${row}: ${said[row - 1]}`);
        assert.ok(shown.includes(`<caption>Events of ${title}`), where);
      }
    }
    assert.ok(pictures >= 12, `${pictures} pictures`);
    assert.ok(workersShown >= 5, `${workersShown} lanes of workers`);
  });

  for (const page of pages) {
    test(`${page.path} shows code, output and verdicts of its ${page.cells.length} cells without scripts`, () => {
      const html = htmlOf(page.path);
      const text = textOf(html);
      const recordings = content.readPageRecordings(page);
      for (const cell of page.cells) {
        const where = `${page.file}:${cell.at}: cell ${cell.id}`;
        const whole = cellHtml(html, cell.id);
        assert.ok(whole !== null, `${where}: not in the page`);
        // What readers of Python have in place of the output, where CPython has printed something else.
        const inPython =
          /<ol data-part="output" data-form="1"[\s\S]*?(?=<div class="cell-ending")/.exec(whole)?.[0] ?? '';
        const shown = whole.replace(inPython, '');
        const plain = textOf(shown);
        for (const line of `${cell.source}\n${cell.twin?.source}`.split('\n')) {
          assert.ok(plain.includes(squeezed(line)), `${where}: the code lacks the line ${JSON.stringify(line)}`);
        }
        const output = recordings[cell.id]?.typescript;
        assert.ok(output !== undefined, `${where}: not recorded`);
        for (const line of output.lines) {
          assert.ok(plain.includes(squeezed(line.text)), `${where}: the output lacks ${JSON.stringify(line.text)}`);
        }
        const again = [...shown.matchAll(/<li data-line[^>]*>/g)].map(([tag]) => / data-again\b/.test(tag));
        const times = output.lines.map(({ time }) => formatTime(time));
        assert.deepEqual(
          again,
          times.map((time, at) => at > 0 && time === times[at - 1]),
          `${where}: the gutter says a time again, or leaves one out`,
        );
        const python = recordings[cell.id]?.python?.[twinVersion(cell)];
        assert.ok(python !== undefined, `${where}: the twin is not recorded`);
        const agrees = compareTwin(cell, python, output).problems.length === 0;
        const same = sameLines(cell, python, output);
        assert.deepEqual(
          [plain.includes('prints the same'), shown.includes('#what-is-compared')],
          [agrees && same, agrees && !same],
          `${where}: what it says of CPython`,
        );
        assert.ok(
          plain.includes(`Recorded, by CPython ${twinVersion(cell)}`),
          `${where}: whose recording it is in Python`,
        );
        assert.equal(inPython === '', same, `${where}: a recording in Python of its own`);
        for (const line of same ? [] : python.lines)
          assert.ok(textOf(inPython).includes(squeezed(line.text)), `${where}: in Python it lacks ${line.text}`);
        // A frame of a traceback leads to its cell where that is on the page.
        const frames = output.lines.flatMap(({ text }) => frameOf(text) ?? []);
        const led = [...shown.matchAll(/<a href="#cell-([\w-]+)" data-action="goto"[^>]* data-line="(\d+)"/g)];
        assert.deepEqual(
          led.map(([, id, line]) => `${id}.ts:${line}`),
          frames
            .filter(({ file }) => page.cells.some(({ id }) => file === `${id}.ts`))
            .map((frame) => `${frame.file}:${frame.line}`),
          `${where}: frames of tracebacks`,
        );
        const verdicts = [...shown.matchAll(/data-verdict="(\w+)"/g)].map(([, verdict]) => verdict);
        const expected = cell.expectations.map(({ check }) => (evaluate(check, output).holds ? 'holds' : 'fails'));
        assert.deepEqual(verdicts, expected, where);
      }
      assert.ok(text.includes(page.title));
      // A title is no Markdown: what would be code elsewhere keeps its marks.
      assert.doesNotMatch(page.title, /`|\*\*/, `${page.path}: the title is shown as it is written`);
    });
  }

  test('gives the scripts of a page its cells and the addresses of what they run with, under the base', () => {
    for (const page of pages.filter(({ cells }) => cells.length > 0)) {
      const data = pageDataOf(htmlOf(page.path));
      assert.deepEqual(
        data.cells.map(({ id, source }) => ({ id, source })),
        page.cells.map(({ id, source }) => ({ id, source })),
      );
      const { frame, runtime, compiler } = data.assets;
      for (const url of [frame, runtime, compiler]) {
        assert.ok(url.startsWith(site.base), `${url} is not under ${site.base}`);
        assert.ok(existsSync(join(site.folder, url.slice(site.base.length))), `${url} was not built`);
      }
    }
  });

  test('links to nothing outside the base and to nothing that is not there', () => {
    for (const file of globSync('**/*.html', { cwd: site.folder })) {
      const html = readFileSync(join(site.folder, file), 'utf8');
      for (const [, tag = '', url = ''] of html.matchAll(/<(\w+)\b[^>]*?\s(?:href|src)="([^"]*)"/g)) {
        if (/^(?:data|mailto):/.test(url)) continue;
        if (/^(?:https?:)?\/\//.test(url)) {
          assert.equal(tag, 'a', `${file} loads ${url}`);
          continue;
        }
        const here = `http://site${site.base}${file.replaceAll('\\', '/').replace(/index\.html$/, '')}`;
        const { pathname, hash } = new URL(url, here);
        assert.ok(pathname.startsWith(site.base), `${file}: ${url} is not under ${site.base}`);
        const path = join(site.folder, pathname.slice(site.base.length));
        const target = existsSync(path) && statSync(path).isDirectory() ? join(path, 'index.html') : path;
        assert.ok(existsSync(target), `${file}: nothing is at ${url}`);
        if (hash.length < 2 || !target.endsWith('.html')) continue;
        const text = target === join(site.folder, file) ? html : readFileSync(target, 'utf8');
        const id = decodeURIComponent(hash.slice(1));
        assert.ok(text.includes(` id="${id}"`) || id === '_top', `${file}: nothing on ${pathname} is called #${id}`);
      }
    }
  });

  test('leads to every page from its outline', () => {
    const slugs = entries.map(({ slug }) => slug);
    assert.deepEqual(
      slugs.toSorted(),
      pages
        .map(({ path }) => path)
        .filter((path) => path !== 'index')
        .toSorted(),
    );
  });

  test('says of each page in a sentence of its own what it is, and lets search engines keep it', () => {
    const said = new Map<string, string>();
    for (const { path } of pages) {
      const head = htmlOf(path).split('</head>')[0] ?? '';
      const [description, ...more] = [...head.matchAll(/<meta name="description" content="([^"]*)"/g)].map(
        ([, text = '']) => text,
      );
      assert.ok(description !== undefined && description.length >= 25, `${path}: the description is ${description}`);
      assert.equal(more.length, 0, `${path} is described twice`);
      assert.equal(said.get(description), undefined, `${path}: that is said of another page, too`);
      said.set(description, path);
      assert.doesNotMatch(head, /<meta name="robots"/, path);
      // This build knows no host, so it names no address as the page's only one.
      assert.doesNotMatch(head, /rel="canonical"/, path);
      assert.equal(htmlOf(path).match(/<h1\b/g)?.length, 1, `${path}: headings of the first order`);
    }
    // What is embedded elsewhere belongs to its page.
    for (const file of globSync('embed/**/*.html', { cwd: site.folder })) {
      const html = readFileSync(join(site.folder, file), 'utf8');
      assert.match(html, /<meta name="robots" content="noindex">.*<link rel="canonical" href="[^"]*#cell-/s, file);
    }
  });

  test('draws single jobs and batches in the lanes of the workers, as their cell has recorded them', () => {
    const shown = cellHtml(htmlOf('executors/processes'), 'naps-in-batches') ?? '';
    const svg = (name: string): string => new RegExp(`<svg class="${name}".*?</svg>`, 's').exec(shown)?.[0] ?? '';
    const names = [...svg('loop-names').matchAll(/<title>(Process-\d)<\/title>/g)].map(([, name]) => name);
    assert.deepEqual(names, ['Process-1', 'Process-2']);
    const calls = [...svg('loop-lanes').matchAll(/>(\w+\(\))<\/text>/g)].map(([, call]) => call);
    assert.deepEqual(calls, [...Array(4).fill('single()'), ...Array(2).fill('pair()')]);
    // To the end: how long the batches took is part of the picture.
    assert.match(textOf(shown), /Task-1 \(main\) prints line 4: in batches took 1 s/);
  });

  test('gives no id twice', () => {
    for (const file of globSync('**/*.html', { cwd: site.folder })) {
      const ids = [...readFileSync(join(site.folder, file), 'utf8').matchAll(/<[^>]*\sid="([^"]*)"/g)].map(
        ([, id]) => id,
      );
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
        file,
      );
    }
  });

  test('ships the compiler compressed, and says what it is', () => {
    const { compiler, compilerDigest } = pageDataOf(htmlOf('task-cancellation/gather')).assets;
    const file = readFileSync(join(site.folder, compiler.slice(site.base.length)));
    assert.ok(file.length < 4_500_000, `${file.length} bytes`);
    const wasm = gunzipSync(file);
    assert.deepEqual([...wasm.subarray(0, 4)], [0x00, 0x61, 0x73, 0x6d]);
    assert.equal(createHash('sha256').update(wasm).digest('base64'), compilerDigest);
  });
});

function cellHtml(html: string, id: string): string | null {
  return new RegExp(`<verified-cell id="cell-${id}"[\\s\\S]*?</verified-cell>`).exec(html)?.[0] ?? null;
}

function pageDataOf(html: string): PageData {
  const json = /<script[^>]*id="verified-page"[^>]*>([\s\S]*?)<\/script>/.exec(html)?.[1];
  assert.ok(json !== undefined, 'no data for scripts');
  return JSON.parse(json);
}

/** What a reader sees, with white space squeezed. */
function textOf(html: string): string {
  const text = html.replace(/<(script|style)\b[\s\S]*?<\/\1>/g, '').replace(/<[^>]*>/g, '');
  const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', '#39': "'", '#x27': "'" };
  return squeezed(text.replace(/&([#\w]+);/g, (whole, name: string) => entities[name] ?? whole));
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
