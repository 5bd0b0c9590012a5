// TSK-09: awaiting a future of another loop
import * as asyncio from "awaitable/asyncio";
import { print, RuntimeError, str } from "awaitable/builtins";

async function main() {
  const other = asyncio.newEventLoop();
  const fut = other.createFuture();
  try {
    await fut;
  } catch (e) {
    if (!(e instanceof RuntimeError)) throw e;
    print(str(e));
  }
  other.close();
}

await asyncio.run(main());
