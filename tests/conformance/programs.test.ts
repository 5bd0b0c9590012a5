/**
 * Pairs of programs: what CPython 3.14 prints of `programs/GROUP/NAME.py`, our
 * runtime prints of `programs/GROUP/NAME.ts`, line by line and at the same
 * virtual times. The groups are those of the checklist that the programs'
 * first lines cite; `normalise()` says what may differ.
 *
 * A line `# interrupt: idle` presses Ctrl-C as soon as the program would wait
 * for ever, once for each such line.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { after, describe, test } from 'node:test';
import { compileProgram, stopCompiler } from '../../src/command/compiler.ts';
import { runProgram } from '../../src/command/run-program.ts';
import { formatCompileError } from '../../src/compile/index.ts';
import { compare } from '../../src/oracle/normalise.ts';
import { closeOracle, runPython } from '../../src/oracle/oracle.ts';

const folder = new URL('./programs/', import.meta.url);
const files = globSync('**/*.{py,ts}', { cwd: folder }).map((file) => file.replaceAll('\\', '/'));
const names = [...new Set(files.map((file) => file.slice(0, -3)))].sort();

after(() => Promise.all([closeOracle(), stopCompiler()]));

for (const group of new Set(names.map(dirname))) {
  describe(group, { concurrency: 4 }, () => {
    for (const name of names.filter((each) => dirname(each) === group)) {
      const [python, typescript] = [`${name}.py`, `${name}.ts`].map((file) =>
        files.includes(file) ? readFileSync(new URL(file, folder), 'utf8') : null,
      );
      const what = /^(?:#|\/\/) (?!proves:)(.*)/m.exec(python ?? typescript ?? '')?.[1] ?? '';
      test(`${basename(name)}: ${what}`, () => agree(name, python ?? null, typescript ?? null));
    }
  });
}

async function agree(name: string, python: string | null, typescript: string | null): Promise<void> {
  assert(python !== null, `programs/${name}.py is missing beside ${name}.ts`);
  assert(typescript !== null, `programs/${name}.ts is missing beside ${name}.py`);
  const interrupts = interruptsOf(python, `${name}.py`);
  assert.deepEqual(interruptsOf(typescript, `${name}.ts`), interrupts, `programs/${name}: other interrupts in the .ts`);

  const file = `${basename(name)}.ts`;
  const compiled = await compileProgram({ entry: file, files: { [file]: typescript } });
  if (!compiled.ok) {
    const errors = compiled.errors.map((error) => formatCompileError(error)).join('\n');
    assert.fail(`programs/${name}.ts does not compile\n${errors}`);
  }
  const [answer, run] = await Promise.all([
    runPython({ name: basename(name).replaceAll('-', '_'), source: python, modules: {}, interrupts }),
    runProgram(compiled, { timeout: 60, interrupts: interrupts.length }),
  ]);
  assert(run.end !== 'broken' && run.end !== 'timeout', `programs/${name}.ts: ${run.end} ${run.why ?? ''}`);
  const { problems } = compare(answer.transcript, run);
  assert(problems.length === 0, `programs/${name}: CPython (-) and here (+)\n${problems.join('\n')}`);
}

function interruptsOf(source: string, file: string): 'idle'[] {
  return [...source.matchAll(/^(?:#|\/\/) interrupt: (.*)$/gm)].map(([, when]) => {
    assert(when === 'idle', `programs/${file}: an interrupt comes when the program is "idle", not "${when}"`);
    return when;
  });
}
