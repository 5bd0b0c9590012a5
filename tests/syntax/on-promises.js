/**
 * What compiled code takes from the runtime, with the meaning that JavaScript
 * gives it: calling starts a function, and a promise comes back. test262 asks
 * about the language, so the compile step is put to it without Python's rules.
 *
 * Runs in the realm of a test; its value is the object that takes the place of `awaitable/lowered`.
 */
(() => {
  const YIELDED = Symbol('yielded');
  const DELEGATED = Symbol('delegated');
  const STEP = Symbol('step');
  const UNTOUCHED = Symbol('untouched');
  // Tests replace what the realm has.
  const { asyncIterator, iterator, asyncDispose, dispose } = Symbol;
  const { defineProperty } = Object;
  const call = Function.prototype.call.bind(Function.prototype.call);

  const has = (value, key) => typeof value === 'object' && value !== null && key in value;
  const isObject = (value) => Object(value) === value;

  /** Waits for what a body yielded; what a `for await` waits for is looked at afterwards. */
  async function born(body) {
    for (let method = 'next', argument; ; ) {
      const { done, value } = body[method](argument);
      if (done) return value;
      try {
        argument = has(value, STEP) ? value[STEP](await value.promise) : await value;
        method = 'next';
      } catch (error) {
        method = 'throw';
        argument = error;
      }
    }
  }

  async function* bornAsyncGenerator(body, method = 'next', argument = undefined) {
    for (;;) {
      const { done, value } = body[method](argument);
      if (done) return value;
      let returns = true;
      try {
        if (has(value, YIELDED)) argument = yield value[YIELDED];
        else if (has(value, DELEGATED)) argument = yield* value[DELEGATED];
        else argument = has(value, STEP) ? value[STEP](await value.promise) : await value;
        method = 'next';
        returns = false;
      } catch (error) {
        method = 'throw';
        argument = error;
        returns = false;
      } finally {
        if (returns) {
          // The generator is to return: so does the body, which may want something else in its own `finally`.
          const end = yield* bornAsyncGenerator(body, 'return', UNTOUCHED);
          // biome-ignore lint/correctness/noUnsafeFinally: a generator that returns from its own finally block takes the place of the return under way; the outer one must do the same.
          if (end !== UNTOUCHED) return end;
        }
      }
    }
  }

  const wrapWith = (born) => (body, code, kind) => {
    const made =
      kind === 'arrow'
        ? (...all) => born(body(...all))
        : {
            method(...all) {
              return born(call(body, this, ...all));
            },
          }.method;
    defineProperty(made, 'name', { value: code.name === '<lambda>' ? '' : code.name, configurable: true });
    return defineProperty(made, 'length', { value: body.length, configurable: true });
  };

  /** The iterator of a `for await`: that of a synchronous iterable is asked for its items, which are awaited. */
  function iterate(iterable) {
    const method = iterable[asyncIterator];
    const isSync = method === undefined || method === null;
    const found = isSync ? iterable[iterator]() : call(method, iterable);
    if (!isObject(found)) throw new TypeError('this is no iterator');
    const { next } = found;
    const ask = () => {
      const result = call(next, found);
      if (!isSync) return result;
      if (!isObject(result)) throw new TypeError('the iterator gave no object');
      const { done, value } = result;
      return settled(found, done, value);
    };
    const iteration = {
      value: undefined,
      step: () => ({
        promise: ask(),
        [STEP](result) {
          if (!isObject(result)) throw new TypeError('the iterator gave no object');
          if (result.done) return false;
          iteration.value = result.value;
          return true;
        },
      }),
      *close() {
        const close = found.return;
        if (close === undefined || close === null) return;
        const result = isSync ? call(close, found) : yield call(close, found);
        if (!isObject(result)) throw new TypeError('the iterator gave no object');
      },
    };
    return iteration;
  }

  async function settled(found, done, value) {
    try {
      return { done, value: await value };
    } catch (error) {
      if (!done) {
        try {
          found.return?.();
        } catch {}
      }
      throw error;
    }
  }

  function scope() {
    const resources = [];
    let failed = false;
    let failure;
    const fail = (error) => {
      failure = failed ? new SuppressedError(error, failure, 'An error was suppressed during disposal') : error;
      failed = true;
    };
    return {
      fail,
      use(value, isAsync) {
        if (value === null || value === undefined) {
          if (isAsync) resources.push({ end: () => undefined, isAsync });
          return value;
        }
        if (!isObject(value)) throw new TypeError('this is no resource');
        let end = isAsync ? value[asyncDispose] : undefined;
        const waits = end !== undefined && end !== null;
        if (!waits) end = value[dispose];
        if (typeof end !== 'function') throw new TypeError('this is no resource');
        resources.push({ end: () => (waits ? call(end, value) : void call(end, value)), isAsync });
        return value;
      },
      *close() {
        for (let resource = resources.pop(); resource !== undefined; resource = resources.pop()) {
          try {
            const disposed = resource.end();
            if (resource.isAsync) yield disposed;
          } catch (error) {
            fail(error);
          }
        }
        if (failed) throw failure;
      },
    };
  }

  const same = (value) => value;
  return {
    born,
    bornAsyncGenerator,
    wrap: wrapWith(born),
    wrapAsyncGenerator: wrapWith(bornAsyncGenerator),
    iterate,
    scope,
    emit: (value) => ({ [YIELDED]: value }),
    *delegate(iterable) {
      return yield { [DELEGATED]: iterable };
    },
    // What only tells the runtime where something stands.
    define() {},
    defineAsyncGenerator() {},
    mark: same,
    markAsyncGenerator: same,
    callable: same,
    asyncGeneratorFunction: same,
    at: same,
    dropped: same,
    thrown: same,
    caught: same,
    outermost: same,
    methodAt() {},
  };
})();
