// CAN-03, CAN-20: what a task waits for is cancelled at once, down the whole chain; handlers run from the inside out
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function level(name: string, below: PromiseLike<unknown>) {
  try {
    await below;
  } catch (e) {
    if (e instanceof asyncio.CancelledError) print(name, "cancelled");
    throw e;
  } finally {
    print(name, "finally");
  }
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  const inner = asyncio.createTask(level("inner", level("innermost", fut)));
  const outer = asyncio.createTask(level("outer", inner));
  await asyncio.sleep(1);
  outer.cancel();
  print(fut, inner.cancelling(), outer.cancelling(), inner.done());
  await asyncio.sleep(0);
  print(inner.done(), outer.done());
  await asyncio.sleep(0);
  print(inner.done(), outer.done());
}

await asyncio.run(main());
