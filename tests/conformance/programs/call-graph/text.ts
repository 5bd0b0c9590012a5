// proves: GRA-05
// The text form, without the numbers
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

function cleaned(text: string) {
  return text
    .replace(/'[\w./]*\.(py|ts)'/g, "FILE")
    .replace(/id=0x[0-9a-f]+/g, "id=ID")
    .replace(/line \d+/g, "line N");
}

async function job(fut: asyncio.Future<any>) {
  await fut;
}

async function awaiter(task: asyncio.Task<any>) {
  await task;
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture();
  const task = asyncio.createTask(job(fut), { name: "job" });
  const waiter = asyncio.createTask(awaiter(task), { name: "waiter" });
  await asyncio.sleep(0);
  await asyncio.sleep(0);
  print(cleaned(asyncio.formatCallGraph(task)));
  print(cleaned(asyncio.formatCallGraph(fut)));
  print(cleaned(asyncio.formatCallGraph(fut, { limit: 0 })));
  fut.setResult(null);
  await waiter;
  print(cleaned(asyncio.formatCallGraph(fut)));
}

await asyncio.run(main());
