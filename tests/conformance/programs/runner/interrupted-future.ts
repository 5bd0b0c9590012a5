// proves: RUN-07 RUN-08
// Blocked on a future: that is cancelled too
import * as asyncio from "awaitable/asyncio";
import { KeyboardInterrupt, print, repr } from "awaitable/builtins";

const futs: any[] = [];

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  futs.push(fut);
  await fut;
}

try {
  await asyncio.run(main());
} catch (e: any) {
  if (!(e instanceof KeyboardInterrupt)) throw e;
  print(repr(e));
}
print(futs[0].cancelled());
