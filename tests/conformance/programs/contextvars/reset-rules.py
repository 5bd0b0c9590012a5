# proves: CTX-01 CTX-02
# reset(): once, by the same variable, in the same context
import contextvars

a = contextvars.ContextVar("a")
b = contextvars.ContextVar("b", default=0)
token = a.set(1)
for attempt in [lambda: b.reset(token), lambda: contextvars.copy_context().run(a.reset, token)]:
    try:
        attempt()
    except ValueError as e:
        print(type(e).__name__)
a.reset(token)
try:
    a.reset(token)
except RuntimeError as e:
    print(type(e).__name__)
try:
    a.get()
except LookupError as e:
    print(type(e).__name__)
print(a.get("argument"), b.get("argument"), b.get())
