// proves: FUT-02 FUT-01
// The loop is given by name only; get_loop() gives it back
import * as asyncio from "awaitable/asyncio";
import { print, TypeError } from "awaitable/builtins";

const loop = asyncio.newEventLoop();
try {
  new asyncio.Future(loop);
} catch (e: any) {
  if (!(e instanceof TypeError)) throw e;
  print(e.constructor.name);
}
const fut = new asyncio.Future({ loop });
print(fut.getLoop() === loop, fut.done(), fut.cancelled());
loop.close();

async function main() {
  print(new asyncio.Future().getLoop() === asyncio.getRunningLoop());
}

await asyncio.run(main());
