/** The script of the threads that programs run in: `realm-entry.ts` with the runtime, bundled once and kept. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';
import { Worker } from 'node:worker_threads';
import { type BuildOptions, build, version } from 'esbuild';
import type { ToWorker } from '../../../runtime/concurrent/futures/protocol.ts';
import { CODE_SCRIPT, type RealmScript } from '../../../runtime/host/node-workers.ts';
import { writeWhole } from '../files/write-whole.ts';
import { askEsbuild } from './esbuild.ts';
import type { PoolOrder } from './realm-protocol.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'awaitable');
/** Seconds that bundling may take, on the busiest machine. */
const DEADLINE = 300;
/** Everything that can end up in the bundle. */
const SOURCES = [
  'runtime',
  ...['command', 'languages', 'trace', 'capture', 'files', 'model'].map((name) => `src/notebook/${name}`),
];

let script: Promise<RealmScript> | undefined;

/** The script and what V8 makes of it. Bundling takes about a second; the result is kept on disk until a source changes. */
export function realmScript(): Promise<RealmScript> {
  script ??= load().catch((error: unknown) => {
    // The next program tries again.
    script = undefined;
    throw error;
  });
  return script;
}

async function load(): Promise<RealmScript> {
  const name = `realm-${stamp()}`;
  try {
    return realm(readFileSync(join(CACHE, `${name}.cjs`), 'utf8'), readFileSync(join(CACHE, `${name}.code`)));
  } catch {
    // Not there yet.
  }
  const options: BuildOptions & { write: false } = {
    entryPoints: [join(ROOT, 'src/notebook/command/realm-entry.ts')],
    absWorkingDir: ROOT,
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
  if (bundle === undefined) throw new Error('esbuild made no file of src/notebook/command/realm-entry.ts');
  const text = `(function (require, module, exports) {${bundle}\n})`;
  const code = await codeOf(text);
  keep({ [`${name}.cjs`]: text, [`${name}.code`]: code });
  return realm(text, code);
}

/**
 * The code that V8 has of the script when a pool's worker is ready. Before it runs, V8 compiles no function; with those
 * that a start needs in it, each worker starts some milliseconds earlier.
 */
function codeOf(text: string): Promise<Uint8Array> {
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
  worker.postMessage({ t: 'init', at: 0, remote: false, initializer: null } satisfies ToWorker);
  return said.finally(() => worker.terminate());
}

/** With the code in memory that threads can share. */
function realm(text: string, code: Uint8Array): RealmScript {
  const shared = new Uint8Array(new SharedArrayBuffer(code.length));
  shared.set(code);
  return { text, code: shared };
}

/** Changes with every source that may be in the bundle. */
function stamp(): string {
  const hash = createHash('sha256').update(`${version} ${process.version}`);
  for (const folder of SOURCES) {
    for (const name of (readdirSync(join(ROOT, folder), { recursive: true }) as string[]).sort()) {
      if (!name.endsWith('.ts') || name.includes('node_modules')) continue;
      const { mtimeMs, size } = statSync(join(ROOT, folder, name));
      hash.update(`\n${folder}/${name} ${mtimeMs} ${size}`);
    }
  }
  return hash.digest('hex').slice(0, 16);
}

/** Keeps files for later runs. Not being able to only costs time. */
function keep(files: Readonly<Record<string, string | Uint8Array>>): void {
  try {
    mkdirSync(CACHE, { recursive: true });
    for (const name of readdirSync(CACHE)) if (name.startsWith('realm-')) rmSync(join(CACHE, name), { force: true });
    // Another process may be reading.
    for (const [name, content] of Object.entries(files)) writeWhole(join(CACHE, name), content);
  } catch {
    // A read-only checkout.
  }
}
