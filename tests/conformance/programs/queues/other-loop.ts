// proves: LCK-05 QUE-02
// A queue is bound to the loop in which somebody first waits
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, TimeoutError } from "awaitable/builtins";

async function first(q: asyncio.Queue<any>) {
  try {
    await asyncio.waitFor(q.get(), 1);
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print("waited");
  }
}

async function second(q: asyncio.Queue<any>) {
  try {
    await q.get();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  q.putNowait(1);
  print(await q.get());
}

const q = new asyncio.Queue();
await asyncio.run(first(q));
await asyncio.run(second(q));
