// FUT-11, FUT-12, FUT-14: callbacks run later, in order, as often as they were added
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const fut = loop.createFuture<number>();

  function first(done: asyncio.Future<number>) {
    print("first", done === fut, done.result());
    done.addDoneCallback(late);
  }

  function second() {
    print("second");
  }

  function late() {
    print("added by first");
  }

  fut.addDoneCallback(first);
  fut.addDoneCallback(second);
  fut.addDoneCallback(first);
  loop.callSoon(print, "scheduled before set_result");
  fut.setResult(5);
  loop.callSoon(print, "scheduled after set_result");
  print("main goes on");
  await asyncio.sleep(0);
  print("one pass");
  await asyncio.sleep(0);
  print("two passes");
  fut.addDoneCallback(second);
  print("added to a finished future");
  await asyncio.sleep(0);
  print("end");
}

await asyncio.run(main());
