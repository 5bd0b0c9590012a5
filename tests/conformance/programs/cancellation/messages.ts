// CAN-16: whose message arrives where
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function leaf() {
  try {
    await asyncio.sleep(9);
  } catch (e) {
    print("leaf", repr(e));
    throw e;
  }
}

async function branch(task: PromiseLike<unknown>) {
  try {
    await task;
  } catch (e) {
    print("branch", repr(e));
    throw e;
  }
}

async function main() {
  const inner = asyncio.createTask(leaf());
  const outer = asyncio.createTask(branch(inner));
  await asyncio.sleep(1);
  outer.cancel("first");
  outer.cancel("second");
  for (let i = 0; i < 2; i++) {
    try {
      await outer;
    } catch (e) {
      print("main", repr(e));
    }
  }
  try {
    await inner;
  } catch (e) {
    print("main, of inner", repr(e));
  }
}

await asyncio.run(main());
