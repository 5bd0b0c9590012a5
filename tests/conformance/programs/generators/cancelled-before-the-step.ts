// proves: AGN-03
// A task of anext(), athrow() or aclose() that is cancelled before it begins throws CancelledError into the generator
import * as asyncio from "awaitable/asyncio";
import { anext, print, repr, StopAsyncIteration, ValueError } from "awaitable/builtins";

async function* numbers(name: string) {
  try {
    for (let i = 0; i < 5; i++) yield i;
  } catch (e) {
    print(name, "sees", repr(e));
    throw e;
  } finally {
    print(name, "closing");
    await asyncio.sleep(0);
    print(name, "closed");
  }
}

async function* stubborn() {
  try {
    yield 1;
    yield 2;
  } catch (e) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print("refuses");
    yield 3;
  }
}

async function cancelled(gen: any, awaitable: any) {
  const task = asyncio.createTask(awaitable);
  print(task);
  task.cancel();
  try {
    print("gives", await task);
  } catch (e) {
    print("raises", repr(e));
  }
  try {
    print("then", await anext(gen));
  } catch (e) {
    if (!(e instanceof StopAsyncIteration)) throw e;
    print("has ended");
  }
}

async function main() {
  let gen: any = numbers("anext");
  await anext(gen);
  await cancelled(gen, gen.anext());
  gen = numbers("asend");
  await anext(gen);
  await cancelled(gen, gen.asend(5));
  gen = numbers("athrow");
  await anext(gen);
  await cancelled(gen, gen.athrow(new ValueError("v")));
  gen = numbers("aclose");
  await anext(gen);
  await cancelled(gen, gen.aclose());
  for (const method of ["anext", "aclose"]) {
    print("not begun:", method === "anext" ? "__anext__" : method);
    gen = numbers("fresh");
    await cancelled(gen, gen[method]());
  }
  print("ended");
  await cancelled(gen, gen.anext());
  await cancelled(gen, gen.aclose());
  gen = stubborn();
  await anext(gen);
  await cancelled(gen, gen.anext());
  gen = stubborn();
  await anext(gen);
  await cancelled(gen, gen.aclose());
}

await asyncio.run(main());
