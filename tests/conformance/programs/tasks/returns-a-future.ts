// TSK-08: a future that is returned is not awaited
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function lend(fut: asyncio.Future<string>) {
  return asyncio.unawaited(fut);
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture<string>();
  const task = asyncio.createTask(lend(fut));
  const result = (await task) as asyncio.Future<string>;
  print(result === fut, result.done());
  fut.setResult("book");
  print(await result);
}

await asyncio.run(main());
