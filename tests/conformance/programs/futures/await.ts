// FUT-17: awaiting a pending future suspends, a finished one does not; several awaiters resume in order
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function waitForIt(name: string, fut: asyncio.Future<string>) {
  print(name, "waits");
  print(name, "got", await fut);
  print(name, "got again", await fut);
}

async function main() {
  const fut = asyncio.getRunningLoop().createFuture<string>();
  const tasks = ["one", "two", "three"].map((name) => asyncio.createTask(waitForIt(name, fut)));
  await asyncio.sleep(1);
  fut.setResult("mail");
  print("set");
  await asyncio.sleep(0);
  print("one pass later");
  print(tasks.map((task) => task.done()));
}

await asyncio.run(main());
