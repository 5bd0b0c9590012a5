// proves: QUE-09 QUE-11
// Shut down: no more puts; gets until it is empty
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function attempt(what: string, awaitable: any) {
  try {
    print(what, await awaitable);
  } catch (e: any) {
    if (!(e instanceof asyncio.QueueShutDown)) throw e;
    print(what, repr(e));
  }
}

async function main() {
  for (const make of [() => new asyncio.Queue(), () => new asyncio.LifoQueue(), () => new asyncio.PriorityQueue()]) {
    const q = make();
    q.putNowait(1);
    q.putNowait(2);
    q.shutdown();
    q.shutdown();
    await attempt("put", q.put(3));
    try {
      q.putNowait(3);
    } catch (e: any) {
      if (!(e instanceof asyncio.QueueShutDown)) throw e;
      print("put_nowait", repr(e));
    }
    await attempt("get", q.get());
    print(q.getNowait());
    await attempt("get", q.get());
    try {
      q.getNowait();
    } catch (e: any) {
      if (!(e instanceof asyncio.QueueShutDown)) throw e;
      print("get_nowait", repr(e));
    }
  }
}

await asyncio.run(main());
