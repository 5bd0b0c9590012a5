// proves: CMP-09
// Cancelling a gather whose children are done, or that has failed already
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function fails() {
  throw new ValueError("first");
}

async function main() {
  const loop = asyncio.getRunningLoop();
  const a = loop.createFuture();
  const b = loop.createFuture();
  let group = asyncio.gather(a, b);
  a.setResult(1);
  b.setResult(2);
  print(group.cancel(), await group);
  const slow = asyncio.createTask(asyncio.sleep(5, "slow"));
  group = asyncio.gather(fails(), slow);
  try {
    await group;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e), group.cancel(), slow.cancelled());
  }
  print(await slow);
}

await asyncio.run(main());
