// proves: AGN-05
// closing() closes what it is given, whatever happens in the block
import * as contextlib from "awaitable/contextlib";
import { OSError, print, repr, ValueError, withSync } from "awaitable/builtins";

class Connection {
  constructor(readonly fails = false) {}

  close() {
    print("closed");
    if (this.fails) {
      throw new OSError("close failed");
    }
    return true;
  }
}

const connection = new Connection();
withSync(new contextlib.closing(connection), (given) => {
  print(given === connection);
});
try {
  withSync(new contextlib.closing(connection), () => {
    throw new ValueError("inside");
  });
} catch (e: any) {
  if (!(e instanceof ValueError)) throw e;
  print(repr(e));
}
try {
  withSync(new contextlib.closing(new Connection(true)), () => {
    throw new ValueError("inside");
  });
} catch (e: any) {
  if (!(e instanceof OSError)) throw e;
  print(repr(e));
}
