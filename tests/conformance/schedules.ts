/**
 * Compares schedules with CPython's, event by event, and shows where they part:
 *
 *     node tests/conformance/schedules.ts [--events N] [WORD …]
 *
 * A word chooses the cells (`content/PAGE.mdx#CELL`) and pairs of programs whose name contains it. Shows N events (4) before
 * the first difference and from there on; without words, only of those that `DIFFERING` does not list. Exit status 1 if
 * one of these differs, or a listed one does not.
 */
import { parseArgs } from 'node:util';
import type { Run } from '../../src/notebook/languages/language.ts';
import type { PythonProgram } from '../../src/notebook/languages/python/host.ts';
import { closeOracle } from '../../src/notebook/languages/python/oracle.ts';
import { twinProgram } from '../../src/notebook/languages/python/twins.ts';
import { readPages, runCell } from '../../src/site/commands/content.ts';
import { readPairs, runPair } from '../../src/site/commands/pairs.ts';
import { stopCompiler } from '../../src/site/commands/programs.ts';
import {
  nameOfCell,
  pythonSchedule,
  scheduleIn,
  showParting,
  unexpected,
  whyDiffers,
} from '../../src/site/commands/schedules.ts';

interface Subject {
  readonly name: string;
  readonly python: PythonProgram;
  readonly run: () => Promise<Run>;
}

function subjects(): Subject[] {
  const cells = readPages().flatMap((page) =>
    page.cells
      .filter(({ measured }) => measured === undefined)
      .map((cell) => ({
        name: nameOfCell(page, cell),
        python: twinProgram(page, cell),
        run: () => runCell(page, cell, { log: true }),
      })),
  );
  const pairs = readPairs()
    .filter(({ measured }) => measured === undefined)
    .map((pair) => ({ name: pair.path, python: pair.python, run: () => runPair(pair, { log: true }) }));
  return [...cells, ...pairs];
}

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { events: { type: 'string', default: '4' } },
});
const chosen = subjects().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
let [events, listed, wrong] = [0, 0, 0];
for (const { name, python, run } of chosen) {
  const [theirs, ours] = await Promise.all([pythonSchedule(python), run().then(scheduleIn)]);
  events += theirs.length;
  const problem = unexpected(name, theirs, ours);
  const why = whyDiffers(name);
  if (problem !== null) wrong++;
  else if (why !== undefined) listed++;
  if (problem !== null || words.length > 0) {
    console.log(`${name}: ${showParting(theirs, ours, Number(values.events))}`);
    if (why !== undefined) console.log(`listed: ${why}`);
    console.log();
  }
}
console.log(
  `${chosen.length} programs with ${events} events: ${chosen.length - listed - wrong} as in CPython, ` +
    `${listed} differ as listed, ${wrong} are not as they should be`,
);
process.exitCode = wrong === 0 && chosen.length > 0 ? 0 : 1;
await Promise.all([closeOracle(), stopCompiler()]);
