/** What must cost about the same however many there are: tasks alive at once, and coroutines that await one another. */
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import type { Figure } from './figure.ts';

const PROGRAM = `import * as asyncio from "awaitable/asyncio";
import { asyncWith } from "awaitable/builtins";

async function one(value: number) {
  return value;
}
async function round(count: number) {
  await asyncWith(new asyncio.TaskGroup(), async (group) => {
    for (let i = 0; i < count; i++) group.createTask(one(1));
  });
}
async function tasks(count: number, times: number) {
  const began = performance.now();
  for (let i = 0; i < times; i++) await round(count);
  return performance.now() - began;
}

async function nested(depth: number, resumes: number): Promise<number> {
  if (depth > 0) return (await nested(depth - 1, resumes)) + 1;
  for (let i = 0; i < resumes; i++) await asyncio.sleep(0);
  return 0;
}
async function resumed(depth: number, resumes: number) {
  const task = asyncio.createTask(nested(depth, resumes));
  // Down there first.
  await asyncio.sleep(0);
  await asyncio.sleep(0);
  const began = performance.now();
  await task;
  return performance.now() - began;
}

async function main() {
  await tasks(1000, 50);
  const few = await tasks(1000, 300);
  // The collector of garbage may be late; what is not flat is late every time.
  let many = Infinity;
  for (let i = 0; i < 4; i++) many = Math.min(many, await tasks(300_000, 1));
  console.log(many / few);
  await resumed(10, 20_000);
  const shallow = await resumed(10, 200_000);
  console.log((await resumed(10_000, 200_000)) / shallow);
}

await asyncio.run(main());
`;

export async function measure(): Promise<Figure[]> {
  const compiled = await compileProgram({ entry: 'flat.ts', files: { 'flat.ts': PROGRAM } });
  if (!compiled.ok) throw new Error(compiled.errors.map(({ message }) => message).join('\n'));
  const { lines, why } = await runProgram(compiled, { timeout: 600 });
  await stopCompiler();
  const [tasks = Number.NaN, depth = Number.NaN] = lines.map(({ text }) => Number(text));
  if (Number.isNaN(tasks + depth)) throw new Error(why ?? lines.map(({ text }) => text).join('\n'));
  return [
    // Some two times are usual, as memory is farther away.
    { what: '300,000 tasks at once / as many, a thousand at a time', value: tasks, unit: '×', limit: 10 },
    { what: 'resuming a coroutine 10,000 deep / 10 deep', value: depth, unit: '×', limit: 10 },
  ];
}
