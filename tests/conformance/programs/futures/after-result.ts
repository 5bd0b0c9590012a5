// proves: FUT-03 FUT-04 FUT-05
// What a future answers before and after it is done
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  for (const ask of [() => fut.result(), () => fut.exception()]) {
    try {
      ask();
    } catch (e: any) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
  }
  fut.setResult(42);
  print(fut.done(), fut.result(), fut.exception(), fut.cancel(), fut.cancelled());
  for (const change of [() => fut.setResult(1), () => fut.setException(new ValueError())]) {
    try {
      change();
    } catch (e: any) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
  }
  const failed = loop.createFuture();
  const error = new ValueError("no");
  failed.setException(error);
  print(failed.exception() === error, failed.cancel());
  try {
    failed.result();
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(e === error);
  }
  try {
    failed.setException(new KeyError());
  } catch (e: any) {
    if (!(e instanceof asyncio.InvalidStateError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
