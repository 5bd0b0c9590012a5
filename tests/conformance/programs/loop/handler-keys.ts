// proves: LOP-19 LOP-18
// The default handler writes the other entries sorted by name
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callExceptionHandler({ message: "something happened", zebra: 1, apple: "two", middle: [3] });
  loop.callExceptionHandler({ message: "", exception: new ValueError("no traceback") });
  for (const bad of [5, "text"]) {
    try {
      loop.setExceptionHandler(bad);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
  print(loop.getExceptionHandler());
}

await asyncio.run(main());
