// CancelledError is no Exception
import * as asyncio from "awaitable/asyncio";
import { BaseException, Exception, print } from "awaitable/builtins";

async function broad() {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    if (!(e instanceof Exception)) throw e;
    print("never", e);
  }
  return "never";
}

async function main() {
  const task = asyncio.createTask(broad());
  await asyncio.sleep(1);
  task.cancel();
  await asyncio.wait([task]);
  const error = new asyncio.CancelledError();
  print(task.cancelled(), error instanceof Exception, error instanceof BaseException);
}

await asyncio.run(main());
