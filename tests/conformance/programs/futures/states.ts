// FUT-01, FUT-03, FUT-04: new, filled, and what both refuse
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture<string>();
  print(fut.done(), fut.cancelled(), fut.getLoop() === loop);
  for (const ask of [() => fut.result(), () => fut.exception()]) {
    try {
      ask();
    } catch (e) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
  }
  fut.setResult("full");
  print(fut.done(), fut.cancelled(), fut.result(), fut.exception());
  for (const again of [() => fut.setResult("more"), () => fut.setException(new ValueError("no"))]) {
    try {
      again();
    } catch (e) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
  }
  print(fut.cancel(), fut.result());
}

await asyncio.run(main());
