// proves: RUN-05 RUN-03
// Two runners, one after the other: loops and contexts of their own
import * as asyncio from "awaitable/asyncio";
import * as contextvars from "awaitable/contextvars";
import { print } from "awaitable/builtins";

const var_ = new contextvars.ContextVar("var", { default: 0 });

async function add(n: number) {
  var_.set(var_.get() + n);
  await asyncio.sleep(1);
  return [var_.get(), `${asyncio.getRunningLoop().time()}`];
}

for (const start of [1, 10]) {
  const runner = new asyncio.Runner();
  for (let _ = 0; _ < 2; _++) {
    const [value, when] = await runner.run(add(start));
    print(value, when);
  }
  await runner.close();
}
print(var_.get());
