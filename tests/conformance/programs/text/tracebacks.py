# What an uncaught exception of one's own leaves on stderr
print("before")


class Spilled(Exception):
    pass


def pour():
    raise Spilled("two", "cups")


try:
    pour()
except Spilled as e:
    print("caught", e)
try:
    raise KeyError("cup")
except KeyError as e:
    raise RuntimeError("no tea") from e
