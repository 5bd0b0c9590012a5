/** Runs cells one after the other: a page has one sandbox, so a run that is asked for meanwhile has to wait. */
import type { Verdict } from '../../cells/expectations.ts';

/** How a cell's run came out. */
export type Outcome =
  | { readonly how: 'ended'; readonly verdicts: readonly Verdict[] }
  /** It did not compile, or its sandbox died. */
  | { readonly how: 'failed' }
  /** The reader stopped it, reset the cell, or ran something else. */
  | { readonly how: 'stopped' };

export interface Queued {
  /** Shows that the cell is waiting. */
  wait(): void;
  /** Shows that it no longer waits. */
  waitNoMore(): void;
  run(options: { readonly unattended: boolean }): Promise<Outcome>;
}

export class RunQueue {
  #waiting: Queued[] = [];
  #current: Promise<Outcome> | null = null;
  #going: Promise<void> | null = null;

  /** Runs at once; ends what runs, and forgets what waits. */
  now(cell: Queued): void {
    this.clear();
    void this.#run(cell, false);
  }

  /** Runs when all that was asked for before is over. A run that the reader stops takes those behind it along. */
  later(cell: Queued): void {
    this.#waiting.push(cell);
    if (this.#current !== null) cell.wait();
    this.#going ??= this.#work();
  }

  /**
   * Runs `cells` in their order, in place of all that waits; programs that wait for ever are interrupted. Calls
   * `progress` before each one; resolves with the outcomes, fewer than there are cells if the reader stopped one.
   */
  async all(cells: readonly Queued[], progress: (index: number) => void): Promise<Outcome[]> {
    this.clear();
    const outcomes: Outcome[] = [];
    for (const [index, cell] of cells.entries()) {
      progress(index);
      const outcome = await this.#run(cell, true);
      if (outcome.how === 'stopped') break;
      outcomes.push(outcome);
    }
    return outcomes;
  }

  /** Forgets what waits. */
  clear(): void {
    for (const cell of this.#waiting.splice(0)) cell.waitNoMore();
  }

  async #work(): Promise<void> {
    let outcome = await this.#current;
    for (;;) {
      if (outcome?.how === 'stopped') this.clear();
      const cell = this.#waiting.shift();
      if (cell === undefined) break;
      cell.waitNoMore();
      outcome = await this.#run(cell, false);
    }
    this.#going = null;
  }

  async #run(cell: Queued, unattended: boolean): Promise<Outcome> {
    const run = cell.run({ unattended });
    this.#current = run;
    const outcome = await run;
    if (this.#current === run) this.#current = null;
    return outcome;
  }
}
