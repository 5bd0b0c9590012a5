// TSK-20: what a destroyed task awaits while it cleans up is run as far as it does not wait
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, RuntimeError, ValueError } from "awaitable/builtins";

async function five() {
  return 5;
}

async function inTimeout() {
  await asyncWith(asyncio.timeout(10), async () => {
    try {
      await asyncio.sleep(3600);
    } finally {
      print("in_timeout cleans up");
    }
  });
}

async function awaits() {
  try {
    await asyncio.sleep(3600);
  } finally {
    const done = loop.createFuture<number>();
    done.setResult(7);
    print("awaits", await five(), await done);
  }
}

async function sleeps() {
  try {
    await asyncio.sleep(3600);
  } finally {
    await asyncio.sleep(1);
    print("never");
  }
}

async function outer() {
  try {
    await sleeps();
  } catch (error) {
    if (!(error instanceof RuntimeError)) throw error;
    print("outer sees", error.message);
  } finally {
    print("outer", await five());
  }
}

async function fails() {
  try {
    await asyncio.sleep(3600);
  } finally {
    throw new ValueError("the clean-up failed");
  }
}

async function givesWay() {
  try {
    await asyncio.sleep(3600);
  } finally {
    await asyncio.sleep(0);
  }
}

const programs = { in_timeout: inTimeout, awaits, outer, fails, gives_way: givesWay };

async function start() {
  return Object.entries(programs).map(([name, f]) => asyncio.createTask<unknown>(f(), { name }));
}

const loop = asyncio.newEventLoop();
const tasks = await loop.runUntilComplete(start());
await loop.runUntilComplete(asyncio.sleep(1));
print(tasks.length);
loop.close();
