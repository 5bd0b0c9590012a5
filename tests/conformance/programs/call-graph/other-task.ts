// proves: GRA-01 GRA-02 GRA-04
// A suspended task's coroutines; who awaits it; limits
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

function names(graph: any) {
  return graph.callStack.map((entry) => entry.frame.qualname);
}

async function leaf(fut: asyncio.Future<any>) {
  await fut;
}

async function middle(fut: asyncio.Future<any>) {
  await leaf(fut);
}

async function job(fut: asyncio.Future<any>) {
  await middle(fut);
}

async function awaiter(task: asyncio.Task<any>) {
  await task;
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  const task = asyncio.createTask(job(fut), { name: "job" });
  const waiter = asyncio.createTask(awaiter(task), { name: "waiter" });
  await asyncio.sleep(0);
  await asyncio.sleep(0);
  let graph = asyncio.captureCallGraph(task);
  print(
    names(graph),
    graph.awaitedBy.map((each) => [each.future.getName(), names(each)]),
  );
  for (const limit of [1, -1, 2, 0]) {
    print("limit", limit, names(asyncio.captureCallGraph(task, { limit })));
  }
  graph = asyncio.captureCallGraph(fut);
  print(
    names(graph),
    graph.awaitedBy.map((each) => each.future.getName()),
    graph.awaitedBy[0].awaitedBy.map((each) => each.future.getName()),
  );
  fut.setResult(null);
  await waiter;
  print(asyncio.captureCallGraph(fut).awaitedBy, asyncio.captureCallGraph(task, { limit: 0 }).awaitedBy);
}

await asyncio.run(main());
