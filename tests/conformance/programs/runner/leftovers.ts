// RUN-04: what is left when main returns is cancelled, and awaited
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function linger(name: string, cleanup: number) {
  try {
    await asyncio.sleep(3600);
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(name, "cancelled; loop closed:", asyncio.getRunningLoop().isClosed());
    await asyncio.sleep(cleanup);
    print(name, "cleaned up");
    throw e;
  }
}

async function main() {
  const task = asyncio.createTask(linger("leftover", 3600));
  await asyncio.sleep(1);
  print("main returns");
  // In a list: an async function of JavaScript's type awaits what it returns.
  return [task];
}

const [task] = await asyncio.run(main());
print(task?.cancelled());
