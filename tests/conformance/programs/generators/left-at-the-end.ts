// proves: AGN-02 RUN-01
// The task that closes a generator is cancelled before its first step when main() has ended: the generator sees CancelledError
import * as asyncio from "awaitable/asyncio";
import { GeneratorExit, print, repr, ValueError } from "awaitable/builtins";

async function* numbers(name: string) {
  try {
    for (let i = 0; i < 5; i++) yield i;
  } catch (e) {
    print(name, "sees", repr(e), "in", asyncio.currentTask()?.getName());
    throw e;
  } finally {
    print(name, "closing");
    await asyncio.sleep(0);
    print(name, "closed");
  }
}

async function raises() {
  for await (const _ of numbers("raise")) throw new ValueError("boom");
}

async function returns() {
  for await (const _ of numbers("return")) return 5;
}

async function breaks() {
  for await (const _ of numbers("break")) break;
}

async function waits() {
  for await (const _ of numbers("wait")) await asyncio.sleep(10);
}

async function left_over() {
  asyncio.createTask(waits());
  await asyncio.sleep(1);
}

async function cancelled() {
  const task = asyncio.createTask(waits());
  await asyncio.sleep(1);
  task.cancel();
  try {
    await task;
  } catch (e) {
    print("cancelled", repr(e));
  }
  for (let i = 0; i < 4; i++) {
    await asyncio.sleep(0);
    print("turn", i);
  }
}

async function* stubborn() {
  try {
    yield 1;
    yield 2;
  } catch (e) {
    if (e instanceof asyncio.CancelledError) {
      print("refuses to be cancelled");
      yield 3;
    } else if (e instanceof GeneratorExit) {
      print("refuses to end");
      yield 4;
    }
  }
}

async function refused() {
  for await (const _ of stubborn()) break;
}

async function refused_later() {
  for await (const _ of stubborn()) break;
  await asyncio.sleep(1);
}

for (const test of [raises, returns, breaks, left_over, cancelled, refused, refused_later]) {
  print("--", test.name);
  try {
    print(await asyncio.run(test() as Promise<unknown>));
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print("out comes", repr(e));
  }
}
