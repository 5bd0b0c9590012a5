// proves: LOP-11
// A loop that is closed while another runs takes nothing of that one's with it
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  loop.callSoon(print, "soon");
  loop.callLater(1, print, "later");
  asyncio.newEventLoop().close();
  print("closed");
  await asyncio.sleep(2);
  print(loop.time() === 2);
}

await asyncio.run(main());
