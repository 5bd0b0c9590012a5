/** What the driver of the interpreter does for programs that reach for what is around them; each answer is CPython's. */

import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';

/** What a program prints, a `!` before each line of stderr, and how it ends. */
async function outcome(source: string, log = false): Promise<readonly [string, number]> {
  const { transcript } = await runPython({ name: 'program', source, modules: {}, interrupts: [], log });
  const lines = transcript.lines.map(({ stream, text }) => (stream === 'err' ? `! ${text}` : text));
  return [lines.join('\n'), transcript.status];
}

describe('the driver of the interpreter', () => {
  after(closeOracle);

  for (const [code, status] of [
    ['-1', 255],
    ['True', 1],
    ['2**70', 255],
    ['256', 0],
    ['None', 0],
  ] as const) {
    it(`ends with status ${status} after sys.exit(${code})`, async () =>
      assert.deepEqual(await outcome(`import sys; sys.exit(${code})`), ['', status]));
  }

  it('ends with the status of os._exit(), and runs the next program', async () => {
    assert.deepEqual(await outcome('import os; print("a"); os._exit(3)'), ['a', 3]);
    assert.deepEqual(await outcome('print("next")'), ['next', 0]);
  });

  it('prints the traceback of an exception that has no text', async () => {
    const source = 'class E(Exception):\n    def __str__(self): raise ValueError\nraise E()';
    const [output, status] = await outcome(source);
    assert.match(output, /\n! E: <exception str\(\) failed>$/);
    assert.equal(status, 1);
  });

  it('prints both exceptions where the hook for uncaught ones raises another, and ends where it exits', async () => {
    const [output, status] = await outcome('import sys\ndef h(*a): raise ValueError("x")\nsys.excepthook = h\n1 / 0');
    assert.match(
      output,
      /^! Error in sys\.excepthook:\n[\s\S]*ValueError: x\n! \n! Original exception was:\n[\s\S]*division by zero$/,
    );
    assert.doesNotMatch(output, /During handling/);
    assert.equal(status, 1);
    assert.deepEqual(await outcome('import sys\ndef h(*a): sys.exit(7)\nsys.excepthook = h\n1 / 0'), ['', 7]);
  });

  it('refuses to sleep for what is no time, and moves the clock for what is', async () => {
    const source = `import asyncio, time
async def main():
    for length in (-1, None, float("nan"), "a", float("inf"), 2**70):
        try: time.sleep(length)
        except Exception as error: print(type(error).__name__, error)
    time.sleep(True)
    print(asyncio.get_running_loop().time())
asyncio.run(main())`;
    assert.deepEqual(await outcome(source), [
      `ValueError sleep length must be non-negative
TypeError 'NoneType' object cannot be interpreted as an integer
ValueError Invalid value NaN (not a number)
TypeError 'str' object cannot be interpreted as an integer
OverflowError timestamp out of range for platform time_t
OverflowError timestamp too large to convert to C PyTime_t
1.0`,
      0,
    ]);
  });

  it('has one clock, whichever way it is asked for', async () => {
    const source = `import asyncio, datetime, logging, time
logging.basicConfig(format="%(asctime)s %(message)s")
async def main():
    await asyncio.sleep(1.5)
    logging.warning("now")
    print(time.time_ns(), time.monotonic_ns(), time.ctime(), time.asctime(), time.strftime("%S"), time.gmtime()[5])
    print(datetime.date.today(), datetime.datetime.today(), datetime.datetime.utcnow(), time.localtime(0)[0])
asyncio.run(main())`;
    assert.deepEqual(await outcome(source), [
      `! 2024-01-01 00:00:01,500 now
1704067201500000000 1500000000 Mon Jan  1 00:00:01 2024 Mon Jan  1 00:00:01 2024 01 1
2024-01-01 2024-01-01 00:00:01.500000 2024-01-01 00:00:01.500000 1970`,
      0,
    ]);
  });

  it('has no asyncio of an earlier program in a module of the library', async () => {
    // Two programs: the answer to one that was asked before is kept.
    for (const name of ['first', 'second']) {
      const source = `import asyncio, unittest.async_case as cases\nprint("${name}", cases.asyncio is asyncio)`;
      assert.deepEqual(await outcome(source), [`${name} True`, 0]);
    }
  });

  it('has no module of its own among those of the program, and orders sets in one way', async () => {
    const source = `import sys
print("events" in sys.modules, "oracle" in sys.modules)
try: import events
except ImportError as error: print(error)
print({"apple", "pear", "fig"})`;
    const [output] = await outcome(source, true);
    assert.equal(output, "False False\nNo module named 'events'\n{'apple', 'pear', 'fig'}");
  });

  it('prints the same whether its log is asked for or not, in debug mode and when the log is full', async () => {
    const debug = `import asyncio, time
async def slow():
    await asyncio.sleep(1)
    time.sleep(3)
async def main():
    asyncio.get_running_loop().call_later(2, time.sleep, 1)
    await asyncio.create_task(slow(), name="slow")
    await asyncio.sleep(5)
asyncio.run(main(), debug=True)`;
    const full = `import asyncio
async def one(i):
    await asyncio.sleep(i % 7)
    if i == 2999: raise ValueError("last")
async def main():
    tasks = [asyncio.create_task(one(i)) for i in range(3000)]
    tasks[-2].cancel()
    await asyncio.sleep(3)
    print(sum(task.done() for task in tasks))
    await asyncio.gather(*tasks[:-2], tasks[-1])
asyncio.run(main())`;
    for (const source of [debug, full]) assert.deepEqual(await outcome(source, true), await outcome(source));
  });
});
