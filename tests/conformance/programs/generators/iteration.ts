// AGN-02, AGN-03: async for, anext, asend and athrow
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, StopAsyncIteration, TypeError, ValueError } from "awaitable/builtins";

async function* count(limit: number): AsyncGenerator<number | string, void, number | null | undefined> {
  let n = 0;
  try {
    while (n < limit) {
      await asyncio.sleep(1);
      const sent = yield n;
      print("sent", sent);
      n += sent ?? 1;
    }
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print("inside", repr(e));
    yield "after the error";
  } finally {
    print("finally");
  }
}

async function main() {
  for await (const n of count(3)) print("got", n);
  const numbers = count(100) as unknown as asyncio.AsyncGenerator<number | string, number | null>;
  print(await anext(numbers), await numbers.asend(10), await numbers.asend(null));
  print(await numbers.athrow(new ValueError("no more")));
  try {
    await anext(numbers);
  } catch (e) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print(repr(e));
  }
  print(await anext(numbers, "default"));
  const fresh = count(1) as unknown as asyncio.AsyncGenerator<number | string, number | null>;
  try {
    await fresh.asend(5);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
  await fresh.aclose();
}

await asyncio.run(main());
