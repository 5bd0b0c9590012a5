// proves: CMP-20 CMP-21
// The first result wins, the rest are cancelled and gathered
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function job(name: string, delay: number) {
  try {
    await asyncio.sleep(delay);
    return name;
  } finally {
    print(name, "ends");
  }
}

async function main() {
  const tasks = [
    ["slow", 3],
    ["quick", 1],
  ].map(([n, d]) => asyncio.createTask(job(n, d)));
  const [done, pending] = await asyncio.wait(tasks, { returnWhen: asyncio.FIRST_COMPLETED });
  print([...done].map((task) => task.result()));
  for (const task of pending) {
    task.cancel();
  }
  print(await asyncio.gather(...pending, { returnExceptions: true }));
}

await asyncio.run(main());
