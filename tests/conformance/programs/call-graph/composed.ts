// proves: GRA-01
// Who awaits whom through gather, wait, shield, groups and races; gone when done
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

function awaiters(fut: asyncio.Future<any>) {
  return [...asyncio.captureCallGraph(fut).awaitedBy.map((each) => each.future.getName())].sort();
}

async function gatherer(fut: asyncio.Future<any>) {
  await asyncio.gather(fut);
}

async function waiter(fut: asyncio.Future<any>) {
  await asyncio.wait([fut]);
}

async function shielder(fut: asyncio.Future<any>) {
  await asyncio.shield(fut);
}

async function plain(fut: asyncio.Future<any>) {
  await fut;
}

async function grouper(fut: asyncio.Future<any>) {
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(plain(fut), { name: "child" });
    await asyncio.sleep(0);
  });
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  const makers = [gatherer, waiter, shielder, plain, grouper];
  const tasks = [...makers].map((make) => asyncio.createTask(make(fut), { name: make.name }));
  for (let _ = 0; _ < 3; _++) {
    await asyncio.sleep(0);
  }
  print(awaiters(fut));
  const graph = asyncio.captureCallGraph(fut);
  for (const each of graph.awaitedBy) {
    if (each.future.getName() === "child") {
      print(
        "child",
        each.awaitedBy.map((parent) => parent.future.getName()),
      );
    }
  }
  fut.setResult(null);
  await asyncio.gather(...tasks);
  print(awaiters(fut));
}

await asyncio.run(main());
