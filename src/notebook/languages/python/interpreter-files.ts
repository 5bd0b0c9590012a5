/**
 * The files that CPython in a page is made of, as one file: a page fetches all of it or nothing. Runs in Node.
 *
 * Python itself and its interface to JavaScript come from the package `pyodide`; of the standard library only a part
 * goes along (library-worker.ts).
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { gzip } from 'node:zlib';
import { CACHE } from '../../files/cache.ts';
import { writeWhole } from '../../files/write-whole.ts';
import { packed } from './pack.ts';

export interface InterpreterFiles {
  /** Of CPython: `3.14.2`. */
  readonly version: string;
  /** The pack, gzip-compressed. */
  readonly compressed: Uint8Array;
  /** SHA-256 of the pack in base64. */
  readonly digest: string;
}

const require = createRequire(import.meta.url);
/** Everything that the pack depends on. */
const SOURCES: readonly URL[] = [
  new URL('./oracle.py', import.meta.url),
  new URL('./events.py', import.meta.url),
  new URL('./host.ts', import.meta.url),
  new URL('./library-worker.ts', import.meta.url),
  new URL('./interpreter-files.ts', import.meta.url),
  new URL('./pack.ts', import.meta.url),
];

/** Makes the pack. Takes some ten seconds, so it is kept in the cache. */
export async function interpreterFiles(): Promise<InterpreterFiles> {
  const pyodide = dirname(require.resolve('pyodide/package.json'));
  const key = createHash('sha256').update(readFileSync(join(pyodide, 'package.json')));
  for (const source of SOURCES) key.update(readFileSync(source));
  const file = join(CACHE, `python-${key.digest('hex').slice(0, 16)}`);
  try {
    const { version, digest } = JSON.parse(readFileSync(`${file}.json`, 'utf8')) as Omit<
      InterpreterFiles,
      'compressed'
    >;
    return { version, digest, compressed: readFileSync(`${file}.gz`) };
  } catch {
    // Not made yet.
  }
  const { version, library } = await cutLibrary();
  const pack = packed({
    'pyodide.asm.wasm': readFileSync(join(pyodide, 'pyodide.asm.wasm')),
    'pyodide.asm.mjs': readFileSync(join(pyodide, 'pyodide.asm.mjs')),
    'pyodide.mjs': readFileSync(join(pyodide, 'pyodide.mjs')),
    'python_stdlib.zip': library,
    'oracle.py': readFileSync(new URL('./oracle.py', import.meta.url)),
    'events.py': readFileSync(new URL('./events.py', import.meta.url)),
  });
  const compressed = await promisify(gzip)(pack, { level: 9 });
  const digest = createHash('sha256').update(pack).digest('base64');
  try {
    mkdirSync(CACHE, { recursive: true });
    writeWhole(`${file}.gz`, compressed);
    // The last, as it says that both are there.
    writeWhole(`${file}.json`, JSON.stringify({ version, digest }));
  } catch {
    // A read-only checkout, or a full disk: the next build makes it again.
  }
  return { version, digest, compressed };
}

function cutLibrary(): Promise<{ version: string; library: Uint8Array }> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./library-worker.ts', import.meta.url));
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('Python’s standard library could not be cut down: its worker ended')));
  });
}
