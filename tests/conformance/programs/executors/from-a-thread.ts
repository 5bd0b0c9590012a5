// proves: LOP-13 CMP-28
// a thread calls its loop: callSoonThreadsafe() and runCoroutineThreadsafe()
import * as asyncio from "awaitable/asyncio";
import { print, TypeError, ValueError } from "awaitable/builtins";

function note(n: number) {
  print("progress", n);
}

async function double(n: number) {
  await asyncio.sleep(0.2);
  return 2 * n;
}

async function refuse() {
  throw new ValueError("asked");
}

function work(loop: asyncio.EventLoop) {
  loop.callSoonThreadsafe(note, 1);
  loop.callSoonThreadsafe(note, 2);
  return asyncio.runCoroutineThreadsafe(double, loop, 21).result();
}

function ask(loop: asyncio.EventLoop) {
  return asyncio.runCoroutineThreadsafe(refuse, loop).result();
}

async function main() {
  const loop = asyncio.getRunningLoop();
  print(await asyncio.toThread(work, loop));
  try {
    await asyncio.toThread(ask, loop);
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print("raised", e.message);
  }
  try {
    asyncio.runCoroutineThreadsafe(double as never, loop);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(e.message);
  }
}

if (import.meta.main) await asyncio.run(main());
