// CAN-09: clean-up may wait, and a second cancel interrupts it
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

async function careful(name: string) {
  try {
    await asyncio.sleep(9);
  } finally {
    try {
      await asyncio.sleep(3);
      print(name, "cleaned up");
    } catch (e) {
      if (e instanceof asyncio.CancelledError) print(name, "clean-up interrupted");
      throw e;
    }
  }
}

async function main() {
  const patient = asyncio.createTask(careful("patient"));
  const hurried = asyncio.createTask(careful("hurried"));
  await asyncio.sleep(1);
  patient.cancel();
  hurried.cancel();
  await asyncio.sleep(0.5);
  hurried.cancel();
  print(await asyncio.gather(patient, hurried, { returnExceptions: true }));
}

await asyncio.run(main());
