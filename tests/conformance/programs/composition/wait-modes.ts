// proves: CMP-21
// First completed, first exception, and a timeout at the very moment
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";

async function job(delay: number, outcome: any) {
  await asyncio.sleep(delay);
  if (outcome === "fail") {
    throw new ValueError(outcome);
  }
  if (outcome === "cancel") {
    throw new asyncio.CancelledError();
  }
  return outcome;
}

async function attempt(jobs: any, mode: any, timeout: any) {
  const tasks = [...jobs].map(([delay, outcome]) => asyncio.createTask(job(delay, outcome)));
  const loop = asyncio.getRunningLoop();
  const start = loop.time();
  const [done, pending] = await asyncio.wait(tasks, { timeout, returnWhen: mode });
  print(
    mode,
    `${loop.time() - start}`,
    tasks.map((task) => done.has(task)),
  );
  for (const task of tasks) {
    task.cancel();
  }
  await asyncio.gather(...tasks, { returnExceptions: true });
}

async function main() {
  await attempt(
    [
      [1, "a"],
      [1, "b"],
      [2, "c"],
    ],
    asyncio.FIRST_COMPLETED,
    null,
  );
  await attempt(
    [
      [1, "a"],
      [2, "fail"],
      [3, "c"],
    ],
    asyncio.FIRST_EXCEPTION,
    null,
  );
  await attempt(
    [
      [1, "cancel"],
      [2, "b"],
      [3, "c"],
    ],
    asyncio.FIRST_EXCEPTION,
    null,
  );
  await attempt(
    [
      [1, "a"],
      [2, "b"],
    ],
    asyncio.ALL_COMPLETED,
    1,
  );
  await attempt(
    [
      [1, "fail"],
      [2, "b"],
    ],
    asyncio.ALL_COMPLETED,
    5,
  );
  await attempt([[1, "a"]], asyncio.ALL_COMPLETED, 0);
}

await asyncio.run(main());
