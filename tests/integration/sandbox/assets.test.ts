import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { frameHtml } from '../../../src/notebook/sandbox/assets.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** The elements of a document by name, each as its attributes and the text in it. */
function elements(html: string): (name: string) => { attributes: Map<string, string>; text: string }[] {
  const all: Tree.Element[] = [];
  const walk = (node: Tree.Node): void => {
    if ('tagName' in node) all.push(node);
    if ('childNodes' in node) node.childNodes.forEach(walk);
  };
  walk(parse(html));
  return (name) =>
    all
      .filter(({ tagName }) => tagName === name)
      .map(({ attrs, childNodes }) => ({
        attributes: new Map(attrs.map(({ name, value }) => [name, value])),
        text: childNodes.map((child) => ('value' in child ? child.value : '')).join(''),
      }));
}

describe('the sandbox', async () => {
  const html = await frameHtml();
  const outer = elements(html);
  const frame = outer('iframe')[0]?.attributes ?? new Map<string, string>();
  const inner = elements(frame.get('srcdoc') ?? '');

  it('is a frame that may run scripts and nothing else, in a page without script', () => {
    assert.equal(outer('iframe').length, 1);
    assert.equal(frame.get('sandbox'), 'allow-scripts');
    assert.equal(frame.has('src'), false);
    assert.equal(outer('script').length, 0);
    assert.equal(inner('script').length, 1, 'no string in the script ends it');
    assert.equal(inner('iframe').length, 0);
  });

  it('lets only its own script run, and nothing reach the network, inside and around it', () => {
    const [script] = inner('script');
    const hash = createHash('sha256')
      .update(script?.text ?? '')
      .digest('base64');
    for (const page of [outer, inner]) {
      const [policy] = page('meta').filter(
        ({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy',
      );
      const rules = new Map(
        (policy?.attributes.get('content') ?? '')
          .split('; ')
          .map((rule) => [rule.slice(0, rule.indexOf(' ')), rule.slice(rule.indexOf(' ') + 1)]),
      );
      assert.equal(rules.get('default-src'), "'none'");
      assert.equal(rules.get('script-src'), `'sha256-${hash}' blob:`);
      assert.equal(rules.get('worker-src'), 'blob:');
      for (const name of ['connect-src', 'frame-src', 'form-action', 'base-uri', 'img-src', 'style-src']) {
        assert.equal(rules.get(name), "'none'", name);
      }
    }
    for (const text of [html, frame.get('srcdoc') ?? '']) {
      assert.ok(text.indexOf('Content-Security-Policy') < text.search(/<(script|iframe)/), 'the policy comes first');
    }
  });

  it('is small', () => {
    assert.ok(html.length < 31_000, `${html.length} characters`);
  });

  it('is the same every time', async () => {
    assert.equal(await frameHtml(), html);
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
