// proves: TMO-05
// Another exception passes, before and after the deadline
import * as asyncio from "awaitable/asyncio";
import { asyncWith, ExceptionGroup, KeyError, print, repr, ValueError } from "awaitable/builtins";

async function main() {
  let cm: any;
  try {
    cm = asyncio.timeout(1);
    await asyncWith(cm, async () => {
      throw new KeyError("before");
    });
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e), cm.expired());
  }
  try {
    cm = asyncio.timeout(1);
    await asyncWith(cm, async () => {
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        throw new KeyError("after");
      }
    });
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e), cm.expired(), asyncio.currentTask().cancelling());
  }
  try {
    cm = asyncio.timeout(1);
    await asyncWith(cm, async () => {
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        throw new ExceptionGroup("after", [new ValueError(1)]);
      }
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e), cm.expired());
  }
}

await asyncio.run(main());
