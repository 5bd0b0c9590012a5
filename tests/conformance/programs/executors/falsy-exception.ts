// proves: CCF-14
// an exception of length 0 is an exception all the same
import * as asyncio from "awaitable/asyncio";
import { Exception, print } from "awaitable/builtins";
import { Future } from "awaitable/concurrent/futures";

class Falsy extends Exception {
  readonly length = 0;
}

async function main() {
  const future = new Future();
  future.setException(new Falsy("nothing in it"));
  print((await future.exception()) !== null);
  try {
    await future.result();
  } catch (e) {
    print("raised", (e as Falsy).message);
  }
  try {
    await asyncio.wrapFuture(future);
  } catch (e) {
    print("raised", (e as Falsy).message);
  }
}

await asyncio.run(main());
