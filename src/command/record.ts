/**
 * `npm run record [-- WORD …]`: runs every cell in Node and every Python twin on
 * CPython, writes what they printed into the recordings beside the pages, and
 * prints what changed as a diff for a person to review.
 *
 * A word chooses the pages whose file contains it. `--native` also records the
 * twins that need real threads and processes (`measured="3.11"`); all others
 * keep what they have of those. Nothing is written if a cell
 * does not compile or end, if a twin's transcript disagrees without the page
 * saying why (`differs="…"` in the cell's fence), or if an expectation fails.
 */
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell, Page } from '../cells/cell.ts';
import { evaluate } from '../cells/expectations.ts';
import { predictionProblem } from '../cells/prediction.ts';
import { PageProblem } from '../cells/problem.ts';
import { printRecordings, type Recording, type Recordings, recordingsFile } from '../cells/recordings.ts';
import type { Transcript } from '../cells/transcript.ts';
import { compareTwin } from '../oracle/normalise.ts';
import { closeOracle, runPython } from '../oracle/oracle.ts';
import { stopCompiler } from './compiler.ts';
import { endQuietlyWithoutReader } from './end-quietly.ts';
import { runNative } from './native-python.ts';
import { place, ROOT, readPageRecordings, readPages, runCell, twinProgram } from './pages.ts';
import { unifiedDiff } from './unified-diff.ts';
import { type Staged, stage } from './write-whole.ts';

/** It cannot be done, for a reason that needs no stack. */
class Refused extends Error {}

/** Whether twins that need a real CPython are recorded anew. */
let native = false;

async function main(args: readonly string[]): Promise<number> {
  const words = args.filter((arg) => !arg.startsWith('-'));
  const options = args.filter((arg) => arg.startsWith('-'));
  const unknown = options.find((option) => option !== '--native');
  if (unknown !== undefined) {
    console.error(`unknown option ${unknown}\nusage: record [WORD …] [--native]`);
    return 2;
  }
  native = options.length > 0;
  const all = readPages();
  const pages = all.filter(({ file }) => words.length === 0 || words.some((word) => file.includes(word)));
  if (pages.length === 0) {
    console.error(
      `No page's file contains ${words.join(' or ')}; there are: ${all.map(({ file }) => file).join(', ')}`,
    );
    return 1;
  }
  const problems: string[] = [];
  const recorded = new Map<string, string>();
  for (const page of pages) {
    const recordings = await recordPage(page, problems);
    if (page.cells.length > 0) recorded.set(recordingsFile(page.file), printRecordings(recordings));
  }
  await Promise.all([closeOracle(), stopCompiler()]);
  if (problems.length > 0) {
    console.error(`${problems.join('\n\n')}\n\nNothing was written.`);
    return 1;
  }

  const changes: { readonly path: string; readonly diff: string; readonly staged: Staged }[] = [];
  try {
    for (const [file, text] of recorded) {
      const path = join(ROOT, file);
      const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
      if (before === text) continue;
      const diff = unifiedDiff(before, text, before === '' ? '/dev/null' : file, file);
      changes.push({ path, diff, staged: stage(path, text) });
    }
    // Only now that there was room for all of them.
    for (const { staged } of changes) staged.commit();
  } catch (error) {
    for (const { staged } of changes) staged.discard();
    throw new Refused(`The recordings cannot be written: ${(error as Error).message}`, { cause: error });
  }
  const orphans = words.length > 0 ? [] : findOrphans(all);
  const diffs = changes.map(({ diff }) => diff);
  for (const file of orphans) {
    diffs.push(unifiedDiff(readFileSync(join(ROOT, file), 'utf8'), '', file, '/dev/null'));
    rmSync(join(ROOT, file));
  }
  for (const diff of diffs) console.log(diff);
  const cells = pages.reduce((sum, page) => sum + page.cells.length, 0);
  console.log(`${cells} cells of ${pages.length} pages recorded; ${diffs.length} files changed`);
  return 0;
}

async function recordPage(page: Page, problems: string[]): Promise<Recordings> {
  const recorded = await Promise.all(
    page.cells.map(async (cell): Promise<[string, Recording] | null> => {
      try {
        const [run, python] = await Promise.all([runCell(page, cell), runTwin(page, cell)]);
        const { lines, hidden, hiddenAt, exception, status } = run;
        const typescript: Transcript = { lines, hidden, hiddenAt, exception, status };
        problems.push(...disagreement(page, cell, python.transcript, typescript), ...failures(page, cell, typescript));
        return [cell.id, { typescript, python: { [python.version]: python.transcript } }];
      } catch (error) {
        problems.push((error as Error).message);
        return null;
      }
    }),
  );
  return Object.fromEntries(recorded.filter((entry) => entry !== null));
}

/** What the twin prints: on CPython 3.14, or, where it needs real threads and processes, once and for all on 3.11. */
async function runTwin(page: Page, cell: Cell): Promise<{ version: string; transcript: Transcript }> {
  if (cell.measured === undefined) {
    const { version, transcript } = await runPython(twinProgram(page, cell));
    return { version: version.split('.').slice(0, 2).join('.'), transcript };
  }
  if (native) return { version: cell.measured, transcript: runNative(twinProgram(page, cell), cell.measured) };
  const kept = readPageRecordings(page)[cell.id]?.python[cell.measured];
  if (kept !== undefined) return { version: cell.measured, transcript: kept };
  const remedy = `run \`npm run record -- --native\` where python3 is CPython ${cell.measured}`;
  throw new Error(`${place(page, cell, cell.twin.at)}: the twin has never been recorded; ${remedy}`);
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
  const twin = place(page, cell, cell.twin.at);
  return [
    `${twin}: the twin (-) does not print what the cell (+) prints\n${problems.map((line) => `  ${line}`).join('\n')}`,
  ];
}

function failures(page: Page, cell: Cell, transcript: Transcript): string[] {
  const unfit = cell.prediction === undefined ? null : predictionProblem(cell.prediction, transcript);
  const asked = unfit === null ? [] : [`${place(page, cell, cell.prediction?.at)}: ${unfit}`];
  const failed = cell.expectations
    .filter(({ check }) => !evaluate(check, transcript).holds)
    .map(({ says, at }) => `${place(page, cell, at)}: this expectation does not hold: ${says}`);
  return [...asked, ...failed];
}

/** Recordings beside which there is no page any more, or none with cells. */
function findOrphans(pages: readonly Page[]): string[] {
  const wanted = new Set(pages.filter(({ cells }) => cells.length > 0).map(({ file }) => recordingsFile(file)));
  return globSync('content/**/*.transcripts.json', { cwd: ROOT })
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
