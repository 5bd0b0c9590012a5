/** TypeScript in Node: the same compile step as in the browser, and threads to run what it makes. */
import * as esbuild from 'esbuild';
import { Capture } from '../capture/capture.ts';
import type { Language, Run, RunOptions } from '../languages/language.ts';
import { type Compile, type CompileResult, createCompiler } from '../languages/typescript/compile/index.ts';
import type { Compiled } from '../languages/typescript/compile/types.ts';
import type { Runtime, RuntimeFiles } from '../languages/typescript/runtime.ts';
import type { Program } from '../model/program.ts';
import { askEsbuild, EsbuildFailure, stopEsbuild } from './esbuild.ts';
import { realmScript } from './realm-script.ts';
import { type Reader, runInProcess } from './run-in-process.ts';
import { type Realm, startRealm } from './start-realm.ts';

/** Seconds for one compilation. A real one takes hundredths; a machine may be a thousand times too busy. */
const DEADLINE = 120;

export interface TypeScript extends Language<Compiled> {
  /** @internal For tests: with a deadline in seconds. */
  compileWithin(program: Program, deadline: number): Promise<CompileResult>;
  /** Starts a program in a process of its own; see run-in-process.ts. */
  start(compiled: Compiled, options: RunOptions, reader?: Reader): Promise<Realm>;
}

/** TypeScript for programs that run on this runtime. The first compilation starts esbuild. */
export function typescript(runtime: RuntimeFiles): TypeScript {
  let compiler: Promise<Compile> | undefined;
  const load = async (): Promise<Compile> => {
    const { describe } = (await import(runtime.entry.href)) as Pick<Runtime, 'describe'>;
    return createCompiler({ esbuild, runtime: describe() });
  };
  const compileWithin = async (program: Program, deadline: number): Promise<CompileResult> => {
    compiler ??= load();
    const compile = await compiler;
    try {
      return await askEsbuild(() => compile(program), deadline);
    } catch (error) {
      if (!(error instanceof EsbuildFailure)) throw error;
      const { entry, files } = program;
      const [lineText = ''] = (files[entry] ?? '').split('\n');
      const message = `The compiler gave up on this program (${error.message}); something in it is nested too deeply, or the machine is too busy.`;
      return { ok: false, errors: [{ message, file: entry, line: 1, column: 1, length: 1, lineText }] };
    }
  };
  return {
    name: 'typescript',
    compile: (program) => compileWithin(program, DEADLINE),
    compileWithin,
    async run(compiled, options = {}): Promise<Run> {
      const capture = new Capture();
      const realm = startRealm(await realmScript(runtime), compiled, options, {
        take: (message) => capture.take(message),
      });
      const { end, status, exception, why, log } = await realm.ended;
      return {
        ...capture.transcript({ status, exception }),
        end,
        ...(why === undefined ? {} : { why }),
        ...(log === undefined ? {} : { log }),
      };
    },
    start: async (compiled, options, reader) => runInProcess(await realmScript(runtime), compiled, options, reader),
    stop: stopEsbuild,
  };
}
