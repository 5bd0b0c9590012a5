// proves: EAG-05
// A context and a name of its own from the first step on
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "main" });

async function job() {
  print(asyncio.currentTask().getName(), var_.get());
  var_.set("job");
  await asyncio.sleep(0);
  print(var_.get());
}

async function main() {
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  let task = asyncio.createTask(job(), { name: "named" });
  print(var_.get());
  await task;
  const ctx = contextvars.copyContext();
  task = asyncio.createTask(job(), { context: ctx, name: "given" });
  print(ctx.item(var_), var_.get());
  await task;
}

await asyncio.run(main());
