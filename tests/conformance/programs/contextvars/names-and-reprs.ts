// proves: CTX-06
// Names are strings; what variables and tokens look like
import * as contextvars from "awaitable/contextvars";
import { print, TypeError } from "awaitable/builtins";

try {
  new contextvars.ContextVar(5);
} catch (e: any) {
  if (!(e instanceof TypeError)) throw e;
  print(e.constructor.name);
}
const var_ = new contextvars.ContextVar("var");
const other = new contextvars.ContextVar("other", { default: [1] });
print(var_.name);
print(var_);
print(other);
const token = var_.set(1);
print(token);
print(token.var === var_);
var_.reset(token);
print(token);
