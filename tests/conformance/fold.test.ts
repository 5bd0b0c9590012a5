/**
 * What the log of a run says, for every cell of the site and every program of the pairs.
 *
 * - After each of its events it is what the runtime itself says at that moment: which tasks there are, what each waits for,
 *   how often it was cancelled, and what is ready in which order.
 * - Each line of output belongs to one event.
 * - Its schedule is CPython's, event by event: its digest is the one recorded in `schedules.json`, or, for the programs that
 *   `DIFFERING` lists with a reason, the one that was recorded beside CPython's. `tests/cpython/` asks CPython again.
 */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { addInstrument, type Instrument } from '../../runtime/asyncio/instruments.ts';
import { runningLoop } from '../../runtime/asyncio/running.ts';
import { Task, unfinishedTasks } from '../../runtime/asyncio/tasks.ts';
import type { EventLoop, Future } from '../../runtime/asyncio/types.ts';
import { passTime, programTime } from '../../runtime/host/clock.ts';
import { execute } from '../../runtime/main.ts';
import { createNodeHost } from '../../src/notebook/command/node-host.ts';
import { cellProgram, type Program } from '../../src/notebook/model/program.ts';
import { MAX_EVENTS, type TraceLog } from '../../src/notebook/trace/events.ts';
import { isOver, type State, stateAt } from '../../src/notebook/trace/fold.ts';
import { Recorder } from '../../src/notebook/trace/recorder.ts';
import { readPages } from '../../src/site/commands/content.ts';
import { readPairs } from '../../src/site/commands/pairs.ts';
import { compileProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import { scheduleOf } from '../../src/site/commands/schedule.ts';
import {
  DIFFERING,
  digestOfSchedule,
  nameOfCell,
  readSchedules,
  whyDiffers,
} from '../../src/site/commands/schedules.ts';

const folder = mkdtempSync(join(tmpdir(), 'fold-'));
after(async () => {
  rmSync(folder, { recursive: true });
  await stopCompiler();
});

/** What stands in a loop's ready queue. */
function readyOf(loop: EventLoop): object[] {
  const { _spare, _ready, _readyCount } = loop as unknown as {
    readonly _spare: readonly ({ readonly isCancelledHandle: boolean } | null)[];
    readonly _ready: readonly { readonly isCancelledHandle: boolean }[];
    readonly _readyCount: number;
  };
  return [..._spare, ..._ready.slice(0, _readyCount)].filter(
    (entry) => entry !== null && !entry.isCancelledHandle,
  ) as object[];
}

/** From so many events on only every 100th is looked at: there are cells with ten thousand tasks. */
const MANY = 2_000;
const STRIDE = 100;

/** Compares at every moment; how often, and the log. */
async function check(program: Program, interrupts: number): Promise<{ compared: number; log: TraceLog }> {
  const compiled = await compileProgram(program);
  assert.ok(compiled.ok);
  const recorder = new Recorder({ language: 'typescript', file: program.entry, here: () => () => null });
  const ids = (recorder as unknown as { readonly _ids: ReadonlyMap<object, number> })._ids;
  let compared = 0;
  let difference: unknown = null;
  // Its lists grow.
  const log = recorder.log() as TraceLog;
  let isFull = false;
  let last = 0;
  const compare = (): void => {
    const loop = runningLoop();
    const { length } = log.events;
    isFull ||= length >= MAX_EVENTS;
    if (loop === null || isFull || difference !== null) return;
    if (length > MANY && length - last < STRIDE) return;
    last = length;
    try {
      compareWith(loop, stateAt(log, length), log, ids);
      compared++;
    } catch (error) {
      difference = error;
    }
  };
  const checker = Object.fromEntries(Object.keys(recorder.instrument).map((name) => [name, compare])) as Instrument;
  const removers = [addInstrument(recorder.instrument as Instrument), addInstrument(checker)];
  const file = join(folder, `${Math.random()}.mjs`);
  writeFileSync(file, compiled.code);
  // As in a process of its own.
  passTime(-programTime());
  const written = { out: 0, err: 0 };
  let left = interrupts;
  await new Promise<void>((resolve, reject) => {
    const host = createNodeHost({
      clock: 'virtual',
      write(stream, text, time, worker) {
        recorder.write(stream, text, time, worker);
        if (worker === undefined) written[stream] += text.split('\n').length - 1;
      },
      stuck() {
        if (left-- > 0) setImmediate(() => host.interrupt());
        else resolve();
      },
    });
    execute(host, () => import(pathToFileURL(file).href)).then(() => resolve(), reject);
  });
  for (const remove of removers) remove();
  if (difference !== null) throw difference;
  const whole = recorder.finish();
  assert.ok(whole !== null);
  checkOutput(whole, written);
  return { compared, log: whole };
}

/** Every line that was printed is one event, and they come in order. */
function checkOutput({ events, dropped }: TraceLog, written: Readonly<Record<'out' | 'err', number>>): void {
  const lines = events.filter((event) => event.kind === 'printed');
  assert.deepEqual(
    lines.map(({ output }) => output),
    lines.map((_, at) => at),
    'each line of output is told once, in order',
  );
  if (dropped > 0) return;
  for (const stream of ['out', 'err'] as const) {
    const told = lines.filter((line) => line.stream === stream).length;
    assert.ok(
      told === written[stream] || told === written[stream] + 1,
      `${told} of ${written[stream]} lines on ${stream}`,
    );
  }
}

/** Compares with what is recorded of a program. */
function checkSchedule(name: string, log: TraceLog): void {
  const recorded = schedules[name];
  assert.ok(recorded !== undefined, `no schedule of ${name} is recorded: run \`npm run record\` and review its diff`);
  const [python, typescript] =
    typeof recorded === 'string' ? [recorded, recorded] : [recorded.python, recorded.typescript];
  assert.equal(
    python === typescript,
    whyDiffers(name) === undefined,
    `${name} is on the list DIFFERING if its schedules differ`,
  );
  assert.equal(
    digestOfSchedule(scheduleOf(log)),
    typescript,
    `what the event loop does has changed; run \`node tests/conformance/schedules.ts ${name}\`, which shows where it is not what CPython's does`,
  );
}

function compareWith(loop: EventLoop, state: State, log: TraceLog, ids: ReadonlyMap<object, number>): void {
  const known = (thing: object): number | undefined => ids.get(thing);
  const at = (what: string): string => `${what}, after event ${state.index}`;
  const tasks = unfinishedTasks(loop);
  for (const task of tasks) {
    const id = known(task) as number;
    const told = state.tasks.get(id);
    assert.ok(told !== undefined && !isOver(told), at(`${task.getName()} is told to be ${told?.status}`));
    assert.equal(told.cancelling, task.cancelling(), at(`how often ${task.getName()} was cancelled`));
    const waiter = task.waiter as Future<unknown> | null;
    // One whose future is done goes on waiting until those that wait for it before have been scheduled.
    const waits = waiter === null || (waiter.done() && told.status !== 'suspended') ? null : known(waiter);
    assert.equal(told.waits?.on ?? null, waits, at(`what ${task.getName()} waits for`));
  }
  const unfinished = new Set(tasks.map(known));
  const living = [...state.tasks].filter(([id, task]) => !isOver(task) && unfinished.has(id));
  assert.equal(living.length, tasks.length, at('how many tasks there are'));
  // The fold has one ready queue for all loops.
  if (log.entities.slice(0, 1_000).filter(({ kind }) => kind === 'loop').length > 1) return;
  const names = readyOf(loop).map((entry) => (entry instanceof Task ? known(entry) : 'callback'));
  const told = state.ready.map((id) => (state.tasks.has(id) ? id : 'callback'));
  assert.deepEqual(told, names, at('the ready queue'));
}

const schedules = readSchedules();
let total = 0;
after(() => assert.ok(total > 50_000, `only ${total} moments were compared`));

describe('cells', () => {
  for (const page of readPages()) {
    for (const cell of page.cells.filter(({ measured }) => measured === undefined)) {
      test(`${page.file}: ${cell.id}`, async () => {
        const { compared, log } = await check(cellProgram(page.cells, cell.id), cell.interrupt === 'idle' ? 1 : 0);
        total += compared;
        checkSchedule(nameOfCell(page, cell), log);
      });
    }
  }
});

describe('pairs of programs', () => {
  for (const { path, typescript, python } of readPairs().filter(({ measured }) => measured === undefined)) {
    test(path, async () => {
      const { compared, log } = await check({ entry: 'a.ts', files: { 'a.ts': typescript } }, python.interrupts.length);
      total += compared;
      checkSchedule(path, log);
    });
  }
});

test('no schedule is recorded or listed of a program that there is not', () => {
  const cells = readPages().flatMap((page) => page.cells.map((cell) => nameOfCell(page, cell)));
  const names = new Set([...cells, ...readPairs().map(({ path }) => path)]);
  const listed = DIFFERING.flatMap(({ programs }) => programs);
  assert.deepEqual(
    [...Object.keys(schedules), ...listed].filter((name) => !names.has(name)),
    [],
  );
  assert.equal(new Set(listed).size, listed.length, 'a program is listed twice');
});
