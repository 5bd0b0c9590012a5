// What an uncaught exception of one's own leaves on stderr
import { Exception, KeyError, print, RuntimeError, str } from "awaitable/builtins";

print("before");

class Spilled extends Exception {}

function pour() {
  throw new Spilled("two", "cups");
}

try {
  pour();
} catch (e) {
  if (!(e instanceof Spilled)) throw e;
  print("caught", str(e));
}
try {
  throw new KeyError("cup");
} catch (e) {
  if (!(e instanceof KeyError)) throw e;
  throw new RuntimeError("no tea", { cause: e });
}
