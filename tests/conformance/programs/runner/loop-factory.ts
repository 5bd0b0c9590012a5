// proves: RUN-03
// A factory for the loop: then no loop is set
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

const made: any[] = [];

function factory() {
  made.push(asyncio.newEventLoop());
  return made.at(-1);
}

async function main() {
  print(asyncio.getRunningLoop() === made[0]);
}

await asyncio.run(main(), { loopFactory: factory });
print(made[0].isClosed(), made.length);
try {
  asyncio.getEventLoop();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
const runner = new asyncio.Runner({ loopFactory: factory });
print(runner.getLoop() === made[1]);
try {
  asyncio.getEventLoop();
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
await runner.close();
