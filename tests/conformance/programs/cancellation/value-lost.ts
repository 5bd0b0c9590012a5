// The future is full, but the task is cancelled before it resumes
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function fetch(fut: asyncio.Future<string>) {
  try {
    print("got", await fut);
  } catch (e) {
    if (e instanceof asyncio.CancelledError) print("cancelled, though the future holds", fut.result());
    throw e;
  }
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture<string>();
  const task = asyncio.createTask(fetch(fut));
  await asyncio.sleep(1);
  fut.setResult("mail");
  print(task.cancel());
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
