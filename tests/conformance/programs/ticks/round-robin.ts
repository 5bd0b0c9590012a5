// proves: LOP-01
// Tasks that only give turns take turns
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function looper(name: string, times: number) {
  for (let i = 0; i < times; i++) {
    print(name, i);
    await asyncio.sleep(0);
  }
}

async function main() {
  await asyncio.gather(looper("a", 3), looper("b", 2), looper("c", 4));
}

await asyncio.run(main());
