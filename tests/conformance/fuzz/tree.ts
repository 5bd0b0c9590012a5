/**
 * Programs as trees, before they are printed in a language.
 *
 * A program talks of tasks, futures and the like by name (`t3`, `f1`): what is
 * made at run time is kept under its name, and a statement about a name that
 * nothing has yet does nothing. So any statement can be taken out of any
 * program, which is what makes programs small enough to read.
 *
 * Coroutine bodies are numbered in the order in which the tree is read. A body
 * only awaits what has a higher number than itself (or a plain future), so that
 * no tasks wait for each other in a ring: cancelling one recurses for ever.
 */

export type Kind =
  // Statements that a callback may hold too
  | 'note'
  | 'state'
  | 'cancel'
  | 'uncancelOf'
  | 'spawn'
  | 'groupSpawn'
  | 'keepGather'
  | 'keepShield'
  | 'soon'
  | 'doneCallback'
  | 'removeCallback'
  | 'future'
  | 'resolve'
  | 'fail'
  | 'set'
  | 'clear'
  | 'release'
  | 'putNowait'
  | 'getNowait'
  | 'taskDone'
  | 'shutdown'
  | 'notify'
  | 'setVar'
  | 'getVar'
  | 'keepContext'
  | 'reschedule'
  | 'raise'
  // Statements of coroutines
  | 'sleep'
  | 'me'
  | 'uncancel'
  | 'await'
  | 'call'
  | 'gather'
  | 'shield'
  | 'waitFor'
  | 'wait'
  | 'asCompleted'
  | 'try'
  | 'return'
  | 'repeat'
  | 'timeout'
  | 'group'
  | 'with'
  | 'acquire'
  | 'waitEvent'
  | 'waitNotify'
  | 'waitUntil'
  | 'put'
  | 'get'
  | 'join'
  | 'worker'
  | 'meet'
  | 'resetBarrier'
  | 'abortBarrier'
  | 'withVar'
  | 'keepGenerator'
  | 'iterate'
  | 'next'
  | 'send'
  | 'throwInto'
  | 'closeGenerator'
  | 'yield'
  // Operands
  | 'coroutine'
  | 'ref';

export type Attribute = number | string | boolean | null | string[];

export interface Node {
  kind: Kind;
  /** Numbers, names and switches; what each means depends on the kind, see `print.ts`. */
  a: Record<string, Attribute>;
  /** What is awaited, gathered, …: coroutines and references to names. */
  operands: Node[];
  /** Nested statements: of a coroutine, a callback, a handler, a `with`. */
  blocks: Node[][];
}

/** A lock or the like that exists before the program begins. */
export interface Thing {
  name: string;
  /** `Lock`, `PriorityQueue`, … */
  type: string;
  /** Constructor's argument, if any. */
  argument: number | null;
}

export interface Program {
  seed: number;
  /** Whether passes of the loop are counted (see `beat` in the preludes). */
  counted: boolean;
  things: Thing[];
  /** Names of context variables. */
  variables: string[];
  main: Node;
}

/** What callbacks may hold: they cannot wait. */
export const SYNCHRONOUS: ReadonlySet<Kind> = new Set<Kind>([
  'note',
  'state',
  'cancel',
  'uncancelOf',
  'spawn',
  'groupSpawn',
  'keepGather',
  'keepShield',
  'soon',
  'doneCallback',
  'removeCallback',
  'future',
  'resolve',
  'fail',
  'set',
  'clear',
  'release',
  'putNowait',
  'getNowait',
  'taskDone',
  'shutdown',
  'notify',
  'setVar',
  'getVar',
  'keepContext',
  'keepGenerator',
  'reschedule',
  'raise',
]);

/** Blocks of these become functions of their own in TypeScript: nothing returns from around them. */
const CLOSURES: ReadonlySet<Kind> = new Set<Kind>(['timeout', 'group', 'with']);

/** Kinds whose block is a callback's. */
export const CALLBACKS: ReadonlySet<Kind> = new Set<Kind>(['soon', 'doneCallback']);

/** Where a statement stands. */
export interface Place {
  readonly synchronous: boolean;
  readonly closure: boolean;
  readonly generator: boolean;
  /** Number of the coroutine's or callback's body. */
  readonly body: number;
}

export const MAIN: Place = { synchronous: false, closure: false, generator: false, body: 1 };

/** The place of a node's blocks. */
export function placeWithin(node: Node, place: Place): Place {
  if (node.kind === 'coroutine')
    return { ...MAIN, generator: node.a['generator'] === true, body: node.a['number'] as number };
  if (CALLBACKS.has(node.kind)) return { ...MAIN, synchronous: true, body: place.body };
  if (CLOSURES.has(node.kind)) return { ...place, closure: true };
  return place;
}

/** Calls `visit` for every node, outer ones first. */
export function walk(node: Node, place: Place, visit: (node: Node, place: Place) => void): void {
  visit(node, place);
  for (const operand of node.operands) walk(operand, place, visit);
  const within = placeWithin(node, place);
  for (const block of node.blocks) for (const inner of block) walk(inner, within, visit);
}

/** Whether every statement stands where it may. */
export function isValid(program: Program): boolean {
  let valid = true;
  walk(program.main, MAIN, ({ kind, a }, { synchronous, closure, generator, body }) => {
    if (synchronous && kind !== 'coroutine' && kind !== 'ref' && !SYNCHRONOUS.has(kind)) valid = false;
    if (kind === 'return' && (closure || generator)) valid = false;
    if (kind === 'yield' && (closure || !generator)) valid = false;
    if (kind === 'coroutine' && (a['number'] as number) < body) valid = false;
  });
  return valid;
}

/** How many statements and operands there are. */
export function sizeOf(program: Program): number {
  let size = 0;
  walk(program.main, MAIN, () => {
    size++;
  });
  return size;
}
