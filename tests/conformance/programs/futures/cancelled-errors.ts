// proves: FUT-06 FUT-07 FUT-08
// Every question to a cancelled future makes the error anew, with the message
import * as asyncio from "awaitable/asyncio";
import { print, repr } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  for (const message of ["text", null, 5, ""]) {
    const fut = loop.createFuture();
    print(fut.cancel(message), fut.cancel("again"), fut.done(), fut.cancelled());
    const errors: any[] = [];
    for (const ask of [(f: any) => f.result(), (f: any) => f.exception(), (f: any) => f.result()]) {
      try {
        ask(fut);
      } catch (e: any) {
        if (!(e instanceof asyncio.CancelledError)) throw e;
        errors.push(e);
      }
    }
    print(errors, errors[0] === errors[1]);
    try {
      fut.setResult(1);
    } catch (e: any) {
      if (!(e instanceof asyncio.InvalidStateError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
