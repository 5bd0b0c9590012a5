/** An inspected run of a Python program: its log tells what the variables hold, and nothing else is different. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { isSameRun } from '../../src/notebook/element/loop/values.ts';
import type { PythonProgram } from '../../src/notebook/languages/python/host.ts';
import { closeOracle, runPython } from '../../src/notebook/languages/python/oracle.ts';
import { twinProgram } from '../../src/notebook/languages/python/twins.ts';
import { readPages } from '../../src/site/commands/content.ts';

after(() => closeOracle());

/** The inspected run, which has done the same as one without. */
async function inspected(program: PythonProgram): Promise<{ readonly told: string[]; readonly lines: string[] }> {
  const [plain, run] = [
    await runPython({ ...program, log: true }),
    await runPython({ ...program, log: true, inspect: true }),
  ];
  assert.deepEqual(run.transcript, plain.transcript);
  assert.ok(plain.log !== undefined && run.log !== undefined);
  assert.ok(isSameRun(plain.log, run.log), 'the event loop does something else');
  const told = run.log.events.flatMap((event) =>
    event.kind !== 'suspended'
      ? []
      : event.stack.map(({ function: name, values, hidden = 0 }) => {
          const list = values?.map(([variable, value]) => `${variable}=${value}`) ?? ['nothing noted'];
          return `${name}: ${list.join(' ')}${hidden > 0 ? ` and ${hidden} more` : ''}`;
        }),
  );
  return { told, lines: run.transcript.lines.map(({ text }) => text) };
}

const program = (source: string): PythonProgram => ({ name: 'cell', source, modules: {}, interrupts: [] });

test('it tells of parameters, variables that have a value, and variables around a function that it mentions', async () => {
  const { told } = await inspected(
    program(`
import asyncio

lock = asyncio.Lock()
left = 3

async def take(amount, *rest, key=1, **more):
    global left
    before = left
    async with lock:
        await asyncio.sleep(amount)
        after = left = before - amount

async def count(to):
    for i in range(to):
        await asyncio.sleep(1)
        yield i

async def main():
    unused = "it's"
    def around():
        return unused
    async def inner():
        await asyncio.sleep(1)
        return unused
    await take(1, 2, x=(4,))
    async for i in count(1):
        pass
    await asyncio.create_task(inner(), name="Ann")

asyncio.run(main())
`),
  );
  assert.deepEqual(told, [
    `main: unused="it's"`,
    "take: amount=1 key=1 rest=(2,) more={'x': (4,)} before=3 left=3 lock=<Lock locked>",
    `main: unused="it's"`,
    'count: to=1 i=0',
    `main: i=0 unused="it's"`,
    `inner: unused="it's"`.replace('inner', 'main.<locals>.inner'),
  ]);
});

test('it shows values of all kinds, within limits', async () => {
  const { told } = await inspected(
    program(`
import asyncio, collections, dataclasses

@dataclasses.dataclass
class Account:
    balance: int
    owner: object = None

async def main():
    account = Account(5, Account(6, Account(7)))
    deep = [1, (2, [3, {4: [5]}]), set(), frozenset({6}), collections.deque([7])]
    long = "x" * 500
    many = list(range(1000))
    big = 10 ** 5000
    error = ValueError("no", 1)
    queue = asyncio.Queue()
    queue.put_nowait("job")
    future = asyncio.Future()
    task = asyncio.create_task(asyncio.sleep(5), name="Ann")
    function = lambda: 1
    coroutine = asyncio.sleep(1)
    kind = Account
    await asyncio.sleep(1)
    coroutine.close()

asyncio.run(main())
`),
  );
  const [main = ''] = told;
  for (const value of [
    'account=Account(balance=5, owner=Account(balance=6, owner=Account(…)))',
    'deep=[1, (2, […]), set(), frozenset({6}), deque([7])]',
    `long='${'x'.repeat(159)}…`,
    'big=<int>',
    "error=ValueError('no', 1)",
    "queue=<Queue ['job']>",
    'future=<Future> task=<Task Ann>',
    'function=<function main.<locals>.<lambda>>',
    'coroutine=<coroutine sleep>',
    'kind=<class Account>',
  ])
    assert.ok(main.includes(` ${value}`), `${value} in ${main}`);
  assert.match(main, / many=\[0, 1, 2, .{140,160}… /);
});

test('it runs no code of the program', async () => {
  const { told, lines } = await inspected(
    program(`
import asyncio

def effect(*_):
    print("effect")
    return {}

class Meta(type):
    __hash__ = __instancecheck__ = __subclasscheck__ = effect
    __module__ = property(effect)

class Odd(metaclass=Meta):
    __repr__ = __str__ = __getattribute__ = __eq__ = __hash__ = effect
    __dict__ = __class__ = property(effect)

class Numbers(list):
    __iter__ = __repr__ = __len__ = effect

async def main():
    odd = Odd()
    key = {1: Odd()}
    numbers = Numbers([1])
    await asyncio.sleep(1)

asyncio.run(main())
`),
  );
  assert.deepEqual([told, lines], [['main: odd=<Odd> key={1: <Odd>} numbers=<Numbers>'], []]);
});

let values = 0;
after(() => assert.ok(values > 500, `only ${values} places were told of`));

describe('the twin of each cell does the same', () => {
  for (const page of readPages()) {
    for (const cell of page.cells.filter(({ measured }) => measured === undefined)) {
      test(`${page.file}: ${cell.id}`, async () => {
        values += (await inspected(twinProgram(page, cell))).told.length;
      });
    }
  }
});
