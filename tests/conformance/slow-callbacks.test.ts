// LOP-15: debug mode reports callbacks and steps that take long. By real time, so the judge's virtual clock cannot see it.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { formatCompileError } from '../../src/notebook/languages/typescript/compile/index.ts';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';

after(() => stopCompiler());

const source = `
import * as asyncio from "awaitable/asyncio";

function busy(seconds: number) {
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end);
}

async function step() {
  busy(0.15);
}

async function main() {
  asyncio.getRunningLoop().callSoon(busy, 0.12);
  await asyncio.createTask(step(), { name: "step" });
  const loop = asyncio.getRunningLoop();
  loop.slowCallbackDuration = 5;
  loop.callSoon(busy, 0.12);
  await asyncio.sleep(0);
}

await asyncio.run(main(), { debug: true });
`;

test('slow callbacks and slow steps are reported in debug mode', async () => {
  const compiled = await compileProgram({ entry: 'slow.ts', files: { 'slow.ts': source } });
  if (!compiled.ok) assert.fail(compiled.errors.map((error) => formatCompileError(error)).join('\n'));
  const run = await runProgram(compiled, { clock: 'real', timeout: 60 });
  const reports = run.lines.filter(({ stream }) => stream === 'err').map(({ text }) => text);
  assert.equal(reports.length, 2, reports.join('\n'));
  assert.match(reports[0] as string, /^Executing <Handle busy\(0\.12\).*> took \d+\.\d{3} seconds$/);
  assert.match(reports[1] as string, /^Executing <Task finished name='step' .*> took \d+\.\d{3} seconds$/);
});
