// proves: CTX-07
// Callbacks run in the context of their registration, unless another is given
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: "default" });

function show(what: string, ...args: any[]) {
  print(what, var_.get());
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  var_.set("first");
  loop.callSoon(show, "soon");
  loop.callLater(1, show, "later");
  loop.callAt(2, show, "at");
  fut.addDoneCallback((f: any) => show("done"));
  const given = contextvars.copyContext();
  given.run(() => var_.set("given"));
  loop.callSoon(show, "soon given", { context: given });
  loop.callLater(1.5, show, "later given", { context: given });
  var_.set("second");
  fut.setResult(null);
  await asyncio.sleep(3);
}

await asyncio.run(main());
