// proves: GRA-04
// What cannot be captured
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, TypeError } from "awaitable/builtins";

function inCallback() {
  print("no task", asyncio.captureCallGraph(), repr(asyncio.formatCallGraph()));
}

async function main() {
  asyncio.getRunningLoop().callSoon(inCallback);
  await asyncio.sleep(0);
  for (const bad of [5, "text"]) {
    try {
      asyncio.captureCallGraph(bad);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
try {
  asyncio.captureCallGraph();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
