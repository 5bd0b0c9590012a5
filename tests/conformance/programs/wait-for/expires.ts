// WFR-03, WFR-06: cancelled, cleaned up, then TimeoutError
import * as asyncio from "awaitable/asyncio";
import { print, repr, TimeoutError } from "awaitable/builtins";

async function slow() {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    print("inside:", repr(e));
    throw e;
  } finally {
    await asyncio.sleep(2);
    print("cleaned up");
  }
}

async function main() {
  try {
    await asyncio.waitFor(slow(), 1);
  } catch (e) {
    if (!(e instanceof TimeoutError)) throw e;
    print(repr(e), repr(e.cause), asyncio.currentTask()?.cancelling());
  }
}

await asyncio.run(main());
