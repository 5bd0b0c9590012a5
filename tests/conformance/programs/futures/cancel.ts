// FUT-06, FUT-07: cancelling a future, with and without a message
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const message of [null, "closing time", 7]) {
    const fut = loop.createFuture<number>();
    print(message === null ? fut.cancel() : fut.cancel(message), fut.done(), fut.cancelled(), fut);
    for (const ask of [() => fut.result(), () => fut.exception()]) {
      try {
        ask();
      } catch (e) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        print(repr(e), e.args);
      }
    }
    try {
      await fut;
    } catch (e) {
      if (!(e instanceof asyncio.CancelledError)) throw e;
      print("awaited", repr(e));
    }
    try {
      fut.setResult(1);
    } catch (e) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
    print(fut.cancel());
  }
}

await asyncio.run(main());
