/** Whose work the site carries, and that all of it may be carried. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { licencesText } from '../../src/notebook/astro/licences.ts';
import { type BuiltSite, builtSite } from '../built-site.ts';

/** The last one asks only that changes to its own files be published, and that readers find the source. */
const PERMISSIVE = [
  'MIT',
  'ISC',
  '0BSD',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'OFL-1.1',
  'MPL-2.0',
];

describe('licences.txt', () => {
  let site: BuiltSite;
  let sections: readonly { readonly name: string; readonly licence: string; readonly text: string }[];
  before(async () => {
    site = await builtSite();
    const [, ...rest] = readFileSync(join(site.folder, 'licences.txt'), 'utf8').split(/^={80}\n/m);
    sections = rest.map((section) => {
      const [, name = '', licence = '', text = ''] =
        /^(\S+) \d+\.\d+\.\d+\S*\nLicence: (.+)\n\n([\s\S]+)$/.exec(section) ?? assert.fail(section.slice(0, 200));
      return { name, licence, text };
    });
  });

  test('names what the bundler has put into scripts, workers and styles, and what was copied', () => {
    const names = sections.map(({ name }) => name);
    const expected = [
      ...['@codemirror/view', '@codemirror/state', '@lezer/common', 'style-mod'],
      // Only the compiler's worker has it.
      'acorn',
      ...['@astrojs/starlight', '@pagefind/default-ui', '@fontsource/source-serif-4'],
      ...['esbuild-wasm', 'typescript', 'pagefind', 'pyodide'],
    ];
    assert.deepEqual(
      expected.filter((name) => !names.includes(name)),
      [],
    );
    // What only builds the site reaches no reader.
    for (const name of ['sharp', 'shiki', 'parse5', 'yaml', 'satteri']) assert.ok(!names.includes(name), name);
    assert.deepEqual(names, [...new Set(names)]);
  });

  test('has permissive licences only, each with its text', () => {
    for (const { name, licence, text } of sections) {
      assert.ok(PERMISSIVE.includes(licence), `${name}: ${licence}`);
      assert.match(text, /permission|licen[cs]e/i, name);
    }
  });

  test('is led to from every page with a footer', () => {
    for (const page of ['index.html', 'task-cancellation/gather/index.html', 'reference/asyncio/index.html']) {
      assert.ok(readFileSync(join(site.folder, page), 'utf8').includes(`href="${site.base}licences.txt"`), page);
    }
  });
});

describe('licencesText', () => {
  const some = {
    name: 'some',
    version: '1.0.0',
    license: 'MIT',
    repository: 'https://example.org/some',
    text: 'Terms',
  };
  const part = { ...some, name: 'some-part', text: null };

  test("takes a part's licence from its project, and refuses a package without any", () => {
    assert.equal(licencesText('Own', [part, some]).match(/^Terms$/gm)?.length, 2);
    assert.throws(() => licencesText('Own', [part]), /some-part 1\.0\.0 \(MIT\) comes without the text of its licence/);
    const other = { ...some, repository: 'https://example.org/other' };
    assert.throws(() => licencesText('Own', [part, other]), /some-part/);
  });
});
