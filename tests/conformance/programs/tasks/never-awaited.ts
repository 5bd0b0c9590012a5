// TSK-26: a coroutine nobody awaited is warned of; a closed one is not
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function errand(what: string) {
  print("never", what);
}

class Shop {
  async deliver() {
    print("never");
  }
}

async function main() {
  async function inner() {
    print("never");
  }
  const forgotten = [errand("forgotten"), inner(), new Shop().deliver()];
  const closed = errand("closed") as unknown as asyncio.Coroutine<void>;
  closed.close();
  await asyncio.sleep(1);
  print("end", forgotten.length);
}

await asyncio.run(main());
