/**
 * `npm run record [-- WORD …]`: asks CPython what every Python program of the project prints, runs every cell of the
 * pages in Node, and writes what they printed beside them: `PAGE.transcripts.json` beside a page of `content/` (and
 * `PAGE.loops.json` for the cells that show their event loop),
 * `NAME.expected` beside a pair of programs of `tests/conformance/programs/`. What CPython's event loop did goes into
 * `tests/conformance/schedules.json`. It prints what changed as a diff for a person to review.
 *
 * A word chooses the pages and pairs whose path contains it. `--check` writes nothing, and exits with status 1 if a
 * file is not what would be written. `--native` also records the programs that need real threads and processes
 * (`measured="3.11"` or `older="3.11"` in a cell's fence, `# measured: 3.11` in a program); all others keep what they have of those.
 *
 * Nothing is written if a program does not compile or end, if a transcript disagrees with CPython's without the page
 * saying why (`differs="…"` in the cell's fence), if a schedule does without a reason in `schedules.ts`, or if an
 * expectation fails.
 */
import { globSync } from 'node:fs';
import { endQuietlyWithoutReader } from '../../notebook/command/end-quietly.ts';
import { logOf, RECORDED, unmet } from '../../notebook/command/record.ts';
import { compareAll, Refused, type Wanted, writeAll } from '../../notebook/command/recorded-files.ts';
import { place } from '../../notebook/command/run-cell.ts';
import type { Run } from '../../notebook/languages/language.ts';
import { runNative } from '../../notebook/languages/python/native-python.ts';
import { compareTwin } from '../../notebook/languages/python/normalise.ts';
import { closeOracle, runPython } from '../../notebook/languages/python/oracle.ts';
import { digestOf, twinProgram } from '../../notebook/languages/python/twins.ts';
import type { Cell, Page } from '../../notebook/model/cell.ts';
import { PageProblem } from '../../notebook/model/problem.ts';
import { printRecordings, type Recording, type Recordings, recordingsFile } from '../../notebook/model/recordings.ts';
import type { Transcript } from '../../notebook/model/transcript.ts';
import type { TraceLog } from '../../notebook/trace/events.ts';
import { logsFile, printLogs, type RecordedLogs } from '../../notebook/trace/recorded-logs.ts';
import { ROOT, readPageRecordings, readPages, runCell } from './content.ts';
import { expectedFile, PAIRS_FOLDER, type Pair, printExpected, readExpected, readPairs, runPair } from './pairs.ts';
import { stopCompiler } from './programs.ts';
import {
  bothDigests,
  nameOfCell,
  printSchedules,
  pythonSchedule,
  readSchedules,
  SCHEDULES_FILE,
  type Schedule,
  scheduleIn,
  unexpected,
} from './schedules.ts';

interface Options {
  /** Whether programs that need a real CPython are recorded anew. */
  readonly native: boolean;
  /** Whether the files are only compared with what would be written. */
  readonly check: boolean;
}

let options: Options = { native: false, check: false };

const USAGE = 'usage: record [WORD …] [--check] [--native]';

async function main(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const unknown = args.find((arg) => arg.startsWith('-') && arg !== '--native' && arg !== '--check');
  if (unknown !== undefined) {
    console.error(`unknown option ${unknown}\n${USAGE}`);
    return 2;
  }
  options = { native: args.includes('--native'), check: args.includes('--check') };
  const chosen = (path: string): boolean => words.length === 0 || words.some((word) => path.includes(word));
  const all = { pages: readPages(), pairs: readPairs() };
  const pages = all.pages.filter(({ file }) => chosen(file));
  const pairs = all.pairs.filter(({ path }) => chosen(path));
  if (pages.length + pairs.length === 0) {
    const files = all.pages.map(({ file }) => file).join(', ');
    console.error(
      `No page and no pair of programs has ${words.join(' or ')} in its path; the pages are ${files}; ` +
        `the pairs are in ${PAIRS_FOLDER}/`,
    );
    return 1;
  }
  const problems: string[] = [];
  const wanted = new Map<string, string | null>();
  const schedules = new Map<string, Schedule>();
  for (const page of pages) {
    const { recordings, logs } = await recordPage(page, schedules, problems);
    if (page.cells.length > 0) wanted.set(recordingsFile(page.file), printRecordings(recordings));
    wanted.set(logsFile(page.file), Object.keys(logs).length === 0 ? null : printLogs(logs));
  }
  await recordPairs(pairs, wanted, schedules, problems);
  wanted.set(SCHEDULES_FILE, printSchedules(allSchedules(all, schedules)));
  await Promise.all([closeOracle(), stopCompiler()]);
  if (problems.length > 0) {
    console.error(`${problems.join('\n\n')}\n\n${options.check ? 'Not as recorded.' : 'Nothing was written.'}`);
    return 1;
  }
  if (words.length === 0) for (const file of findOrphans(wanted)) wanted.set(file, null);

  const diffs = options.check ? compareAll(ROOT, wanted) : writeAll(ROOT, wanted);
  for (const diff of diffs) console.log(diff);
  const cells = pages.reduce((sum, page) => sum + page.cells.length, 0);
  const what = `${cells} cells of ${pages.length} pages and ${pairs.length} pairs of programs`;
  if (!options.check) console.log(`${what} recorded; ${diffs.length} files changed`);
  else if (diffs.length === 0) console.log(`${what} print what is recorded`);
  else console.error(`${diffs.length} files are not what CPython and the cells print; run \`npm run record\``);
  return options.check && diffs.length > 0 ? 1 : 0;
}

/** Whether CPython 3.14 runs a program on the virtual clock. */
function isOnOracle({ measured }: Pick<Cell | Pair, 'measured'>): boolean {
  return measured === undefined;
}

/** What was recorded now, and for all other programs that there are what was recorded before. */
function allSchedules(
  { pages, pairs }: { readonly pages: readonly Page[]; readonly pairs: readonly Pair[] },
  recorded: ReadonlyMap<string, Schedule>,
): Record<string, Schedule> {
  const kept = readSchedules();
  const cells = pages.flatMap((page) => page.cells.filter(isOnOracle).map((cell) => nameOfCell(page, cell)));
  const names = [...cells, ...pairs.filter(isOnOracle).map(({ path }) => path)];
  return Object.fromEntries(
    names.flatMap((name) => {
      const schedule = recorded.get(name) ?? kept[name];
      return schedule === undefined ? [] : [[name, schedule]];
    }),
  );
}

/** Compares the schedules of a program in both languages. */
function recordSchedule(
  name: string,
  python: readonly string[],
  run: Run,
  schedules: Map<string, Schedule>,
  problems: string[],
): void {
  const typescript = scheduleIn(run);
  const problem = unexpected(name, python, typescript);
  if (problem !== null) problems.push(problem);
  schedules.set(name, bothDigests(python, typescript));
}

/** Each program takes a thread of its own, so only a few run at a time. */
const MAX_PAIRS_AT_A_TIME = 4;

async function recordPairs(
  pairs: readonly Pair[],
  wanted: Map<string, string | null>,
  schedules: Map<string, Schedule>,
  problems: string[],
): Promise<void> {
  const left = pairs.values();
  const work = async (): Promise<void> => {
    for (const pair of left) await recordPair(pair, wanted, schedules, problems);
  };
  await Promise.all(Array.from({ length: MAX_PAIRS_AT_A_TIME }, work));
}

/** Records what CPython prints of a pair of programs. */
async function recordPair(
  pair: Pair,
  wanted: Map<string, string | null>,
  schedules: Map<string, Schedule>,
  problems: string[],
): Promise<void> {
  try {
    const log = isOnOracle(pair);
    const [run, transcript] = await Promise.all([runPair(pair, { log }), transcriptOf(pair)]);
    if (log) recordSchedule(pair.path, await pythonSchedule(pair.python), run, schedules, problems);
    const disagreeing = compareTwin(pair, transcript, run).problems;
    if (disagreeing.length > 0) {
      const lines = disagreeing.map((line) => `  ${line}`).join('\n');
      problems.push(
        `${pair.path}: the Python program (-) does not print what the TypeScript program (+) prints\n${lines}`,
      );
    }
    wanted.set(expectedFile(pair), printExpected(pair, transcript));
  } catch (error) {
    problems.push((error as Error).message);
  }
}

async function transcriptOf(pair: Pair): Promise<Transcript> {
  if (pair.measured === undefined) return (await runPython(pair.python)).transcript;
  if (options.native) return runNative(pair.python, pair.measured);
  return readExpected(pair);
}

interface RecordedPage {
  readonly recordings: Recordings;
  /** Of the cells that show their event loop. */
  readonly logs: RecordedLogs;
}

async function recordPage(page: Page, schedules: Map<string, Schedule>, problems: string[]): Promise<RecordedPage> {
  const logs = new Map<string, TraceLog>();
  const recorded = await Promise.all(
    page.cells.map(async (cell): Promise<[string, Recording] | null> => {
      try {
        const log = isOnOracle(cell) || cell.loop === true;
        const [run, python] = await Promise.all([runCell(page, cell, { log }), runTwin(page, cell)]);
        const { lines, hidden, hiddenAt, exception, status } = run;
        const typescript: Transcript = { lines, hidden, hiddenAt, exception, status };
        if (cell.loop === true) logs.set(cell.id, logOf(page, cell, run));
        if (isOnOracle(cell)) {
          const schedule = await pythonSchedule(twinProgram(page, cell));
          recordSchedule(nameOfCell(page, cell), schedule, run, schedules, problems);
        }
        problems.push(...disagreement(page, cell, python.transcript, typescript), ...unmet(page, cell, typescript));
        return [
          cell.id,
          {
            typescript,
            twin: digestOf(twinProgram(page, cell)),
            python: { ...runOlder(page, cell, python.transcript), [python.version]: python.transcript },
          },
        ];
      } catch (error) {
        problems.push((error as Error).message);
        return null;
      }
    }),
  );
  const inOrder = page.cells.flatMap(({ id }): [string, TraceLog][] => {
    const log = logs.get(id);
    return log === undefined ? [] : [[id, log]];
  });
  return {
    recordings: Object.fromEntries(recorded.filter((entry) => entry !== null)),
    logs: Object.fromEntries(inOrder),
  };
}

/** What the twin prints: on CPython 3.14, or, where it needs real threads and processes, once and for all on 3.11. */
async function runTwin(page: Page, cell: Cell): Promise<{ version: string; transcript: Transcript }> {
  if (cell.measured === undefined) {
    const { version, transcript } = await runPython(twinProgram(page, cell));
    return { version: version.split('.').slice(0, 2).join('.'), transcript };
  }
  if (options.native) return { version: cell.measured, transcript: runNative(twinProgram(page, cell), cell.measured) };
  return { version: cell.measured, transcript: keptNative(page, cell, cell.measured) };
}

/** What a twin printed when it was last recorded natively. Throws if it has been changed since, or never was. */
function keptNative(page: Page, cell: Cell, version: string): Transcript {
  const recording = readPageRecordings(page)[cell.id];
  const kept = recording?.python?.[version];
  if (kept !== undefined && recording?.twin === digestOf(twinProgram(page, cell))) return kept;
  const what = kept === undefined ? 'has never been recorded' : 'has been changed since it was recorded';
  const remedy = `run \`npm run record -- --native\` where python3 is CPython ${version}`;
  throw new Error(`${place(page, cell, cell.twin?.at)}: the twin ${what} on CPython ${version}; ${remedy}`);
}

/** What an older CPython prints, where the page shows it: recorded once and for all, like all that runs in real time. */
function runOlder(page: Page, cell: Cell, python: Transcript): Record<string, Transcript> {
  const { older } = cell;
  if (older === undefined) return {};
  const transcript = options.native ? runNative(twinProgram(page, cell), older) : keptNative(page, cell, older);
  const texts = ({ lines }: Transcript): string => JSON.stringify(lines.map(({ stream, text }) => [stream, text]));
  if (texts(transcript) === texts(python)) {
    throw new Error(`${place(page, cell)}: CPython ${older} prints the same; remove older="${older}"`);
  }
  return { [older]: transcript };
}

/** How a cell and its twin disagree, unless the page says why they do. */
function disagreement(page: Page, cell: Cell, python: Transcript, typescript: Transcript): string[] {
  const { problems } = compareTwin(cell, python, typescript);
  if (problems.length === 0) {
    if (cell.differs === undefined) return [];
    return [
      `${place(page, cell)}: differs="…" says that CPython prints something else, but it prints the same; remove it`,
    ];
  }
  if (cell.differs !== undefined) return [];
  const twin = place(page, cell, cell.twin?.at);
  return [
    `${twin}: the twin (-) does not print what the cell (+) prints\n${problems.map((line) => `  ${line}`).join('\n')}`,
  ];
}

/** Recordings without the page with cells, or the pair, that they were of. */
function findOrphans(wanted: Wanted): string[] {
  return globSync([...RECORDED, `${PAIRS_FOLDER}/**/*.expected`], { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !wanted.has(file))
    .sort();
}

endQuietlyWithoutReader();
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  // These say themselves what is wrong; anything else is our fault and shows its stack.
  if (!(error instanceof PageProblem || error instanceof Refused)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
