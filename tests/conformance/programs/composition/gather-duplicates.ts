// proves: CMP-10
// The same awaitable several times
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

let runs = 0;

async function job() {
  runs += 1;
  await asyncio.sleep(1);
  return runs;
}

async function main() {
  const coro = job();
  print(await asyncio.gather(coro, job(), coro));
  const fut = asyncio.getRunningLoop().createFuture();
  fut.setResult("done");
  print(await asyncio.gather(fut, fut, fut));
}

await asyncio.run(main());
