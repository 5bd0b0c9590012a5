import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sandboxAssets } from '../../../src/sandbox/assets.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

describe('frame.html', async () => {
  const page = (await sandboxAssets())['frame.html'] as string;

  it('lets only its own script run, and nothing reach the network', () => {
    const policy = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1] ?? '';
    const script = /<script>([\s\S]*)<\/script>/.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(script).digest('base64');
    const rules = new Map(
      policy.split('; ').map((rule) => [rule.slice(0, rule.indexOf(' ')), rule.slice(rule.indexOf(' ') + 1)]),
    );
    assert.equal(rules.get('default-src'), "'none'");
    assert.equal(rules.get('script-src'), `'sha256-${hash}' blob:`);
    assert.equal(rules.get('worker-src'), 'blob:');
    for (const name of ['connect-src', 'frame-src', 'form-action', 'base-uri', 'img-src', 'style-src']) {
      assert.equal(rules.get(name), "'none'", name);
    }
    assert.ok(
      page.indexOf('Content-Security-Policy') < page.indexOf('<script>'),
      'the policy stands before the script',
    );
    assert.equal(page.split('</script>').length, 2, 'no string in the script ends it');
  });

  it('is small', () => {
    assert.ok(page.length < 20_000, `${page.length} characters`);
  });

  it('is the same every time', async () => {
    assert.equal((await sandboxAssets())['frame.html'], page);
  });
});

describe('the project', () => {
  it('gives no frame the origin of the site', () => {
    const banned = ['allow', 'same', 'origin'].join('-');
    const files = globSync(['src/**/*.{ts,astro,mjs}', '*.mjs'], { cwd: ROOT });
    assert.ok(files.length > 20);
    for (const file of files) assert.ok(!readFileSync(`${ROOT}${file}`, 'utf8').includes(banned), file);
  });
});
