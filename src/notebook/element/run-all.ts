/** “Run all on this page”: its button, and how far it has come. */
import type { CellController } from './controller.ts';
import type { RunQueue } from './run-queue.ts';

/** Runs the cells in order and tells in `status` how that goes. */
export async function runAll(cells: readonly CellController[], queue: RunQueue, status: HTMLElement): Promise<void> {
  const mine = {};
  latest = mine;
  const say = (text: string): void => {
    // The button may have been pressed again.
    if (latest === mine) status.textContent = text;
  };
  const outcomes = await queue.all(cells, (index) => {
    say(`Running ${index + 1} of ${cells.length}: ${cells[index]?.data.title}`);
  });
  const verdicts = outcomes.flatMap((outcome) => (outcome.how === 'ended' ? outcome.verdicts : []));
  const holding = verdicts.filter(({ holds }) => holds).length;
  const failed = outcomes.filter(({ how }) => how === 'failed').length;
  const ran =
    outcomes.length < cells.length ? `Stopped after ${outcomes.length} of ${cells.length}` : `All ${cells.length} ran`;
  say(`${ran}${failed === 0 ? '' : `, ${failed} did not finish`}; ${holding} of ${verdicts.length} expectations hold.`);
}

let latest: object | undefined;
