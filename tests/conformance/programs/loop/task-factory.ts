// LOP-20: a factory makes the tasks of create_task, gather and ensure_future
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

const made: string[][] = [];

function factory(loop: asyncio.EventLoop, coroutine: asyncio.Coroutine<never>, options: object) {
  made.push(Object.keys(options).sort());
  return new asyncio.Task(coroutine, { loop, ...options });
}

async function nap(n: number) {
  await asyncio.sleep(n);
  return n;
}

async function main() {
  const loop = asyncio.getRunningLoop();
  print(loop.getTaskFactory());
  loop.setTaskFactory(factory);
  print(await asyncio.createTask(nap(1), { name: "named" }));
  print(await asyncio.gather(nap(2), nap(1)));
  print(await asyncio.ensureFuture(nap(1)));
  print(made.length);
  loop.setTaskFactory(null);
  await asyncio.createTask(nap(1));
  print(made.length);
  try {
    loop.setTaskFactory(5 as never);
  } catch (e) {
    if (!(e instanceof TypeError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
