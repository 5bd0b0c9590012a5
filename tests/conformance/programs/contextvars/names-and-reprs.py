# proves: CTX-06
# Names are strings; what variables and tokens look like
import contextvars

try:
    contextvars.ContextVar(5)
except TypeError as e:
    print(type(e).__name__)
var = contextvars.ContextVar("var")
other = contextvars.ContextVar("other", default=[1])
print(var.name)
print(var)
print(other)
token = var.set(1)
print(token)
print(token.var is var)
var.reset(token)
print(token)
