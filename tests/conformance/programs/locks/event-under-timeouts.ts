// proves: EVT-01
// Waiting for a flag with and without patience
import * as asyncio from "awaitable/asyncio";
import { asyncWith, print, TimeoutError } from "awaitable/builtins";

async function patient(name: string, event: asyncio.Event, limit: number) {
  try {
    await asyncWith(asyncio.timeout(limit), async () => {
      await event.wait();
    });
    print(name, "saw it");
  } catch (e: any) {
    if (!(e instanceof TimeoutError)) throw e;
    print(name, "gave up", event);
  }
}

async function main() {
  const event = new asyncio.Event();
  asyncio.getRunningLoop().callLater(2, () => event.set());
  await asyncio.gather(
    patient("a", event, 1),
    patient("b", event, 3),
    patient("c", event, 2),
    patient("d", event, null),
  );
}

await asyncio.run(main());
