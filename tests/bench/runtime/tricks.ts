/**
 * What the runtime does for the engine's sake alone, each with the text that would stand there without it. This is the
 * whole list: `npm run bench -- tricks` measures every one, and .github/decisions/8-tricks-for-the-engine.md has the
 * figures. One that gains less than 5 % goes.
 */
export interface Trick {
  readonly what: string;
  /** Under `runtime/asyncio/`. */
  readonly file: string;
  /** What to replace, and with what, for a runtime without it. */
  readonly without: readonly (readonly [text: string, plain: string])[];
  /** A workload of tests/bench/runtime.ts that should show it. */
  readonly workload: string;
}

export const TRICKS: readonly Trick[] = [
  {
    what: "the generators' own methods, called as constants of the module",
    file: 'tasks.ts',
    without: [
      ['next.call(top, value)', 'top.next(value)'],
      ['throwInto.call(top, error)', 'top.throw(error)'],
    ],
    workload: 'chain',
  },
  {
    what: 'the newest coroutine is known without a look into the object',
    file: 'tasks.ts',
    without: [['if (awaited === newest && awaited !== null) {', 'if (false) {']],
    workload: 'leaf',
  },
  {
    what: "a CancelledError without the engine's stack",
    file: 'futures.ts',
    without: [['if (limit === undefined) return', 'if (true) return']],
    workload: 'cancel',
  },
  {
    what: 'the ready queue keeps its two arrays',
    file: 'base-events.ts',
    without: [['this._ready = this._spare;', 'this._ready = [];']],
    workload: 'yields',
  },
  {
    what: "gather()'s arrays have their length from the start",
    file: 'waiting.ts',
    without: [
      ['const children: Future<unknown>[] = new Array(awaitables.length);', 'const children: Future<unknown>[] = [];'],
    ],
    workload: 'gather',
  },
  {
    what: 'one object stands for every sleep(0) that has begun',
    file: 'sleep.ts',
    without: [['return PASS', 'return new Pass()']],
    workload: 'yields',
  },
];
