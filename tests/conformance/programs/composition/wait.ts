// CMP-18, CMP-20, CMP-21, CMP-22: the three modes and the timeout
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function job(name: string, seconds: number) {
  await asyncio.sleep(seconds);
  if (name.startsWith("bad")) throw new ValueError(name);
  return name;
}

function names(tasks: Iterable<asyncio.Task<unknown>>) {
  return [...tasks].map((task) => task.getName()).sort();
}

async function main() {
  const loop = asyncio.getRunningLoop();

  function start(...jobs: [string, number][]) {
    return jobs.map(([name, seconds]) => asyncio.createTask(job(name, seconds), { name }));
  }

  for (const mode of [asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED]) {
    const begun = loop.time();
    const tasks = start(["a", 1], ["bad", 2], ["c", 3]);
    const [done, pending] = await asyncio.wait(tasks, { returnWhen: mode });
    print(mode, names(done), names(pending), loop.time() - begun);
    await asyncio.wait(tasks);
    print(repr(tasks[1]?.exception()));
  }
  const tasks = start(["quick", 1], ["slow", 5]);
  let [done, pending] = await asyncio.wait(tasks, { timeout: 2 });
  print(names(done), names(pending), [...pending][0]?.cancelling());
  const quick = tasks[0] as asyncio.Task<string>;
  [done, pending] = await asyncio.wait([quick, quick], { timeout: 99 });
  print(names(done), names(pending), loop.time());
}

await asyncio.run(main());
