// print to stderr, in one order with stdout
import { print, stderr } from "awaitable/builtins";

print("one");
print("two", { file: stderr });
print("three", { end: " " });
print("four", { file: stderr });
print("five");
