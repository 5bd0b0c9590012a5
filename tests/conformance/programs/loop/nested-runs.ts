// proves: LOP-10 RUN-02
// No loop inside a loop; the outer one goes on
import * as asyncio from "awaitable/asyncio";
import { print, repr, RuntimeError } from "awaitable/builtins";

async function nothing() {}

async function main() {
  const loop = asyncio.getRunningLoop();
  const coro = nothing();
  try {
    await asyncio.run(coro);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  try {
    await loop.runUntilComplete(coro);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  const runner = new asyncio.Runner();
  try {
    await runner.run(coro);
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  coro.close();
  const other = asyncio.newEventLoop();
  try {
    await other.runForever();
  } catch (e: any) {
    if (!(e instanceof RuntimeError)) throw e;
    print(repr(e));
  }
  other.close();
  print(asyncio.getRunningLoop() === loop);
}

await asyncio.run(main());
