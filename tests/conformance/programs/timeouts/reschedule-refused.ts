// proves: TMO-09 TMO-10
// When it cannot be moved, or entered
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, repr, RuntimeError, TimeoutError } from "awaitable/builtins";

function attempt(cm: any) {
  try {
    cm.reschedule(null);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}

async function main() {
  const cm = asyncio.timeout(1);
  attempt(cm);
  try {
    await asyncWith(cm, async () => {
      try {
        await cm.aenter();
      } catch (e: any) {
        if (!(e instanceof RuntimeError)) throw e;
        print(repr(e));
      }
      try {
        await asyncio.sleep(9);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        attempt(cm);
        throw e;
      }
    });
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    attempt(cm);
  }
  const other = asyncio.timeout(1);
  await asyncWith(other, async () => {});
  attempt(other);
  try {
    await asyncWith(other, async () => {});
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
