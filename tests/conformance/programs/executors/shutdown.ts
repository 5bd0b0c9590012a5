// proves: CCF-09
// shutdown() lets what was submitted finish, or cancels it; it can be called twice
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, RuntimeError } from "awaitable/builtins";
import { ThreadPoolExecutor } from "awaitable/concurrent/futures";

function nap(seconds: number) {
  return asyncio.run(asyncio.sleep(seconds, seconds));
}

async function main() {
  let pool = new ThreadPoolExecutor(1);
  let calls = [pool.submit(nap, 0.1), pool.submit(nap, 0.2)];
  await pool.shutdown({ wait: false });
  try {
    pool.submit(nap, 1);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(e.message);
  }
  print([await calls[0]!.result(), await calls[1]!.result()]);
  await pool.shutdown();
  await pool.shutdown();

  pool = new ThreadPoolExecutor(1);
  calls = [1, 2, 3].map(() => pool.submit(nap, 0.3));
  while (!calls[0]!.running()) await asyncio.sleep(0);
  await pool.shutdown({ cancelFutures: true });
  print(
    calls.map((call) => call.cancelled()),
    await calls[0]!.result(),
  );

  let inside: ReturnType<typeof pool.submit> | null = null;
  await asyncWith(new ThreadPoolExecutor(1), async (pool) => {
    inside = pool.submit(nap, 0.2);
  });
  print(inside!.done());
}

if (import.meta.main) await asyncio.run(main());
