// proves: AGN-05
// Plain generators that do not yield once, and exceptions that look like their end
import * as contextlib from "awaitable/contextlib";
import {
  AttributeError,
  BaseException,
  Exception,
  KeyboardInterrupt,
  print,
  repr,
  RuntimeError,
  StopIteration,
  ValueError,
  withSync,
} from "awaitable/builtins";

const plain = contextlib.contextmanager(function* plain() {
  yield;
});

const never = contextlib.contextmanager(function* never() {
  if (false) {
    yield;
  }
});

const twice = contextlib.contextmanager(function* twice() {
  try {
    yield 1;
    yield 2;
  } finally {
    print("closed");
  }
});

const againAfterError = contextlib.contextmanager(function* againAfterError() {
  try {
    yield 1;
  } catch (e: any) {
    if (!(e instanceof ValueError)) throw e;
    yield 2;
  }
});

const stubborn = contextlib.contextmanager(function* stubborn() {
  try {
    yield 1;
    yield 2;
  } finally {
    yield 3;
  }
});

const endsEarly = contextlib.contextmanager(function* endsEarly() {
  throw new StopIteration("early");
  yield;
});

const endsLate = contextlib.contextmanager(function* endsLate() {
  yield;
  throw new StopIteration("late");
});

const noneAtAll = contextlib.contextmanager(function noneAtAll() {
  return 5 as any;
});

for (const make of [never, twice, stubborn, endsEarly, endsLate, noneAtAll]) {
  try {
    withSync<unknown, void>(make(), () => {
      print("inside");
    });
  } catch (e: any) {
    if (!(e instanceof Exception)) throw e;
    print(repr(e), repr(e.cause ?? null));
  }
}
try {
  withSync(againAfterError(), () => {
    throw new ValueError("inside");
  });
} catch (e: any) {
  if (!(e instanceof RuntimeError)) throw e;
  print(repr(e));
}
for (const error of [new RuntimeError("r"), new StopIteration("s"), new KeyboardInterrupt("k")]) {
  try {
    withSync(plain(), () => {
      throw error;
    });
  } catch (e: any) {
    if (!(e instanceof BaseException)) throw e;
    print(repr(e), e === error);
  }
}
const used = plain();
withSync(used, () => {
  print("once");
});
try {
  withSync(used, () => {
    print("twice");
  });
} catch (e: any) {
  if (!(e instanceof AttributeError)) throw e;
  print(repr(e));
}
