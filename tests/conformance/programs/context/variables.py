# CTX-01, CTX-02, CTX-04: defaults, tokens, running in a context
import contextvars

user = contextvars.ContextVar("user")
colour = contextvars.ContextVar("colour", default="none")

try:
    user.get()
except LookupError as e:
    print(type(e).__name__)
print(user.get("fallback"), colour.get(), colour.get("fallback"), user.name)
token = user.set("alice")
print(token.old_value is contextvars.Token.MISSING, token.var is user)
second = user.set("bob")
print(second.old_value)
user.reset(second)
print(user.get())
try:
    user.reset(second)
except RuntimeError as e:
    print(type(e).__name__)
try:
    colour.reset(token)
except ValueError as e:
    print(type(e).__name__)
user.reset(token)
print(user.get("unset again"))

context = contextvars.copy_context()

def inside():
    user.set("inside")
    try:
        context.run(print)
    except RuntimeError as e:
        print(type(e).__name__)
    return user.get()

print(context.run(inside), user.get("outside"), context[user], len(context), user in context, colour in context)
copy = context.copy()
copy.run(user.set, "in the copy")
print(context[user], copy[user], context.get(colour), context.get(colour, "not set"))
try:
    context[colour]
except KeyError as e:
    print(type(e).__name__)
