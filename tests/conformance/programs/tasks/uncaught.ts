// TSK-14: an exception leaves main and ends the program
import * as asyncio from "awaitable/asyncio";
import { Exception, print } from "awaitable/builtins";

class OutOfTea extends Exception {}

async function pour() {
  await asyncio.sleep(1);
  throw new OutOfTea("the pot is empty");
}

async function main() {
  print("pouring");
  await asyncio.createTask(pour());
}

await asyncio.run(main());
