// CMP-11, CMP-12: what gather refuses
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError, ValueError } from "awaitable/builtins";

async function fine() {
  return 1;
}

async function main() {
  const other = asyncio.newEventLoop();
  const [first, second] = [asyncio.getRunningLoop().createFuture(), other.createFuture()];
  try {
    await asyncio.gather(first, second);
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print(repr(e));
  }
  const coroutine = fine();
  try {
    await asyncio.gather(coroutine, 5);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
  other.close();
  await asyncio.sleep(1);
}

await asyncio.run(main());
