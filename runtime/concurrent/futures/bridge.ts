/** What workers ask of their starter's loop, as the starter sees it. */

import type { Coroutine } from '../../asyncio/coroutines.ts';
import type { EventLoop } from '../../asyncio/types.ts';
import { programTime } from '../../host/clock.ts';
import { pickle, unpickle } from '../../pickle/pickle.ts';
import { type AnyFunction, CancelledError, log } from './base.ts';
import { CODED, FAILED, type FromWorker, type ToWorker } from './protocol.ts';
import { runCoroutineThreadsafe } from './threadsafe.ts';

const loops: EventLoop[] = [];

/** The number under which workers know a loop. */
export function loopNumber(loop: EventLoop): number {
  const known = loops.indexOf(loop);
  return known >= 0 ? known : loops.push(loop) - 1;
}

/** The loop of that number. */
export function loopOf(id: number): EventLoop | undefined {
  return loops[id];
}

/** Does what a worker has asked for. A coroutine's outcome goes back through `answer`, once. */
export function answerCall(
  { id, loop: number, call, coroutine }: Extract<FromWorker, { readonly t: 'call' }>,
  answer: (message: ToWorker, transfer: readonly object[]) => void,
): void {
  const fail = (error: unknown): void => {
    answer({ t: 'answer', id, how: FAILED, data: pickle(error).data, at: programTime() }, []);
  };
  try {
    const loop = loops[number] as EventLoop;
    const [callback, args] = unpickle(...call, { home: loopOf }) as [AnyFunction, unknown[]];
    if (!coroutine) {
      // With a context of its own, or the last argument might be taken for one.
      loop.callSoonThreadsafe(callback, ...args, { context: null });
      return;
    }
    const future = runCoroutineThreadsafe(callback(...args) as Coroutine<unknown>, loop);
    future.addDoneCallback(() => {
      const { result, exception } = future.peek();
      try {
        if (future.cancelled() || exception !== null) {
          fail(exception ?? new CancelledError());
          return;
        }
        const { data, transfer } = pickle(result);
        answer({ t: 'answer', id, how: CODED, data, at: programTime() }, transfer);
      } catch (error) {
        fail(error);
      }
    });
  } catch (error) {
    if (coroutine) fail(error);
    else log("Exception in a worker's callSoonThreadsafe():", error);
  }
}
