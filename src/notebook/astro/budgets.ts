/**
 * What a page may weigh on its way to the reader, compressed. A page above it does not build.
 *
 * This counts what the browser fetches before the reader touches the page: its HTML, its style sheets, its scripts with all
 * that they import statically.
 */

import { globSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parse as parseModule } from 'acorn';
import type { AstroIntegration } from 'astro';
import { parse } from 'parse5';
import { elements, isData, textOf } from './policy.ts';

/** Bytes behind gzip, each file by itself. */
export interface Weight {
  readonly html: number;
  readonly css: number;
  readonly javascript: number;
}

/**
 * HTML: a page with three pictures of what the event loop did, each with its table of events, and seven recordings of
 * which CPython's is another one, is at 41.1 kB. All that is what a reader without scripts, or before they come, has of a run.
 */
export const BUDGET: Weight = { html: 42_000, css: 18_500, javascript: 9_200 };
const NAMES: Readonly<Record<keyof Weight, string>> = { html: 'HTML', css: 'CSS', javascript: 'JavaScript' };

export function budgets(): AstroIntegration {
  let base = '/';
  return {
    name: 'notebook-budgets',
    hooks: {
      'astro:config:done': ({ config }) => {
        base = config.base.replace(/\/?$/, '/');
      },
      'astro:build:done': async ({ dir, logger }) => {
        const heaviest = await checkWeights(fileURLToPath(dir), base);
        logger.info(`at most ${sentence(heaviest)}`);
      },
    },
  };
}

/**
 * Weighs all pages of a built site.
 *
 * @param root folder of the site
 * @param base path under which it is served, `/` at its end
 * @returns the most of each kind
 * @throws {Error} that names each page above the budget, with what it weighs
 */
export async function checkWeights(root: string, base: string): Promise<Weight> {
  const weigh = scales(root, base);
  const most = { html: 0, css: 0, javascript: 0 };
  const tooMuch: string[] = [];
  for (const page of globSync('**/*.html', { cwd: root }).sort()) {
    const weight = await weigh(page);
    for (const kind of Object.keys(NAMES) as (keyof Weight)[]) {
      most[kind] = Math.max(most[kind], weight[kind]);
      if (weight[kind] < BUDGET[kind]) continue;
      tooMuch.push(
        `${page}: ${weight[kind]} bytes of compressed ${NAMES[kind]}; less than ${BUDGET[kind]} are allowed`,
      );
    }
  }
  if (tooMuch.length > 0) throw new Error(tooMuch.join('\n'));
  return most;
}

function sentence(weight: Weight): string {
  return (Object.keys(NAMES) as (keyof Weight)[])
    .map((kind) => `${(weight[kind] / 1000).toFixed(1)} kB of ${NAMES[kind]}`)
    .join(', ');
}

/** Weighs pages of a site, each of its files once. */
function scales(root: string, base: string): (page: string) => Promise<Weight> {
  const known = new Map<string, Promise<File>>();
  const file = (path: string): Promise<File> => {
    const found = known.get(path) ?? read(path);
    known.set(path, found);
    return found;
  };
  const read = async (path: string): Promise<File> => {
    const text = await readFile(path, 'utf8');
    return { bytes: compressed(text), imports: path.endsWith('.js') ? imported(text, path) : [] };
  };
  const pathOf = (url: string, page: string): string => {
    const { pathname } = new URL(url, `http://site${base}${page.replaceAll('\\', '/')}`);
    if (!pathname.startsWith(base)) throw new Error(`${page} loads ${url}, which is not under ${base}`);
    return join(root, decodeURIComponent(pathname.slice(base.length)));
  };
  const load = async (path: string, loaded: Map<string, number>): Promise<void> => {
    if (loaded.has(path)) return;
    // At once: modules may import each other.
    loaded.set(path, 0);
    const { bytes, imports } = await file(path);
    loaded.set(path, bytes);
    for (const each of imports) await load(each, loaded);
  };
  return async (page) => {
    const html = await readFile(join(root, page), 'utf8');
    const css = new Map<string, number>();
    const javascript = new Map<string, number>();
    let inlineCss = 0;
    let inlineScripts = 0;
    for (const element of elements(parse(html))) {
      const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]));
      const { tagName } = element;
      if (tagName === 'style') inlineCss += compressed(textOf(element));
      if (tagName === 'link' && attributes.get('rel') === 'stylesheet') {
        await load(pathOf(attributes.get('href') ?? '', page), css);
      }
      if (tagName !== 'script' || isData(element)) continue;
      const source = attributes.get('src');
      if (source !== undefined) {
        await load(pathOf(source, page), javascript);
        continue;
      }
      const text = textOf(element);
      inlineScripts += compressed(text);
      if (attributes.get('type') !== 'module') continue;
      for (const path of imported(text, join(root, page))) await load(path, javascript);
    }
    return {
      html: compressed(html),
      css: inlineCss + sum(css.values()),
      javascript: inlineScripts + sum(javascript.values()),
    };
  };
}

interface File {
  readonly bytes: number;
  /** Paths of the modules that it imports statically. */
  readonly imports: readonly string[];
}

function compressed(text: string): number {
  return gzipSync(text).length;
}

function sum(numbers: Iterable<number>): number {
  let total = 0;
  for (const number of numbers) total += number;
  return total;
}

/** Paths of the modules that a module at a path imports statically. */
function imported(source: string, path: string): string[] {
  const { body } = parseModule(source, { ecmaVersion: 'latest', sourceType: 'module' });
  return body.flatMap((statement) => {
    if (!('source' in statement) || typeof statement.source?.value !== 'string') return [];
    return [join(dirname(path), statement.source.value)];
  });
}
