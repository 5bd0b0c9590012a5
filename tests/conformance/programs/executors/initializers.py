# proves: CCF-08
# measured: 3.11
# an initializer runs once in each worker; one that fails breaks the pool
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.thread import BrokenThreadPool

started = []


def start(word):
    started.append(word)


def seen():
    return list(started)


def bad():
    raise ValueError("so")


def main():
    pool = ThreadPoolExecutor(1, initializer=start, initargs=("hello",))
    print(pool.submit(seen).result(), pool.submit(seen).result())
    pool.shutdown()
    try:
        ThreadPoolExecutor(1, initializer=3)
    except TypeError as e:
        print(e)
    broken = ThreadPoolExecutor(1, initializer=bad)
    try:
        print(broken.submit(seen).result())
    except BrokenThreadPool as e:
        print(e)
    try:
        broken.submit(seen)
    except BrokenThreadPool as e:
        print(e)
    broken.shutdown()


if __name__ == "__main__":
    main()
