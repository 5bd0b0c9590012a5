# proves: TGR-02 TGR-03
# Taking a group of errors apart: split, subgroup, derive, nested groups
import asyncio

class Mine(ExceptionGroup):
    def derive(self, excs):
        return Mine("mine: " + self.args[0], excs)

async def main():
    group = ExceptionGroup("all", [ValueError(1), ExceptionGroup("part", [TypeError(2), ValueError(3)]), KeyError("k")])
    print(repr(group.subgroup(ValueError)))
    print(repr(group.subgroup((TypeError, KeyError))))
    print(group.subgroup(OSError))
    match, rest = group.split(ValueError)
    print(repr(match), repr(rest))
    match, rest = group.split(lambda e: isinstance(e, KeyError))
    print(repr(match), repr(rest))
    mine = Mine("m", [ValueError(1), TypeError(2)])
    print(repr(mine.subgroup(TypeError)), str(mine))
    print(repr(BaseExceptionGroup("b", [ValueError(1)])))
    for bad in [lambda: ExceptionGroup("e", []), lambda: ExceptionGroup("e", [1]), lambda: ExceptionGroup("e", [KeyboardInterrupt()])]:
        try:
            bad()
        except (ValueError, TypeError) as e:
            print(repr(e))

asyncio.run(main())
