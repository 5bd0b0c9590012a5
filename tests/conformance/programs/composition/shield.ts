// CMP-14, CMP-15: the shield takes the cancellation, the inner task goes on
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function deliver(what: string) {
  await asyncio.sleep(3);
  print(what, "delivered");
  return what;
}

async function main() {
  print(await asyncio.shield(deliver("letter")));
  const inner = asyncio.createTask(deliver("parcel"));
  const outer = asyncio.shield(inner);

  async function customer() {
    try {
      await outer;
    } catch (e) {
      print("customer leaves", inner.cancelling(), outer.cancelled());
      throw e;
    }
  }

  const task = asyncio.createTask(customer());
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  print(inner, outer);
  print(await inner);
  const done = asyncio.shield(inner);
  print(done === inner);
}

await asyncio.run(main());
