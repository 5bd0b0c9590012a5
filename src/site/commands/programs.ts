/** Programs of this site in Node: TypeScript on `awaitable`. */
import { type TypeScript, typescript } from '../../notebook/command/typescript.ts';
import { awaitable } from '../awaitable/files.ts';

export const language: TypeScript = typescript(awaitable);

export const {
  compile: compileProgram,
  compileWithin,
  run: runProgram,
  start: runInProcess,
  stop: stopCompiler,
} = language;
