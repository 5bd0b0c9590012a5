// proves: FUT-18 FUT-17
// A future iterated outside a task
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

const loop = asyncio.newEventLoop();
const fut = new asyncio.Future({ loop });
const steps = fut[Symbol.iterator]();
print(steps.next().value === fut);
try {
  steps.next().value;
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
loop.close();
