// proves: FUT-26 FUT-20
// In debug mode a future knows where it was made
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  print(fut);
  fut.cancel();
  print(fut);
}

await asyncio.run(main(), { debug: true });
