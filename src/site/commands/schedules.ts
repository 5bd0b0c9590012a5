/**
 * The schedules of the pages' cells and of the pairs of programs beside CPython's, for the recorder and the tests:
 * which tasks, callbacks and timers there were, what ran in which iteration, who woke whom, and what was waited for.
 *
 * `tests/conformance/schedules.json` has a digest of CPython's schedule for each program; where ours differs, it has a
 * digest of that, too. So a test without CPython says whether any event of any program has changed, and
 * `node tests/conformance/schedules.ts` shows which.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from '../../notebook/languages/language.ts';
import type { PythonProgram } from '../../notebook/languages/python/host.ts';
import { runPython } from '../../notebook/languages/python/oracle.ts';
import type { Cell, Page } from '../../notebook/model/cell.ts';
import { ROOT } from './content.ts';
import { partingOf, scheduleOf } from './schedule.ts';

export const SCHEDULES_FILE = 'tests/conformance/schedules.json';

/** The digest of a schedule that is the same in both languages; two, if they differ. */
export type Schedule = string | { readonly python: string; readonly typescript: string };

/** By the name of the program. */
export type Schedules = Readonly<Record<string, Schedule>>;

/** Programs whose schedules differ, with the reason. Each entry was reviewed; one that does not differ any more is refused. */
export const DIFFERING: readonly { readonly why: string; readonly programs: readonly string[] }[] = [
  {
    why: 'cancel() follows a ring of tasks until the stack is full, and the two languages have different limits.',
    programs: [
      'content/circular-await.mdx#after-you',
      'content/circular-await.mdx#as-it-was',
      'content/circular-await.mdx#gathered',
      'content/circular-await.mdx#how-deep',
      'content/circular-await.mdx#round-and-round',
      'content/circular-await.mdx#the-long-way-round',
      'tests/conformance/programs/cancellation/ring',
    ],
  },
  {
    why: 'What blocks in Python returns a promise here: running a loop inside a loop, or asking a concurrent future for its result, suspends the task for one iteration.',
    programs: [
      'content/errors/loops.mdx#already-running',
      'content/errors/loops.mdx#run-in-a-loop',
      'content/how-to/call-async-from-sync.mdx#run-in-run',
      'tests/conformance/programs/executors/falsy-exception',
      'tests/conformance/programs/loop/nested-runs',
      'tests/conformance/programs/loop/run-until-complete',
      'tests/conformance/programs/loop/running-and-closing',
    ],
  },
  {
    why: 'CPython schedules the closing of an async generator at the moment that it is freed, which no engine of JavaScript tells; here the loop closes it at its shutdown.',
    programs: [
      'content/context-variables.mdx#async-generators',
      'content/errors/generators.mdx#already-running',
      'content/how-to/iterators-generators-context-managers.mdx#cleaning-up',
      'tests/conformance/programs/generators/misuse',
      'tests/conformance/programs/generators/while-running',
    ],
  },
  {
    why: "At its shutdown, CPython's loop once more closes an async generator that has ended, or has refused to be closed, if something still refers to it.",
    programs: [
      'content/errors/generators.mdx#ignored-exit',
      'tests/conformance/programs/contextlib/asynccontextmanager',
      'tests/conformance/programs/contextlib/bad-generators',
      'tests/conformance/programs/contextlib/special-exceptions',
      'tests/conformance/programs/generators/cancelled-before-the-step',
      'tests/conformance/programs/generators/stop-inside',
    ],
  },
  {
    why: 'CPython frees a suspended task that nothing refers to; here it is cancelled with the others that are left.',
    programs: ['content/task-cancellation/at-the-end.mdx#collected-together'],
  },
  {
    why: "The twin's tests are run by unittest, which drives its loop in another way than the cell drives its own.",
    programs: ['content/how-to/test-with-fake-time.mdx#test-case'],
  },
];

const reasons = new Map(
  DIFFERING.flatMap(({ why, programs }) => programs.map((name): [string, string] => [name, why])),
);

/** Why a program's schedules differ; undefined if they must be equal. */
export function whyDiffers(name: string): string | undefined {
  return reasons.get(name);
}

/** How a cell is called among the programs; a pair is called by its path. */
export function nameOfCell(page: Page, cell: Cell): string {
  return `${page.file}#${cell.id}`;
}

export function digestOfSchedule(schedule: readonly string[]): string {
  return createHash('sha256').update(schedule.join('\n')).digest('hex').slice(0, 16);
}

/** What CPython's event loop does in a program. */
export async function pythonSchedule(program: PythonProgram): Promise<string[]> {
  return scheduleIn(await runPython({ ...program, log: true }));
}

/** The schedule of a run whose log was asked for. */
export function scheduleIn({ log }: Pick<Run, 'log'>): string[] {
  if (log === undefined) throw new Error('the run has left no log');
  return scheduleOf(log);
}

/** What is to be recorded of two schedules. */
export function bothDigests(python: readonly string[], typescript: readonly string[]): Schedule {
  const [one, other] = [digestOfSchedule(python), digestOfSchedule(typescript)];
  return one === other ? one : { python: one, typescript: other };
}

/** What is wrong with a program's two schedules, unless they are equal, or differ and `DIFFERING` says why. */
export function unexpected(name: string, python: readonly string[], typescript: readonly string[]): string | null {
  const at = partingOf(python, typescript);
  const why = whyDiffers(name);
  if (at < 0) return why === undefined ? null : `${name}: the schedules are equal now; take it off the list DIFFERING`;
  return why === undefined ? `${name}: the schedules differ\n${showParting(python, typescript)}` : null;
}

/** Where two schedules part, with `around` events before it and of each. */
export function showParting(python: readonly string[], typescript: readonly string[], around = 4): string {
  const at = partingOf(python, typescript);
  if (at < 0) return `the same ${python.length} events`;
  const lines = [
    `event ${at + 1} of ${python.length} (- CPython, + here):`,
    ...python.slice(Math.max(0, at - around), at).map((line) => `    ${line}`),
    ...python.slice(at, at + around).map((line) => `  - ${line}`),
    ...typescript.slice(at, at + around).map((line) => `  + ${line}`),
  ];
  return lines.join('\n');
}

/** What is recorded; nothing, if nothing is. */
export function readSchedules(): Schedules {
  if (!existsSync(join(ROOT, SCHEDULES_FILE))) return {};
  return JSON.parse(readFileSync(join(ROOT, SCHEDULES_FILE), 'utf8')) as Schedules;
}

/** A program a line, in the order of their names. */
export function printSchedules(schedules: Schedules): string {
  const lines = Object.keys(schedules)
    .sort()
    .map((name) => `  ${JSON.stringify(name)}: ${JSON.stringify(schedules[name])}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}
