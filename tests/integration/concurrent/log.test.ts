/** What the log of a run says of executors: who took which call, when it ended, and what came of it. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { sentences } from '../../../src/notebook/element/loop/words.ts';
import type { TraceLog } from '../../../src/notebook/trace/events.ts';
import { compileProgram, language, stopCompiler } from '../../../src/site/commands/programs.ts';
import { twoWorkers } from './programs.ts';

after(stopCompiler);

async function logOf(source: string): Promise<TraceLog> {
  const compiled = await compileProgram({ entry: 'cell.ts', files: { 'cell.ts': source } });
  assert.ok(compiled.ok);
  const { log } = await language.run(compiled, { log: true });
  assert.ok(log !== undefined);
  return log;
}

/** The sentences about executors, each with its time. */
function told(log: TraceLog): string[] {
  const said = sentences(log);
  return log.events.flatMap(({ kind, by, time }, at) =>
    log.entities[by]?.kind === 'worker' || kind === 'submitted' || kind === 'completed' ? [`${time} ${said[at]}`] : [],
  );
}

describe('the log of a program with executors', () => {
  test('tells which worker takes which call, how it ends, and what that wakes; twice the same', async () => {
    const log = await logOf(twoWorkers);
    assert.deepEqual(told(log), [
      '0 Task-1 (main) hands the call nap() to an executor at line 33',
      '0 Task-1 (main) hands the call nap() to an executor at line 33',
      '0 Task-1 (main) hands the call fail() to an executor at line 34',
      '0 Task-1 (main) hands the call square() to an executor at line 35',
      '0 the call square() is cancelled before a worker takes it',
      '0 Process-1 takes the call nap()',
      '0 Process-2 takes the call nap()',
      '2 the call nap() returns in Process-1',
      '2 the callback _set_state() joins the ready queue: scheduled by Process-1',
      '2 Process-1 takes the call fail()',
      '2 the call fail() fails with RangeError in Process-1',
      '2 the callback _set_state() joins the ready queue: scheduled by Process-1',
      '3 the call nap() returns in Process-2',
      '3 the callback _set_state() joins the ready queue: scheduled by Process-2',
    ]);
    assert.deepEqual(await logOf(twoWorkers), log);
  });

  test('has no event of a timer that the program did not set', async () => {
    const { events } = await logOf(twoWorkers);
    assert.deepEqual(
      events.filter(({ kind }) => kind === 'timer'),
      [],
    );
  });
});
