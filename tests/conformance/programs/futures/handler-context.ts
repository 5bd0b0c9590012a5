// proves: FUT-33
// The exception handler runs in the context of the task or handle it is told of
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print, ValueError } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "none" });

function handler(loop: asyncio.EventLoop, context: any) {
  print(context.get("message").split(" <")[0].split("(")[0], var_.get());
}

function fails() {
  throw new ValueError("callback");
}

async function job() {
  var_.set("job");
  throw new ValueError("job");
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.setExceptionHandler(handler);
  var_.set("main");
  loop.callSoon(fails);
  const ctx = contextvars.copyContext();
  ctx.run(() => var_.set("given"));
  loop.callSoon(fails, { context: ctx });
  await asyncio.sleep(0);
  loop.callExceptionHandler({ message: "direct" });
  const task = asyncio.createTask(job());
  await asyncio.wait([task]);
  loop.callExceptionHandler({ message: "of the task", task: task });
  task.exception();
}

await asyncio.run(main());
