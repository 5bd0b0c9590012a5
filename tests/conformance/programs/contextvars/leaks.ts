// proves: CTX-08 WFR-07
// Which ways of waiting share the caller's context
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { asyncWith, print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "clean" });

async function change(value: unknown) {
  var_.set(value);
}

async function main() {
  await change("await");
  print(var_.get());
  await asyncio.waitFor(change("wait_for"), 1);
  print(var_.get());
  await asyncio.createTask(change("task"));
  print(var_.get());
  await asyncio.gather(change("gather"));
  print(var_.get());
  await asyncio.shield(change("shield"));
  print(var_.get());
  await asyncWith(asyncio.timeout(1), async () => {
    await change("timeout");
  });
  print(var_.get());
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(change("group"));
  });
  print(var_.get());
}

await asyncio.run(main());
