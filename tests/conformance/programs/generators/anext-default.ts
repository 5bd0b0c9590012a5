// proves: AGN-03
// anext() with and without a default; an iterator of one's own
import * as asyncio from "awaitable/asyncio";
import { aiter, anext, print, repr, StopAsyncIteration, TypeError } from "awaitable/builtins";

class Countdown {
  n: any;

  constructor(n: number) {
    this.n = n;
  }

  aiter() {
    return this;
  }

  async anext() {
    if (this.n === 0) {
      throw new StopAsyncIteration();
    }
    this.n -= 1;
    await asyncio.sleep(0);
    return this.n;
  }
}

async function main() {
  const it = aiter(new Countdown(2));
  print(await anext(it), await anext(it, "default"), await anext(it, "default"));
  try {
    await anext(it);
  } catch (e: any) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print(repr(e));
  }
  for await (const n of new Countdown(3)) {
    print(n);
  }
  for (const bad of [5, [1]]) {
    try {
      anext(bad);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
