# proves: CCF-03
# measured: 3.11
# callbacks run in the order they were added, at once where the future is done; what one raises stops no other
from concurrent.futures import Future


def main():
    future = Future()
    future.set_result(1)
    result = future.result()
    other = Future()
    other.add_done_callback(lambda done: print("first", done is other, done.done(), result))
    other.add_done_callback(lambda done: print("second"))
    other.set_result(result)
    other.add_done_callback(lambda done: print("at once"))
    print("after")


if __name__ == "__main__":
    main()
