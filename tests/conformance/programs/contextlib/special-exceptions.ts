// proves: AGN-05
// RuntimeError, StopAsyncIteration and cancellation through a manager; a second block
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import {
  AttributeError,
  asyncWith,
  Exception,
  print,
  repr,
  RuntimeError,
  StopAsyncIteration,
} from "awaitable/builtins";

const plain = contextlib.asynccontextmanager(async function* plain() {
  yield;
});

async function waits() {
  await asyncWith(plain(), async () => {
    await asyncio.sleep(9);
  });
}

async function main() {
  for (const error of [new RuntimeError("r"), new StopAsyncIteration("s")]) {
    try {
      await asyncWith(plain(), async () => {
        throw error;
      });
    } catch (e: any) {
      if (!(e instanceof Exception)) throw e;
      print(repr(e), e === error);
    }
  }
  const used = plain();
  await asyncWith(used, async () => {
    print("once");
  });
  try {
    await asyncWith(used, async () => {
      print("twice");
    });
  } catch (e: any) {
    if (!(e instanceof AttributeError)) throw e;
    print(repr(e));
  }
  const task = asyncio.createTask(waits());
  await asyncio.sleep(1);
  task.cancel("stop");
  try {
    await task;
  } catch (e: any) {
    if (!(e instanceof asyncio.CancelledError)) throw e;
    print(repr(e));
  }
}

await asyncio.run(main());
