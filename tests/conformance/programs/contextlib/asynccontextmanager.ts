// proves: AGN-05
// A generator as a context manager: values, exceptions, suppression
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, KeyError, print, repr, ValueError } from "awaitable/builtins";

const door = contextlib.asynccontextmanager(async function* door(name: string) {
  print("opens", name);
  await asyncio.sleep(1);
  try {
    yield name;
  } finally {
    await asyncio.sleep(1);
    print("closes", name);
  }
});

const swallowing = contextlib.asynccontextmanager(async function* swallowing() {
  try {
    yield;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    print("swallowed", repr(e));
  }
});

async function main() {
  await asyncWith(door("front"), async (name) => {
    print("inside", name);
  });
  try {
    await asyncWith(door("back"), async () => {
      throw new KeyError("out");
    });
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }
  await asyncWith(swallowing(), async (nothing) => {
    print(nothing);
    throw new ValueError("in");
  });
  print("goes on");
  try {
    await asyncWith(swallowing(), async () => {
      throw new KeyError("through");
    });
  } catch (e: any) {
    if (!(e instanceof KeyError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
