/**
 * The same in Python: programs that a reader might paste, and what the page has to make of each. Starting CPython takes
 * seconds, so all attempts on what is around the program are one program.
 */
import type { EngineName } from '../engines/engine.ts';
import type { HostileCell, Hosts } from './cells.ts';

export interface HostilePython extends HostileCell {
  /** Engines in which it is not run, since the rest of the list would feel it; README.md says why. */
  readonly not?: readonly EngineName[];
}

const INTERRUPTED = 'Interrupted (exit status 130)';
/** Hears of Stop, and has a `finally` that is run before it ends. */
const CLEANS_UP = {
  listens: true,
  stopAfter: 'before',
  among: [/^before$/, /^cleaned up$/, /^KeyboardInterrupt$/],
  ending: INTERRUPTED,
} as const;

/** Each line of what it prints says what came of one attempt. */
function attempts({ site, outside }: Hosts): string {
  const { hostname, port } = new URL(outside);
  return `
import js, os, pyodide_js, socket
from pyodide.code import run_js
from pyodide.ffi import run_sync, to_js

def attempt(what, do):
    try:
        do()
    except Exception:
        print(what, "refused")
    else:
        print(what, "reached")

def quietly(do):
    # What it comes to is known only after this program; the server would have heard of it.
    try:
        do()
    except Exception:
        pass

def request(address):
    asked = js.XMLHttpRequest.new()
    asked.open("GET", address, False)
    asked.send()

around = "document", "parent", "top", "frames", "opener", "localStorage", "sessionStorage", "Worker", "importScripts"
print([name for name in around if getattr(js, name, None) is not None])
attempt("eval", lambda: run_js("1"))
attempt("Function", lambda: js.Function.new("return 1"))
attempt("a synchronous request", lambda: request("${outside}/request"))
attempt("a synchronous request of the site", lambda: request("${site}"))
attempt("fetch", lambda: run_sync(js.fetch("${outside}/fetch")))
attempt("a package", lambda: run_sync(pyodide_js.loadPackage("${outside}/package-1.0-py3-none-any.whl")))
attempt("a socket", lambda: socket.create_connection(("${hostname}", ${port}), 1).sendall(b"hello"))
attempt("a process", lambda: os.posix_spawn("/bin/sh", ["sh"], {}))
attempt("a file of the machine", lambda: open("/etc/passwd"))
for do in (
    lambda: js.fetch("${outside}/fetch-again"),
    lambda: js.WebSocket.new("${outside.replace('http', 'ws')}/ws"),
    lambda: js.EventSource.new("${outside}/events"),
    lambda: pyodide_js.loadPackage("${outside}/again-1.0-py3-none-any.whl"),
    lambda: setattr(js, "location", "${outside}/nav"),
    lambda: setattr(js.location, "href", "${outside}/nav"),
    lambda: js.indexedDB.open("site").result.deleteObjectStore("all"),
    lambda: js.caches.delete("secret"),
    lambda: js.BroadcastChannel.new("site").postMessage("hello"),
    lambda: js.postMessage(to_js({"t": "end", "status": 0, "exception": None}, dict_converter=js.Object.fromEntries)),
    lambda: setattr(js.MessagePort.prototype, "postMessage", None),
    lambda: setattr(js.JSON, "parse", None),
    lambda: js.close(),
):
    quietly(do)
print("still here")
`;
}

export const PYTHON: readonly HostilePython[] = [
  {
    name: 'while True: pass',
    code: 'print("before")\nwhile True:\n    pass\n',
    listens: true,
    stopAfter: 'before',
    among: [/^before$/, /^KeyboardInterrupt$/],
    ending: INTERRUPTED,
  },
  {
    name: 'a program that ignores Ctrl-C',
    code: 'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nprint("before")\nwhile True:\n    pass\n',
    listens: true,
    stubborn: true,
    stopAfter: 'before',
    lines: ['before'],
    ending: 'Stopped.',
  },
  {
    name: 'await for ever',
    code: `import asyncio

async def main():
    try:
        print("before")
        await asyncio.get_running_loop().create_future()
    finally:
        print("cleaned up")

asyncio.run(main())
`,
    ...CLEANS_UP,
  },
  {
    name: 'while True: await asyncio.sleep(0)',
    code: `import asyncio

async def main():
    try:
        print("before")
        while True:
            await asyncio.sleep(0)
    finally:
        await asyncio.sleep(1)
        print("cleaned up")

asyncio.run(main())
`,
    ...CLEANS_UP,
  },
  {
    name: 'a list of a billion numbers, then recursion without end',
    code: `try:
    [0] * 10**9
except MemoryError:
    print("no such memory")

def f():
    return f() + 1

f()
`,
    among: [/^no such memory$/, /^RecursionError: maximum recursion depth exceeded$/],
    ending: 'Ended by RecursionError (exit status 1)',
  },
  {
    name: 'the repr of 100,000 lists in each other',
    code: 'deep = []\nfor _ in range(100_000):\n    deep = [deep]\nprint("before")\nprint(repr(deep))\n',
    among: [/^before$/],
    ending: /needs more stack than the browser has/,
    problem: /needs more stack than the browser has/,
  },
  {
    name: 'a million lines',
    code: 'for i in range(1_000_000):\n    print("line", i)\nprint("end")\n',
    among: [/^line 0$/, /^line 699$/, /^line 999999$/, /^end$/],
  },
  {
    name: 'import js, pyodide, pyodide_js: the network, the site, storage, the page, the machine',
    code: attempts,
    lines: [
      '[]',
      'eval refused',
      'Function refused',
      'a synchronous request refused',
      'a synchronous request of the site refused',
      'fetch refused',
      'a package refused',
      'a socket refused',
      'a process refused',
      'a file of the machine refused',
      'still here',
    ],
  },
  {
    name: 'os._exit(3)',
    code: 'import os\nprint("before")\nos._exit(3)\n',
    lines: ['before'],
    ending: 'Exit status 3',
  },
  {
    name: 'sys.exit(-1) from the hook for an exception whose text cannot be had',
    code: `import sys

class Nameless(Exception):
    def __str__(self):
        raise ValueError

def hook(*error):
    print("hooked")
    sys.exit(-1)

sys.excepthook = hook
raise Nameless
`,
    lines: ['hooked'],
    ending: /255/,
  },
  {
    name: 'a loop in C, which never asks whether it is interrupted',
    code: 'print("before")\nsum(range(10**15))\n',
    stopAfter: 'before',
    lines: ['before'],
    ending: 'Stopped.',
    not: ['webkit'],
  },
];
