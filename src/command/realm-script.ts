/** The script of the threads that programs run in: `realm-entry.ts` with the runtime, bundled once and kept. */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild-wasm';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, 'node_modules', '.cache', 'awaitable');
/** Everything that can end up in the bundle. */
const SOURCES = ['runtime', 'src/command', 'src/sandbox', 'src/compile', 'src/cells'];

let script: Promise<string> | undefined;

/** The script as text. Bundling takes about a second; the result is kept on disk until a source changes. */
export function realmScript(): Promise<string> {
  script ??= load();
  return script;
}

async function load(): Promise<string> {
  const file = join(CACHE, `realm-${stamp()}.cjs`);
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Not there yet.
  }
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'src/command/realm-entry.ts')],
    absWorkingDir: ROOT,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node24',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
  });
  const text = outputFiles[0]?.text;
  if (text === undefined) throw new Error('esbuild made no file of src/command/realm-entry.ts');
  keep(file, text);
  return text;
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

/** Keeps a bundle for later runs. Not being able to only costs time. */
function keep(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    for (const name of readdirSync(CACHE)) if (name.startsWith('realm-')) rmSync(join(CACHE, name), { force: true });
    // Whole or not at all: another process may be reading.
    const unfinished = `${file}.${process.pid}`;
    writeFileSync(unfinished, text);
    renameSync(unfinished, file);
  } catch {
    // A read-only checkout.
  }
}
