// RUN-05: one loop and one context over several runs
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, repr } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const colour = new contextvars.ContextVar("colour", { default: "none" });

async function paint(what: string) {
  const before = colour.get();
  colour.set(what);
  return Object.freeze([before, asyncio.currentTask()?.getName()]);
}

async function start() {
  asyncio.createTask(background(), { name: "background" });
  await asyncio.sleep(0);
}

async function background() {
  try {
    await asyncio.sleep(3600);
  } finally {
    print("background ends");
  }
}

const runner = new asyncio.Runner();
const loop = runner.getLoop();
print(await runner.run(paint("red")));
print(await runner.run(paint("blue")));
print(colour.get(), runner.getLoop() === loop);
await runner.run(start());
print("between the runs");
print(await runner.run(asyncio.sleep(1, "slept")));
await runner.close();
print(loop.isClosed());
try {
  runner.getLoop();
} catch (e) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
await runner.close();
