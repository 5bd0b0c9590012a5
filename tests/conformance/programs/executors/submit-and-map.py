# proves: CCF-04 CCF-05
# measured: 3.11
# submit() refuses after shutdown(); map() gives results in the order of the items, stops at an exception and at its timeout
import time
from concurrent.futures import ThreadPoolExecutor


def square(n):
    return n * n


def add(a, b):
    return a + b


def few(n):
    if n > 1:
        raise ValueError(f"too big: {n}")
    return n


def nap(seconds):
    time.sleep(seconds)
    return seconds


def outcome(ask):
    try:
        return repr(ask())
    except Exception as e:
        return f"{type(e).__name__}({e})"


def main():
    pool = ThreadPoolExecutor(2)
    print(pool.submit(square, 3).result(), pool.submit(add, 1, 2).result())
    print(list(pool.map(square, [3, 1, 2])), list(pool.map(add, [1, 2, 3], [10, 20])))
    given = []
    try:
        for n in pool.map(few, [0, 1, 2, 3]):
            given.append(n)
    except ValueError as e:
        print(given, e)
    slow = pool.map(nap, [0.1, 2], timeout=0.8)
    print(next(slow), outcome(lambda: next(slow)))
    pool.shutdown()
    print(outcome(lambda: pool.submit(square, 1)))
    print(outcome(lambda: pool.map(square, [1])))


if __name__ == "__main__":
    main()
