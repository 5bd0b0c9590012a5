/**
 * Tracebacks, as Python prints them, over the author's own lines.
 *
 * An engine's stack knows the synchronous calls that led to an error; the
 * coroutines below them are not on it (each task keeps its own stack, see
 * `asyncio/tasks.ts`). So an exception collects a *trail* on its way out: one
 * entry for every coroutine that it leaves. Printing joins the two.
 */

import type { Code } from '../asyncio/coroutines.ts';
import { host } from '../host/current.ts';
import { BaseException, isStackOverflow, TypeError } from './exceptions.ts';
import { moduleOf } from './modules.ts';

/** A frame of a traceback. */
export interface Frame {
  readonly file: string;
  /** 1-based; 0 where it is not known. */
  readonly line: number;
  readonly name: string;
  /** The author's line, trimmed; '' where it is not known. */
  readonly text: string;
}

/** In place of a line: the exception began in this coroutine, and the engine's stack says where. */
export const BEGAN_HERE = -1;

/** The trail of an exception: pairs of a coroutine's code and the line it stood at, innermost first. */
type Trail = (Code | Frame | number)[];

/** BaseException keeps its own trail; other errors have theirs here. */
const trails = new WeakMap<object, Trail>();

function trailOf(error: unknown): Trail | undefined {
  return typeof error === 'object' && error !== null ? trails.get(error) : undefined;
}

/**
 * Notes that an exception leaves a coroutine that stands at `line`, or began
 * in it (`BEGAN_HERE`).
 */
export function leaveTrail(error: unknown, code: Code, line: number): void {
  if (typeof error !== 'object' || error === null) return;
  // What CPython has in C is no frame of its tracebacks.
  if (code.builtin === true) return;
  const trail = trails.get(error);
  if (trail === undefined) trails.set(error, [code, line]);
  else trail.push(code, line);
}

/** Notes that an exception was raised outside every coroutine: its traceback starts with the engine's stack. */
export function markRaised(error: unknown): void {
  if (typeof error === 'object' && error !== null && !trails.has(error)) trails.set(error, []);
}

/** Adds frames outside all coroutines, innermost first: where a loop was run from. */
export function leaveFrames(error: unknown, frames: readonly Frame[]): void {
  if (typeof error !== 'object' || error === null) return;
  markRaised(error);
  for (const frame of frames) trails.get(error)?.push(frame, 0);
}

/** How long an exception's trail is; with `cutTrail` this keeps a result that is read again from growing its traceback. */
export function trailLength(error: unknown): number {
  return trailOf(error)?.length ?? 0;
}

export function cutTrail(error: unknown, length: number): void {
  const trail = trailOf(error);
  if (trail !== undefined && trail.length > length) trail.length = length;
}

/** Makes an exception one that was never raised: what comes from another process has left its frames there. */
export function forgetTrail(error: Error): void {
  trails.delete(error);
}

const V8_FRAME = /^\s*at (?:async )?(?:(.*?) \()?([^()]*?):(\d+):(\d+)\)?$/;
const GECKO_FRAME = /^(.*?)@(.*?):(\d+):(\d+)$/;

/** The author's frames in an engine's stack trace, innermost first. */
function authorFrames(stack: unknown): Frame[] {
  if (typeof stack !== 'string') return [];
  const frames: Frame[] = [];
  for (const entry of stack.split('\n')) {
    const match = V8_FRAME.exec(entry) ?? GECKO_FRAME.exec(entry);
    if (match === null) continue;
    const [, name = '', url = '', line, column] = match;
    const position = host().locate(url, Number(line), Number(column));
    if (position === null) continue;
    frames.push({ file: position.file, line: position.line, text: position.text, name: plainName(name) });
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

/** Where the program is now: its synchronous frames, innermost first. */
export function currentFrames(): Frame[] {
  return authorFrames(new Error().stack);
}

/** Where something that is no error was last thrown: it has no stack of its own to say so. */
let lastThrown: { readonly value: unknown; readonly frames: readonly Frame[] } | null = null;

/** Every lowered `throw` of something made elsewhere passes through here. */
export function thrown<V>(value: V): V {
  if (!(value instanceof Error)) lastThrown = { value, frames: currentFrames() };
  return value;
}

/** What was thrown as an error: itself, or one that says what was thrown, and where. */
export function asError(value: unknown): Error {
  if (value instanceof Error) return value;
  const error = new TypeError(exceptionMessage(value));
  if (lastThrown !== null && Object.is(lastThrown.value, value)) leaveFrames(error, lastThrown.frames);
  return error;
}

/** The frames of an exception's traceback, outermost first; null if it was never raised. */
export function framesOf(error: unknown): Frame[] | null {
  if (!(error instanceof Error)) {
    return lastThrown !== null && Object.is(lastThrown.value, error) ? lastThrown.frames.toReversed() : null;
  }
  const trail = trailOf(error);
  if (trail === undefined) return null;
  const frames: Frame[] = [];
  const stack = (): Frame[] => authorFrames(property(error, 'stack'));
  if (trail.length === 0) frames.push(...stack());
  for (let i = 0; i < trail.length; i += 2) {
    const code = trail[i] as Code | Frame;
    const line = trail[i + 1] as number;
    if ('text' in code) {
      if (i === 0) frames.push(...stack());
      frames.push(code);
      continue;
    }
    if (code.internal) continue;
    if (line === BEGAN_HERE) {
      const began = stack();
      const own = began.pop();
      if (own === undefined) {
        frames.push({ file: code.file, line: code.line, name: code.name, text: host().quote(code.file, code.line) });
      } else {
        frames.push(...began, { ...own, name: code.name });
      }
      continue;
    }
    frames.push({ file: code.file, line, name: code.name, text: host().quote(code.file, line) });
  }
  return frames.reverse();
}

/** The class of an exception as the last line of a traceback names it. */
export function exceptionTypeName(error: unknown): string {
  if (!(error instanceof Error)) return 'TypeError';
  if (isStackOverflow(error)) return 'RecursionError';
  const type = property(error, 'constructor');
  if (typeof type !== 'function') return 'Error';
  const module = moduleOf(type);
  return module === null || module === '' ? type.name : `${module}.${type.name}`;
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

function describeThrown(value: unknown): string {
  try {
    return typeof value === 'string' ? JSON.stringify(value) : String(value);
  } catch {
    return 'what was thrown';
  }
}

/** `traceback.format_exception_only()`: the last line, `Type: message`. */
export function formatExceptionOnly(error: unknown): string {
  const message = exceptionMessage(error);
  return message === '' ? exceptionTypeName(error) : `${exceptionTypeName(error)}: ${message}`;
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
  return formatChain(error, new Set());
}

function formatChain(error: unknown, seen: Set<unknown>): string[] {
  const lines: string[] = [];
  seen.add(error);
  const cause = error instanceof Error ? property(error, 'cause') : undefined;
  if (cause instanceof Error && !seen.has(cause)) {
    lines.push(
      ...formatChain(cause, seen),
      '',
      'The above exception was the direct cause of the following exception:',
      '',
    );
  }
  if (isGroup(error)) {
    lines.push(...formatGroup(error, seen, 0, true));
    return lines;
  }
  const frames = framesOf(error);
  if (frames !== null) lines.push('Traceback (most recent call last):', ...formatFrames(frames));
  lines.push(...formatExceptionOnly(error).split('\n'));
  return lines;
}

interface Group extends Error {
  readonly exceptions: readonly unknown[];
}

function isGroup(error: unknown): error is Group {
  return error instanceof BaseException && Array.isArray((error as { exceptions?: unknown }).exceptions);
}

/** How many members and levels of an exception group are printed, as CPython limits them. */
const MAX_GROUP_WIDTH = 15;
const MAX_GROUP_DEPTH = 10;

function formatGroup(group: Group, seen: Set<unknown>, depth: number, top: boolean): string[] {
  const margin = '  '.repeat(depth + (top ? 1 : 0));
  const lines: string[] = [];
  const frames = framesOf(group);
  if (frames !== null) {
    const header = 'Exception Group Traceback (most recent call last):';
    lines.push(top ? `  + ${header}` : `${margin}| ${header}`);
    for (const line of formatFrames(frames)) lines.push(`${margin}| ${line}`);
  }
  for (const line of formatExceptionOnly(group).split('\n')) lines.push(`${margin}| ${line}`);
  const inner = '  '.repeat(depth + (top ? 2 : 1));
  const shown = group.exceptions.slice(0, MAX_GROUP_WIDTH);
  shown.forEach((member, index) => {
    const first = index === 0;
    lines.push(`${inner.slice(2)}${first ? '+-' : '  '}+---------------- ${index + 1} ----------------`);
    if (depth + 1 >= MAX_GROUP_DEPTH) {
      lines.push(`${inner}| ... (max_group_depth is ${MAX_GROUP_DEPTH})`);
      return;
    }
    if (isGroup(member)) lines.push(...formatGroup(member, seen, depth + (top ? 2 : 1), false));
    else for (const line of formatChain(member, seen)) lines.push(`${inner}| ${line}`);
  });
  const more = group.exceptions.length - shown.length;
  if (more > 0) {
    lines.push(`${inner}+---------------- ... ----------------`);
    lines.push(`${inner}| and ${more} more exception${more > 1 ? 's' : ''}`);
  }
  lines.push(`${inner}+------------------------------------`);
  return lines;
}
