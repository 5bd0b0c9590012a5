// proves: CCF-06
// wait() in its three modes and with a timeout; asCompleted() gives each call once, and says how many are missing
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";
import {
  ALL_COMPLETED,
  asCompleted,
  FIRST_COMPLETED,
  FIRST_EXCEPTION,
  ThreadPoolExecutor,
  TimeoutError,
  wait,
} from "awaitable/concurrent/futures";

function nap(seconds: number) {
  return asyncio.run(asyncio.sleep(seconds, seconds));
}

async function sleepAndFail(seconds: number) {
  await asyncio.sleep(seconds);
  throw new ValueError("late");
}

function late(seconds: number) {
  return asyncio.run(sleepAndFail(seconds));
}

async function main() {
  const pool = new ThreadPoolExecutor(4);
  let calls = [pool.submit(nap, 0.2), pool.submit(late, 0.6), pool.submit(nap, 1)];
  for (const returnWhen of [FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED] as const) {
    const [done, notDone] = await wait(calls, { returnWhen });
    print(returnWhen, done.size, notDone.size);
  }
  const [done, notDone] = await wait([...calls, ...calls, pool.submit(nap, 1)], { timeout: 0.2 });
  print(done.size, notDone.size);
  calls = [0.9, 0.1, 0.5].map((seconds) => pool.submit(nap, seconds));
  const results: number[] = [];
  for await (const call of asCompleted([...calls, ...calls])) results.push(await call.result());
  print(results);
  calls = [0.1, 2, 2].map((seconds) => pool.submit(nap, seconds));
  try {
    for await (const call of asCompleted(calls, { timeout: 0.8 })) print(await call.result());
  } catch (e) {
    if (!(e instanceof TimeoutError)) throw e;
    print(e.message);
  }
  await pool.shutdown();
}

if (import.meta.main) await asyncio.run(main());
