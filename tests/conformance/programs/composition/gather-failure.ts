// CMP-04, CMP-05, CMP-09: the first failure at once, the siblings go on, later failures vanish
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function fail(what: string, seconds: number) {
  await asyncio.sleep(seconds);
  print(what, "fails");
  throw new ValueError(what);
}

async function work() {
  await asyncio.sleep(3);
  print("sibling finished");
}

async function main() {
  const group = asyncio.gather(fail("first", 1), work(), fail("second", 2));
  try {
    await group;
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print("caught", repr(e));
  }
  print(group.done(), group.cancel(), group);
  await asyncio.sleep(5);
}

await asyncio.run(main());
