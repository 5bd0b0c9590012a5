/**
 * Who awaits whom, as a graph and as text. Mirrors `asyncio/graph.py`.
 *
 * In the place of Python's frame objects stand records of where a function
 * stands: its name, its file and its line in the author's text.
 */

import { AttributeError, RuntimeError, TypeError } from '../builtins/exceptions.ts';
import { isPlain, optionsOf } from '../builtins/keywords.ts';
import { print, type stderr, type stdout } from '../builtins/print.ts';
import { addressOf, repr } from '../builtins/repr.ts';
import { currentFrames, type Frame } from '../builtins/traceback.ts';
import { KIND, KIND_RESUME } from './coroutines.ts';
import { type Future, isfuture } from './futures.ts';
import { awaitersOf } from './graph.ts';
import { runningLoop } from './running.ts';
import { currentTask, type StackEntry, Task } from './tasks.ts';

/** Where one function of a call stack stands. */
export interface CallFrame {
  /** By Python's rule: `main.<locals>.worker`. */
  readonly qualname: string;
  readonly file: string;
  /** 1-based; 0 for a coroutine of the runtime's own. */
  readonly line: number;
  readonly kind: 'async' | 'async generator' | 'function';
}

/** One entry of a call stack. */
export class FrameCallGraphEntry {
  /** Null for the coroutine of a task that has ended. */
  readonly frame: CallFrame | null;

  constructor(frame: CallFrame | null) {
    this.frame = frame;
    Object.freeze(this);
  }

  toString(): string {
    if (this.frame === null) return 'FrameCallGraphEntry(frame=None)';
    return `FrameCallGraphEntry(frame=<frame ${this.frame.file}:${this.frame.line}, code ${this.frame.qualname}>)`;
  }
}

/** A future, where it stands (innermost first), and the same of those that await it. */
export class FutureCallGraph {
  readonly future: Future<unknown>;
  readonly callStack: readonly FrameCallGraphEntry[];
  readonly awaitedBy: readonly FutureCallGraph[];

  constructor(
    future: Future<unknown>,
    callStack: readonly FrameCallGraphEntry[],
    awaitedBy: readonly FutureCallGraph[],
  ) {
    this.future = future;
    this.callStack = Object.freeze([...callStack]);
    this.awaitedBy = Object.freeze([...awaitedBy]);
    Object.freeze(this);
  }

  toString(): string {
    return `FutureCallGraph(future=${repr(this.future)}, call_stack=${repr(this.callStack)}, awaited_by=${repr(this.awaitedBy)})`;
  }
}

export interface CallGraphOptions {
  /** How many of the innermost calls to leave out; only of the current task. Default: 1, the capturing call itself. */
  readonly depth?: number;
  /** At most this many entries of each call stack: positive keeps the outermost, negative the innermost, 0 none. */
  readonly limit?: number | null;
}

/** The tasks that wait for a future, each once: directly, or through `gather()`, `wait()`, a group, … */
function allAwaitersOf(future: Future<unknown>): Set<Task<unknown>> {
  return new Set([...future.waitingTasks(), ...awaitersOf(future)]);
}

/** Coroutines of the runtime's own that are no frames in CPython: what is syntax there. */
const NOT_IN_CPYTHON = new Set(['async with', 'anext']);

/** Whether an `asyncWith()` and the function that is its block stand here. */
function isBlock(stack: readonly StackEntry[], index: number): boolean {
  return stack[index]?.frame.code?.qualname === 'async with' && stack[index + 1]?.frame.code?.name === '<lambda>';
}

/**
 * The coroutines of a task, outermost first, as Python would have them. From a
 * suspended one CPython cannot see into the async generator that it awaits.
 */
function stackOf(task: Task<unknown>, isRunning: boolean): CallFrame[] {
  const frames: CallFrame[] = [];
  const stack = task.coroutineStack();
  for (let i = 0; i < stack.length; i++) {
    const entry = stack[i] as StackEntry;
    const { code } = entry.frame;
    if (code === undefined) continue;
    if (code.builtin === true) {
      if (isRunning) continue;
      break;
    }
    let { line } = entry;
    if (isBlock(stack, i + 1)) {
      // The block of an `asyncWith()` is a function only because JavaScript
      // needs one; here it is what it is in Python, part of the one around it.
      const block = stack[i + 2] as StackEntry;
      line = block.line || block.frame.code?.line || line;
      i += 2;
      // And so are blocks within the block.
      while (isBlock(stack, i + 1)) {
        line = stack[i + 2]?.line || line;
        i += 2;
      }
    } else if (code.internal === true && NOT_IN_CPYTHON.has(code.qualname)) continue;
    const kind = entry.frame[KIND] === KIND_RESUME ? 'async generator' : 'async';
    frames.push({ qualname: code.qualname, file: code.file, line: code.internal ? 0 : line || code.line, kind });
  }
  return frames;
}

function graphOf(future: Future<unknown>, limit: number | null, above: readonly Future<unknown>[]): FutureCallGraph {
  if (limit !== 0 && future instanceof Task && future.done()) {
    const ended = future.getCoro() === null ? [] : [new FrameCallGraphEntry(null)];
    return new FutureCallGraph(future, ended, awaiters(future, limit, above));
  }
  let frames = limit !== 0 && future instanceof Task ? stackOf(future, false) : [];
  if (limit !== null) frames = limit > 0 ? frames.slice(0, limit) : frames.slice(limit);
  return new FutureCallGraph(future, entries(frames.reverse()), awaiters(future, limit, above));
}

function awaiters(future: Future<unknown>, limit: number | null, above: readonly Future<unknown>[]): FutureCallGraph[] {
  const path = [...above, future];
  // Tasks that await one another in a ring appear once.
  return [...allAwaitersOf(future)].filter((task) => !path.includes(task)).map((task) => graphOf(task, limit, path));
}

function entries(frames: readonly CallFrame[]): FrameCallGraphEntry[] {
  return frames.map((frame) => new FrameCallGraphEntry(frame));
}

/** The current task's calls, innermost first: the plain functions, then its coroutines. */
function currentStack(task: Task<unknown>): CallFrame[] {
  const coroutines = stackOf(task, true).reverse();
  const calls = currentFrames();
  const innermost = coroutines[0];
  if (innermost === undefined) return [];
  const own = ownFrame(calls, innermost);
  const functions = calls
    .slice(0, own)
    .map((call): CallFrame => ({ qualname: call.name, file: call.file, line: call.line, kind: 'function' }));
  const line = calls[own]?.line ?? innermost.line;
  return [...functions, { ...innermost, line }, ...coroutines.slice(1)];
}

/** Which of the engine's frames is the running coroutine's; a task that runs inside another's step has that one's below. */
function ownFrame(calls: readonly Frame[], coroutine: CallFrame): number {
  const name = coroutine.qualname.slice(coroutine.qualname.lastIndexOf('.') + 1);
  const index = calls.findIndex((call) => call.name === name);
  return index >= 0 ? index : calls.length - 1;
}

interface PrintOptions extends CallGraphOptions {
  readonly file?: typeof stdout | typeof stderr | null;
}

/** The future and the keyword arguments, which come first if the future is left out. */
function argumentsOf(
  callee: string,
  future: Future<unknown> | PrintOptions | null,
  options: PrintOptions,
  ...more: 'file'[]
): [Future<unknown> | null, PrintOptions] {
  const given = isPlain(future) ? (future as PrintOptions) : options;
  const known = optionsOf<PrintOptions>(callee, given, ['depth', 'limit', ...more]);
  return [isPlain(future) ? null : (future as Future<unknown> | null), known];
}

/**
 * The call graph of a future, or of the current task: where it stands and who
 * awaits it, as far up as that goes. Null if there is neither.
 *
 * @throws {RuntimeError} outside a running loop, without a future
 * @throws {TypeError} for something that is no future
 */
export function captureCallGraph(
  future: Future<unknown> | CallGraphOptions | null = null,
  options: CallGraphOptions = {},
): FutureCallGraph | null {
  return capture(...argumentsOf('captureCallGraph', future, options));
}

function capture(future: Future<unknown> | null, { depth = 1, limit = null }: PrintOptions): FutureCallGraph | null {
  const loop = runningLoop();
  const current = loop === null ? null : currentTask(loop);
  if (future !== null && (loop === null || future !== current)) {
    if (!isfuture(future)) {
      throw new TypeError(`${repr(future)} object does not appear to be compatible with asyncio.Future`);
    }
    return graphOf(future, limit, []);
  }
  if (loop === null) {
    throw new RuntimeError(
      'capture_call_graph() is called outside of a running event loop and no *future* to introspect was provided',
    );
  }
  if (current === null) return null;
  // The author's frames only: what called us is the innermost of them.
  let frames = limit === 0 ? [] : currentStack(current).slice(Math.max(depth - 1, 0));
  if (limit !== null && limit !== 0) frames = limit > 0 ? frames.slice(-limit) : frames.slice(0, -limit);
  return new FutureCallGraph(current, entries(frames), awaiters(current, limit, []));
}

/** `captureCallGraph()` as text: a bullet for each task or future, its calls, and below it, indented, those that await it. */
export function formatCallGraph(
  future: Future<unknown> | CallGraphOptions | null = null,
  options: CallGraphOptions = {},
): string {
  return format(...argumentsOf('formatCallGraph', future, options));
}

function format(future: Future<unknown> | null, options: PrintOptions): string {
  const graph = capture(future, options);
  if (graph === null) return '';
  const lines: string[] = [];
  render(graph, lines, '');
  return lines.join('\n');
}

function render({ future, callStack, awaitedBy }: FutureCallGraph, lines: string[], margin: string): void {
  const id = addressOf(future);
  lines.push(
    future instanceof Task
      ? `${margin}* Task(name=${repr(future.getName())}, id=${id})`
      : `${margin}* Future(id=${id})`,
  );
  if (callStack.length > 0) {
    lines.push(`${margin}  + Call stack:`);
    for (const { frame } of callStack) {
      if (frame === null) throw new AttributeError("'NoneType' object has no attribute 'f_generator'");
      const line = frame.line > 0 ? ` line ${frame.line},` : '';
      const tag = frame.kind === 'function' ? '' : `${frame.kind} `;
      lines.push(`${margin}  |   File ${repr(frame.file)},${line} in ${tag}${frame.qualname}()`);
    }
  }
  if (awaitedBy.length === 0) return;
  lines.push(`${margin}  + Awaited by:`);
  for (const awaiter of awaitedBy) render(awaiter, lines, `${margin}    `);
}

/** Prints what `formatCallGraph()` gives. `file`: as for `print()`. */
export function printCallGraph(future: Future<unknown> | PrintOptions | null = null, options: PrintOptions = {}): void {
  const [asked, given] = argumentsOf('printCallGraph', future, options, 'file');
  print(format(asked, given), { file: given.file ?? null });
}
