// proves: CTX-04
// What is given as a context and is none: nothing fails before it would be entered
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function body() {
  print("runs");
}

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const bad of [2.5, "text", true] as any[]) {
    print("--", repr(bad));
    const task = asyncio.createTask(body(), { context: bad, name: "lost" });
    await asyncio.sleep(1);
    print(task);
    print(task.cancel());
    await asyncio.sleep(1);
    print(task.done());
    asyncio._unregisterTask(task);
    (task.getCoro() as any).close();
    new asyncio.Task(body() as any, { loop, context: null, eagerStart: true });
    const future = loop.createFuture();
    future.addDoneCallback(print, { context: bad });
    future.setResult(1);
    await asyncio.sleep(1);
  }
}

await asyncio.run(main());
