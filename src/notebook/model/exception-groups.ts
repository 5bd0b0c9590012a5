/**
 * Exception groups in a program's output: the tracebacks that CPython draws as trees, found in the lines and read back.
 *
 * The text stays as it is. What is found says which lines belong together, so that a page can fold them.
 */

import type { Line, Transcript } from './transcript.ts';

/** A group, or a member of one: consecutive lines. */
export interface Branch {
  /** Index of its first line: for a member, the line that bears its number. */
  readonly from: number;
  /** Index behind its last line. */
  readonly to: number;
  /** What CPython numbers it with in its group, `...` for those that it leaves out; null for an outermost group. */
  readonly number: string | null;
  /** The line that names the exception: `ValueError: no such page`. */
  readonly title: string;
  readonly role: Role;
  /** Its own lines and its members, in the order of the text. */
  readonly parts: readonly (Lines | Branch)[];
}

/** Lines of a branch that are in none of its members. */
export interface Lines {
  readonly from: number;
  readonly to: number;
}

/**
 * What a branch is to the group that it is in. `first` is only said of a TaskGroup's members, which are in the order of
 * failure; `cancelled` is one that ended with CancelledError, or with an error that was raised while handling it.
 */
export type Role = 'first' | 'cancelled' | 'other';

const FIRST_MEMBER = /^( *)\+-\+-+ 1 -+$/;
const NEXT_MEMBER = /^( *)\+-+ (\d+|\.\.\.) -+$/;
const CLOSING = /^ *\+-{4,}$/;
const HEAD = /^(?:Exception Group )?Traceback \(most recent call last\):$/;
const JOINT =
  /^(?:The above exception was the direct cause of the following exception|During handling of the above exception, another exception occurred):$/;
const CANCELLED = /^(?:[\w.]+\.)?CancelledError(?::|$)/;
const TASK_GROUP = /^(?:Base)?ExceptionGroup: unhandled errors in a TaskGroup \(/;
/** Columns by which CPython moves an outermost group, and each group in another, to the right. */
const STEP = 2;

/** The outermost groups in these lines, starting at line `from`. Groups whose text is cut off are left out. */
export function exceptionGroups(lines: readonly string[], from = 0): Branch[] {
  const found: Branch[] = [];
  for (let at = from; at < lines.length; at++) {
    if (!/^ {2}[|+] /.test(lines[at] ?? '')) continue;
    const group = branch(lines, at, at, STEP, null);
    const complete =
      group.parts.some(isBranch) && CLOSING.test(lines.slice(group.from, group.to).findLast(isDrawn) ?? '');
    if (complete) found.push(group);
    at = Math.max(at, group.to - 1);
  }
  return found;
}

function isBranch(part: Lines | Branch): part is Branch {
  return 'parts' in part;
}

/** The exception groups among a branch's parts make it a group itself. */
export function membersOf({ parts }: Branch): Branch[] {
  return parts.filter(isBranch);
}

/** A line that draws the tree's edge and has no text. */
function isDrawn(text: string): boolean {
  return /^ *\+-/.test(text);
}

/** Reads a branch whose first line is `from`, and whose text begins at `at`, behind a margin of `indent` columns. */
function branch(lines: readonly string[], from: number, at: number, indent: number, number: string | null): Branch {
  const margin = ' '.repeat(indent);
  const parts: (Lines | Branch)[] = [];
  const own: string[] = [];
  let begin = from;
  const finishLines = (): void => {
    if (at > begin) parts.push({ from: begin, to: at });
  };
  for (;;) {
    const text = lines[at];
    if (text === undefined) break;
    if (text.startsWith(`${margin}|`) || text.startsWith(`${margin}+ `)) {
      own.push(text.slice(indent + STEP));
      at++;
      continue;
    }
    if (FIRST_MEMBER.exec(text)?.[1] !== margin) break;
    finishLines();
    const members = membersFrom(lines, at, indent + STEP);
    const tasks = TASK_GROUP.test(titlesOf(own).at(-1) ?? '') && members.length > 1;
    const first = members.findIndex(({ role }) => role !== 'cancelled');
    parts.push(...members.map((member, index) => (tasks && index === first ? asFirst(member) : member)));
    at = members.at(-1)?.to ?? at;
    begin = at;
  }
  finishLines();
  const titles = titlesOf(own);
  return {
    from,
    to: at,
    number,
    title: titles.at(-1) ?? '',
    role: titles.some((title) => CANCELLED.test(title)) ? 'cancelled' : 'other',
    parts,
  };
}

function asFirst(member: Branch): Branch {
  return { ...member, role: 'first' };
}

/** The members of one group, the first of whose lines is `at`. The line that closes the group goes to the last one. */
function membersFrom(lines: readonly string[], at: number, indent: number): Branch[] {
  const margin = ' '.repeat(indent);
  const members: Branch[] = [];
  let number: string | undefined = '1';
  let next = at;
  while (number !== undefined) {
    const member: Branch = branch(lines, next, next + 1, indent, number);
    members.push(member);
    next = member.to;
    const following = NEXT_MEMBER.exec(lines[next] ?? '');
    number = following?.[1] === margin ? following[2] : undefined;
  }
  const last = members.at(-1) as Branch;
  const closing = lines[last.to] ?? '';
  if (!CLOSING.test(closing) || !closing.startsWith(`${margin}+`)) return members;
  const to = last.to + 1;
  return [...members.slice(0, -1), { ...last, to, parts: [...last.parts, { from: last.to, to }] }];
}

/** The exceptions that a text names, each by the line that does so: one, and before it those that led to it. */
function titlesOf(text: readonly string[]): string[] {
  const segments: string[][] = [[]];
  for (const line of text) {
    if (JOINT.test(line)) segments.push([]);
    else segments.at(-1)?.push(line);
  }
  return segments.flatMap((segment) => {
    const head = segment.findIndex((line) => HEAD.test(line));
    const title = segment.slice(head + 1).find((line) => line !== '' && (head < 0 || !line.startsWith('  ')));
    return title === undefined ? [] : [title];
  });
}

/** What a page shows of an output, in order: a line by its index, or lines that can be folded away. */
export type Shown = number | Fold;

export interface Fold {
  /** Of the lines in it: index of the first, and the index behind the last. */
  readonly from: number;
  readonly to: number;
  /** Nested groups in which it is; 0 for an outermost group. */
  readonly depth: number;
  /** What CPython numbers a member with; null for a group and for the lines before its members. */
  readonly number: string | null;
  readonly title: string;
  readonly note: string | null;
  /** Whether it is open at first: a group is, and in it the first member that was not cancelled. */
  readonly open: boolean;
  readonly items: readonly Shown[];
}

const NOTES: Readonly<Record<Role, string | null>> = {
  first: 'failed first',
  cancelled: 'while it was cancelled',
  other: null,
};

/** The lines of an output, with its exception groups as folds. A group is in lines of one stream and one worker. */
export function foldGroups({ lines, hidden, hiddenAt }: Pick<Transcript, 'lines' | 'hidden' | 'hiddenAt'>): Shown[] {
  const shown: Shown[] = [];
  let from = 0;
  while (from < lines.length) {
    const { stream, worker } = lines[from] as Line;
    let to = from + 1;
    while (to < lines.length && lines[to]?.stream === stream && lines[to]?.worker === worker) {
      if (hidden > 0 && to === hiddenAt) break;
      to++;
    }
    const texts = lines.slice(0, to).map(({ text }) => text);
    for (const group of exceptionGroups(texts, from)) {
      shown.push(...range(from, group.from), fold(group, 0, true));
      from = group.to;
    }
    shown.push(...range(from, to));
    from = to;
  }
  return shown;
}

function fold(branch: Branch, depth: number, open: boolean): Fold {
  const { from, to, number, title, role, parts } = branch;
  const members = membersOf(branch);
  const first = members.find((member) => member.role !== 'cancelled');
  return {
    from,
    to,
    depth,
    number,
    title,
    note: NOTES[role],
    open,
    items: parts.flatMap((part, index): Shown[] => {
      if (isBranch(part)) return [fold(part, depth + 1, part === first)];
      const items = range(part.from, part.to);
      if (members.length === 0 || index > 0) return items;
      return [
        { ...part, depth: depth + 1, number: null, title: 'Traceback of the group', note: null, open: false, items },
      ];
    }),
  };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
