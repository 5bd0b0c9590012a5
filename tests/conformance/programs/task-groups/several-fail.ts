// proves: TGR-02
// Children that fail in one pass, and in their clean-up: all errors, in order
import * as asyncio from "awaitable/asyncio";
import { asyncWith, BaseExceptionGroup, KeyError, print, repr, ValueError } from "awaitable/builtins";

async function fails(text: string) {
  await asyncio.sleep(1);
  throw new ValueError(text);
}

async function failsLate(text: string) {
  try {
    await asyncio.sleep(9);
  } finally {
    // biome-ignore lint/correctness/noUnsafeFinally: replacing the cancellation is the point.
    throw new KeyError(text);
  }
}

async function main() {
  try {
    await asyncWith(new asyncio.TaskGroup(), async (tg) => {
      tg.createTask(fails("a"));
      tg.createTask(fails("b"));
      tg.createTask(failsLate("c"));
    });
  } catch (e) {
    if (!(e instanceof BaseExceptionGroup)) throw e;
    const [values, others] = e.split(ValueError);
    if (values) print("values", repr(values));
    const [keys, rest] = others ? others.split(KeyError) : [null, null];
    if (keys) print("keys", repr(keys));
    if (rest) throw rest;
  }
}

await asyncio.run(main());
