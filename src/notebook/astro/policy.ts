/**
 * Puts a content security policy into every built page: what the page may load
 * and run is what the build has put there, by its hash.
 *
 * Astro's own `security.csp` knows neither Starlight's inline scripts nor style
 * attributes, and lists all of the site's scripts on each page; so this looks
 * at the pages when everything else is done. `astro dev` has no policy.
 */

import { globSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { AstroIntegration } from 'astro';
import { parse, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { policyHash } from '../files/policy-hash.ts';

/** Types of `<script>` that hold data, which no policy concerns. */
const DATA = new Set(['application/json', 'application/ld+json']);

export function policy(): AstroIntegration {
  return {
    name: 'notebook-policy',
    hooks: {
      'astro:build:done': async ({ dir, logger }) => {
        const root = fileURLToPath(dir);
        // The sandbox's page comes with a policy of its own.
        const pages = globSync('**/*.html', { cwd: root, exclude: ['run/**'] });
        for (const page of pages) {
          const html = await readFile(root + page, 'utf8');
          await writeFile(root + page, withPolicy(html, page));
        }
        logger.info(`${pages.length} pages have a policy`);
      },
    },
  };
}

/**
 * The page with its policy in front of everything that it concerns.
 *
 * @param page name of the page, for messages
 * @throws {Error} if the page has something that no hash can allow: a handler in an attribute, or no encoding
 */
export function withPolicy(html: string, page: string): string {
  const scripts = new Set<string>();
  const styles = new Set<string>();
  const attributes = new Set<string>();
  let search = false;
  let at: number | undefined;
  for (const element of elements(parse(html, { sourceCodeLocationInfo: true }))) {
    const { tagName, attrs } = element;
    for (const { name, value } of attrs) {
      if (name === 'style') attributes.add(policyHash(value));
      if (name.startsWith('on'))
        throw new Error(`${page}: <${tagName} ${name}=…>: the page's policy allows no such handler`);
    }
    const attribute = (wanted: string): string | undefined => attrs.find(({ name }) => name === wanted)?.value;
    if (tagName === 'meta' && attribute('charset') !== undefined) at = element.sourceCodeLocation?.endOffset;
    if (tagName === 'style') styles.add(policyHash(textOf(element)));
    if (tagName === 'script' && attribute('src') === undefined && !isData(element)) {
      scripts.add(policyHash(textOf(element)));
    }
    if (tagName === 'site-search') search = true;
  }
  if (at === undefined) throw new Error(`${page}: no <meta charset> after which the policy could stand`);
  const content = [
    "default-src 'self'",
    // Where its worker is late, Pagefind runs its WebAssembly in the page.
    sources("script-src 'self'", search ? ["'wasm-unsafe-eval'", ...scripts] : scripts),
    sources("style-src 'self'", styles),
    ...(attributes.size > 0 ? [sources("style-src-attr 'unsafe-hashes'", attributes)] : []),
    "img-src 'self' data:",
    "worker-src 'self'",
    "frame-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `${html.slice(0, at)}<meta http-equiv="Content-Security-Policy" content="${content}">${html.slice(at)}`;
}

function sources(directive: string, list: Iterable<string>): string {
  return [directive, ...list].join(' ');
}

/** Whether a script holds data instead of code. */
export function isData({ attrs }: Tree.Element): boolean {
  return DATA.has(attrs.find(({ name }) => name === 'type')?.value ?? '');
}

/** The text that stands right in an element: of a script or style, all of it. */
export function textOf({ childNodes }: Tree.Element): string {
  return childNodes.map((child) => ('value' in child ? child.value : '')).join('');
}

/** The elements of a document in its order, those in templates too. */
export function* elements(node: Tree.Node): Generator<Tree.Element> {
  if ('tagName' in node) yield node;
  if ('content' in node) yield* elements(node.content);
  if ('childNodes' in node) for (const child of node.childNodes) yield* elements(child);
}
