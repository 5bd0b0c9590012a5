// TSK-11: awaiting what cannot be awaited
import * as asyncio from "awaitable/asyncio";
import { print, str, TypeError } from "awaitable/builtins";

function plain() {}

async function main() {
  for (const thing of [5, 0.5, null, "text", [1], new Map(), true, plain]) {
    try {
      await thing;
    } catch (e) {
      if (!(e instanceof TypeError)) throw e;
      print(str(e));
    }
  }
}

await asyncio.run(main());
