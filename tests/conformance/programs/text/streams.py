# print to stderr, in one order with stdout
import sys

print("one")
print("two", file=sys.stderr)
print("three", end=" ")
print("four", file=sys.stderr)
print("five")
