/**
 * Tracebacks, as Python prints them, over the author's own lines.
 *
 * An exception's traceback is a chain of links, CPython's traceback objects: the
 * newest first, each with what was there before it. A link is added where CPython
 * adds one: when the exception reaches a frame, before the handlers of that frame
 * run. So a `finally` that awaits, or a re-raise, changes nothing of it.
 *
 * Tasks say when an exception reaches a coroutine (`asyncio/tasks.ts`). Of the
 * plain calls in between only the engine's stack knows, as it was when the
 * exception was raised; a link keeps that and is read when it is printed. How
 * far the exception got through those calls is said by who caught it: every
 * `catch` of a compiled program calls `caught()`.
 */

import { host } from '../host/current.ts';
import type { Position } from '../host/host.ts';
import type { Code } from './code.ts';
import { BaseException, TypeError } from './exceptions.ts';
import { moduleOf } from './modules.ts';
import { repr, str } from './repr.ts';
import { isStackOverflow } from './stack-overflow.ts';

/** A frame of a traceback. */
export interface Frame {
  readonly file: string;
  /** 1-based; 0 where it is not known. */
  readonly line: number;
  readonly name: string;
  /** The author's line, trimmed; '' where it is not known. */
  readonly text: string;
}

/** A link of a traceback. It never changes: a future keeps the newest one of the exception that it is given. */
export interface Link {
  /** The coroutine that the exception reached, or the one that it was raised in, if that is not `calls` alone. */
  readonly code: Code | null;
  readonly line: number;
  /** A frame outside of all coroutines. */
  readonly frame: Frame | null;
  readonly calls: Calls | null;
  readonly inner: Link | null;
}

/** The plain calls that an exception went through. */
interface Calls {
  /** What has them as its `stack`. */
  readonly shown: unknown;
  /** Who caught the exception and let it go on, innermost first. */
  readonly catchers: readonly Catcher[];
  /** Whether it has left all of them, and so the step of a task or a callback. */
  readonly through: boolean;
  /** An error with the calls around a task that began within them, an eager one, as its `stack`: they are not the task's. */
  readonly around: Error | null;
}

/**
 * A `catch` clause, as the compile step describes it: `FILE LINE:COLUMN FIRST LAST`,
 * where its function begins, and the lines of its `try`. Or one of the runtime's
 * own: an error that was made in it.
 */
type Catcher = string | Error;

/** A link without a frame. */
const NO_LINK: Link = { code: null, line: 0, frame: null, calls: null, inner: null };

/** The newest link of each exception of the platform's that was raised; ours keep it themselves. */
const newest = new WeakMap<object, Link>();

/** The traceback of an exception as it is now; null if it was never raised. Python's `__traceback__`. */
export function tracebackOf(error: unknown): Link | null {
  if (error instanceof BaseException) return error.__traceback__ as Link | null;
  return (typeof error === 'object' && error !== null && newest.get(error)) || null;
}

/** Sets the traceback of an exception, as Python's `with_traceback()` does; null makes it one that was never raised. */
export function setTraceback(error: unknown, link: Link | null): void {
  if (error instanceof BaseException) error.__traceback__ = link;
  else if (typeof error !== 'object' || error === null) return;
  else if (link === null) newest.delete(error);
  else newest.set(error, link);
}

/** An exception reaches a coroutine that is suspended at `line`. */
export function enterFrame(error: unknown, code: Code, line: number): void {
  const hasReached = error === letGoOf;
  letGoOf = null;
  // What CPython has in C is no frame of its tracebacks.
  if (hasReached || code.builtin === true) return;
  enterStatement(error, code, line);
}

/**
 * An exception reaches what stands in for a statement, such as `asyncWith()`, in
 * a coroutine that is suspended at `line`: in CPython that is the frame which it
 * reaches, before a manager sees it.
 */
export function enterStatement(error: unknown, code: Code, line: number): void {
  if (typeof error !== 'object' || error === null) return;
  setTraceback(error, { code, line, frame: null, calls: null, inner: tracebackOf(error) });
}

/** What stands in for a statement has let an exception go that reached it: the coroutine around it is reached no second time. */
let letGoOf: unknown = null;

/** Called with what is thrown right after, and with null where there is no coroutine around. */
export function letGo<V>(error: V): V {
  letGoOf = error;
  return error;
}

/**
 * An exception leaves a coroutine: it was raised in it, or reached it before and
 * was let go. `around` is that of Calls.
 */
export function leaveFrame(error: unknown, code: Code, around: Error | null): void {
  if (typeof error !== 'object' || error === null) return;
  const link = tracebackOf(error);
  if (code.builtin === true) {
    if (link !== null) markRaised(error);
  } else if (link === null) {
    const calls = { shown: error, catchers: [], through: true, around };
    setTraceback(error, { code, line: 0, frame: null, calls, inner: null });
  } else if (link.calls !== null && !link.calls.through) {
    setTraceback(error, { ...link, code, calls: { ...link.calls, through: true, around } });
  }
}

/** An exception leaves plain calls that no coroutine has made. */
export function markRaised(error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  const link = tracebackOf(error);
  const calls = link === null ? { shown: error, catchers: [] } : link.calls;
  if (calls === null || (link?.calls?.through ?? false)) return;
  const left = { ...calls, through: true, around: null };
  setTraceback(error, { ...NO_LINK, calls: left, inner: link?.inner ?? null });
}

/** Every `catch` of a compiled program calls this first; gives what was caught back. */
export function caught<V>(error: V, catcher: Catcher): V {
  if (typeof error !== 'object' || error === null) return error;
  const link = tracebackOf(error);
  if (link === null) {
    const calls = { shown: error, catchers: [catcher], through: false, around: null };
    setTraceback(error, { ...NO_LINK, calls });
  } else if (link.calls !== null && !link.calls.through) {
    setTraceback(error, { ...link, calls: { ...link.calls, catchers: [...link.calls.catchers, catcher] } });
  }
  return error;
}

/** Notes that an exception which was made or raised before is raised here and now; gives it back. */
export function raised<V>(error: V): V {
  if (typeof error !== 'object' || error === null) return error;
  const calls = { shown: new Error(), catchers: [], through: false, around: null };
  setTraceback(error, { ...NO_LINK, calls, inner: tracebackOf(error) });
  return error;
}

/** Adds frames outside of all coroutines, innermost first: where a loop was run from. */
export function leaveFrames(error: unknown, frames: readonly Frame[]): void {
  if (typeof error !== 'object' || error === null) return;
  markRaised(error);
  for (const frame of frames) {
    setTraceback(error, { ...NO_LINK, frame, inner: tracebackOf(error) });
  }
}

// Without the frames that await a promise: not every engine has them, and what runs a loop says itself who called it.
const V8_FRAME = /^\s*at (?!async )(?:(.*?) \()?([^()]*?):(\d+):(\d+)\)?$/;
const GECKO_FRAME = /^(?!async\*)(.*?)@(.*?):(\d+):(\d+)$/;

/** A frame with what the host knows of its function. */
interface LocatedFrame extends Frame {
  readonly within: Position['within'];
}

/** The author's frames in an engine's stack trace, innermost first. */
function authorFrames(stack: unknown): LocatedFrame[] {
  if (typeof stack !== 'string') return [];
  const frames: LocatedFrame[] = [];
  for (const entry of stack.split('\n')) {
    const match = V8_FRAME.exec(entry) ?? GECKO_FRAME.exec(entry);
    if (match === null) continue;
    const [, name = '', url = '', line, column] = match;
    const position = host().locate(url, Number(line), Number(column));
    if (position === null) continue;
    const { file, text, within } = position;
    frames.push({ file, line: position.line, text, name: within?.name ?? plainName(name), within });
  }
  return frames;
}

/** A function's own name out of what an engine calls it: `Object.f`, `new C`, `f [as g]`, `async*f`. */
function plainName(name: string): string {
  const bare = name
    .replace(/ \[as .*\]$/, '')
    .replace(/^(?:async\*?|new|get|set) ?/, '')
    .replace(/[/<]+$/, '');
  const last = bare.slice(bare.lastIndexOf('.') + 1).replace(/\$\d+$/, '');
  return last === '' || last === 'anonymous' || last === '<anonymous>' || last === 'module code' ? '<module>' : last;
}

/** Where the program is now: its plain calls, innermost first. */
export function currentFrames(): Frame[] {
  return authorFrames(new Error().stack);
}

/** Where something that is no error was last thrown: it has no stack of its own to say so. */
let lastThrown: { readonly value: unknown; readonly frames: readonly Frame[] } | null = null;

/**
 * Every `throw` of something made elsewhere passes through here. `handled` is
 * what the `catch` around it caught: thrown again that is Python's `raise`
 * without an operand, which adds nothing to the traceback.
 */
export function thrown<V>(value: V, handled?: unknown): V {
  if (!(value instanceof Error)) lastThrown = { value, frames: currentFrames() };
  else if (value !== handled) raised(value);
  return value;
}

/** What was thrown as an error: itself, or one that says what was thrown, and where. */
export function asError(value: unknown): Error {
  if (value instanceof Error) return value;
  const error = new TypeError(exceptionMessage(value));
  if (lastThrown !== null && Object.is(lastThrown.value, value)) {
    setTraceback(error, NO_LINK);
    leaveFrames(error, lastThrown.frames);
  }
  return error;
}

/** Whether a coroutine of the runtime's own raised an exception, and not one of the author's. */
export function isRaisedByRuntime(error: Error): boolean {
  let innermost = tracebackOf(error);
  while (innermost?.inner) innermost = innermost.inner;
  return innermost?.code?.internal === true;
}

/** The coroutines that an exception went through, and the frames that their loop was run from, outermost first. */
export function coroutineFrames(error: Error): Frame[] {
  const frames: Frame[] = [];
  for (let link = tracebackOf(error); link !== null; link = link.inner) {
    const { code, frame } = link;
    if (frame !== null) frames.push(frame);
    else if (code !== null && code.internal !== true) frames.push(frameOf(code, link.line || code.line));
  }
  return frames;
}

/** The frames of an exception's traceback, outermost first; null if it was never raised. */
export function framesOf(error: unknown): Frame[] | null {
  if (!(error instanceof Error)) {
    return lastThrown !== null && Object.is(lastThrown.value, error) ? lastThrown.frames.toReversed() : null;
  }
  const traceback = tracebackOf(error);
  if (traceback === null) return null;
  const frames: Frame[] = [];
  for (let link: Link | null = traceback; link !== null; link = link.inner) {
    const { code, calls, frame } = link;
    if (frame !== null) frames.push(frame);
    else if (calls !== null) frames.push(...framesOfCalls(calls, code).reverse());
    else if (code !== null && code.internal !== true) frames.push(frameOf(code, link.line || code.line));
  }
  return frames;
}

function frameOf({ file, name }: Code, line: number): Frame {
  return { file, line, name, text: host().quote(file, line) };
}

/** Those of the plain calls that the exception went through, innermost first; `code` is that of the coroutine below them. */
function framesOfCalls({ shown, catchers, through, around }: Calls, code: Code | null): Frame[] {
  const all = authorFrames(stackOf(shown));
  if (around !== null) all.length = Math.max(0, all.length - authorFrames(stackOf(around)).length);
  if (through) {
    if (code === null || code.internal === true) return all;
    // An eager task may have raised it, within the calls of another, and let it go in a later step of its own.
    const known = all.findIndex((frame) => isIn(frame, code));
    const at = known < 0 ? all.length - 1 : known;
    const own = all[at];
    return own === undefined ? [frameOf(code, code.line)] : [...all.slice(0, at), { ...own, name: code.name }];
  }
  // It is on its way still, or code that was not compiled has caught it.
  if (catchers.length === 0) return all.slice(0, 1);
  let last = -1;
  // Clauses that have caught it in the frame `last`: when one of them catches it again, that is another call.
  let here: Catcher[] = [];
  for (const catcher of catchers) {
    const found =
      typeof catcher === 'string'
        ? frameCaughtBy(all, catcher, last, here.includes(catcher))
        : all.length - authorFrames(stackOf(catcher)).length;
    if (found < 0) return all;
    if (found !== last) here = [];
    here.push(catcher);
    last = found;
  }
  return all.slice(0, last + 1);
}

/** Whether a frame is that of a coroutine with this code; false where the host does not know its functions. */
function isIn({ file, within }: LocatedFrame, code: Code): boolean {
  return file === code.file && within?.name === code.name && within.start.startsWith(`${code.line}:`);
}

/** Which frame a clause caught the exception in: from the one on that caught it `last`, or behind that if it is another call of its function. */
function frameCaughtBy(frames: readonly LocatedFrame[], catcher: string, last: number, another: boolean): number {
  const [, file, start, first, end] = /^(.*) (\S+) (\d+) (\d+)$/.exec(catcher) ?? [];
  const isOf = (frame: LocatedFrame | undefined): boolean => frame?.file === file && frame?.within?.start === start;
  const from = another || last < 0 ? last + 1 : last;
  const found = frames.findIndex(
    (frame, index) => index >= from && isOf(frame) && frame.line >= Number(first) && frame.line <= Number(end),
  );
  // Raised again within the clause that had caught it, in a `try` of its own: the frame is the same.
  return found < 0 && from === last && isOf(frames[last]) ? last : found;
}

/** The class of an exception as the last line of a traceback names it. */
export function exceptionTypeName(error: unknown): string {
  if (!(error instanceof Error)) return 'TypeError';
  if (isStackOverflow(error)) return 'RecursionError';
  const type = property(error, 'constructor');
  if (typeof type !== 'function') return 'Error';
  const module = moduleOf(type);
  return module === null || module === 'builtins' ? type.name : `${module}.${type.name}`;
}

/** A property that the program may have made anything of; undefined if looking at it throws. */
function property(error: Error, name: 'cause' | 'constructor' | 'message' | 'stack'): unknown {
  try {
    return error[name];
  } catch {
    return undefined;
  }
}

/** The text of an exception as the last line of a traceback gives it. */
export function exceptionMessage(error: unknown): string {
  if (!(error instanceof Error))
    return `exceptions must derive from BaseException, and ${describeThrown(error)} does not`;
  if (isStackOverflow(error)) return 'maximum recursion depth exceeded';
  const message = property(error, 'message');
  // CPython's words for an exception that does not let itself be printed.
  return typeof message === 'string' ? message : '<exception str() failed>';
}

/** An error's `stack`, or undefined. */
function stackOf(error: unknown): unknown {
  return error instanceof Error ? property(error, 'stack') : undefined;
}

function describeThrown(value: unknown): string {
  try {
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  } catch {
    return 'what was thrown';
  }
}

/** `traceback.format_exception_only()`: `Type: message`, and the notes below. */
export function formatExceptionOnly(error: unknown): string {
  const message = exceptionMessage(error);
  const line = message === '' ? exceptionTypeName(error) : `${exceptionTypeName(error)}: ${message}`;
  return line + notesOf(error);
}

/** The notes of an exception, each on a line of its own. */
function notesOf(error: unknown): string {
  const notes: unknown = error instanceof BaseException ? error.notes : undefined;
  if (notes === undefined || notes === null) return '';
  return (Array.isArray(notes) ? notes.map(str) : [repr(notes)]).map((note) => `\n${note}`).join('');
}

export function formatFrames(frames: readonly Frame[]): string[] {
  const lines: string[] = [];
  let repeated = 0;
  let last = '';
  const flush = (): void => {
    if (repeated > 3) lines.push(`  [Previous line repeated ${repeated - 3} more time${repeated > 4 ? 's' : ''}]`);
  };
  for (const frame of frames) {
    const where =
      frame.line > 0
        ? `  File "${frame.file}", line ${frame.line}, in ${frame.name}`
        : `  File "${frame.file}", in ${frame.name}`;
    if (where === last) repeated++;
    else {
      flush();
      repeated = 1;
      last = where;
    }
    if (repeated > 3) continue;
    lines.push(where);
    if (frame.text !== '') lines.push(`    ${frame.text}`);
  }
  flush();
  return lines;
}

/**
 * `traceback.format_exception()`: the lines of a traceback, causes first.
 *
 * An exception that was never raised has no `Traceback` header, as in CPython.
 */
export function formatException(error: unknown): string[] {
  const lines: string[] = [];
  new Printer(lines).print(collect(error));
  return lines;
}

interface Group extends Error {
  readonly exceptions: readonly unknown[];
}

function isGroup(error: unknown): error is Group {
  return error instanceof BaseException && Array.isArray((error as { exceptions?: unknown }).exceptions);
}

/** An exception with those that are printed with it. */
interface Printed {
  readonly error: unknown;
  cause: Printed | null;
  /** Of a group. */
  members: readonly Printed[] | null;
}

/** What is printed of an exception. An error that several have as their cause is printed once, with the last of them, as in CPython. */
function collect(error: unknown): Printed {
  const seen = new Set<unknown>();
  const add = (one: unknown): Printed => {
    seen.add(one);
    const printed: Printed = { error: one, cause: null, members: null };
    waiting.push(printed);
    return printed;
  };
  const waiting: Printed[] = [];
  const whole = add(error);
  for (let printed = waiting.pop(); printed !== undefined; printed = waiting.pop()) {
    const one = printed.error;
    const cause = one instanceof Error ? property(one, 'cause') : undefined;
    if (cause instanceof Error && !seen.has(cause)) printed.cause = add(cause);
    if (isGroup(one)) printed.members = one.exceptions.map(add);
  }
  return whole;
}

/** How many members and levels of an exception group are printed, as CPython limits them. */
const MAX_GROUP_WIDTH = 15;
const MAX_GROUP_DEPTH = 10;

/** Writes exceptions; those in groups behind a margin. */
class Printer {
  private readonly _lines: string[];
  private _depth = 0;
  /** Whether the line that closes a group is still to come: what ends several groups is closed by one line. */
  private _open = false;

  constructor(lines: string[]) {
    this._lines = lines;
  }

  print(printed: Printed): void {
    const chain: Printed[] = [];
    for (let one: Printed | null = printed; one !== null; one = one.cause) chain.push(one);
    for (const one of chain.reverse()) {
      if (one.cause !== null) {
        this._write(['', 'The above exception was the direct cause of the following exception:', '']);
      }
      this._printOne(one);
    }
  }

  private _printOne({ error, members }: Printed): void {
    if (members === null) {
      const frames = framesOf(error);
      if (frames !== null) this._write(['Traceback (most recent call last):', ...formatFrames(frames)]);
      this._write(formatExceptionOnly(error).split('\n'));
    } else if (this._depth > MAX_GROUP_DEPTH) {
      this._write([`... (max_group_depth is ${MAX_GROUP_DEPTH})`]);
    } else {
      this._printGroup(error, members);
    }
  }

  private _printGroup(group: unknown, members: readonly Printed[]): void {
    const outermost = this._depth === 0;
    if (outermost) this._depth++;
    const frames = framesOf(group);
    if (frames !== null) {
      this._write(['Exception Group Traceback (most recent call last):'], outermost ? '+' : '|');
      this._write(formatFrames(frames));
    }
    this._write(formatExceptionOnly(group).split('\n'));
    this._open = false;
    const count = Math.min(members.length, MAX_GROUP_WIDTH + 1);
    for (let i = 0; i < count; i++) {
      const last = i === count - 1;
      if (last) this._open = true;
      const left = i < MAX_GROUP_WIDTH ? 0 : members.length - MAX_GROUP_WIDTH;
      const title = left > 0 ? '...' : String(i + 1);
      this._lines.push(`${this._margin()}${i === 0 ? '+-' : '  '}+---------------- ${title} ----------------`);
      this._depth++;
      if (left > 0) this._write([`and ${left} more exception${left > 1 ? 's' : ''}`]);
      else this.print(members[i] as Printed);
      if (last && this._open) {
        this._lines.push(`${this._margin()}+------------------------------------`);
        this._open = false;
      }
      this._depth--;
    }
    if (outermost) this._depth = 0;
  }

  private _margin(): string {
    return '  '.repeat(this._depth);
  }

  private _write(lines: readonly string[], edge = '|'): void {
    const before = this._depth === 0 ? '' : `${this._margin()}${edge} `;
    for (const line of lines) this._lines.push(before + line);
  }
}
