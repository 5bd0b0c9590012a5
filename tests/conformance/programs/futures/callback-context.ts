// FUT-16: a callback runs in the context of its registration, or the one given
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const colour = new contextvars.ContextVar("colour", { default: "none" });

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  colour.set("red");
  fut.addDoneCallback(() => print("registered under red:", colour.get()));
  const given = contextvars.copyContext();
  given.run(() => colour.set("blue"));
  fut.addDoneCallback(() => print("given blue:", colour.get()), { context: given });
  colour.set("green");
  fut.setResult(null);
  await asyncio.sleep(0);
  print("main:", colour.get());
}

await asyncio.run(main());
