/** The runs of one cell: one at a time, and every one of them has exactly one outcome. */
import type { Verdict } from '../model/expectations.ts';
import type { Transcript } from '../model/transcript.ts';

/** How a cell's run came out. */
export type Outcome =
  | { readonly how: 'ended'; readonly verdicts: readonly Verdict[]; readonly transcript: Transcript }
  /** It did not compile, its sandbox died, or the page could not show what it did. */
  | { readonly how: 'failed' }
  /** The reader stopped it, reset the cell, or ran something else. */
  | { readonly how: 'stopped' };

export class Runs {
  #leave: (() => void) | null = null;

  /**
   * Carries out a run with `go`, in place of the one that goes on, if any. Resolves with what `go` returns; with
   * "stopped" as soon as `leave` or another `start` is called; with "failed" if `go` throws or rejects, which the
   * browser's console is told, and `broke`, if the run is still shown. Never rejects.
   *
   * `go` is given a function that says whether its run is still the one that is shown.
   */
  start(go: (isShown: () => boolean) => Promise<Outcome>, broke: (error: unknown) => void): Promise<Outcome> {
    this.leave();
    return new Promise((resolve) => {
      const settle = (outcome: Outcome): void => {
        if (this.#leave === leave) this.#leave = null;
        resolve(outcome);
      };
      const leave = (): void => settle({ how: 'stopped' });
      const isShown = (): boolean => this.#leave === leave;
      this.#leave = leave;
      const fail = (error: unknown): Outcome => {
        reportError(error);
        return { how: 'failed' };
      };
      const attempt = async (): Promise<Outcome> => {
        try {
          return await go(isShown);
        } catch (error) {
          const outcome = fail(error);
          if (isShown()) broke(error);
          return outcome;
        }
      };
      void attempt().catch(fail).then(settle);
    });
  }

  /** The run that goes on is no longer shown: it comes out as stopped, whatever becomes of it. */
  leave(): void {
    this.#leave?.();
  }
}
