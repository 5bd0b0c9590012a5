// proves: FUT-15 FUT-12
// A callback removes others, and adds some
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();

  function second(f: any) {
    print("second");
  }

  function first(f: any) {
    print("first", f.removeDoneCallback(second));
    f.addDoneCallback(third);
  }

  function third(f: any) {
    print("third");
  }

  fut.addDoneCallback(first);
  fut.addDoneCallback(second);
  fut.addDoneCallback(second);
  fut.setResult(null);
  print("nobody was called yet", fut.removeDoneCallback(second));
  await asyncio.sleep(0);
  print("one pass");
  await asyncio.sleep(0);
}

await asyncio.run(main());
