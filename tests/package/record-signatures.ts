/**
 * Asks CPython 3.14 for the signatures of the names in the table of names, and writes them to `src/site/python-signatures.json`:
 *
 *     node tests/package/record-signatures.ts
 *
 * `keywords.test.ts` and the reference read them, so that they need no Pyodide.
 */
import { writeFileSync } from 'node:fs';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { pythonNames } from '../../src/site/python-api.ts';

const groups = pythonNames.map(({ module, of = null, names }) => [module, of, names.trim().split(/\s+/)]);

const source = `import importlib, inspect, json

# Of names whose C implementation has no signature, or which WebAssembly does not have: as their documentation writes it.
DOCUMENTED = {
    "concurrent.futures.InterpreterPoolExecutor":
        "(max_workers=None, thread_name_prefix='', initializer=None, initargs=())",
    "asyncio.Future.add_done_callback": "(callback, *, context=None)",
    "contextvars.ContextVar": "(name, *, default=...)",
    "contextvars.ContextVar.get": "(default=..., /)",
    "contextvars.Context": "()",
    "contextvars.Context.run": "(callable, /, *args, **kwargs)",
    "contextvars.Token": "()",
}

def signature(found, full):
    if isinstance(found, type) and issubclass(found, BaseException):
        return None
    if full in DOCUMENTED:
        return documented(full)
    return inspect.signature(found) if callable(found) else None

def documented(full):
    text = DOCUMENTED[full]
    namespace = {}
    exec(f"def f{text}: pass", namespace)
    return inspect.signature(namespace["f"])

for module, of, names in json.loads(${JSON.stringify(JSON.stringify(groups))}):
    owner = importlib.import_module(module)
    if of is not None:
        # EventLoop is a class of the platform's, which has all the methods of this one.
        owner = getattr(owner, "BaseEventLoop" if of == "EventLoop" else of)
    for name in names:
        full = ".".join(part for part in (module, of, name) if part is not None)
        found = getattr(owner, name, None)
        if found is None and full not in DOCUMENTED:
            continue
        known = signature(found, full)
        if known is None:
            continue
        parameters = list(known.parameters.values())
        if of is not None and parameters and parameters[0].name == "self":
            del parameters[0]
        print(json.dumps([full, [[p.name, p.kind.name, p.default is not p.empty] for p in parameters]]))
`;

const { transcript } = await runPython({ name: 'signatures', source, modules: {}, interrupts: [] });
await closeOracle();
if (transcript.exception !== null) throw new Error(transcript.lines.map(({ text }) => text).join('\n'));
const entries = transcript.lines
  .map(({ text }) => JSON.parse(text) as [string, readonly unknown[]])
  .sort(([a], [b]) => (a < b ? -1 : 1));
const lines = entries.map(([name, parameters]) => `  ${JSON.stringify(name)}: ${JSON.stringify(parameters)}`);
writeFileSync(new URL('../../src/site/python-signatures.json', import.meta.url), `{\n${lines.join(',\n')}\n}\n`);
