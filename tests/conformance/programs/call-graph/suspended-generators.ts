// proves: GRA-02
// From a suspended task CPython cannot see into the async generators that it awaits; from the running one it can
import * as asyncio from "awaitable/asyncio";
import { anext, asyncWith, print, ValueError } from "awaitable/builtins";
import * as contextlib from "awaitable/contextlib";

function show(graph: asyncio.FutureCallGraph | null, indent = "") {
  if (graph === null) return;
  print(
    indent,
    graph.future.constructor.name,
    graph.callStack.map(({ frame }) => frame?.qualname),
  );
  for (const awaiter of graph.awaitedBy) show(awaiter, `${indent}  `);
}

async function* numbers() {
  await asyncio.sleep(1);
  yield 1;
  await asyncio.sleep(1);
}

async function user() {
  for await (const _ of numbers()) {
  }
}

async function chain() {
  async function* doubled() {
    for await (const n of numbers()) yield 2 * n;
  }
  for await (const _ of doubled()) {
  }
}

async function by_hand() {
  const gen: any = numbers();
  await anext(gen);
  await gen.athrow(new ValueError("expected"));
}

const manager = contextlib.asynccontextmanager(async function* manager() {
  await asyncio.sleep(1);
  yield;
});

async function entering() {
  await asyncWith(manager(), async () => {
    await asyncio.sleep(1);
  });
}

async function running() {
  async function* within() {
    show(asyncio.captureCallGraph());
    yield 1;
  }
  for await (const _ of within()) {
  }
}

async function main() {
  for (const body of [user, chain, by_hand, entering]) {
    const task = asyncio.createTask(body());
    await asyncio.sleep(0.5);
    show(asyncio.captureCallGraph(task));
    await asyncio.wait([task]);
    task.exception();
  }
  await asyncio.createTask(running());
  const group = asyncio.gather(user(), chain());
  const task = asyncio.createTask(asyncio.waitFor(group, 10));
  await asyncio.sleep(0.5);
  show(asyncio.captureCallGraph(group));
  await task;
}

await asyncio.run(main());
