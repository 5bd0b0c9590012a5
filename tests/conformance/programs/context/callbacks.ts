// CTX-07: callbacks run in the context of their scheduling
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const user = new contextvars.ContextVar("user", { default: "nobody" });

function show(what: string) {
  print(what, user.get());
  user.set(`changed by ${what}`);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  user.set("then");
  loop.callSoon(show, "call_soon");
  loop.callLater(1, show, "call_later");
  fut.addDoneCallback(() => show("done callback"));
  user.set("now");
  fut.setResult(null);
  await asyncio.sleep(2);
  print(user.get());
}

await asyncio.run(main());
