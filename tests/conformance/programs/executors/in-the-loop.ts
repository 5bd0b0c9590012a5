// proves: LOP-22 LOP-24 MSC-01 CTX-09 FUT-29
// runInExecutor(), toThread(), the default executor, contexts of threads, cancelling what wraps a pool's future
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr, TypeError, ValueError } from "awaitable/builtins";
import { ProcessPoolExecutor, ThreadPoolExecutor } from "awaitable/concurrent/futures";
import { ContextVar } from "awaitable/contextvars";
import * as threading from "awaitable/threading";

const user = new ContextVar<string>("user", { default: "nobody" });

function name() {
  return threading.currentThread().name;
}

function who() {
  const before = user.get();
  user.set("changed there");
  return before;
}

function fail(n: number) {
  throw new ValueError(`too big: ${n}`);
}

function nap(seconds: number) {
  return asyncio.run(asyncio.sleep(seconds, seconds));
}

async function outcome(awaitable: PromiseLike<unknown>): Promise<string> {
  try {
    return repr(await awaitable);
  } catch (e) {
    return `${(e as Error).constructor.name}(${(e as Error).message})`;
  }
}

async function main() {
  const loop = asyncio.getRunningLoop();
  print(await loop.runInExecutor(null, name));
  print(await outcome(loop.runInExecutor(null, fail, 3)), await outcome(asyncio.toThread(fail, 4)));
  print(await asyncio.gather(asyncio.toThread(nap, 0.2), asyncio.toThread(nap, 0.1)));

  user.set("ann");
  print(await asyncio.toThread(who), await asyncio.toThread(who), user.get());
  print(await loop.runInExecutor(null, who));

  try {
    loop.setDefaultExecutor(new ProcessPoolExecutor(1) as unknown as ThreadPoolExecutor);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(e.message);
  }
  await loop.shutdownDefaultExecutor();
  try {
    await loop.runInExecutor(null, name);
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(e.message);
  }

  const pool = new ThreadPoolExecutor(1);
  const running = pool.submit(nap, 0.5);
  const [one, two, three] = [pool.submit(nap, 0.1), pool.submit(nap, 0.1), pool.submit(fail, 3)];
  const [first, a, b, c] = [running, one, two, three].map((future) => asyncio.wrapFuture<unknown>(future));
  while (!running.running()) await asyncio.sleep(0.01);
  print(a!.cancel(), two.cancel(), first!.cancel());
  await asyncio.sleep(0.1);
  print(one.cancelled(), b!.cancelled(), running.cancelled());
  for (const future of [a, b, c, first]) print(await outcome(future!));
  print(await running.result());
  await pool.shutdown();
}

if (import.meta.main) await asyncio.run(main());
