// proves: TGR-12
// Name, context and eager start reach the task
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { asyncWith, print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "outside" });

async function child() {
  print(asyncio.currentTask().getName(), var_.get());
  var_.set("child");
}

async function main() {
  const ctx = contextvars.copyContext();
  ctx.run(() => var_.set("inside"));
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    tg.createTask(child(), { name: "named" });
    tg.createTask(child(), { name: "in context", context: ctx });
    print("created");
    tg.createTask(child(), { name: "eager", eagerStart: true });
    print("eager one is through");
  });
  print(var_.get(), ctx.item(var_));
}

await asyncio.run(main());
