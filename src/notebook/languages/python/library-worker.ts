/**
 * Cuts Python's standard library down to what programs of cells, and their tracebacks, need; see interpreter-files.ts.
 *
 * It is a zip of .pyc files, made by the interpreter that will read them. They stay uncompressed in it: gzip over the
 * whole zip is smaller by a third.
 */
import { readFileSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';
import { loadOracle } from './host.ts';

/** What programs may import beside what the interpreter and asyncio load by themselves. */
const MODULES = [
  ...['abc', 'annotationlib', 'bisect', 'collections.abc', 'concurrent.futures', 'concurrent.futures.thread'],
  ...['contextlib', 'contextvars', 'copy', 'dataclasses', 'datetime', 'enum', 'functools', 'gc', 'graphlib', 'heapq'],
  ...[
    'inspect',
    'io',
    'itertools',
    'json',
    'linecache',
    'logging',
    'math',
    'operator',
    'os',
    'pprint',
    'queue',
    'random',
  ],
  ...[
    're',
    'secrets',
    'selectors',
    'signal',
    'socket',
    'statistics',
    'string',
    'string.templatelib',
    'sys',
    'textwrap',
  ],
  ...[
    'threading',
    'time',
    'traceback',
    'tracemalloc',
    'types',
    'typing',
    'unittest.async_case',
    'warnings',
    'weakref',
    '_strptime',
  ],
];

/** Modules whose lines tracebacks quote: coroutines of programs go through them. The loop's own lines are not quoted. */
const QUOTED = ['contextlib.py'];

const LIBRARY = `
import importlib._bootstrap_external, io, json, pkgutil, sys, zipfile
import asyncio

for name in MODULES + [f"asyncio.{module.name}" for module in pkgutil.iter_modules(asyncio.__path__)]:
    if name not in ("asyncio.__main__", "asyncio.windows_events", "asyncio.windows_utils"):
        __import__(name)

ROOT = "/lib/python314.zip/"
found = {"encodings/ascii.py", "encodings/latin_1.py"}
for module in list(sys.modules.values()):
    file = getattr(module, "__file__", None) or ""
    # What is frozen into the interpreter is never read.
    if file.startswith(ROOT) and getattr(module.__spec__, "origin", None) != "frozen":
        found.add(file.removeprefix(ROOT))

source = zipfile.ZipFile(ROOT.rstrip("/"))
content = io.BytesIO()
with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as library:
    for name in sorted(found):
        code = compile(source.read(name), ROOT + name, "exec", dont_inherit=True)
        data = importlib._bootstrap_external._code_to_hash_pyc(code, bytes(8), False)
        library.writestr(zipfile.ZipInfo(name + "c", (2024, 1, 1, 0, 0, 0)), data)
        if name in QUOTED:
            library.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), source.read(name))
with open("/library.zip", "wb") as file:
    file.write(content.getvalue())
sys.version.split()[0]
`;

// In the order of the hash seed's sets: constants of the compiled code would differ from build to build.
const python = await loadPyodide({ env: { PYTHONHASHSEED: '0' } });
loadOracle(python, readFileSync(new URL('./oracle.py', import.meta.url), 'utf8'));
const version = python.runPython(
  `MODULES = ${JSON.stringify(MODULES)}\nQUOTED = ${JSON.stringify(QUOTED)}\n${LIBRARY}`,
) as string;
parentPort?.postMessage({ version, library: python.FS.readFile('/library.zip') as Uint8Array });
