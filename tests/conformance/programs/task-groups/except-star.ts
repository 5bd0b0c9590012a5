// proves: TGR-02 TGR-03
// Taking a group of errors apart: split, subgroup, derive, nested groups
import * as asyncio from "awaitable/asyncio";
import {
  BaseExceptionGroup,
  ExceptionGroup,
  KeyboardInterrupt,
  KeyError,
  OSError,
  print,
  repr,
  str,
  TypeError,
  ValueError,
} from "awaitable/builtins";

class Mine extends ExceptionGroup {
  derive(excs: any) {
    return new Mine("mine: " + this.args[0], excs);
  }
}

async function main() {
  const group = new ExceptionGroup("all", [
    new ValueError(1),
    new ExceptionGroup("part", [new TypeError(2), new ValueError(3)]),
    new KeyError("k"),
  ]);
  print(repr(group.subgroup(ValueError)));
  print(repr(group.subgroup([TypeError, KeyError])));
  print(group.subgroup(OSError));
  let [match, rest] = group.split(ValueError);
  print(repr(match), repr(rest));
  [match, rest] = group.split((e: any) => e instanceof KeyError);
  print(repr(match), repr(rest));
  const mine = new Mine("m", [new ValueError(1), new TypeError(2)]);
  print(repr(mine.subgroup(TypeError)), str(mine));
  print(repr(new BaseExceptionGroup("b", [new ValueError(1)])));
  for (const bad of [
    () => new ExceptionGroup("e", []),
    () => new ExceptionGroup("e", [1]),
    () => new ExceptionGroup("e", [new KeyboardInterrupt()]),
  ]) {
    try {
      bad();
    } catch (e: any) {
      if (!(e instanceof ValueError || e instanceof TypeError)) throw e;
      print(repr(e));
    }
  }
}

await asyncio.run(main());
