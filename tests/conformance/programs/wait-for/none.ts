// proves: WFR-01
// No limit
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function job() {
  await asyncio.sleep(100);
  return "result";
}

async function main() {
  print(await asyncio.waitFor(job(), null));
  print(await asyncio.waitFor(job(), { timeout: null }));
  const fut = asyncio.getRunningLoop().createFuture();
  fut.setException(new ValueError("set"));
  try {
    await asyncio.waitFor(fut, 1);
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
