// proves: TSK-24 TSK-23
// ensure_future() of futures, coroutines, awaitables, with and without a loop
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, TypeError, ValueError } from "awaitable/builtins";

class Custom {
  *await() {
    yield* asyncio.sleep(0);
    return "custom";
  }
}

async function job() {
  return "job";
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  print(asyncio.ensureFuture(fut) === fut, asyncio.ensureFuture(fut, { loop }) === fut);
  const task = asyncio.ensureFuture(job());
  print(task instanceof asyncio.Task, await task, await asyncio.ensureFuture(new Custom()));
  const other = asyncio.newEventLoop();
  try {
    asyncio.ensureFuture(fut, { loop: other });
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  try {
    asyncio.ensureFuture(5);
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
  other.close();
}

await asyncio.run(main());
try {
  asyncio.ensureFuture(job());
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
