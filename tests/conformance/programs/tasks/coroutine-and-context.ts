// proves: TSK-06 TSK-27
// A task's coroutine and its context
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "default" });

async function job() {
  var_.set("job");
}

async function main() {
  const coro = job();
  const task = asyncio.createTask(coro);
  print(task.getCoro() === coro);
  const ctx = contextvars.copyContext();
  const given = asyncio.createTask(job(), { context: ctx });
  print(given.getContext() === ctx);
  await asyncio.wait([task, given]);
  print(task.getCoro() === coro, task.getContext().get(var_), ctx.item(var_), var_.get());
  const eager = new asyncio.Task(job(), { loop: asyncio.getRunningLoop(), eagerStart: true });
  print(eager.done(), eager.getCoro());
}

await asyncio.run(main());
