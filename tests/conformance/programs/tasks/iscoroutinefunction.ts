// What asyncio.iscoroutinefunction() says, and its warning; CPython writes that once for each line
import * as asyncio from "awaitable/asyncio";
import { print, repr, TypeError } from "awaitable/builtins";

async function coroutineFunction() {}

function plain() {
  return coroutineFunction();
}

async function* generator() {
  yield;
}

class Job {
  async run() {}

  describe() {}

  static async load() {}
}

const job = new Job();
print(asyncio.iscoroutinefunction(coroutineFunction));
print(asyncio.iscoroutinefunction(plain));
print(asyncio.iscoroutinefunction(generator));
print(asyncio.iscoroutinefunction(job.run));
print(asyncio.iscoroutinefunction(job.describe));
print(asyncio.iscoroutinefunction(Job.load));
print(asyncio.iscoroutinefunction(job));
print(asyncio.iscoroutinefunction(null));
print(asyncio.iscoroutinefunction(asyncio.sleep));
print(asyncio.iscoroutinefunction(asyncio.waitFor));
print(asyncio.iscoroutinefunction(asyncio.wait));
print(asyncio.iscoroutinefunction(asyncio.toThread));
print(asyncio.iscoroutinefunction(asyncio.gather));
print(asyncio.iscoroutinefunction(asyncio.run));

async function main() {
  const lock = new asyncio.Lock();
  const queue = new asyncio.PriorityQueue<number>();
  const event = new asyncio.Event();
  const condition = new asyncio.Condition();
  const barrier = new asyncio.Barrier(2);
  print(asyncio.iscoroutinefunction(lock.acquire));
  print(asyncio.iscoroutinefunction(lock.release));
  print(asyncio.iscoroutinefunction(queue.get));
  print(asyncio.iscoroutinefunction(queue.getNowait));
  print(asyncio.iscoroutinefunction(event.wait));
  print(asyncio.iscoroutinefunction(event.set));
  print(asyncio.iscoroutinefunction(condition.acquire));
  print(asyncio.iscoroutinefunction(condition.waitFor));
  print(asyncio.iscoroutinefunction(barrier.wait));
  print(asyncio.iscoroutinefunction(new asyncio.BoundedSemaphore(1).acquire));
  print(asyncio.iscoroutinefunction(() => coroutineFunction()));
  const loop = asyncio.getRunningLoop();
  print(asyncio.iscoroutinefunction(loop.shutdownAsyncgens));
  print(asyncio.iscoroutinefunction(loop.runInExecutor));
  loop.setDebug(true);
  for (const callback of [asyncio.sleep, lock.acquire, coroutineFunction]) {
    try {
      loop.callSoon(callback as () => unknown);
    } catch (e: any) {
      if (!(e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
