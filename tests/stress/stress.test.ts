/** Programs that ask much of a loop, in Node and in Chromium: nothing breaks, nothing becomes slow, nothing is kept. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readProgram } from '../../src/notebook/command/read-program.ts';
import type { Program } from '../../src/notebook/model/program.ts';
import type { Transcript } from '../../src/notebook/model/transcript.ts';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';
import { SandboxPage } from '../browser/sandbox-page.ts';

/** Seconds; alone each takes a few. */
const PATIENCE = 600;

const PROGRAMS = ['cancellations', 'depth', 'hooks', 'memory', 'tasks', 'timers'];
const path = (file: string): string => fileURLToPath(new URL(`programs/${file}`, import.meta.url));
const program = (name: string): Promise<Program> => readProgram(path(`${name}.ts`));

function check(name: string, { lines, exception }: Transcript): void {
  const expected = readFileSync(path(`${name}.expected`), 'utf8')
    .trimEnd()
    .split('\n');
  const printed = lines.filter(({ stream }) => stream === 'out').map(({ text }) => text);
  assert.deepEqual({ printed, exception }, { printed: expected, exception: null });
}

describe('in Node', () => {
  after(stopCompiler);
  for (const name of PROGRAMS) {
    it(name, async () => {
      const compiled = await compileProgram(await program(name));
      assert.ok(compiled.ok, JSON.stringify(compiled));
      const run = await runProgram(compiled, { timeout: PATIENCE });
      assert.equal(run.end, 'finished', run.why);
      check(name, run);
    });
  }
});

describe('in Chromium', () => {
  let page: SandboxPage;
  before(async () => {
    page = await SandboxPage.open({ args: ['--js-flags=--expose-gc', '--enable-precise-memory-info'] });
    page.page.setDefaultTimeout(PATIENCE * 1000);
  });
  after(() => page?.close());
  for (const name of PROGRAMS) {
    it(name, async () => check(name, await page.run(await program(name))));
  }
});
