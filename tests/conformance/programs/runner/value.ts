// RUN-01, RUN-02: what run() gives back and what it refuses
import * as asyncio from "awaitable/asyncio";
import { KeyError, print, repr, str, TypeError } from "awaitable/builtins";

async function value() {
  await asyncio.sleep(1);
  return "value";
}

async function failure() {
  throw new KeyError("main failed");
}

print(await asyncio.run(value()));
try {
  await asyncio.run(failure());
} catch (e) {
  if (!(e instanceof KeyError)) throw e;
  print(repr(e));
}
for (const thing of [5, null, value]) {
  try {
    await asyncio.run(thing as never);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(str(e).split(" at 0x")[0]);
  }
}
