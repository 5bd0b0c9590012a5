/** The compile pipeline in Node. */
import * as esbuild from 'esbuild-wasm';
import { exportNames } from '../../runtime/main.ts';
import { type Compile, createCompiler } from '../compile/index.ts';

let compile: Compile | undefined;

/** Compiles a program; the first call starts esbuild, which takes about half a second. */
export const compileProgram: Compile = (program) => {
  compile ??= createCompiler({ esbuild, runtimeExports: exportNames() });
  return compile(program);
};

/** Ends esbuild's process; later compilations start it again. A process that does not call this still ends. */
export async function stopCompiler(): Promise<void> {
  await esbuild.stop();
}
