/**
 * What the server of the site forbids with its headers that a run needs. The pages bring the policy that they need in
 * themselves, and a header can only forbid more; browsers do not tell a page what they refused or why, except by
 * `securitypolicyviolation` events. So where a run does not get started, this asks the server for the headers again.
 */

/** What may be asked of a file: to start the rest, to compile, to be the sandbox. */
export type Role = 'page' | 'compiler' | 'frame';

interface Need {
  /** The directive that decides, and those that it falls back to. */
  readonly directives: readonly string[];
  readonly source: "'self'" | 'blob:' | "'wasm-unsafe-eval'" | "'unsafe-inline'";
  /** Why: the rest of a sentence about what is refused. */
  readonly what: string;
}

const SCRIPT = ['script-src', 'default-src'];
const SCRIPT_ELEMENT = ['script-src-elem', ...SCRIPT];
const WORKER = ['worker-src', 'child-src', ...SCRIPT];
const CONNECT = ['connect-src', 'default-src'];

const NEEDS: Readonly<Record<Role, readonly Need[]>> = {
  page: [
    { directives: SCRIPT_ELEMENT, source: "'self'", what: 'the scripts of the pages' },
    { directives: WORKER, source: "'self'", what: 'the compiler, which is a worker' },
    { directives: ['frame-src', 'child-src', 'default-src'], source: "'self'", what: 'the frame that programs run in' },
    { directives: CONNECT, source: "'self'", what: 'what programs import' },
  ],
  compiler: [
    { directives: SCRIPT, source: "'wasm-unsafe-eval'", what: 'WebAssembly, which the compiler is made of' },
    { directives: SCRIPT_ELEMENT, source: "'self'", what: "the compiler's scripts" },
    { directives: CONNECT, source: "'self'", what: 'the compiler' },
  ],
  frame: [
    { directives: SCRIPT_ELEMENT, source: "'unsafe-inline'", what: 'the script of the frame that programs run in' },
    { directives: SCRIPT_ELEMENT, source: 'blob:', what: 'programs' },
    { directives: WORKER, source: 'blob:', what: 'the workers that programs run in' },
  ],
};

const OWNER = "the site's owner has to";

/** What of a file's headers keeps it from its role, as a clause for the reader; null if nothing does. */
export function refusal(role: Role, headers: Pick<Headers, 'get'>, file: string, origin: string): string | null {
  const policies = (headers.get('content-security-policy') ?? '').split(',').map(parsePolicy);
  const framing = role === 'frame' ? framingRefusal(headers, policies, origin) : null;
  if (framing !== null) {
    return `the server of this site sends “${framing}” with ${file}, so browsers refuse the frame that programs run in; ${OWNER} send no such header with that file, or one that allows frames of the same origin`;
  }
  const missing = new Map<string, string[]>();
  for (const policy of policies) {
    for (const { directives, source, what } of NEEDS[role]) {
      const directive = directives.find((name) => policy.has(name));
      if (directive === undefined || allows(policy.get(directive) ?? [], source, origin)) continue;
      const key = `${source} to ${directives[0]}`;
      missing.set(key, [...(missing.get(key) ?? []), what]);
    }
    if (policy.has('sandbox') && !policy.get('sandbox')?.includes('allow-scripts')) {
      missing.set('allow-scripts to sandbox', ['scripts']);
    }
  }
  if (missing.size === 0) return null;
  const what = list([...new Set([...missing.values()].flat())]);
  return `the server of this site sends a Content-Security-Policy with ${file} that forbids ${what}; ${OWNER} add ${list([...missing.keys()])}, or send no such header, since the pages have a policy of their own`;
}

/** The header that lets no page of the site frame the file, or null. */
function framingRefusal(headers: Pick<Headers, 'get'>, policies: readonly Policy[], origin: string): string | null {
  const deciding = policies.filter((policy) => policy.has('frame-ancestors'));
  for (const policy of deciding) {
    const ancestors = policy.get('frame-ancestors') ?? [];
    if (!allows(ancestors, "'self'", origin)) {
      return `Content-Security-Policy: frame-ancestors ${ancestors.join(' ')}`.trim();
    }
  }
  // Where a policy says who may frame a file, browsers do not look at the older header.
  if (deciding.length > 0) return null;
  const options = headers.get('x-frame-options') ?? '';
  return /\bdeny\b/i.test(options) ? `X-Frame-Options: ${options}` : null;
}

type Policy = ReadonlyMap<string, readonly string[]>;

function parsePolicy(text: string): Policy {
  const policy = new Map<string, string[]>();
  for (const directive of text.split(';')) {
    const [name, ...values] = directive.trim().split(/\s+/);
    // Of two directives with the same name, the first counts.
    if (name && !policy.has(name.toLowerCase())) policy.set(name.toLowerCase(), values);
  }
  return policy;
}

function allows(sources: readonly string[], needed: Need['source'], origin: string): boolean {
  const lower = sources.map((source) => source.toLowerCase());
  // Hashes and nonces of the server's own: nothing that the build has made is among them.
  const strict = lower.some((source) => /^'(?:nonce-|sha\d+-|strict-dynamic)/.test(source));
  switch (needed) {
    case "'wasm-unsafe-eval'":
      return lower.includes("'wasm-unsafe-eval'") || lower.includes("'unsafe-eval'");
    case "'unsafe-inline'":
      return strict ? lower.some((source) => source.startsWith("'sha")) : lower.includes("'unsafe-inline'");
    case 'blob:':
      return lower.includes('blob:');
    case "'self'":
      return lower.some((source) => source === "'self'" || source === '*' || matches(source, new URL(origin)));
  }
}

/** Whether a source that names a scheme or a host means the site. Paths are not looked at. */
function matches(source: string, { protocol, port: ownPort, hostname }: URL): boolean {
  if (source.endsWith(':')) return source === protocol || (source === 'http:' && protocol === 'https:');
  const [, scheme, named = ''] = /^(?:([a-z][a-z0-9+.-]*:)\/\/)?([^/]*)/.exec(source) ?? [];
  if (scheme !== undefined && scheme !== protocol && scheme !== 'http:') return false;
  const [name = '', port] = named.split(':');
  const own = ownPort === '' ? (protocol === 'https:' ? '443' : '80') : ownPort;
  if (port !== undefined ? port !== '*' && port !== own : ownPort !== '') return false;
  return name === hostname || (name.startsWith('*.') && hostname.endsWith(name.slice(1)));
}

function list(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

/** Policies that have refused something in this page; not those that only report. */
const violated = new Set<string>();
globalThis.addEventListener?.('securitypolicyviolation', (event) => {
  const { disposition, originalPolicy } = event as SecurityPolicyViolationEvent;
  if (disposition === 'enforce') violated.add(originalPolicy);
});

/**
 * Why a file cannot play its role, if it is for the headers of the site's server; null if it is not, or that cannot be
 * known. Asks the server, but no service worker, which answers GET only.
 *
 * @param here whether the file is the page that this runs in: then also what has been refused here counts
 */
export async function askHost(role: Role, url: string, here: boolean): Promise<string | null> {
  const { pathname, origin } = new URL(url, location.href);
  // Where a policy forbids this question as well, it is told of by an event.
  const headers = await fetch(url, { method: 'HEAD', cache: 'no-store', signal: AbortSignal.timeout(PATIENCE) }).then(
    (response) => response.headers,
    () => new Headers(),
  );
  const violations = [...violated].map((policy) => new Headers({ 'content-security-policy': policy }));
  for (const each of here ? [headers, ...violations] : [headers]) {
    const refused = refusal(role, each, pathname, origin);
    if (refused !== null) return refused;
  }
  return null;
}

/** Milliseconds to wait for an answer. Callers have a message to show without one. */
const PATIENCE = 3_000;
