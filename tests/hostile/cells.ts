/** Programs that a reader might paste and should not be able to hurt anyone with, and what the page has to make of each. */
import type { EngineName } from '../engines/engine.ts';

/** Addresses that a program may try to reach. */
export interface Hosts {
  /** The site itself, ending in a slash. */
  readonly site: string;
  /** A server of another origin that must hear nothing. */
  readonly outside: string;
}

/** What the page shows once the run is over. Strings are whole texts. */
export interface Shown {
  /** All lines of output; a RegExp may be in place of a line. */
  readonly lines?: readonly (string | RegExp)[];
  /** Patterns that lines match, each a later line than the one before, where there are too many lines to list. */
  readonly among?: readonly RegExp[];
  /** The sentence below the output; that of a program that ended well unless given. */
  readonly ending?: string | RegExp;
  /** The message in the place for problems; none unless given. */
  readonly problem?: RegExp;
}

export interface HostileCell extends Shown {
  readonly name: string;
  readonly code: string | ((hosts: Hosts) => string);
  /**
   * It never ends: Stop is pressed after this line of output, and after a while in which the page may learn that the
   * program does not answer.
   */
  readonly stopAfter?: string;
  /** It would answer, so Stop is pressed at once. */
  readonly listens?: true;
  /** It takes the interrupt of the first Stop and goes on, so Stop is pressed again. */
  readonly stubborn?: true;
  /** Where engines differ. */
  readonly but?: Partial<Record<EngineName, Shown & { readonly stopAfter?: string }>>;
}

const STOPPED = 'Stopped.';
const INTERRUPTED = {
  lines: ['before', 'Traceback (most recent call last):', 'KeyboardInterrupt'],
  ending: 'Interrupted (exit status 130)',
};
/** A program that an exception ends: what its traceback ends with. */
const ends = (type: string, message: RegExp): Shown => ({
  among: [message],
  ending: `Ended by ${type} (exit status 1)`,
});

const worker = (source: string, options = ''): string =>
  `new Worker(URL.createObjectURL(new Blob([${JSON.stringify(source)}]))${options})`;
const pause = (ms: number): string => `await new Promise((resolve) => setTimeout(resolve, ${ms}));`;
/** Prints `reached` if the attempt comes to anything, `refused` if not. */
const attempt = (code: string): string => `try { ${code}; console.log("reached"); } catch { console.log("refused"); }`;
const REFUSED = { lines: ['refused'] };
/** What the compiler is not given: the page says so before it could come to harm. */
const NESTED = /nested more than|nest too deeply|nested too deeply/;

export const CELLS: readonly HostileCell[] = [
  // Honest programs, for comparison.
  { name: 'plain output', code: 'console.log("hi", { a: 1, b: [1, 2] });', lines: ['hi { a: 1, b: [ 1, 2 ] }'] },
  { name: 'await at the top', code: `${pause(50)} console.log("later");`, lines: ['later'] },
  { name: 'an empty program', code: '', lines: [] },
  { name: 'nothing but a comment', code: '// nothing', lines: [] },
  {
    name: 'names of globals as its own',
    code: 'const self = 1, Worker = 2, console_ = 3, postMessage = 4; console.log("shadow", self);',
    lines: ['shadow 1'],
  },
  { name: 'a debugger statement', code: 'debugger; console.log("after");', lines: ['after'] },

  // Programs that never end.
  {
    name: 'an endless loop',
    code: 'console.log("before"); for (;;);',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'endless loops in finally',
    code: 'console.log("before"); for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'promises that starve all else',
    code: 'console.log("before"); const spin = () => Promise.resolve().then(spin); await spin();',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'a timer for ever',
    code: 'console.log("before"); setInterval(() => {}, 10); await new Promise(() => {});',
    listens: true,
    stopAfter: 'before',
    ...INTERRUPTED,
  },
  {
    name: 'a wait for nothing',
    code: 'console.log("before"); await new Promise(() => {});',
    listens: true,
    stopAfter: 'before',
    ...INTERRUPTED,
  },
  {
    name: 'turns without end',
    code: `console.log("before"); const t = Date.now(); while (Date.now() - t < 1e9) ${pause(0)}`,
    listens: true,
    stopAfter: 'before',
    ...INTERRUPTED,
  },
  {
    name: 'a pattern that backtracks for ever',
    code: 'console.log("before"); for (;;) /^(a+)+$/.test("a".repeat(60) + "!");',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'sorting for ever',
    code: 'console.log("before"); const a = new Float64Array(5e6).map((_, i) => (i * 7919) % 1000003); for (;;) a.sort();',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'a thread asleep for ever',
    code: 'console.log("before"); const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }); Atomics.wait(new Int32Array(memory.buffer), 0, 0);',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'an endless loop in WebAssembly',
    code: 'console.log("before"); const bytes = new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 9, 1, 7, 0, 3, 64, 12, 0, 11, 11]); (await WebAssembly.instantiate(bytes)).instance.exports.f();',
    ...ends('CompileError', /^CompileError: .*(CSP|Content Security Policy)/i),
  },

  // Too much of something.
  {
    name: 'recursion without end',
    code: 'function f() { return f() + 1; } f();',
    ...ends('RecursionError', /^RecursionError: maximum recursion depth exceeded$/),
  },
  {
    name: 'a string that doubles',
    code: 'let s = "abcdefgh"; for (;;) s += s;',
    ...ends('RangeError', /^RangeError: (Invalid string length|Out of memory)$/),
    but: { firefox: ends('InternalError', /^InternalError: allocation size overflow$/) },
  },
  {
    name: 'a buffer of 32 terabytes',
    code: 'new ArrayBuffer(2 ** 45);',
    ...ends('RangeError', /^RangeError: .*(length|allocation)/),
  },
  {
    name: '300,000 lines',
    code: 'for (let i = 0; i < 3e5; i++) console.log("line", i); console.log("end");',
    among: [/^line 0$/, /^line 699$/, /^line 299999$/, /^end$/],
  },
  {
    name: 'a line of fifty megabytes',
    code: 'console.log("x".repeat(5e7));',
    lines: [/^x{4000} … \(\d+ more characters?\)$/],
  },
  {
    name: 'ten thousand empty lines',
    code: 'for (let i = 0; i < 1e4; i++) console.log(""); console.log("end");',
    among: [/^$/, /^end$/],
  },
  {
    name: 'three million messages to nobody',
    code: 'for (let i = 0; i < 3e6; i++) self.postMessage(i);',
    ending: /sent too many messages/,
    problem: /sent too many messages/,
  },
  {
    name: 'an object with 100,000 keys',
    code: 'const o = {}; for (let i = 0; i < 1e5; i++) o["k" + i] = i; console.log(o);',
    lines: [/^\{ k0: 0, .*… 99950 more \}$/],
  },
  { name: 'a number of 3,000 digits', code: 'console.log(10n ** 3000n);', lines: ['[huge bigint]'] },
  {
    name: 'a heap without end',
    code: 'console.log("before"); const a = []; for (;;) a.push(new Array(1e5).fill(1.5 + a.length));',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
    but: {
      chromium: {
        lines: ['before'],
        ending: /^Ended: /,
        problem: /not answered for (3 s\. It may have run out of memory|10 s)/,
      },
    },
  },
  { name: 'the next program after that', code: 'console.log("alive again");', lines: ['alive again'] },

  // Values that fight back when they are printed.
  { name: 'an object in itself', code: 'const o = {}; o.me = o; console.log(o);', lines: [/./] },
  { name: 'a getter that loops', code: 'console.log({ get a() { for (;;); } });', lines: ['{ a: [Getter] }'] },
  {
    name: 'a proxy that throws',
    code: 'console.log(new Proxy({}, { ownKeys() { throw 1; } }));',
    lines: ['[unprintable]'],
  },
  {
    name: 'a proxy that loops',
    code: 'console.log("before"); console.log(new Proxy({}, { ownKeys() { for (;;); } }));',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'toString that throws',
    code: 'console.log({ toString() { throw 1; }, valueOf() { throw 2; } }); console.log(Object.create(null));',
    lines: [/toString/, '[Object: null prototype] {}'],
  },
  {
    name: 'an error that throws when it is looked at',
    code: 'const e = new Error("m"); Object.defineProperty(e, "stack", { get() { throw 1; } }); Object.defineProperty(e, "message", { get() { throw 2; } }); throw e;',
    ...ends('Error', /^Error: <exception str\(\) failed>$/),
  },
  {
    name: 'null thrown',
    code: 'throw null;',
    ...ends('TypeError', /^TypeError: exceptions must derive from BaseException, and null does not$/),
  },
  {
    name: 'an exception in a timer',
    code: `setTimeout(() => { throw new Error("late"); }, 10); ${pause(100)}`,
    lines: ['Uncaught: Error: late'],
    ending: 'Ended by Error (exit status 1)',
  },
  {
    name: 'a rejection that nobody handles',
    code: `Promise.reject(new Error("nobody")); ${pause(100)}`,
    lines: ['Unhandled rejection: Error: nobody'],
    ending: 'Ended by Error (exit status 1)',
  },
  {
    name: 'HTML, control characters, text turned around',
    code: 'console.log("<img src=x onerror=parent.pwned=1>\\u001b[31mred \\u202Ertl \\u200d \\ufeff");',
    lines: [/^<img src=x onerror=parent\.pwned=1>\\x1b\[31mred \\u202ertl/],
  },
  {
    name: 'half a character, NUL, line separators',
    code: 'console.log("\\uD800", "\\u0000", "\\u2028");',
    lines: ['\\ud800 \\x00 \\u2028'],
  },
  {
    name: 'a cut between the halves of a character',
    code: 'console.log("x".repeat(3999) + "\\u{1f600}".repeat(9));',
    lines: [/^x{3999} … \(\d+ more characters\)$/],
  },
  { name: 'a line as wide as may be, of one word', code: 'console.log("w".repeat(4000));', lines: ['w'.repeat(4000)] },

  // Attempts on the machinery around the program.
  {
    name: 'no console any more',
    code: 'console.log = () => {}; console = null; throw new Error("seen");',
    ...ends('Error', /^Error: seen$/),
  },
  {
    name: 'built-in methods replaced',
    code: 'Array.prototype.push = () => { throw 1; }; Array.prototype.join = () => "PWN"; Array.prototype[Symbol.iterator] = null; Object.prototype.t = "end"; console.log("still", [1, 2]);',
    among: [/^still \[ 1, 2 \]$/, /^The runtime failed: TypeError: /],
    ending: 'Ended by TypeError (exit status 1)',
  },
  {
    name: 'a trap for the message port',
    code: 'MessagePort.prototype.postMessage = function () { self.stolen = this; }; console.log("via"); await 0; console.log(typeof self.stolen);',
    lines: ['via', 'undefined'],
  },
  {
    name: 'forged messages',
    code: 'self.postMessage({ t: "end", status: 0, exception: null }); self.postMessage({ t: "line", line: { stream: "out", time: 0, text: "FORGED" } }); console.log("real");',
    lines: ['real'],
  },
  {
    name: 'ears for the messages of others',
    code: `self.onmessage = (e) => console.log("heard", e.ports.length); self.addEventListener("message", (e) => console.log("heard", e.ports.length)); ${pause(100)} console.log("fin");`,
    lines: ['fin'],
  },
  {
    name: 'setters on Object.prototype',
    code: 'for (const key of ["t", "b", "line", "text"]) Object.defineProperty(Object.prototype, key, { get() { return "end"; }, set() {} }); console.log("kept");',
    lines: ['kept'],
  },
  {
    name: 'a setter on Array.prototype[0]',
    code: 'Object.defineProperty(Array.prototype, "0", { set(v) { self.leak = v; }, configurable: true }); console.log("idx"); console.log(typeof self.leak);',
    lines: ['idx', 'undefined'],
  },
  {
    name: 'prepareStackTrace that throws',
    code: 'Error.prepareStackTrace = () => { throw 1; }; throw new Error("x1");',
    ...ends('Error', /^Error: x1$/),
  },
  { name: 'close()', code: 'console.log("bye"); self.close();', lines: ['bye'] },

  // Workers.
  {
    name: 'the native Worker by its prototype',
    code: `const w = ${worker('')}; const C = Object.getPrototypeOf(Object.getPrototypeOf(w)).constructor; console.log(C === Worker, Object.getPrototypeOf(w).constructor === Worker);`,
    lines: [/true$/],
  },
  {
    name: 'more workers by a native constructor',
    code: 'const N = Object.getPrototypeOf(Worker); let n = 0; const u = URL.createObjectURL(new Blob(["setInterval(() => {}, 9)"])); try { for (let i = 0; i < 64; i++) { new N(u); n++; } } catch (e) { console.log("refused"); } console.log("made", n);',
    lines: ['refused', /^made [0-8]$/],
  },
  {
    name: 'a bomb of workers',
    code: 'const u = URL.createObjectURL(new Blob(["for (;;);"])); for (;;) new Worker(u);',
    ...ends('RangeError', /^RangeError: Worker: at most 8 workers may be alive here$/),
  },
  {
    name: 'a bomb of workers that make workers',
    code: 'console.log("before"); const source = "const u = URL.createObjectURL(new Blob([self.SRC || \'\'])); for (let i = 0; i < 9; i++) new Worker(u);"; new Worker(URL.createObjectURL(new Blob([source]))); for (;;);',
    stopAfter: 'before',
    lines: ['before'],
    ending: STOPPED,
  },
  {
    name: 'a worker that answers',
    code: `const w = ${worker('self.onmessage = (e) => self.postMessage(e.data * 2);')}; console.log(await new Promise((resolve) => { w.onmessage = (e) => resolve(e.data); w.postMessage(21); }));`,
    lines: ['42'],
  },
  {
    name: 'a module worker that answers',
    code: `const w = ${worker('export {}; self.onmessage = (e) => self.postMessage(e.data * 2);', ', { type: "module" }')}; console.log(await new Promise((resolve) => { w.onmessage = (e) => resolve(e.data); w.postMessage(21); }));`,
    lines: ['42'],
  },
  {
    name: 'a worker that prints',
    code: `const w = ${worker('console.log("from below"); postMessage(1);')}; await new Promise((resolve) => { w.onmessage = resolve; }); ${pause(400)}`,
    lines: ['from below'],
  },
  {
    name: 'a worker that prints while the program loops',
    code: `const w = ${worker('console.log("from below"); postMessage(1);')}; await new Promise((resolve) => { w.onmessage = resolve; }); ${pause(100)} for (;;);`,
    stopAfter: 'from below',
    lines: ['from below'],
    ending: STOPPED,
  },
  {
    name: 'a worker that throws',
    code: `${worker('throw new Error("below");')}; ${pause(1_500)}`,
    lines: ['Uncaught: Error: below'],
    ending: 'Ended by Error (exit status 1)',
  },
  {
    name: 'a worker whose URL is revoked at once',
    code: 'const u = URL.createObjectURL(new Blob(["postMessage(7)"], { type: "text/javascript" })); const w = new Worker(u); URL.revokeObjectURL(u); console.log(await new Promise((resolve) => { w.onmessage = (e) => resolve("got " + e.data); w.onerror = () => resolve("error"); }));',
    lines: ['got 7'],
  },
  {
    name: 'thirty workers one after the other',
    code: 'const u = URL.createObjectURL(new Blob(["for (;;);"])); for (let i = 0; i < 30; i++) { const w = new Worker(u); w.terminate(); } console.log("30 ok");',
    lines: ['30 ok'],
  },
  {
    name: 'four workers at work',
    code: `const u = URL.createObjectURL(new Blob(["onmessage = (e) => { let s = 0; for (let i = 0; i < 1e6; i++) s += i % e.data; postMessage(s); }"])); const r = await Promise.all([3, 5, 7, 11].map((n) => new Promise((resolve) => { const w = new Worker(u); w.onmessage = (e) => { w.terminate(); resolve(e.data); }; w.postMessage(n); }))); console.log("pool", r.length);`,
    lines: ['pool 4'],
  },
  {
    name: 'a worker from a file of the site',
    code: ({ site }) => `new Worker(${JSON.stringify(`${site}run/runtime.js`)});`,
    ...ends('TypeError', /^TypeError: Worker: a cell has no network; make the script with URL\.createObjectURL/),
  },

  // The network, the site, and what the browser keeps for it.
  { name: 'eval', code: attempt('(0, eval)("1")'), ...REFUSED },
  { name: 'the Function constructor', code: attempt('Function("return 1")()'), ...REFUSED },
  {
    name: 'the page by its global names',
    code: 'console.log(typeof document, typeof parent, typeof globalThis.top, typeof localStorage);',
    lines: ['undefined undefined undefined undefined'],
  },
  {
    name: 'another address for itself',
    code: ({ outside }) =>
      `for (const go of [() => { self.location = "${outside}/nav"; }, () => { self.location.href = "${outside}/nav"; }]) { try { go(); } catch (e) { console.log(e.name); } } ${pause(200)} console.log("here");`,
    among: [/^here$/],
  },
  { name: 'a package that is not here', code: 'import _ from "lodash"; console.log(_);', problem: /lodash/ },
  {
    name: 'a map comment that points outside',
    code: ({ outside }) => `console.log("mapped");\n//# sourceMappingURL=${outside}/map`,
    lines: ['mapped'],
  },
  {
    name: 'importScripts',
    code: ({ outside }) => `importScripts("${outside}/scripts");`,
    ...ends('TypeError', /^TypeError: importScripts is not a function/),
  },
  { name: 'fetch of another site', code: ({ outside }) => attempt(`await fetch("${outside}/fetch")`), ...REFUSED },
  {
    name: 'fetch of the site with its cookies',
    code: ({ site }) => attempt(`await fetch("${site}", { credentials: "include" })`),
    ...REFUSED,
  },
  {
    name: 'import() of another site',
    code: ({ outside }) => attempt(`await import("${outside}/module.js")`),
    problem: /Cannot import .*module\.js/,
  },
  {
    name: 'import() of an address that only the program knows',
    code: ({ outside }) => attempt(`await import(["${outside}", "computed.js"].join("/"))`),
    ...REFUSED,
  },
  {
    name: 'an import of another site',
    code: ({ outside }) => `import x from "${outside}/module.js"; console.log(x);`,
    problem: /module\.js/,
  },
  {
    name: 'a WebSocket',
    code: ({ outside }) =>
      attempt(
        `await new Promise((resolve, reject) => { const w = new WebSocket("${outside.replace('http', 'ws')}/ws"); w.onopen = resolve; w.onerror = reject; })`,
      ),
    ...REFUSED,
  },
  {
    name: 'an EventSource',
    code: ({ outside }) =>
      attempt(
        `await new Promise((resolve, reject) => { const s = new EventSource("${outside}/events"); s.onopen = resolve; s.onerror = reject; })`,
      ),
    ...REFUSED,
  },
  {
    name: 'a synchronous XMLHttpRequest',
    code: ({ outside }) => attempt(`const x = new XMLHttpRequest(); x.open("GET", "${outside}/xhr", false); x.send()`),
    ...REFUSED,
  },
  {
    name: 'the site’s IndexedDB',
    code: attempt(
      'await new Promise((resolve, reject) => { const r = indexedDB.open("site"); r.onsuccess = resolve; r.onerror = reject; })',
    ),
    ...REFUSED,
  },
  {
    name: 'the site’s broadcasts',
    code: attempt(
      'await new Promise((resolve, reject) => { const c = new BroadcastChannel("site"); c.onmessage = resolve; c.postMessage(1); setTimeout(reject, 300); })',
    ),
    ...REFUSED,
  },
  { name: 'the site’s caches', code: attempt('if (await caches.match("/secret") === undefined) throw 0'), ...REFUSED },

  // Programs for the compiler alone.
  { name: '5,000 parentheses', code: `const x = ${'('.repeat(5_000)}1${')'.repeat(5_000)};`, problem: NESTED },
  { name: '20,000 brackets', code: `const x = ${'['.repeat(20_000)}${']'.repeat(20_000)};`, problem: NESTED },
  { name: '20,000 blocks', code: `${'{'.repeat(20_000)}${'}'.repeat(20_000)}`, problem: NESTED },
  { name: 'types 20,000 deep', code: `type T = ${'A<'.repeat(20_000)}1${'>'.repeat(20_000)};`, problem: NESTED },
  { name: '10,000 conditions in a row', code: `const x = ${'1?2:'.repeat(10_000)}3;`, problem: NESTED },
  {
    name: '10,000 templates in templates',
    code: `const x = ${'`${'.repeat(10_000)}1${'}`'.repeat(10_000)};`,
    problem: NESTED,
  },
  { name: '5,000 else if', code: `${'if (0); else '.repeat(5_000)};`, problem: NESTED },
  { name: '30,000 members of members', code: `const o: any = 0;\no${'.a'.repeat(30_000)};`, problem: NESTED },
  { name: '10,000 signs', code: `const x = ${'-~'.repeat(10_000)}1;`, problem: NESTED },
  { name: '10,000 typeof', code: `const x = ${'typeof '.repeat(9_000)}1;`, problem: NESTED },
  { name: '13,000 if', code: `${'if(1)'.repeat(13_000)};`, problem: NESTED },
  { name: '9,000 new', code: `const x = ${'new '.repeat(9_000)}Date;`, problem: NESTED },
  { name: '20,000 conditions', code: `const x = ${'1?2:'.repeat(20_000)}3;`, problem: /too long: 80,012 characters/ },
  {
    name: '20,000 templates in templates',
    code: `const x = ${'`${'.repeat(20_000)}1${'}`'.repeat(20_000)};`,
    problem: /too long: 100,012 characters/,
  },
  { name: '20,000 else if', code: `${'if (0); else '.repeat(20_000)};`, problem: /too long: 260,001 characters/ },
  {
    name: '100,000 members of members',
    code: `const o: any = 0;\no${'.a'.repeat(100_000)};`,
    problem: /too long: 200,020 characters/,
  },
  {
    name: 'ten megabytes of source',
    code: `//${'x'.repeat(1e7)}`,
    problem: /too long: 10,000,002 characters, at most 65,536/,
  },
  {
    name: 'NUL, a byte order mark and half a character in the source',
    code: '\ufeffconsole.log("a\u0000b", "\ud800", 1);',
    lines: [/^a\\x00b .* 1$/],
  },
  { name: 'JSX', code: 'const x = <div>no</div>;', problem: /line 1, column/ },
  { name: 'an enum that is none', code: 'enum E { a = , }', problem: /line 1, column 14/ },
];
