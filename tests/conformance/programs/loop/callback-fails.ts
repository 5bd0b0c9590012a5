// LOP-17: reported, and the loop goes on
import * as asyncio from "awaitable/asyncio";
import { OSError, print } from "awaitable/builtins";

function burn(what: unknown) {
  throw new OSError(what);
}

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callSoon(burn, "toast");
  loop.callSoon(print, "next callback");
  await asyncio.sleep(1);
  const fut = loop.createFuture();
  fut.addDoneCallback(burn);
  fut.setResult(null);
  await asyncio.sleep(1);
  print("end");
}

await asyncio.run(main());
