/**
 * The service worker: keeps one build of the site, whole, and gives its pages
 * nothing but that build.
 *
 * How no page ever gets files of two builds:
 * - Each build has a service worker of its own (this file with the build's
 *   digests in it) and a cache of its own, filled before the service worker is
 *   installed; each file is checked against its digest, so that a deployment
 *   half done fails here and is tried again later.
 * - It takes over no page of another build: it does not skip waiting while
 *   pages are open, and the first one of a visit only if all that this has
 *   loaded is its own. A page lives with one service worker, whatever is
 *   deployed meanwhile.
 * - A new build takes over when the last page of the old one is left. As the
 *   browser counts the page that is just being left, a reader with one tab
 *   would never get there. So when a page is asked for while a new service
 *   worker waits and at most one page is open, an empty page comes first
 *   (make-way.ts): if that is then the only one, the new build is let in.
 *
 * The sandbox of a cell is a frame without origin, which engines do not let a
 * service worker answer for. Its text therefore comes in a page of the site
 * that surrounds it (see ../sandbox/assets.ts), which is one of the files kept.
 */

import type { Snapshot } from './offline.ts';

/** The site's name, put in by the build. */
declare const NAME: string;
/** The files of this build, put in when it is done. */
declare const SNAPSHOT: Snapshot;
/** The script of the empty page, and its hash as a policy names it. */
declare const MAKE_WAY: { readonly script: string; readonly hash: string };

interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface ExtendableMessageEvent extends ExtendableEvent {
  readonly data: unknown;
  readonly source: Client | null;
}
interface FetchEvent extends ExtendableEvent {
  readonly request: Request;
  respondWith(response: Promise<Response>): void;
}
interface Client {
  postMessage(message: string): void;
  readonly id: string;
  readonly frameType: 'auxiliary' | 'top-level' | 'nested' | 'none';
}
/** What this uses of the global scope; TypeScript's library of it excludes that of pages. */
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<Client[]>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: ExtendableEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
  addEventListener(type: 'message', listener: (event: ExtendableMessageEvent) => void): void;
}
const scope = self as unknown as Scope;

/** Times that an empty page comes first before a waiting service worker counts as one that does not come. */
const PATIENCE = 3;
/** Files fetched at a time. */
const AT_ONCE = 4;

const { build, files } = SNAPSHOT;
const base = new URL(scope.registration.scope).pathname;
/** Two sites under one host share its caches. */
const FAMILY = `${NAME} ${base} `;
const CACHE = FAMILY + build;
const later = new Set(SNAPSHOT.later);
let handovers = 0;

/** Where a file is kept: under its digest, so that a new build finds what it has in common with the old one. */
const key = (file: string): string => `${base}${file}?${encodeURIComponent(files[file] as string)}`;

scope.addEventListener('install', (event) => event.waitUntil(keepAll()));
scope.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
scope.addEventListener('message', (event) => {
  const { data, source } = event;
  // From make-way.ts.
  if (data === 'let in' && source !== null) event.waitUntil(comeIn(source));
  // From keep-offline.ts: the paths of what an open page has loaded.
  else if (Array.isArray(data)) event.waitUntil(takeOver(data));
});
scope.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== location.origin || !url.pathname.startsWith(base)) return;
  const file = fileOf(url.pathname.slice(base.length));
  if (request.mode === 'navigate') event.respondWith(page(event, url, file));
  else if (file !== null) event.respondWith(answer(event, request, file));
});

/** The file that a path stands for, as static hosts have it; null if this build has none there. */
function fileOf(path: string): string | null {
  const decoded = decodeURI(path);
  const candidates =
    decoded === '' || decoded.endsWith('/') ? [`${decoded}index.html`] : [decoded, `${decoded}/index.html`];
  return candidates.find((candidate) => Object.hasOwn(files, candidate)) ?? null;
}

async function openPages(): Promise<Client[]> {
  const open = await scope.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return open.filter(({ frameType }) => frameType !== 'nested');
}

async function takeOver(paths: readonly unknown[]): Promise<void> {
  const own = paths.every(
    (path) => typeof path === 'string' && path.startsWith(base) && fileOf(path.slice(base.length)),
  );
  if (own && (await openPages()).length === 1) await scope.clients.claim();
}

/** Takes over from the old build's service worker if the empty page that asks is the only page; if not, says so. */
async function comeIn(asker: Client): Promise<void> {
  const alone = (await openPages()).every(({ id }) => id === asker.id);
  if (alone) await scope.skipWaiting();
  else asker.postMessage('another page is open');
}

async function page(event: FetchEvent, url: URL, file: string | null): Promise<Response> {
  const { request } = event;
  // Frames belong to the page that they stand in, and what is downloaded to the page that offers it.
  const isPage = request.destination === 'document' && (file === null || file.endsWith('.html'));
  // A page fetched ahead is shown without another question, and would be one of the old build.
  if (isPage && scope.registration.waiting && request.headers.get('Sec-Purpose') !== null) {
    return new Response(null, { status: 503 });
  }
  if (isPage && scope.registration.waiting && handovers < PATIENCE && (await openPages()).length < 2) {
    handovers++;
    return emptyPage();
  }
  if (file === null) return fetch(request);
  if (file.endsWith('/index.html') && !url.pathname.endsWith('/') && !url.pathname.endsWith('.html')) {
    return Response.redirect(`${url.pathname}/${url.search}`, 301);
  }
  return answer(event, request, file);
}

function emptyPage(): Response {
  // With an icon, or the browser would ask for one.
  const html = `<!doctype html><title>${location.host}</title><link rel="icon" href="data:,"><script>${MAKE_WAY.script}</script>`;
  return new Response(html, {
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': `default-src 'none'; img-src data:; script-src ${MAKE_WAY.hash}`,
      // If the script does not run, or gets no answer.
      Refresh: '5',
    },
  });
}

async function answer(event: FetchEvent, request: Request, file: string): Promise<Response> {
  const found = await kept(file);
  if (found !== undefined) return found;
  const response = await fetch(request);
  if (response.status === 200) event.waitUntil(keep(file, response.clone()).catch(() => {}));
  return response;
}

async function kept(file: string): Promise<Response | undefined> {
  // Storage may be withdrawn at any time.
  return caches.match(key(file), { cacheName: CACHE }).catch(() => undefined);
}

/** Stores what is the build's own file; anything else is left alone. */
async function keep(file: string, response: Response): Promise<void> {
  const content = await response.arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  if (btoa(String.fromCharCode(...hash)) !== files[file]) throw new Error(`${file} is of another build`);
  const type = response.headers.get('Content-Type') ?? 'application/octet-stream';
  const length = String(content.byteLength);
  const cache = await caches.open(CACHE);
  await cache.put(key(file), new Response(content, { headers: { 'Content-Type': type, 'Content-Length': length } }));
}

/** Everything that is not for later, from the cache of another build where it has the same; all or nothing. */
async function keepAll(): Promise<void> {
  const names = Object.keys(files);
  const next = async (): Promise<void> => {
    for (let file = names.shift(); file !== undefined; file = names.shift()) {
      const found = await caches.match(key(file));
      if (found !== undefined) await (await caches.open(CACHE)).put(key(file), found);
      else if (!later.has(file)) {
        const address = base + file.replace(/(^|\/)index\.html$/, '$1');
        const response = await fetch(address, { cache: 'no-cache' });
        if (response.status !== 200) throw new Error(`${file}: status ${response.status}`);
        await keep(file, response);
      }
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, next));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

async function forgetOthers(): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(FAMILY) && name !== CACHE) await caches.delete(name);
  }
}
