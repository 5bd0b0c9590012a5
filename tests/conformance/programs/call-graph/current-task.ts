// proves: GRA-02 GRA-04
// The current task's calls, innermost first; depth and limit
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

function names(graph: any) {
  return graph.callStack.map((entry) => entry.frame.qualname);
}

function helper() {
  const graph = asyncio.captureCallGraph();
  print(graph.future === asyncio.currentTask(), names(graph));
  print("depth 2", names(asyncio.captureCallGraph({ depth: 2 })));
  print("depth 3", names(asyncio.captureCallGraph({ depth: 3 })));
  for (const limit of [1, 2, -1, -2, 0]) {
    print("limit", limit, names(asyncio.captureCallGraph({ limit })));
  }
}

async function inner() {
  helper();
}

async function middle() {
  await inner();
}

async function main() {
  await middle();
  print(asyncio.captureCallGraph().awaitedBy);
}

await asyncio.run(main());
