// RUN-04: an exception during the final cancellation is reported
import * as asyncio from "awaitable/asyncio";
import { OSError, print } from "awaitable/builtins";

async function linger() {
  try {
    await asyncio.sleep(3600);
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: replacing the exception is what this program is about.
    throw new OSError("disk full during clean-up");
  }
}

async function main() {
  asyncio.createTask(linger(), { name: "leftover" });
  await asyncio.sleep(1);
  return "main's value";
}

print(await asyncio.run(main()));
