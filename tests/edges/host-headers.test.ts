/** Servers whose headers forbid what a run needs: the page says which header it is, and what the site's owner has to send. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe } from 'node:test';
import { it, Session } from '../browser/cells.ts';
import { FaultySite } from '../hostile/faulty-site.ts';

const PATH = 'task-cancellation/gather';
/** Stands by itself: no other cell is compiled with it. */
const CELL = 'who-has-seen-it';

const policy = (text: string): Record<string, string> => ({ 'Content-Security-Policy': text });

interface Case {
  readonly header: Readonly<Record<string, string>>;
  /** The files that it comes with; all, if there is none. */
  readonly files?: RegExp;
  readonly says: RegExp;
}

const CASES: readonly Case[] = [
  {
    header: { 'X-Frame-Options': 'DENY' },
    says: /^The sandbox ended: the server of this site sends “X-Frame-Options: DENY” with \/notes\/awaitable\/run\/frame\.\w+\.html, .*; the site's owner has to send no such header with that file, or one that allows frames of the same origin\.$/,
  },
  {
    header: policy("frame-ancestors 'none'"),
    says: /“Content-Security-Policy: frame-ancestors 'none'” with .*\/run\/frame/,
  },
  {
    header: policy("frame-src 'none'"),
    files: /gather\/$/,
    says: /a Content-Security-Policy with .*\/gather\/ that forbids the frame that programs run in; the site's owner has to add 'self' to frame-src, /,
  },
  {
    // With all files: the compiler and the frame fail, and whichever is first is named.
    header: policy("default-src 'self'"),
    says: /that forbids (?:WebAssembly|the script of the frame)/,
  },
  {
    header: policy("default-src 'self'"),
    files: /compile-worker/,
    says: /a Content-Security-Policy with .*\/compile-worker.* that forbids WebAssembly, which the compiler is made of; the site's owner has to add 'wasm-unsafe-eval' to script-src, or send no such header/,
  },
  {
    header: policy("worker-src 'none'"),
    files: /gather\/$/,
    says: /with .*\/gather\/ that forbids the compiler, which is a worker; the site's owner has to add 'self' to worker-src, /,
  },
  {
    header: policy("connect-src 'none'"),
    files: /compile-worker/,
    says: /with .*\/compile-worker.* that forbids the compiler; the site's owner has to add 'self' to connect-src, /,
  },
  {
    header: policy("script-src 'self'"),
    files: /\/run\/frame/,
    says: /with .*\/run\/frame.* that forbids the script of the frame .*'unsafe-inline' to script-src-elem, blob: to script-src-elem/,
  },
  {
    header: policy("worker-src 'self'"),
    files: /\/run\/frame/,
    says: /with .*\/run\/frame.* that forbids the workers that programs run in; the site's owner has to add blob: to worker-src, /,
  },
];

describe('a server that sends', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  const run = async ({
    header,
    files = /./,
  }: Omit<Case, 'says'>): Promise<{ problem: string | null; state: string | null }> => {
    const site = await FaultySite.start(session.site, /^$/);
    site.headers.set(files, header);
    const context = await session.profile();
    try {
      const page = await context.newPage();
      await page.goto(`${site.url}${PATH}/`);
      const cell = page.locator(`verified-cell[data-cell="${CELL}"]`);
      await cell.locator('button[data-action="run"]').click();
      await page
        .locator(`verified-cell[data-cell="${CELL}"]:is([data-state="captured"], [data-state="failed"])`)
        .waitFor();
      const problem = cell.locator('[data-part="problem"]');
      return {
        state: await cell.getAttribute('data-state'),
        problem: (await problem.isVisible()) ? await problem.textContent() : null,
      };
    } finally {
      await context.close();
      site.close();
    }
  };

  for (const { header, files, says } of CASES) {
    const [name = '', value = ''] = Object.entries(header)[0] ?? [];
    it(`${name}: ${value}${files === undefined ? '' : ` with ${files.source}`}`, async () => {
      const { problem, state } = await run(files === undefined ? { header } : { header, files });
      assert.match(problem ?? '', says);
      assert.equal(state, 'failed');
    });
  }

  it('the policy that the README gives, or headers against framing by others and sniffing: cells run', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    const [, given] = /^Content-Security-Policy: (.*)$/m.exec(readme) ?? [];
    assert.ok(given, 'the README gives a policy');
    const header = { ...policy(given), 'X-Frame-Options': 'SAMEORIGIN', 'X-Content-Type-Options': 'nosniff' };
    assert.deepEqual(await run({ header }), { problem: null, state: 'captured' });
  });
});
