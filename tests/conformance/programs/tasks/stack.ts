// proves: TSK-19 TSK-14
// get_stack() of a suspended task, of a failed one, with a limit
import * as asyncio from "awaitable/asyncio";
import { print, ValueError } from "awaitable/builtins";

async function deep() {
  throw new ValueError("deep down");
}

async function middle() {
  await deep();
}

async function fails() {
  await middle();
}

async function waits() {
  await asyncio.sleep(9);
}

async function main() {
  const task = asyncio.createTask(waits());
  print(task.getStack().length);
  await asyncio.sleep(0);
  print(task.getStack().length, task.getStack({ limit: 1 }).length, task.getStack({ limit: 0 }).length);
  task.cancel();
  await asyncio.wait([task]);
  print(task.getStack().length);
  task.printStack();
  const failed = asyncio.createTask(fails());
  await asyncio.wait([failed]);
  print(failed.getStack().length, failed.getStack({ limit: 2 }).length, failed.getStack({ limit: 9 }).length);
  failed.exception();
}

await asyncio.run(main());
