// TSK-23: an object of one's own can be awaited and made a task
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

class Kettle {
  readonly seconds: number;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  *await() {
    return yield* this.boil() as unknown as asyncio.Coroutine<string>;
  }

  async boil() {
    await asyncio.sleep(this.seconds);
    return `boiled ${this.seconds} s`;
  }
}

async function main() {
  print(await (new Kettle(1) as unknown as Promise<string>));
  const fut = asyncio.ensureFuture(new Kettle(2) as unknown as Promise<string>);
  print(fut instanceof asyncio.Task);
  print(await fut);
  print(await asyncio.gather(new Kettle(3) as unknown as Promise<string>, new Kettle(4) as unknown as Promise<string>));
}

await asyncio.run(main());
