// proves: CCF-01 CCF-02
// a call is pending, running, finished; a result can be waited for a while; a result is set once
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";
import { Future, ThreadPoolExecutor } from "awaitable/concurrent/futures";

async function outcome(ask: () => unknown): Promise<string> {
  try {
    return repr(await ask());
  } catch (e) {
    return (e as Error).constructor.name;
  }
}

async function nap(seconds: number) {
  await asyncio.sleep(seconds);
  return seconds;
}

function napAndSay(seconds: number) {
  return asyncio.run(nap(seconds));
}

function square(n: number) {
  return n * n;
}

async function main() {
  const pool = new ThreadPoolExecutor(1);
  const first = pool.submit(napAndSay, 1);
  const second = pool.submit(napAndSay, 0.1);
  const third = pool.submit(square, 3);
  while (!first.running()) await asyncio.sleep(0);
  print(first.done(), second.running(), second.done());
  print(first.cancel(), second.cancel(), second.cancel(), second.cancelled(), second.done());
  print(await outcome(() => first.result(0.1)), await outcome(() => third.exception(0.1)));
  print(await third.result(), await third.exception(), await first.result());
  print(await outcome(() => second.result()), await outcome(() => second.exception()));
  print(first.cancel(), third.running(), third.done());
  await pool.shutdown();

  const future = new Future<string>();
  print(future.setRunningOrNotifyCancel(), future.running(), future.cancel());
  future.setResult("once");
  print(
    await outcome(() => future.setResult("twice")),
    await outcome(() => future.setException(new ValueError("late"))),
  );
  print(await future.result(), await future.exception());
  const failed = new Future();
  failed.setException(new ValueError("no"));
  print(await outcome(() => failed.result()), repr(await failed.exception()), failed.done());
  const cancelled = new Future();
  print(cancelled.cancel(), cancelled.setRunningOrNotifyCancel(), cancelled.cancelled());
}

if (import.meta.main) await asyncio.run(main());
