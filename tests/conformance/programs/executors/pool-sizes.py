# proves: CCF-07
# measured: 3.11
# how many workers a pool has, and their names; an idle worker is reused before another one starts
import threading
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor


def name():
    return threading.current_thread().name


def main():
    for Pool in (ThreadPoolExecutor, ProcessPoolExecutor):
        for count in (0, -1):
            try:
                Pool(count)
            except ValueError as e:
                print(Pool.__name__, count, e)
    pool = ThreadPoolExecutor(5, thread_name_prefix="mine")
    print({pool.submit(name).result() for _ in range(6)})
    pool.shutdown()


if __name__ == "__main__":
    main()
