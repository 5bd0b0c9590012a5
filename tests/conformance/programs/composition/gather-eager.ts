// proves: CMP-13 EAG-07
// With eager tasks that are all done, gather is done at once
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function immediate(n: number) {
  return n;
}

async function main() {
  asyncio.getRunningLoop().setTaskFactory(asyncio.eagerTaskFactory);
  const fut = asyncio.gather(immediate(1), immediate(2));
  print(fut.done(), fut.result());
  const mixed = asyncio.gather(immediate(1), asyncio.sleep(0, 2));
  print(mixed.done());
  print(await mixed);
}

await asyncio.run(main());
