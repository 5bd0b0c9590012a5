// proves: AGN-05
// A generator as a plain context manager: values, exceptions, suppression, awaits in the block
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, KeyError, print, repr, ValueError, withSync } from "awaitable/builtins";

const door = contextlib.contextmanager(function* door(name: string) {
  print("opens", name);
  try {
    yield name;
  } finally {
    print("closes", name);
  }
});

const swallowing = contextlib.contextmanager(function* swallowing() {
  try {
    yield;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print("swallowed", repr(e));
  }
});

const replacing = contextlib.contextmanager(function* replacing() {
  try {
    yield;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    throw new KeyError("instead", { cause: e });
  }
});

withSync(door("front"), (name) => {
  print("inside", name);
});
try {
  withSync(door("back"), () => {
    throw new KeyError("out");
  });
} catch (e: any) {
  if (!(e instanceof KeyError)) throw e;
  print(repr(e));
}
withSync(swallowing(), (nothing) => {
  print(nothing);
  throw new ValueError("in");
});
print("goes on");
try {
  withSync(swallowing(), () => {
    throw new KeyError("through");
  });
} catch (e: any) {
  if (!(e instanceof KeyError)) throw e;
  print(repr(e));
}
try {
  withSync(replacing(), () => {
    throw new ValueError("first");
  });
} catch (e: any) {
  if (!(e instanceof KeyError)) throw e;
  print(repr(e), repr(e.cause));
}

async function waits(name: string) {
  await asyncWith(door(name), async () => {
    await asyncio.sleep(1);
    print(name, "slept");
    await asyncio.sleep(9);
  });
}

async function main() {
  await asyncWith(swallowing(), async () => {
    await asyncio.sleep(1);
    throw new ValueError("after an await");
  });
  const task = asyncio.createTask(waits("task"));
  await asyncio.sleep(2);
  task.cancel("stop");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
