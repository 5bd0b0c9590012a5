// FUT-20, FUT-21: every state, callbacks shortened, rings
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, str } from "awaitable/builtins";

function stamp() {}

function sign() {}

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture();
  print(fut);
  for (const callback of [stamp, sign, stamp, sign]) {
    fut.addDoneCallback(callback);
    print(fut);
  }
  fut.setResult({ weight: 12, tags: ["fragile", "cold"] });
  print(fut);
  const long = loop.createFuture();
  long.setResult("a very long text, much too long to be shown in full");
  print(long);
  const failed = loop.createFuture();
  failed.setException(new RuntimeError("lost in the post"));
  print(failed, str(failed.exception()));
  const gone = loop.createFuture();
  gone.addDoneCallback(stamp);
  gone.cancel();
  print(gone);
  const [ring, other] = [loop.createFuture(), loop.createFuture()];
  ring.setResult(other);
  other.setResult(ring);
  print(ring);
}

await asyncio.run(main());
