/**
 * What we take over from a CPython newer than the one that judges: programs
 * with the output they must have (`NAME.expected`). Their
 * Python twins run on CPython 3.15, which agrees but for two fixes made after
 * its first release candidate: cancelled-while-cancelling and
 * cancel-from-an-eager-child.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { formatCompileError } from '../../src/notebook/languages/typescript/compile/index.ts';
import { printTranscript } from '../../src/notebook/model/recorded-output.ts';
import { compileProgram, runProgram, stopCompiler } from '../../src/site/commands/programs.ts';

const folder = new URL('./newer/', import.meta.url);

after(() => stopCompiler());

for (const file of globSync('*.ts', { cwd: folder }).sort()) {
  test(file, async () => {
    const source = readFileSync(new URL(file, folder), 'utf8');
    const compiled = await compileProgram({ entry: file, files: { [file]: source } });
    if (!compiled.ok) assert.fail(compiled.errors.map((error) => formatCompileError(error)).join('\n'));
    const run = await runProgram(compiled, { timeout: 60 });
    assert.equal(printTranscript(run), readFileSync(new URL(file.replace(/\.ts$/, '.expected'), folder), 'utf8'));
  });
}
