// proves: AGN-05
// AsyncExitStack: everything in reverse order, waits and plain ones mixed
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, print } from "awaitable/builtins";

class Door {
  name: any;

  constructor(name: string) {
    this.name = name;
  }

  enter() {
    print("enter", this.name);
    return this.name;
  }

  exit(...exc: unknown[]) {
    print("exit", this.name);
  }
}

class AsyncDoor {
  name: any;

  constructor(name: string) {
    this.name = name;
  }

  async aenter() {
    await asyncio.sleep(1);
    print("aenter", this.name);
    return this.name;
  }

  async aexit(...exc: unknown[]) {
    await asyncio.sleep(1);
    print("aexit", this.name);
  }
}

async function goodbye(name: string) {
  await asyncio.sleep(1);
  print("goodbye", name);
}

async function main() {
  let stack: any;
  await asyncWith(new contextlib.AsyncExitStack(), async (stack) => {
    print(stack.enterContext(new Door("a")));
    print(await stack.enterAsyncContext(new AsyncDoor("b")));
    stack.callback(print, "callback", 1);
    stack.pushAsyncCallback(goodbye, "c");
    stack.push(new Door("d"));
    stack.pushAsyncExit(new AsyncDoor("e"));
    print("block ends");
  });
  stack = new contextlib.AsyncExitStack();
  stack.callback(print, "moved");
  const other = stack.popAll();
  await stack.aclose();
  print("empty one closed");
  await other.aclose();
}

await asyncio.run(main());
