// proves: LOP-04 FUT-11
// One pass: what is ready, then due timers; callbacks of a future in order, tasks among them
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waiter(name: string, fut: asyncio.Future<any>) {
  await fut;
  print(name);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  fut.addDoneCallback((f: any) => print("callback 1"));
  const a = asyncio.createTask(waiter("task a", fut));
  await asyncio.sleep(0);
  fut.addDoneCallback((f: any) => print("callback 2"));
  const b = asyncio.createTask(waiter("task b", fut));
  await asyncio.sleep(0);
  fut.addDoneCallback((f: any) => print("callback 3"));
  loop.callLater(0, print, "due timer");
  loop.callSoon(print, "ready before");
  fut.setResult(null);
  loop.callSoon(print, "ready after");
  await asyncio.gather(a, b);
}

await asyncio.run(main());
