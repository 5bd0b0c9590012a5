/**
 * Runs first in the worker of a sandbox for Python, as prelude.ts does in the others: starts CPython from the pack that
 * the page sends, then runs the one program that it sends.
 *
 * CPython blocks the worker's thread until its program is over, waiting included. What the page has to say meanwhile
 * comes as signals, which are looked at a few times a second: CPython asks regularly whether it has been interrupted.
 *
 * The program can reach this realm (`import js`), so everything here that runs after it has begun uses only what was
 * captured before.
 */
import { createConsole } from '../capture/console.ts';
import { LineAssembler } from '../capture/lines.ts';
import type { CompileError } from '../languages/language.ts';
import { exitStatusOf, loadOracle, type PythonEnd, type PythonHost } from '../languages/python/host.ts';
import { unpack } from '../languages/python/pack.ts';
import {
  dataOf,
  defineProperty,
  listen,
  min,
  monotonic,
  portsOf,
  preventDefault,
  slice,
  startsWith,
  stopImmediate,
  toText,
} from './primordials.ts';
import { LONGEST_MESSAGE, LONGEST_WAIT, type Message, SIGNALS, type StartPython } from './protocol.ts';
import { signalReader } from './signals.ts';
import type { WorkerConfig } from './worker-script.ts';

/** What is used of Pyodide. */
interface Pyodide {
  runPython(code: string): unknown;
  setInterruptBuffer(buffer: object): void;
  readonly FS: { mkdirTree(path: string): void; writeFile(path: string, data: string): void };
}
interface PyodideModule {
  loadPyodide(options: object): Promise<Pyodide>;
}
/** What is used of CPython's own functions. */
interface Exports {
  emscripten_stack_get_base(): number;
  PyThreadState_Get(): number;
  PyUnstable_ThreadState_SetStackProtection(state: number, start: number, size: number): number;
}

const scope = self as unknown as { __cell?: WorkerConfig; importScripts(url: string): void; fetch: typeof fetch };

/** Milliseconds between two looks at the signals; each costs up to 60 ms in Chromium. */
const LOOK_EVERY = 250;
/** The same while the program waits, when that costs nothing. */
const LOOK_WHILE_WAITING = 100;
/**
 * Bytes of CPython's stack that programs may use. CPython believes that it has ten megabytes, but the engine's own stack
 * ends earlier: with 128 kB a deep recursion still kills the interpreter in Chromium, with 64 kB it raises RecursionError
 * in Chromium, Firefox and WebKit.
 */
const STACK_BYTES = 65_536;
const TOO_DEEP =
  'the recursion of this program needs more stack than the browser has, which is less than CPython expects, and CPython has no way to go on';

const config = scope.__cell as WorkerConfig;
delete scope.__cell;
const loadScript = scope.importScripts.bind(self);
// Without it Pyodide takes this for a module worker, the only kind that it supports.
defineProperty(self, 'importScripts', { value: undefined, writable: false, configurable: false });
// CPython in WebAssembly has neither threads nor processes, so nothing of a program's needs workers.
defineProperty(self, 'Worker', { value: undefined, writable: false, configurable: false });

const nextSignal = signalReader(config.signals ?? [], loadScript);
const { parse, stringify } = JSON;
const { wait: waitOn } = Atomics;
/** Shared with nobody: the only kind of memory on which a thread can sleep. */
const sleeping = new Int32Array(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }).buffer);
const sleep = (ms: number): void => void waitOn(sleeping, 0, 0, ms);

let post: (message: Message) => void = () => {};
const lines = new LineAssembler({
  line: (line) => post({ t: 'line', line }),
  partial: (stream, text, time) => post({ t: 'partial', line: { stream, time, text } }),
  tail: (from, hidden, last) => post({ t: 'tail', from, hidden, lines: last }),
});
/** Of the program's loop, when it printed last. */
let time = 0;
let paced = true;
let speed = 1;
/** Milliseconds spent waiting so far. */
let waited = 0;
let nextLook = 0;
let interrupts = 0;
/** The program itself runs: what has come before reaches it as soon as it does. */
let interruptible = false;
/** The interpreter has died, and what it says of that is not for the reader. */
let dead = false;

/** What does not come through Python's own streams. */
function write(stream: 'out' | 'err', text: string): void {
  // The first words of what Pyodide says when its interpreter has died.
  if (startsWith(text, 'Pyodide has suffered a fatal error')) dead = true;
  if (!dead) lines.write(stream, text, time);
}

/** Tells the page that the program goes on, and takes what it has to say. */
function look(): void {
  lines.flush();
  post({ t: 'beat', waited });
  for (let number = nextSignal(); number >= 0; number = nextSignal()) {
    const signal = SIGNALS[number];
    if (signal === 'interrupt') {
      interrupts++;
      post({ t: 'interrupted', taken: true });
    } else if (signal === 'halt') {
      post({ t: 'halted' });
      sleep(Number.POSITIVE_INFINITY);
    } else if (signal !== undefined) speed = signal;
  }
  nextLook = monotonic() + LOOK_EVERY;
}

/** Takes an interrupt that has come, if any. */
function interrupted(): boolean {
  if (interrupts === 0 || !interruptible) return false;
  interrupts--;
  return true;
}

/** Lets real milliseconds pass; returns early if something has come. */
function pass(ms: number): void {
  const from = monotonic();
  sleep(min(ms, LOOK_WHILE_WAITING));
  if (monotonic() - from >= LOOK_WHILE_WAITING || monotonic() >= nextLook) look();
  // With what a look takes: the program does not compute meanwhile.
  waited += monotonic() - from;
}

const host: PythonHost = {
  write(stream, text, now) {
    time = now;
    lines.write(stream, text, now);
  },
  wait(seconds) {
    if (seconds < 0) {
      lines.flush();
      post({ t: 'stuck' });
      while (!interrupted()) pass(LOOK_WHILE_WAITING);
      return 0;
    }
    let left = seconds;
    while (left > 0) {
      if (interrupted()) return seconds - left;
      if (!paced || speed === Number.POSITIVE_INFINITY) {
        if (monotonic() < nextLook) break;
        look();
        continue;
      }
      const ms = min(left / speed, LONGEST_WAIT) * 1000;
      // Of a wait that is cut, each real second takes more of the program's.
      const rate = left / ms;
      const chosen = speed;
      const from = monotonic();
      let passed = 0;
      while (passed < ms && speed === chosen && interrupts === 0) {
        pass(ms - passed);
        passed = monotonic() - from;
      }
      if (passed >= ms) return -1;
      left -= passed * rate;
    }
    return -1;
  },
  interruptible(is) {
    interruptible = is;
    if (is) post({ t: 'begun' });
  },
};

const SIGINT = 2;
/** CPython reads its only element when it asks whether it has been interrupted: up to a million times a second. */
const interruptBuffer = {};
defineProperty(interruptBuffer, '0', {
  get: () => {
    if (monotonic() >= nextLook) look();
    return interrupted() ? SIGINT : 0;
  },
  set: () => {},
});

/** The errors of syntax in a program, in JSON; undefined if there are none. */
type Check = (program: string) => string | undefined;

let run: ((program: string, host: PythonHost) => string) | null = null;
let check: Check | null = null;

async function boot(pack: Blob): Promise<void> {
  const file = await unpack(pack);
  const script = (name: string): string => URL.createObjectURL(file(name, 'text/javascript'));
  const { fetch: networkless } = scope;
  const { instantiateStreaming } = WebAssembly;
  let exports: Exports | undefined;
  // Pyodide fetches its files by their names.
  scope.fetch = async (request) => {
    const name = toText(request instanceof Request ? request.url : request).replace(/^.*\//, '');
    return new Response(file(name), { headers: { 'content-type': 'application/wasm' } });
  };
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    const module = await WebAssembly.compile(await file('pyodide.asm.wasm').arrayBuffer());
    const instance = await WebAssembly.instantiate(module, imports);
    exports = instance.exports as unknown as Exports;
    return { module, instance };
  };
  const [main, asm] = (await Promise.all([
    import(/* @vite-ignore */ script('pyodide.mjs')),
    import(/* @vite-ignore */ script('pyodide.asm.mjs')),
  ])) as [PyodideModule, { default: unknown }];
  const said = (stream: 'out' | 'err') => (text: string) => write(stream, `${text}\n`);
  const python = await main.loadPyodide({
    // No address of the site's: nothing is fetched from there.
    indexURL: 'https://python.invalid/',
    createPyodideModule: asm.default,
    lockFileContents: {
      info: { arch: 'wasm32', platform: 'emscripten', version: '0', python: '3.14.0', abi_version: '2026_0' },
      packages: {},
    },
    stdin: () => null,
    stdout: said('out'),
    stderr: said('err'),
    env: { PYTHONHASHSEED: '0' },
  });
  scope.fetch = networkless;
  WebAssembly.instantiateStreaming = instantiateStreaming;
  if (exports === undefined) throw new Error('its WebAssembly was not compiled');
  const top = exports.emscripten_stack_get_base();
  exports.PyUnstable_ThreadState_SetStackProtection(exports.PyThreadState_Get(), top - STACK_BYTES, STACK_BYTES);
  run = loadOracle(python, await file('oracle.py').text(), await file('events.py').text());
  check = python.runPython('oracle.explain_missing_modules(); oracle.explain_missing_threads(); oracle.check') as Check;
  python.setInterruptBuffer(interruptBuffer);
}

function start({ program, clock, speed: chosen }: StartPython): void {
  if (run === null || check === null) return;
  paced = clock === 'paced';
  speed = chosen;
  nextLook = monotonic() + LOOK_EVERY;
  const request = stringify({ ...program, log: true });
  try {
    const errors = check(request);
    // None of Python is undefined here.
    if (errors !== undefined) {
      post({ t: 'uncompiled', errors: parse(errors) as readonly CompileError[] });
      return;
    }
    const { status, exception, log } = parse(run(request, host)) as PythonEnd;
    lines.finish();
    const uncaught = exception && {
      type: slice(exception.type, 0, 200),
      message: slice(exception.message, 0, LONGEST_MESSAGE),
    };
    if (log !== undefined && log.events.length > 0) post({ t: 'log', json: stringify(log) });
    post({ t: 'end', status: status ?? 1, exception: uncaught });
  } catch (error) {
    lines.finish();
    const status = exitStatusOf(error);
    if (status !== null) {
      post({ t: 'end', status, exception: null });
      return;
    }
    const why = toText(error);
    const tooDeep = startsWith(why, 'RangeError') || startsWith(why, 'InternalError');
    post({ t: 'broken', why: tooDeep ? TOO_DEEP : `CPython itself failed (${slice(why, 0, 500)})` });
  }
}

defineProperty(self, 'console', { value: createConsole(write), writable: true, configurable: true });
listen('error', (event) => preventDefault(event));
listen('unhandledrejection', (event) => preventDefault(event));
listen(
  'message',
  (event) => {
    stopImmediate(event);
    const port = portsOf(event)[0] as MessagePort;
    const send = port.postMessage.bind(port) as (message: Message) => void;
    post = send;
    let started = false;
    port.onmessage = (incoming) => {
      const order = dataOf(incoming) as StartPython;
      if (started || order.t !== 'start') return;
      started = true;
      start(order);
    };
    boot(dataOf(event) as Blob).then(
      () => send({ t: 'ready' }),
      (error: unknown) => send({ t: 'broken', why: `CPython did not start: ${slice(toText(error), 0, 500)}` }),
    );
  },
  { once: true, capture: true },
);
