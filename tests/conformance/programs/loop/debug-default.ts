// proves: LOP-16 RUN-03
// Whether debug mode is on: by default, by run(), by the runner
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function show() {
  print(asyncio.getRunningLoop().getDebug());
}

await asyncio.run(show());
await asyncio.run(show(), { debug: true });
await asyncio.run(show(), { debug: false });
const runner = new asyncio.Runner({ debug: true });
await runner.run(show());
await runner.close();
const loop = asyncio.newEventLoop();
print(loop.getDebug());
loop.setDebug(true);
await loop.runUntilComplete(show());
loop.close();
