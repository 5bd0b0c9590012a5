// WFR-01, WFR-07: in time, without a limit, in the caller's own task
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const colour = new contextvars.ContextVar("colour", { default: "none" });

async function paint() {
  colour.set("red");
  await asyncio.sleep(1);
  return asyncio.currentTask()?.getName();
}

async function main() {
  print(await asyncio.waitFor(paint(), 5), colour.get());
  print(await asyncio.waitFor(asyncio.sleep(3600, "for ever"), null));
}

await asyncio.run(main());
