// proves: AGN-01 AGN-02
// A generator that only the loop held is closed by a task of its own, made in the next pass: after break, return and an exception
import * as asyncio from "awaitable/asyncio";
import { print, repr, ValueError } from "awaitable/builtins";

async function* numbers(name: string) {
  try {
    for (let i = 0; i < 5; i++) yield i;
  } catch (e) {
    print(name, "sees", repr(e), "in", asyncio.currentTask()?.getName());
    throw e;
  } finally {
    print(name, "closing");
    await asyncio.sleep(0);
    print(name, "closed");
  }
}

async function tick(n: number) {
  for (let i = 0; i < n; i++) {
    print("tick", i);
    await asyncio.sleep(0);
  }
}

async function turns(n: number) {
  for (let i = 0; i < n; i++) {
    await asyncio.sleep(0);
    print("turn", i);
  }
}

async function broken() {
  for await (const _ of numbers("break")) break;
  print("left by break");
}

async function first(name: string) {
  for await (const x of numbers(name)) return x;
}

async function returned() {
  print(await first("return"));
}

async function raised() {
  try {
    for await (const _ of numbers("raise")) throw new ValueError("boom");
  } catch (e) {
    print("caught", repr(e));
    await turns(3);
  }
  print("after except");
}

async function raised_below() {
  const below = async () => {
    for await (const _ of numbers("below")) throw new ValueError("boom");
  };
  let kept: unknown;
  try {
    await below();
  } catch (e) {
    kept = e;
  }
  print("caught", repr(kept));
}

class Source {
  name: string;
  inner = this;
  constructor(name: string) {
    this.name = name;
  }
  async *items() {
    for await (const x of numbers(this.name)) yield x;
  }
  async all() {
    for await (const _ of this.items()) break;
    print("left all");
  }
}

async function methods() {
  const source = new Source("of a variable");
  for await (const _ of source.inner.items()) break;
  for await (const _ of new Source("of a new object").items()) break;
  await new Source("of self").all();
}

async function nested() {
  for await (const _ of numbers("outer")) {
    for await (const _ of numbers("inner")) break;
    print("after inner");
    break;
  }
  print("after outer");
}

async function nested_raise() {
  try {
    for await (const _ of numbers("outer")) {
      for await (const _ of numbers("inner")) throw new ValueError("boom");
    }
  } catch {
    print("caught");
  }
}

async function continued() {
  for (let i = 0; i < 3; i++) {
    for await (const x of numbers(`number ${i}`)) if (x === i) break;
  }
}

async function to_the_end() {
  for await (const x of numbers("whole")) print(x);
}

async function kept() {
  const made: AsyncGenerator<number, void, unknown>[] = [];
  function make() {
    made.push(numbers("kept"));
    return made[0]!;
  }
  for await (const _ of make()) break;
  print("left, and somebody has it");
  await turns(2);
  for await (const x of made[0]!) {
    print("goes on with", x);
    break;
  }
  await (made[0] as any).aclose();
}

async function main() {
  for (const test of [
    broken,
    returned,
    raised,
    raised_below,
    methods,
    nested,
    nested_raise,
    continued,
    to_the_end,
    kept,
  ]) {
    print("--", test.name);
    const other = asyncio.createTask(tick(7));
    await test();
    await turns(5);
    await other;
  }
}

await asyncio.run(main());
