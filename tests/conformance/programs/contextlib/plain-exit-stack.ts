// proves: AGN-05
// ExitStack: everything in reverse order, exceptions seen, replaced and swallowed; popAll, close
import * as asyncio from "awaitable/asyncio";
import * as contextlib from "awaitable/contextlib";
import { asyncWith, Exception, KeyError, print, repr, TypeError, ValueError, withSync } from "awaitable/builtins";

class Door {
  constructor(
    readonly name: string,
    readonly does: string = "pass",
  ) {}

  enter() {
    print("enter", this.name);
    return this.name;
  }

  exit(e: unknown) {
    print("exit", this.name, repr(e));
    if (this.does === "replace") {
      throw new KeyError(this.name);
    }
    return this.does === "swallow";
  }
}

class Nothing {}

function seen(e: unknown) {
  print("function sees", repr(e));
  return true;
}

function attempt(...kinds: string[]) {
  try {
    withSync(new contextlib.ExitStack(), (stack) => {
      for (const kind of kinds) {
        stack.enterContext(new Door(kind, kind));
      }
      throw new ValueError("block");
    });
  } catch (e: any) {
    if (!(e instanceof Exception)) throw e;
    print("out", repr(e));
    return;
  }
  print("swallowed");
}

async function main() {
  await asyncWith(new contextlib.ExitStack(), async (stack) => {
    stack.enterContext(new Door("waits"));
    await asyncio.sleep(1);
    stack.callback(print, "slept");
  });
}

withSync(new contextlib.ExitStack(), (stack) => {
  print(stack.enterContext(new Door("a")));
  print(stack.callback(print, "callback", 1) === print);
  const entered = new Door("b");
  print(stack.push(entered) === entered);
  print(stack.push(seen) === seen);
  print("block ends");
});
attempt("pass", "pass");
attempt("pass", "swallow", "pass");
attempt("pass", "replace", "pass");
attempt("swallow", "replace");
attempt("replace", "swallow");
withSync(new contextlib.ExitStack(), (stack) => {
  stack.push(seen);
  throw new ValueError("to a function");
});
const stack = new contextlib.ExitStack();
stack.callback(print, "moved");
const other = stack.popAll();
print(other.constructor.name, other === stack);
stack.close();
print("empty one closed");
other.close();
other.close();
const failing = new contextlib.ExitStack();
failing.callback(print, "still called");
failing.push(new Door("fails", "replace"));
try {
  failing.close();
} catch (e: any) {
  if (!(e instanceof KeyError)) throw e;
  print(repr(e));
}
try {
  withSync(new contextlib.ExitStack(), (stack) => {
    stack.callback(print, "left all the same");
    stack.enterContext(new Nothing() as any);
  });
} catch (e: any) {
  if (!(e instanceof TypeError)) throw e;
  print(repr(e));
}
await asyncio.run(main());
