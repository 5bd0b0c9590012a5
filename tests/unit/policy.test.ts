import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPolicy } from '../../src/notebook/astro/policy.ts';

const page = (head: string, body = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8"/>${head}</head><body>${body}</body></html>`;

function rules(html: string): Map<string, string> {
  const content = /<meta charset="utf-8"\/><meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(
    html,
  )?.[1];
  assert.ok(content !== undefined, 'right behind the encoding');
  return new Map(
    content.split('; ').map((rule) => [rule.slice(0, rule.indexOf(' ')), rule.slice(rule.indexOf(' ') + 1)]),
  );
}

describe('withPolicy', () => {
  it('allows what the page has, by hash, and nothing else', () => {
    const html = page(
      '<style>a{}</style><script>1</script><script type="module" src="/x.js"></script>',
      '<p style="color: red">…</p><template><p style="top: 0"></p></template><script type="application/json">{}</script><script>1</script>',
    );
    const found = rules(withPolicy(html, 'a page'));
    // printf 1 | openssl dgst -sha256 -binary | base64
    assert.equal(found.get('script-src'), "'self' 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='");
    assert.equal(found.get('style-src')?.split(' ').length, 2);
    assert.equal(found.get('style-src-attr')?.split(' ').length, 3);
    assert.equal(found.get('default-src'), "'self'");
    for (const name of ['worker-src', 'frame-src']) assert.equal(found.get(name), "'self'");
    for (const name of ['object-src', 'base-uri', 'form-action']) assert.equal(found.get(name), "'none'");
    assert.equal(withPolicy(html, 'a page').replace(/<meta http-equiv[^>]*>/, ''), html);
  });

  it('allows WebAssembly where there is a search', () => {
    assert.equal(rules(withPolicy(page(''), 'a page')).get('script-src'), "'self'");
    const searched = withPolicy(page('', '<site-search></site-search>'), 'a page');
    assert.equal(rules(searched).get('script-src'), "'self' 'wasm-unsafe-eval'");
  });

  it('refuses what no hash can allow, and names the page', () => {
    assert.throws(
      () => withPolicy(page('', '<a onclick="x()">…</a>'), 'a/page.html'),
      /^Error: a\/page\.html: <a onclick=…>/,
    );
    assert.throws(() => withPolicy('<title>…</title>', 'b.html'), /^Error: b\.html: no <meta charset>/);
  });
});
