// proves: GRA-02
// The graph of a task that has ended: an entry without a frame
import * as asyncio from "awaitable/asyncio";
import { AttributeError, print, repr, ValueError } from "awaitable/builtins";

async function value() {
  return 1;
}

async function fails() {
  throw new ValueError("expected");
}

function show(graph: asyncio.FutureCallGraph | null, indent = "") {
  if (graph === null) return;
  print(
    indent,
    graph.future.constructor.name,
    graph.callStack.map(({ frame }) => frame && frame.qualname),
  );
  for (const awaiter of graph.awaitedBy) show(awaiter, `${indent}  `);
}

async function main() {
  let task: asyncio.Task<any> = asyncio.createTask(value());
  show(asyncio.captureCallGraph(task));
  await task;
  const graph = asyncio.captureCallGraph(task);
  show(graph);
  print(graph?.callStack);
  show(asyncio.captureCallGraph(task, { limit: 0 }));
  show(asyncio.captureCallGraph(task, { limit: -1 }));
  print(asyncio.formatCallGraph(task, { limit: 0 }).split("\n").length);
  try {
    asyncio.formatCallGraph(task);
  } catch (e) {
    if (!(e instanceof AttributeError)) throw e;
    print(repr(e));
  }
  task = asyncio.createTask(fails());
  await asyncio.wait([task]);
  show(asyncio.captureCallGraph(task));
  print(repr(task.exception()));
  task = asyncio.createTask(asyncio.sleep(3));
  await asyncio.sleep(0);
  task.cancel();
  await asyncio.wait([task]);
  show(asyncio.captureCallGraph(task));
  show(asyncio.captureCallGraph(asyncio.eagerTaskFactory(asyncio.getRunningLoop(), value() as any)));
  const future = new asyncio.Future();
  future.setResult(1);
  show(asyncio.captureCallGraph(future));
}

await asyncio.run(main());
