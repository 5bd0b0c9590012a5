// proves: CMP-27
// What it refuses
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError, TypeError } from "awaitable/builtins";

async function job() {
  return 1;
}

async function main() {
  const coro = job();
  const fut = asyncio.getRunningLoop().createFuture();
  for (const bad of [coro, fut]) {
    try {
      asyncio.asCompleted(bad);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
  coro.close();
  try {
    asyncio.asCompleted([1, 2]);
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
const coro = job();
try {
  asyncio.asCompleted([coro]);
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
coro.close();
