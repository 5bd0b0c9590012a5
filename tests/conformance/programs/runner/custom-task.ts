// proves: RUN-08 RUN-04
// A task factory of one's own under run()
import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";

class Mine extends asyncio.Task {}

function factory(loop: asyncio.EventLoop, coro: any, kwargs: any = {}) {
  return new Mine(coro, { loop, ...kwargs });
}

function makeLoop() {
  const loop = asyncio.newEventLoop();
  loop.setTaskFactory(factory);
  return loop;
}

async function main() {
  print(asyncio.currentTask().constructor.name);
  asyncio.createTask(asyncio.sleep(9), { name: "left" });
  return "result";
}

print(await asyncio.run(main(), { loopFactory: makeLoop }));
