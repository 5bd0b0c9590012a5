/** What it takes to compile a small cell in Node, once the compiler is warm. */
import { compileProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import type { Figure } from './figure.ts';
import { Yardstick } from './yardstick.ts';

const ROUNDS = 40;
/** In yardsticks: 40 milliseconds where one takes ten. */
const LIMIT = 4;

const program = (
  round: number,
): string => `import * as asyncio from "awaitable/asyncio"; import { print } from "awaitable/builtins";
  async function keep(name: string): Promise<void> { try { while (true) { print(name); await asyncio.sleep(1); } } finally { print("done"); } }
  async function main() { const t = asyncio.gather(keep("a"), keep("b")); await asyncio.sleep(${round}); t.cancel(); }
  if (import.meta.main) await asyncio.run(main());`;

export async function measure(): Promise<Figure[]> {
  const yardstick = new Yardstick();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    yardstick.take();
    // Each another one: what was compiled is remembered.
    const files = { 'cell.ts': program(round) };
    const began = performance.now();
    const compiled = await compileProgram({ entry: 'cell.ts', files });
    times.push(performance.now() - began);
    if (!compiled.ok) throw new Error('the cell does not compile');
  }
  await stopCompiler();
  const warm = times.slice(ROUNDS / 4).sort((a, b) => a - b);
  return [yardstick.own, yardstick.figure('a small cell', warm[warm.length >> 1] ?? Number.NaN, LIMIT)];
}
