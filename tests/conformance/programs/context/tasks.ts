// CTX-08, TSK-27: a task copies the context when it is created, an await shares it
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
import * as contextvars from "awaitable/contextvars";

const user = new contextvars.ContextVar("user", { default: "nobody" });

async function work(name: string) {
  const seen = user.get();
  user.set(name);
  await asyncio.sleep(0);
  return Object.freeze([seen, user.get()]);
}

async function main() {
  user.set("alice");
  const task = asyncio.createTask(work("task"));
  user.set("bob");
  print(await task, user.get());
  print(await work("await"), user.get());
  print(await asyncio.gather(work("one"), work("two")), user.get());
  const shared = contextvars.copyContext();
  await asyncio.createTask(work("in a given context"), { context: shared });
  print(shared.get(user), user.get());
}

await asyncio.run(main());
print(user.get());
