// proves: RUN-04
// A leftover that takes its time, one that fails, one that returns
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";

async function slow() {
  try {
    await asyncio.sleep(99);
  } finally {
    await asyncio.sleep(2);
  }
}

async function returns() {
  try {
    await asyncio.sleep(99);
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    return "no matter";
  }
}

async function fails() {
  try {
    await asyncio.sleep(99);
  } finally {
    throw new ValueError("at the end");
  }
}

const kept: any[] = [];

async function main() {
  for (const make of [slow, returns, fails]) {
    kept.push(asyncio.createTask(make(), { name: make.name }));
  }
  await asyncio.sleep(1);
  print("main ends");
  return "result";
}

print(await asyncio.run(main()));
print(
  [...kept].map((task) => task.done()),
  [...kept].map((task) => task.cancelled()),
);
