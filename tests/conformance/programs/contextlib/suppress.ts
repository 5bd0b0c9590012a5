// proves: AGN-05
// suppress() around awaits
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, ExceptionGroup, KeyError, print, repr, ValueError, withSync } from "awaitable/builtins";

async function fails(error: any) {
  throw error;
}

async function main() {
  await asyncWith(new contextlib.suppress(ValueError, KeyError), async () => {
    await fails(new KeyError("gone"));
    print("never");
  });
  withSync(new contextlib.suppress(ValueError), () => {
    print("nothing to suppress");
  });
  const task = asyncio.createTask(asyncio.sleep(9));
  await asyncio.sleep(0);
  task.cancel();
  await asyncWith(new contextlib.suppress(asyncio.CancelledError), async () => {
    await task;
  });
  print(task.cancelled());
  try {
    withSync(new contextlib.suppress(ValueError), () => {
      throw new ExceptionGroup("g", [new ValueError(1), new KeyError(2)]);
    });
  } catch (e: any) {
    if (!(e instanceof ExceptionGroup)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
