/** What a reader of one language sees of the other on the built pages: nothing, but where a page speaks of both. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { bothNames } from '../../src/site/forms/forms.ts';
import { builtSite } from '../built-site.ts';

/** Pages that show TypeScript to readers of Python, and why. */
const ABOUT_TYPESCRIPT: Readonly<Record<string, string>> = {
  'from-python-to-typescript/': 'compares the two',
  'reference/': 'describes the runtime for TypeScript, under the names of both languages',
  'embedding/': 'tells other sites what to write in HTML and JavaScript',
};
/** Parts of a page that are no text of the site: what a program printed, and data for scripts. */
const NOT_TEXT = new Set(['output', 'guesses']);

const TYPESCRIPT = /^import .* from ["']|\bfunction\b\*? ?\w*\(|\bconst \w|=>|\bnew [A-Z]|\basyncWith\(|import\.meta/m;
const PYTHON = /^(?:from \S+ )?import \w+$|\bdef \w|__name__|^\s+async with/m;

function attribute({ attrs }: Tree.Element, name: string): string | undefined {
  return attrs.find((each) => each.name === name)?.value;
}

/** The code that a reader of a language sees, by its place in the list of languages. */
function* codeFor(form: '0' | '1', node: Tree.ParentNode): Generator<string> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    const own = attribute(child, 'data-form');
    if (own !== undefined && own !== form) continue;
    if (NOT_TEXT.has(attribute(child, 'data-part') ?? '')) continue;
    if (attribute(child, 'data-part') === 'source' && hasPanel(node, form) && languageOf(child) !== LANGUAGES[form])
      continue;
    if (child.tagName === 'pre' || child.tagName === 'code') yield textOf(child);
    else yield* codeFor(form, child);
  }
}

/** Elements whose text nobody reads. */
const UNREAD = new Set(['script', 'style', 'template']);
/** Where the word TypeScript stands because a reader chooses, or both programs are compared. */
const COMPARES = new Set(['tabs', 'provenance']);
const COMPARING_CLASSES = ['cell-note', 'cell-why', 'language-switch'];
/** Pages whose own sentences speak of both languages, and what they say. */
const SPEAK_OF_BOTH = ['', 'playground/', 'glossary/'];
const COMPARISON = 'From Python to TypeScript';

/** All that a reader of Python sees or hears, text by text, but output; with whether it stands where languages are compared. */
function* textForPython(node: Tree.ParentNode, comparing = false): Generator<{ text: string; comparing: boolean }> {
  for (const child of node.childNodes) {
    if ('value' in child) yield { text: child.value, comparing };
    if (!('tagName' in child) || UNREAD.has(child.tagName) || attribute(child, 'hidden') !== undefined) continue;
    if ((attribute(child, 'data-form') ?? '1') !== '1') continue;
    const part = attribute(child, 'data-part') ?? '';
    if (NOT_TEXT.has(part)) continue;
    if (part === 'source' && hasPanel(node, '1') && languageOf(child) !== LANGUAGES['1']) continue;
    const compares = comparing || COMPARES.has(part) || COMPARING_CLASSES.some((name) => hasClass(child, name));
    for (const name of ['aria-label', 'title', 'alt'])
      yield { text: attribute(child, name) ?? '', comparing: compares };
    // A picture tells of the program in TypeScript, and a note in it says so.
    const note =
      part === 'loop' ? child.childNodes.filter((each) => 'tagName' in each && hasClass(each, 'cell-note')) : null;
    yield* textForPython(note === null ? child : { ...child, childNodes: note }, compares);
  }
}

const LANGUAGES = { '0': 'typescript', '1': 'python' } as const;

function languageOf(panel: Tree.Element): string | undefined {
  return attribute(panel, 'data-language');
}

/** Whether a cell has its program in that language. */
function hasPanel(code: Tree.ParentNode, form: '0' | '1'): boolean {
  return code.childNodes.some((child) => 'tagName' in child && languageOf(child) === LANGUAGES[form]);
}

function hasClass(element: Tree.Element, name: string): boolean {
  return attribute(element, 'class')?.split(' ').includes(name) === true;
}

function textOf(node: Tree.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function* parts(node: Tree.ParentNode, name: string): Generator<Tree.Element> {
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    if (attribute(child, 'data-part') === name) yield child;
    else yield* parts(child, name);
  }
}

describe('the pages in one language', () => {
  const pages = new Map<string, Tree.Document>();
  before(async () => {
    const { folder } = await builtSite();
    for (const file of globSync('**/index.html', { cwd: folder })) {
      pages.set(
        file.replaceAll('\\', '/').replace(/index\.html$/, ''),
        parse(readFileSync(join(folder, file), 'utf8')),
      );
    }
    assert.ok(pages.size > 50);
  });

  /** The code on all pages but some that looks like another language's. */
  const found = (form: '0' | '1', foreign: (code: string) => boolean): string[] =>
    [...pages]
      .filter(([path]) => !Object.keys(ABOUT_TYPESCRIPT).some((prefix) => path.startsWith(prefix)))
      .flatMap(([path, page]) =>
        [...codeFor(form, page)].filter(foreign).map((code) => `${path}: ${code.slice(0, 80)}`),
      );

  test('show no TypeScript to a reader of Python', () => {
    const { python } = bothNames();
    const names = (code: string): boolean => (code.match(/\w+/g) ?? []).some((word) => python.has(word));
    assert.deepEqual(
      found('1', (code) => TYPESCRIPT.test(code) || names(code)),
      [],
    );
  });

  test('speak to a reader of Python in names of Python, and of TypeScript only where they compare the two', () => {
    const { python } = bothNames();
    const found = [...pages]
      .filter(([path]) => !Object.keys(ABOUT_TYPESCRIPT).some((prefix) => path.startsWith(prefix)))
      .flatMap(([path, page]) =>
        [...textForPython(page)]
          .filter(
            ({ text, comparing }) =>
              text.match(/\w+/g)?.some((word) => python.has(word)) === true ||
              (text.includes('TypeScript') &&
                !comparing &&
                !text.includes(COMPARISON) &&
                !SPEAK_OF_BOTH.includes(path)),
          )
          .map(({ text }) => `${path}: ${text.trim().slice(0, 80)}`),
      );
    assert.deepEqual(found, []);
  });

  test('tell a reader of Python that a picture is that of the program in TypeScript', () => {
    const pictures = [...pages].flatMap(([path, page]) =>
      [...parts(page, 'loop')].filter((part) => part.childNodes.length > 0).map((part) => [path, part] as const),
    );
    assert.ok(pictures.length > 5);
    for (const [path, part] of pictures) {
      const said = [...textForPython(part)].map(({ text }) => text).join('');
      assert.match(said, /event loop of the program in TypeScript/, path);
    }
  });

  test('show each program in the language that is chosen, and no name twice', () => {
    for (const [path, page] of pages) {
      for (const form of ['0', '1'] as const) {
        for (const code of codeFor(form, page)) assert.doesNotMatch(code, / ↔ /, path);
      }
    }
    const programs = (form: '0' | '1', pattern: RegExp): number =>
      [...pages].reduce(
        (sum, [, page]) => sum + [...codeFor(form, page)].filter((code) => pattern.test(code)).length,
        0,
      );
    assert.ok(programs('1', PYTHON) > 200 && programs('0', TYPESCRIPT) > 200);
  });
});
