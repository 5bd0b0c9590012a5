// proves: LOP-08 TSK-13
// SystemExit out of the main coroutine: the loop can be used again, nothing is reported
import * as asyncio from "awaitable/asyncio";
import { KeyboardInterrupt, print, repr, SystemExit } from "awaitable/builtins";

async function leaves() {
  throw new SystemExit(7);
}

async function interrupted() {
  throw new KeyboardInterrupt();
}

async function normal() {
  await asyncio.sleep(1);
  return "normal";
}

const loop = asyncio.newEventLoop();
try {
  await loop.runUntilComplete(leaves());
} catch (e: any) {
  if (!(e instanceof SystemExit)) throw e;
  print(repr(e));
}
print(await loop.runUntilComplete(normal()));
try {
  await loop.runUntilComplete(interrupted());
} catch (e: any) {
  if (!(e instanceof KeyboardInterrupt)) throw e;
  print(repr(e));
}
print(await loop.runUntilComplete(normal()));
loop.close();
