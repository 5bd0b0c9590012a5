# proves: AGN-05
# closing() closes what it is given, whatever happens in the block
import contextlib

class Connection:
    def __init__(self, fails=False):
        self.fails = fails

    def close(self):
        print("closed")
        if self.fails:
            raise OSError("close failed")
        return True

connection = Connection()
with contextlib.closing(connection) as given:
    print(given is connection)
try:
    with contextlib.closing(connection):
        raise ValueError("inside")
except ValueError as e:
    print(repr(e))
try:
    with contextlib.closing(Connection(fails=True)):
        raise ValueError("inside")
except OSError as e:
    print(repr(e))
