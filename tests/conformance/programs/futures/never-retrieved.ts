// FUT-23, FUT-24: which failed futures are reported
import * as asyncio from "awaitable/asyncio";
import { print, repr, str, ValueError } from "awaitable/builtins";

async function main() {
  const loop = asyncio.getRunningLoop();
  const [ignored, asked, read, awaited, , fine] = Array.from({ length: 6 }, () =>
    loop.createFuture(),
  ) as asyncio.Future[];
  ignored?.setException(new ValueError("nobody looked"));
  asked?.setException(new ValueError("only done() was called"));
  asked?.done();
  read?.setException(new ValueError("exception() was called"));
  print(repr(read?.exception()));
  awaited?.setException(new ValueError("it was awaited"));
  try {
    await awaited;
  } catch (e) {
    if (!(e instanceof ValueError)) throw e;
    print("caught", str(e));
  }
  fine?.setResult("nobody wanted it");
  print("end");
}

await asyncio.run(main());
