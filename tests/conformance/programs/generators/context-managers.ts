// AGN-05: async with and with, their order, and what a truthy exit does
import * as asyncio from "awaitable/asyncio";
import { asyncWith, KeyError, print, repr, ValueError, withSync } from "awaitable/builtins";

class Door {
  readonly name: string;
  readonly swallow: boolean;

  constructor(name: string, swallow = false) {
    this.name = name;
    this.swallow = swallow;
  }

  async aenter() {
    await asyncio.sleep(1);
    print(this.name, "opened");
    return this.name;
  }

  async aexit(error: unknown) {
    await asyncio.sleep(1);
    print(this.name, "closed", repr(error));
    return this.swallow;
  }
}

class Lamp {
  enter() {
    print("light on");
    return "lamp";
  }

  exit(error: unknown) {
    print("light off", repr(error));
    return false;
  }
}

async function main() {
  await asyncWith(new Door("front"), async (front) => {
    await asyncWith(new Door("back"), async (back) => {
      withSync(new Lamp(), (lamp) => print("inside", front, back, lamp));
    });
  });
  await asyncWith(new Door("trap", true), async () => {
    throw new ValueError("swallowed");
  });
  print("goes on");
  try {
    await asyncWith(new Door("glass"), async () => {
      throw new KeyError("passes through");
    });
  } catch (e) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }

  async function held() {
    await asyncWith(new Door("cellar"), async () => {
      await asyncio.sleep(9);
    });
  }

  const task = asyncio.createTask(held());
  await asyncio.sleep(2);
  task.cancel();
  await asyncio.wait([task]);
  print(task.cancelled());
}

await asyncio.run(main());
