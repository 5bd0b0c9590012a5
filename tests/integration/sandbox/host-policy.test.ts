import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Role, refusal } from '../../../src/notebook/files/host-policy.ts';
import { frameHtml } from '../../../src/notebook/sandbox/assets.ts';

const ORIGIN = 'https://notes.example.org';

function refused(role: Role, headers: Record<string, string>): string | null {
  return refusal(role, new Headers(headers), '/run/x', ORIGIN);
}
function byPolicy(role: Role, policy: string): string | null {
  return refused(role, { 'Content-Security-Policy': policy });
}

describe('headers of a host', () => {
  it('refuse nothing where there are none, or none of these', () => {
    for (const role of ['page', 'compiler', 'frame'] as const) {
      assert.equal(refused(role, {}), null);
      assert.equal(refused(role, { 'X-Content-Type-Options': 'nosniff', 'X-Frame-Options': 'SAMEORIGIN' }), null);
      assert.equal(byPolicy(role, "upgrade-insecure-requests; img-src 'none'"), null);
    }
  });

  it('that deny frames are named, with what is to be done', () => {
    assert.equal(
      refused('frame', { 'X-Frame-Options': 'DENY' }),
      "the server of this site sends “X-Frame-Options: DENY” with /run/x, so browsers refuse the frame that programs run in; the site's owner has to send no such header with that file, or one that allows frames of the same origin",
    );
    assert.match(
      byPolicy('frame', "frame-ancestors 'none'") ?? '',
      /“Content-Security-Policy: frame-ancestors 'none'”/,
    );
    assert.equal(byPolicy('frame', "frame-ancestors 'self'"), null);
    assert.equal(byPolicy('frame', 'frame-ancestors https://notes.example.org'), null);
    assert.match(byPolicy('frame', 'frame-ancestors https://example.org') ?? '', /frame-ancestors/);
    assert.equal(
      refused('frame', { 'X-Frame-Options': 'DENY', 'Content-Security-Policy': "frame-ancestors 'self'" }),
      null,
      'the policy counts, not the older header',
    );
    assert.equal(refused('page', { 'X-Frame-Options': 'DENY' }), null, 'pages may be closed to frames of other sites');
  });

  it('that forbid WebAssembly are named, with the source that is to be added', () => {
    assert.equal(
      byPolicy('compiler', "script-src 'self'"),
      "the server of this site sends a Content-Security-Policy with /run/x that forbids WebAssembly, which the compiler is made of; the site's owner has to add 'wasm-unsafe-eval' to script-src, or send no such header, since the pages have a policy of their own",
    );
    for (const allowed of [
      "script-src 'self' 'wasm-unsafe-eval'",
      "default-src 'self' 'unsafe-eval'",
      "img-src 'self'",
    ]) {
      assert.equal(byPolicy('compiler', allowed), null, allowed);
    }
  });

  it('that forbid several things are told at once', () => {
    const said = byPolicy('page', "default-src 'none'") ?? '';
    assert.match(
      said,
      /forbids the scripts of the pages, the compiler, which is a worker, the frame .* and what programs import;/,
    );
    assert.match(
      said,
      /add 'self' to script-src-elem, 'self' to worker-src, 'self' to frame-src and 'self' to connect-src,/,
    );
    assert.match(
      byPolicy('frame', "default-src 'self'") ?? '',
      /'unsafe-inline' to script-src-elem, blob: to script-src-elem and blob: to worker-src/,
    );
    assert.match(byPolicy('frame', 'sandbox') ?? '', /allow-scripts to sandbox/);
  });

  it('are read as browsers read them', () => {
    const page = (worker: string): string | null => byPolicy('page', `worker-src ${worker}`);
    for (const allowed of [
      "'self'",
      "'SELF'",
      '*',
      'https:',
      'http:',
      'notes.example.org',
      '*.example.org',
      'https://notes.example.org:443',
      'https://notes.example.org/x/',
    ]) {
      assert.equal(page(allowed), null, allowed);
    }
    for (const forbidden of [
      "'none'",
      '',
      'blob:',
      'example.org',
      'https://other.example.org',
      'notes.example.org:8000',
      'wss:',
    ]) {
      assert.match(page(forbidden) ?? '', /'self' to worker-src/, forbidden);
    }
    assert.equal(byPolicy('page', "worker-src 'self'; worker-src 'none'"), null, 'the first of two counts');
    assert.match(byPolicy('page', "worker-src 'self', worker-src 'none'") ?? '', /worker-src/, 'each policy counts');
    assert.match(byPolicy('page', "child-src 'none'") ?? '', /'self' to worker-src and 'self' to frame-src/);
    assert.match(
      byPolicy('frame', "script-src 'unsafe-inline' 'nonce-x' blob:") ?? '',
      /'unsafe-inline'/,
      'a nonce takes it back',
    );
  });

  it('may repeat the policy that the frame has anyway', async () => {
    const [, policy = ''] = /Content-Security-Policy" content="([^"]+)"/.exec(await frameHtml()) ?? [];
    assert.match(policy, /script-src 'sha256-/);
    assert.equal(byPolicy('frame', policy), null);
  });
});
