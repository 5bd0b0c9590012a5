/** The compile pipeline in Node. */
import * as esbuild from 'esbuild-wasm';
import { exportNames } from '../../runtime/main.ts';
import { type Compile, type CompileResult, createCompiler, type Program } from '../compile/index.ts';

/** Seconds for one compilation. A real one takes hundredths; very deep nesting makes esbuild's WebAssembly hang or die. */
const DEADLINE = 30;

let compile: Compile | undefined;

/** Compiles a program; the first call starts esbuild, which takes about half a second. */
export const compileProgram: Compile = async (program) => {
  compile ??= createCompiler({ esbuild, runtimeExports: exportNames() });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, DEADLINE * 1000, null);
  });
  try {
    return (await Promise.race([compile(program), late])) ?? (await giveUp(program));
  } catch (error) {
    // esbuild's process has ended.
    if (error instanceof Error && /^The service (was stopped|is no longer running)/.test(error.message)) {
      return await giveUp(program);
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
};

/** Says that esbuild failed, and lets the next compilation start it anew. */
async function giveUp({ entry, files }: Program): Promise<CompileResult> {
  await stopCompiler();
  const [lineText = ''] = (files[entry] ?? '').split('\n');
  const message = 'The compiler gave up on this program; something in it is nested too deeply, or far too long.';
  return { ok: false, errors: [{ message, file: entry, line: 1, column: 1, length: 1, lineText }] };
}

/** Ends esbuild's process; later compilations start it again. A process that does not call this still ends. */
export async function stopCompiler(): Promise<void> {
  await esbuild.stop();
}
