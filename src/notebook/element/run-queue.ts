/** Runs cells one after the other: a page has one sandbox, so a run that is asked for meanwhile has to wait. */
import type { Outcome } from './runs.ts';

export interface Queued {
  /** Shows that the cell is waiting. */
  wait(): void;
  /** Shows that it no longer waits. */
  waitNoMore(): void;
  /** Resolves when the run is over, however it ends. Never rejects. */
  run(options: { readonly unattended: boolean }): Promise<Outcome>;
}

interface Entry {
  readonly cell: Queued;
  readonly unattended: boolean;
  /** Whether the cell shows that it waits. */
  readonly waits: boolean;
  readonly before?: () => void;
  readonly after?: (outcome: Outcome) => void;
}

/** Runs that follow each other. Starting another sequence removes what still waits in this one. */
interface Sequence {
  readonly waiting: Entry[];
}

export class RunQueue {
  /** The one that goes on; null when nothing runs and nothing waits. */
  #sequence: Sequence | null = null;

  /** Runs at once; ends what runs, and forgets what waits. */
  now(cell: Queued): void {
    void this.#begin([{ cell, unattended: false, waits: false }]);
  }

  /** Runs when all that was asked for before is over. A run that the reader stops takes those behind it along. */
  later(cell: Queued): void {
    const waits = this.#sequence !== null;
    const entry: Entry = { cell, unattended: false, waits };
    if (waits) cell.wait();
    if (this.#sequence === null) void this.#begin([entry]);
    else this.#sequence.waiting.push(entry);
  }

  /**
   * Runs `cells` in their order, in place of all that waits; programs that wait for ever are interrupted. Calls
   * `progress` before each one; resolves with the outcomes, fewer than there are cells if the reader stopped one.
   */
  async all(cells: readonly Queued[], progress: (index: number) => void): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    await new Promise<void>((over) => {
      const after = (outcome: Outcome): void => {
        if (outcome.how !== 'stopped') outcomes.push(outcome);
        if (outcomes.length === cells.length) over();
      };
      const entries = cells.map((cell, index) => {
        return { cell, unattended: true, waits: false, before: () => progress(index), after };
      });
      void this.#begin(entries).then(over);
    });
    return outcomes;
  }

  /** Forgets what waits. */
  clear(): void {
    for (const { cell, waits } of this.#sequence?.waiting.splice(0) ?? []) if (waits) cell.waitNoMore();
  }

  /** Starts the first run at once. Resolves when nothing is left to run. */
  #begin(entries: readonly Entry[]): Promise<void> {
    this.clear();
    this.#sequence = { waiting: [...entries] };
    return this.#work(this.#sequence);
  }

  async #work(sequence: Sequence): Promise<void> {
    for (let entry = sequence.waiting.shift(); entry !== undefined; entry = sequence.waiting.shift()) {
      if (entry.waits) entry.cell.waitNoMore();
      entry.before?.();
      const outcome = await entry.cell.run({ unattended: entry.unattended });
      entry.after?.(outcome);
      if (outcome.how === 'stopped' && this.#sequence === sequence) this.clear();
    }
    if (this.#sequence === sequence) this.#sequence = null;
  }
}
