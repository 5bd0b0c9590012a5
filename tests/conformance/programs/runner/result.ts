// proves: RUN-01 RUN-09
// Values, exceptions, any awaitable; and a value whose repr must not be asked for
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError, ValueError } from "awaitable/builtins";

class Silent {
  toString() {
    throw new ValueError("nobody asked");
  }
}

class Custom {
  *await() {
    yield* asyncio.sleep(1);
    return "custom";
  }
}

async function gives(value: unknown) {
  return value;
}

async function fails() {
  throw new ValueError("out");
}

print(await asyncio.run(gives(5)), await asyncio.run(new Custom()));
const silent = await asyncio.run(gives(new Silent()));
print(silent instanceof Silent);
try {
  await asyncio.run(fails());
} catch (e: any) {
  if (!(e instanceof ValueError)) throw e;
  print(repr(e));
}
for (const bad of [5, null, gives]) {
  try {
    await asyncio.run(bad);
  } catch (e: any) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
}
