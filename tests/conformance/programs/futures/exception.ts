// FUT-05, FUT-09: an exception set as an object or a class
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr, str, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const error = new KeyError("nothing there");
  const fut = loop.createFuture<number>();
  fut.setException(error);
  print(fut.done(), fut.cancelled(), fut.exception() === error);
  for (let i = 0; i < 2; i++) {
    try {
      fut.result();
    } catch (e) {
      if (!(e instanceof KeyError)) throw e;
      print(repr(e), e === error);
    }
  }
  try {
    await fut;
  } catch (e) {
    if (!(e instanceof KeyError)) throw e;
    print("awaited", str(e));
  }
  try {
    fut.setResult(1);
  } catch (e) {
    if (!(e instanceof asyncio.InvalidStateError)) throw e;
    print(repr(e));
  }
  const other = loop.createFuture();
  other.setException(ValueError);
  print(repr(other.exception()));
}

await asyncio.run(main());
