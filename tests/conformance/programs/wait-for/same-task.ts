// proves: WFR-07 CTX-08
// The coroutine runs in the caller's task and context
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: 0 });

async function job() {
  var_.set(var_.get() + 1);
  return asyncio.currentTask().getName();
}

async function main() {
  asyncio.currentTask().setName("caller");
  print(await asyncio.waitFor(job(), 1), var_.get());
  print(await asyncio.waitFor(asyncio.createTask(job(), { name: "own" }), 1), var_.get());
  await asyncio.gather(job(), job());
  print(var_.get());
}

await asyncio.run(main());
