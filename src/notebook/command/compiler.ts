/** The compile pipeline in Node. */
import * as esbuild from 'esbuild';
import { exportNames } from '../../../runtime/main.ts';
import { type Compile, type CompileResult, createCompiler } from '../languages/typescript/compile/index.ts';
import type { Program } from '../model/program.ts';
import { askEsbuild, EsbuildFailure } from './esbuild.ts';

export { stopEsbuild as stopCompiler } from './esbuild.ts';

/** Seconds for one compilation. A real one takes hundredths; a machine may be a thousand times too busy. */
const DEADLINE = 120;

let compile: Compile | undefined;

/** Compiles a program; the first call starts esbuild. */
export const compileProgram: Compile = (program) => compileWithin(program, DEADLINE);

/** @internal For tests: with a deadline in seconds. */
export async function compileWithin(program: Program, deadline: number): Promise<CompileResult> {
  compile ??= createCompiler({ esbuild, runtimeExports: exportNames() });
  const ours = compile;
  try {
    return await askEsbuild(() => ours(program), deadline);
  } catch (error) {
    if (!(error instanceof EsbuildFailure)) throw error;
    const { entry, files } = program;
    const [lineText = ''] = (files[entry] ?? '').split('\n');
    const message = `The compiler gave up on this program (${error.message}); something in it is nested too deeply, or the machine is too busy.`;
    return { ok: false, errors: [{ message, file: entry, line: 1, column: 1, length: 1, lineText }] };
  }
}
