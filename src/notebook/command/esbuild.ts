/**
 * esbuild in Node: one process for all compilations, and it can fail. It is the native build of the version that the
 * page has in WebAssembly: the same code, without a second's start.
 *
 * It dies of, or hangs on, what is nested too deeply, and on a very busy
 * machine it may be late. When it is stopped, its library forgets what it was
 * asked for and never answers. Here every request is answered.
 */
import * as esbuild from 'esbuild';

/** esbuild failed at a request, twice. */
export class EsbuildFailure extends Error {
  override readonly name = 'EsbuildFailure';
}

type Outcome<T> = { readonly value: T } | { readonly why: string };

/** Tells each request that is under way what has become of it. One promise for all would keep every answer as long as it waits. */
let underWay = new Set<(outcome: Outcome<never>) => void>();
/** Second attempts, one after the other: a request that esbuild dies of takes no other along twice. */
let again: Promise<unknown> = Promise.resolve();

/**
 * Asks esbuild for something that should take no longer than `seconds`. If its
 * process ends or is late, a new one is asked once more.
 *
 * @throws {EsbuildFailure} if that fails too
 */
export async function askEsbuild<T>(request: () => Promise<T>, seconds: number): Promise<T> {
  const first = await attempt(request, seconds);
  if ('value' in first) return first.value;
  const turn = again.then(() => attempt(request, seconds));
  again = turn.catch(() => {});
  const second = await turn;
  if ('value' in second) return second.value;
  throw new EsbuildFailure(`esbuild failed twice: ${second.why}`);
}

async function attempt<T>(request: () => Promise<T>, seconds: number): Promise<Outcome<T>> {
  const ours = underWay;
  const told = Promise.withResolvers<Outcome<T>>();
  ours.add(told.resolve);
  const timer = setTimeout(told.resolve, seconds * 1000, { why: `no answer after ${seconds} s` });
  const answer = request().then(
    (value) => ({ value }),
    (error: unknown) => {
      if (!hasEnded(error)) throw error;
      return { why: 'its process ended' };
    },
  );
  try {
    const outcome = await Promise.race([answer, told.promise]);
    if (!('value' in outcome) && ours === underWay) await stopEsbuild();
    return outcome;
  } finally {
    clearTimeout(timer);
    ours.delete(told.resolve);
  }
}

/** Whether esbuild's library says that its process is not there any more. */
function hasEnded(error: unknown): boolean {
  return error instanceof Error && /^The service (was stopped|is no longer running)/.test(error.message);
}

/** Ends esbuild's process; the next request starts one. A process that does not call this still ends. */
export async function stopEsbuild(): Promise<void> {
  const asked = underWay;
  underWay = new Set();
  await esbuild.stop();
  for (const tell of asked) tell({ why: 'its process was stopped' });
}
