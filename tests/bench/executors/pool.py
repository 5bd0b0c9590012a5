"""CPython's process pool at the same tasks; prints milliseconds and microseconds as JSON."""

import json
import time
from concurrent.futures import ProcessPoolExecutor

ONE_BY_ONE = 1_000
OUTSTANDING = 10_000


def tiny(n):
    return n + 1


def one_by_one(pool):
    for n in range(ONE_BY_ONE):
        pool.submit(tiny, n).result()


def outstanding(pool):
    for future in [pool.submit(tiny, n) for n in range(OUTSTANDING)]:
        future.result()


def microseconds(calls, count, pool):
    begin = time.perf_counter()
    calls(pool)
    return (time.perf_counter() - begin) * 1e6 / count


if __name__ == "__main__":
    begin = time.perf_counter()
    with ProcessPoolExecutor(2) as pool:
        for future in [pool.submit(tiny, 1), pool.submit(tiny, 2)]:
            future.result()
        start = (time.perf_counter() - begin) * 1000
        print(
            json.dumps(
                {
                    "start": start,
                    "oneByOne": microseconds(one_by_one, ONE_BY_ONE, pool),
                    "outstanding": microseconds(outstanding, OUTSTANDING, pool),
                }
            )
        )
