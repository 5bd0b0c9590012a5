/** What stands around a page's text: cards for other sites, icons, the way to the next page. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parse } from 'parse5';
import sharp from 'sharp';
import { entries, entriesOf, outline } from '../../src/site/outline.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

const slugs = entries.map(({ slug }) => slug);

describe('around the text', () => {
  let site: BuiltSite;
  before(async () => {
    site = await builtSite();
  });

  const elements = (slug: string): Element[] =>
    elementsOf(parse(readFileSync(join(site.folder, slug, 'index.html'), 'utf8')) as unknown as Node);
  const metaOf = (slug: string, property: string): string =>
    elements(slug).find(({ tag, attributes }) => tag === 'meta' && attributes['property'] === property)?.attributes[
      'content'
    ] ?? assert.fail(`${slug} has no ${property}`);
  const fileOf = (url: string): string => {
    assert.ok(url.startsWith(site.base), `${url} is not under ${site.base}`);
    return join(site.folder, url.slice(site.base.length));
  };

  test('every page has a card of its own, as large as it says', async () => {
    const cards = new Set<string>();
    for (const slug of ['', ...slugs]) {
      const file = fileOf(metaOf(slug, 'og:image'));
      assert.ok(existsSync(file), `${slug}: nothing is at ${file}`);
      const { format, width, height } = await sharp(file).metadata();
      assert.deepEqual({ format, width, height }, { format: 'png', width: 1200, height: 630 }, slug);
      assert.equal(metaOf(slug, 'og:image:width'), '1200');
      assert.equal(metaOf(slug, 'og:image:height'), '630');
      // The bar and the logo alone, without a word, have 0.15.
      const { entropy } = await sharp(file).stats();
      assert.ok(entropy > 0.35, `${slug}: nothing is written on the card`);
      cards.add(readFileSync(file, 'base64'));
    }
    assert.equal(cards.size, slugs.length + 1, 'two pages have the same card');
  });

  test('every page has icons that are there', () => {
    for (const slug of ['', ...slugs]) {
      const icons = elements(slug)
        .filter(({ tag, attributes }) => tag === 'link' && /icon/.test(attributes['rel'] ?? ''))
        .map(({ attributes }) => attributes['href'] ?? '');
      assert.ok(icons.length >= 2, slug);
      for (const url of icons) assert.ok(existsSync(fileOf(url)), `${slug}: nothing is at ${url}`);
    }
  });

  test('the sidebar shows the sections in order, the one of the page open and the others closed', () => {
    for (const slug of slugs) {
      const sidebar =
        elements(slug).find(({ attributes }) => attributes['class']?.startsWith('sidebar ')) ?? assert.fail(slug);
      const groups = sidebar.inside.filter(({ tag }) => tag === 'details');
      assert.deepEqual(
        groups
          .filter((group) => !groups.some(({ inside }) => inside.includes(group)))
          .map(({ attributes, inside }) => ({
            label: inside.find(({ tag }) => tag === 'summary')?.text.trim(),
            open: 'open' in attributes,
            current: inside.some((element) => element.attributes['aria-current'] === 'page'),
          })),
        outline.map((section) => {
          const current = entriesOf(section).some((entry) => entry.slug === slug);
          return { label: section.label, open: current, current };
        }),
        slug,
      );
    }
  });

  test('previous and next follow the order of the outline', () => {
    for (const [at, slug] of slugs.entries()) {
      const linked = (rel: string): string | undefined =>
        elements(slug).find(({ tag, attributes }) => tag === 'a' && attributes['rel'] === rel)?.attributes['href'];
      const address = (of: string | undefined): string | undefined => of && `${site.base}${of}/`;
      assert.equal(linked('prev'), address(slugs[at - 1]), `${slug}: previous`);
      assert.equal(linked('next'), address(slugs[at + 1]), `${slug}: next`);
    }
  });
});

interface Node {
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
  /** Of a text. */
  readonly value?: string;
}

interface Element {
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly inside: readonly Element[];
  readonly text: string;
}

/** The elements below a node, in the document's order. */
function elementsOf({ childNodes = [] }: Node): Element[] {
  return childNodes.flatMap((child) => {
    const inside = elementsOf(child);
    if (child.tagName === undefined) return inside;
    return [
      {
        tag: child.tagName,
        attributes: Object.fromEntries((child.attrs ?? []).map(({ name, value }) => [name, value])),
        inside,
        text: textOf(child),
      },
      ...inside,
    ];
  });
}

function textOf({ value = '', childNodes = [] }: Node): string {
  return value + childNodes.map(textOf).join('');
}
