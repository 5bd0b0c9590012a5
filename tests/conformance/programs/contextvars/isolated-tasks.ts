// proves: CTX-07 TSK-27
// A hundred tasks, each with a value of its own
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var");

async function job(n: number) {
  var_.set(n);
  for (let _ = 0; _ < 3; _++) {
    await asyncio.sleep(0);
  }
  return var_.get() === n;
}

async function main() {
  const results = await asyncio.gather(...Array.from({ length: 100 }, (_, n) => job(n)));
  print(results.every(Boolean), var_.get("unset"));
}

await asyncio.run(main());
