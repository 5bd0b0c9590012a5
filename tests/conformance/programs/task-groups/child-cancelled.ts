// proves: TGR-04
// A child that is cancelled, or raises CancelledError, is no error
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print } from "awaitable/builtins";

async function cancelsItself() {
  throw new asyncio.CancelledError("on my own");
}

async function sibling() {
  await asyncio.sleep(1);
  return "unaffected";
}

async function main() {
  let a: any;
  let b: any;
  let c: any;
  await asyncWith(new asyncio.TaskGroup(), async (tg) => {
    a = tg.createTask(cancelsItself());
    b = tg.createTask(asyncio.sleep(9));
    c = tg.createTask(sibling());
    await asyncio.sleep(0.5);
    b.cancel();
  });
  print(a.cancelled(), b.cancelled(), c.result());
}

await asyncio.run(main());
