// CAN-09, CAN-10, CAN-14: a body may return, go on waiting, or fail instead
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function stubborn(how: string) {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    if (how === "returns") return "a value";
    if (how === "waits") {
      await asyncio.sleep(1);
      return "a value, later";
    }
    throw new ValueError("instead");
  }
}

async function main() {
  for (const how of ["returns", "waits", "fails"]) {
    const task = asyncio.createTask(stubborn(how));
    await asyncio.sleep(1);
    print(how, task.cancel());
    try {
      print(await task);
    } catch (e) {
      if (!(e instanceof ValueError)) throw e;
      print(repr(e));
    }
    print(task.cancelled(), task.cancelling());
  }
}

await asyncio.run(main());
