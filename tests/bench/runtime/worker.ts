/** One process that runs workloads as they come: `node --expose-gc worker.ts SYSTEM`, lines `NAME N` on stdin, a JSON number each on stdout. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import type * as asyncioModule from '../../../runtime/asyncio.ts';
import { execute } from '../../../runtime/main.ts';
import { createNodeHost } from '../../../src/notebook/command/node-host.ts';
import { compileProgram, stopCompiler } from '../../../src/site/commands/programs.ts';
import * as others from './others.ts';
import * as trampoline from './trampoline.ts';

type Run = (name: string, n: number, measure: () => void) => Promise<unknown> | undefined;

const system = process.argv[2] ?? '';
const gc = (globalThis as unknown as { gc: () => void }).gc;

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Microseconds of this thread's processor time: other processes of the machine
 * do not count. The kernel brings that figure up to date at its ticks, which
 * are milliseconds apart, and whenever a thread goes to sleep; so this one does.
 */
function processorTime(): number {
  Atomics.wait(never, 0, 0, 0.1);
  const { user, system } = process.threadCpuUsage();
  return user + system;
}

async function answer(run: Run): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const [name = '', count = ''] = line.split(' ');
    const n = Number(count);
    gc();
    const before = process.memoryUsage().heapUsed;
    let bytes = 0;
    const begin = processorTime();
    const running = run(name, n, () => {
      gc();
      bytes = process.memoryUsage().heapUsed - before;
    });
    if (running === undefined) {
      console.log('null');
      continue;
    }
    await running;
    const time = processorTime() - begin;
    console.log(JSON.stringify(name === 'park' ? bytes / n : (time / n) * 1e3));
  }
}

/** Ours: through the compile pipeline, under `execute()`, on the virtual clock, as a cell runs. */
async function awaitable(): Promise<void> {
  const source = readFileSync(new URL('awaitable.ts', import.meta.url), 'utf8');
  const compiled = await compileProgram({ entry: 'awaitable.ts', files: { 'awaitable.ts': source } });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
  await stopCompiler();
  const folder = mkdtempSync(join(tmpdir(), 'awaitable-bench-'));
  const file = join(folder, 'program.mjs');
  writeFileSync(file, compiled.code);
  const host = createNodeHost({ clock: 'virtual', write: (_, text) => process.stderr.write(text) });
  await execute(host, async () => {
    const program = (await import(pathToFileURL(file).href)) as Record<
      string,
      (...args: unknown[]) => Promise<unknown>
    >;
    rmSync(folder, { recursive: true });
    const { asyncio } = (globalThis as unknown as Record<symbol, { asyncio: typeof asyncioModule }>)[
      Symbol.for('awaitable.runtime')
    ] as { asyncio: typeof asyncioModule };
    if (process.argv.includes('--listen')) asyncio.addInstrument({});
    await answer((name, n, measure) => {
      const workload = program[name];
      return workload === undefined ? undefined : asyncio.run(workload(n, measure));
    });
  });
}

const systems: Record<string, () => Promise<void>> = {
  awaitable,
  trampoline: () =>
    answer((name, n, measure) => {
      const workload = (trampoline as unknown as Record<string, typeof trampoline.park>)[name];
      if (workload === undefined) return undefined;
      trampoline.run(workload(n, measure));
      return Promise.resolve();
    }),
  promises: () => answer((name, n) => others.promises[name]?.(n)),
  effection: () => answer((name, n) => others.effectionWorkloads[name]?.(n)),
  effect: () => answer((name, n) => others.effectWorkloads[name]?.(n)),
};

await systems[system]?.();
