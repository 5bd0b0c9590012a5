/**
 * The host of projects that use the package like any other: in Node, in a page
 * or in a worker, on the real clock, printing where the platform prints.
 */

import type { Host, StackFrame } from './host.ts';

/** What this module uses of the platform; a browser has no `process`, Node no `self`. */
interface Platform {
  readonly performance: { now(): number };
  setTimeout(callback: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  setImmediate?(callback: () => void): void;
  MessageChannel: new () => { port1: Port; port2: Port };
  readonly console: { log(text: string): void; error(text: string): void };
  readonly process?: {
    readonly pid: number;
    readonly stdout?: { write(text: string): unknown };
    readonly stderr?: { write(text: string): unknown };
    on(event: 'SIGINT', listener: () => void): unknown;
    off(event: 'SIGINT', listener: () => void): unknown;
  };
}

interface Port {
  onmessage: (() => void) | null;
  postMessage(message: null): void;
  start(): void;
}

/** The longest that the platform's timers can wait. Milliseconds. */
const MAX_TIMEOUT = 2 ** 31 - 1;
/**
 * Where the package's files are, so that tracebacks leave their frames out;
 * null in a bundle, where they cannot be told from the program's. A traceback
 * then has the frames of coroutines, which know their places themselves.
 */
function ownFolder(): string | null {
  return /([a-z]+:[^\s()]*?\/)host\/default\.[jt]s/.exec(new Error().stack ?? '')?.[1] ?? null;
}

export function createDefaultHost(): Host {
  const platform = globalThis as unknown as Platform;
  const { process } = platform;
  const turn = platform.setImmediate?.bind(platform) ?? turnsByMessages(platform);
  const print = { out: printer(platform, 'out'), err: printer(platform, 'err') };
  const own = ownFolder();
  let alive: unknown;
  return {
    clock: 'real',
    speed: 1,
    longestWait: Number.POSITIVE_INFINITY,
    now: () => platform.performance.now() / 1000,
    wallClock: () => Date.now() / 1000,
    turn,
    setTimer: (callback, ms) => platform.setTimeout(callback, Math.min(Math.ceil(ms), MAX_TIMEOUT)),
    clearTimer: (timer) => platform.clearTimeout(timer),
    write: (stream, text) => print[stream](text),
    locate: (file, line) =>
      own === null || file.startsWith(own) || !/^[a-z]+:\/\//.test(file) ? null : { file, line, text: '' },
    quote: () => '',
    completeStack,
    onInterrupt(interrupt) {
      process?.on('SIGINT', interrupt);
      return () => process?.off('SIGINT', interrupt);
    },
    processId: process?.pid ?? 1,
    threadId: 1,
    threadName: 'MainThread',
    keepAlive(on) {
      if (alive !== undefined) platform.clearTimeout(alive);
      alive = undefined;
      const again = (): void => {
        alive = platform.setTimeout(again, MAX_TIMEOUT);
      };
      if (on) again();
    },
  };
}

/**
 * V8's stack ends where the loop resumes the innermost coroutine. What is below that line is the loop; the coroutines
 * that wait for the innermost one take its place, as in the stacks of native async functions.
 */
function completeStack(error: Error, frames: readonly StackFrame[], isOurs: boolean): void {
  const lines = (error.stack ?? '').split('\n');
  const resumes = lines.flatMap((line, at) => (/^ +at .*\.(?:next|throw) \(<anonymous>\)$/.test(line) ? [at] : []));
  const caller = (at: number | undefined) => /[^\s(]+:\d+:\d+/.exec(lines[(at ?? 0) + 1] ?? '')?.[0];
  // The loop resumes coroutines in one place; generators of the program's own are resumed elsewhere.
  const resumed = resumes.find((at) => caller(at) === caller(resumes.at(-1)));
  if (resumed === undefined) return;
  const own = lines.slice(0, isOurs ? lines.findIndex((line) => /^ +at /.test(line)) : resumed);
  const innermost = frames.at(-1);
  if (!isOurs && innermost !== undefined) {
    const line = own.pop() ?? '';
    const isNamed = line.includes(` ${innermost.name} (`) || line.includes(`.${innermost.name} (`);
    // Bundlers give its generator function another name.
    own.push(isNamed ? line : line.replace(/^ {4}at (?:.*? \((.*)\)|(.*))$/, `    at ${innermost.name} ($1$2)`));
  }
  const added = (isOurs ? frames : frames.slice(0, -1))
    .toReversed()
    .map(({ name, file, line }) => `    at async ${name}${line > 0 ? ` (${file}:${line})` : ''}`);
  error.stack = [...own, ...added].join('\n');
}

/** Turns of the event loop where there is no `setImmediate`: timers would be slowed down, messages are not. */
function turnsByMessages(platform: Platform): (callback: () => void) => void {
  const { port1, port2 } = new platform.MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return (callback) => {
    waiting.push(callback);
    port2.postMessage(null);
  };
}

/** Prints as it is where there is a stream, else line by line on the console. */
function printer({ process, console }: Platform, stream: 'out' | 'err'): (text: string) => void {
  const target = stream === 'out' ? process?.stdout : process?.stderr;
  if (target !== undefined) return (text) => void target.write(text);
  let line = '';
  return (text) => {
    const lines = (line + text).split('\n');
    line = lines.pop() as string;
    for (const whole of lines) {
      if (stream === 'out') console.log(whole);
      else console.error(whole);
    }
  };
}
