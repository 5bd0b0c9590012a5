// proves: AGN-03
// What goes in by asend() and athrow(), and what comes out
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr, StopAsyncIteration, TypeError, ValueError } from "awaitable/builtins";

async function* echo() {
  let received: any = null;
  while (true) {
    try {
      received = yield received;
      print("received", received);
    } catch (e: any) {
      if (!(e instanceof ValueError)) throw e;
      print("caught", repr(e));
      received = "recovered";
    }
  }
}

async function main() {
  const gen = echo();
  try {
    await gen.asend("too early");
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
  print(await gen.asend(null));
  print(await gen.asend("one"));
  print(await gen.athrow(new ValueError("thrown")));
  print(await gen.asend("two"));
  try {
    await gen.athrow(new KeyError("out"));
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }
  try {
    await gen.asend("three");
  } catch (e: any) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
