// FUT-13: removing a callback removes every registration of it
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();

  function wanted() {
    print("wanted");
  }

  function unwanted() {
    print("unwanted");
  }

  for (const callback of [wanted, unwanted, wanted, unwanted, unwanted]) fut.addDoneCallback(callback);
  print(fut.removeDoneCallback(unwanted), fut.removeDoneCallback(unwanted));
  fut.setResult(null);
  print(fut.removeDoneCallback(wanted));
  await asyncio.sleep(0);
}

await asyncio.run(main());
