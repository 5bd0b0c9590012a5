// How values are printed
import { print } from "awaitable/builtins";

print(null, true, false);
print(0, -7, 3.5, -0.25, 1e-7, Number.POSITIVE_INFINITY, Number.NaN, 12345678901);
print("plain", ["in a list", "it's", 'say "no"', "tab\tnew\nline", "back\\slash"]);
print([], [1, [2, []]], [null, true]);
print({}, { a: 1, b: [2] }, new Map([["nested", { x: null }]]));
print(Object.freeze([]), Object.freeze([1]), Object.freeze([1, "two"]));
print(new Set([3]), new Set());
print("a", "b", { sep: "-", end: "!\n" });
print("no line end", { end: "" });
print();
print("ä", "漢", "\u00a0", ["\u00a0", "\x00", "\u200b"]);
const loop: unknown[] = [];
loop.push(loop);
print(loop);
