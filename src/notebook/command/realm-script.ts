/** The script of the threads that programs run in: `realm-entry.ts` with their runtime, bundled once and kept. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { type BuildOptions, build, version } from 'esbuild';
import { CACHE } from '../files/cache.ts';
import { writeWhole } from '../files/write-whole.ts';
import type { RuntimeFiles } from '../languages/typescript/runtime.ts';
import { askEsbuild } from './esbuild.ts';
import { CODE_SCRIPT, type RealmScript } from './node-workers.ts';
import type { PoolOrder } from './realm-protocol.ts';

const NOTEBOOK = new URL('../', import.meta.url);
const ENTRY = new URL('./realm-entry.ts', import.meta.url);
/** Seconds that bundling may take, on the busiest machine. */
const DEADLINE = 300;
/** Everything of the notebook that can end up in the bundle. */
const SOURCES = ['command', 'languages', 'trace', 'capture', 'files', 'model'].map(
  (name) => new URL(`${name}/`, NOTEBOOK),
);

const scripts = new Map<string, Promise<RealmScript>>();

/**
 * The script and what V8 makes of it. Bundling takes about a second; the result is kept on disk until a source changes.
 */
export function realmScript(runtime: RuntimeFiles): Promise<RealmScript> {
  const key = runtime.entry.href;
  let script = scripts.get(key);
  if (script === undefined) {
    script = load(runtime).catch((error: unknown) => {
      // The next program tries again.
      scripts.delete(key);
      throw error;
    });
    scripts.set(key, script);
  }
  return script;
}

async function load(runtime: RuntimeFiles): Promise<RealmScript> {
  const kind = `realm-${createHash('sha256').update(runtime.entry.href).digest('hex').slice(0, 8)}`;
  const name = `${kind}-${stamp(runtime)}`;
  try {
    return realm(readFileSync(join(CACHE, `${name}.cjs`), 'utf8'), readFileSync(join(CACHE, `${name}.code`)));
  } catch {
    // Not there yet.
  }
  const options: BuildOptions & { write: false } = {
    entryPoints: [fileURLToPath(ENTRY)],
    absWorkingDir: fileURLToPath(NOTEBOOK),
    alias: { 'notebook-runtime': fileURLToPath(runtime.entry) },
    // A runtime without event loop has nothing to listen to, which realm.ts notices.
    logOverride: { 'import-is-undefined': 'silent' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
  };
  const { outputFiles } = await askEsbuild(() => build(options), DEADLINE);
  const bundle = outputFiles[0]?.text;
  if (bundle === undefined) throw new Error('esbuild made no file of realm-entry.ts');
  const text = `(function (require, module, exports) {${bundle}\n})`;
  const code = runtime.greeting === null ? new Script(text).createCachedData() : await codeOf(text, runtime.greeting);
  keep(kind, { [`${name}.cjs`]: text, [`${name}.code`]: code });
  return realm(text, code);
}

/**
 * The code that V8 has of the script when a pool's worker is ready. Before it runs, V8 compiles no function; with those
 * that a start needs in it, each worker starts some milliseconds earlier.
 */
function codeOf(text: string, greeting: unknown): Promise<Uint8Array> {
  const order: PoolOrder = {
    code: '',
    map: { sources: [], texts: [], lines: [], functions: [] },
    clock: 'real',
    origin: 0,
    speed: 1,
    processId: process.pid,
    pool: { threadName: 'MainThread', threadId: 1 },
  };
  const script: RealmScript = { text, code: new Script(text).createCachedData() };
  const worker = new Worker(CODE_SCRIPT, {
    eval: true,
    workerData: { ...order, script, sent: new Int32Array(new SharedArrayBuffer(4)) },
    stdout: true,
    stderr: true,
    execArgv: [],
  });
  const said = new Promise<Uint8Array>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (status) => reject(new Error(`the script of realms ends at once, with status ${status}`)));
  });
  worker.postMessage(greeting);
  return said.finally(() => worker.terminate());
}

/** With the code in memory that threads can share. */
function realm(text: string, code: Uint8Array): RealmScript {
  const shared = new Uint8Array(new SharedArrayBuffer(code.length));
  shared.set(code);
  return { text, code: shared };
}

/** Changes with every source that may be in the bundle. */
function stamp(runtime: RuntimeFiles): string {
  const hash = createHash('sha256').update(`${version} ${process.version}`);
  for (const url of [...SOURCES, ...runtime.sources]) {
    const folder = fileURLToPath(url);
    for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
      if (!/\.[jt]s$/.test(name) || name.includes('node_modules')) continue;
      const { mtimeMs, size } = statSync(join(folder, name));
      hash.update(`\n${folder}${name} ${mtimeMs} ${size}`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Keeps files for later runs, in place of older ones of their kind. Not being able to only costs time. */
function keep(kind: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    for (const name of readdirSync(CACHE)) if (name.startsWith(kind)) rmSync(join(CACHE, name), { force: true });
    // Another process may be reading.
    for (const [name, content] of Object.entries(files)) writeWhole(join(CACHE, name), content);
  } catch {
    // A read-only checkout.
  }
}
