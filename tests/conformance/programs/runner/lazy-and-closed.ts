// proves: RUN-05
// The loop is made when it is needed; closing twice; use after closing; an own context
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print, repr, RuntimeError } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: 0 });

async function add() {
  var_.set(var_.get() + 1);
  return var_.get();
}

const runner = new asyncio.Runner();
const loop = runner.getLoop();
print(runner.getLoop() === loop, loop.isRunning());
print(await runner.run(add()), await runner.run(add()), var_.get());
const ctx = contextvars.copyContext();
print(await runner.run(add(), { context: ctx }), ctx.item(var_), await runner.run(add()));
await runner.close();
await runner.close();
print(loop.isClosed());
try {
  runner.getLoop();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
const coro = add();
try {
  await runner.run(coro);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
coro.close();
