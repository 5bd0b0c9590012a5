/**
 * Pairs of programs that print the same in Python and in TypeScript, for the recorder and the tests:
 * `tests/conformance/programs/GROUP/NAME.py`, `NAME.ts`, and beside them `NAME.expected`, what CPython printed.
 *
 * Comments of the Python program say how it is run. `# interrupt: idle` presses Ctrl-C as soon as the program would
 * wait for ever, once for each such line. `# measured: 3.11` is for programs that need real threads, processes
 * or the error numbers of Linux: CPython in WebAssembly has none of these. They were recorded on that version, in real time.
 */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Run, RunOptions } from '../../notebook/languages/language.ts';
import type { PythonProgram } from '../../notebook/languages/python/host.ts';
import { digestOf } from '../../notebook/languages/python/twins.ts';
import { formatCompileError } from '../../notebook/languages/typescript/compile/index.ts';
import { printTranscript, readTranscript } from '../../notebook/model/recorded-output.ts';
import type { Transcript } from '../../notebook/model/transcript.ts';
import { ROOT } from './content.ts';
import { compileProgram, runProgram } from './programs.ts';

/** Where they are. */
export const PAIRS_FOLDER = 'tests/conformance/programs';

/** Seconds that a program may take; on the virtual clock each takes milliseconds. */
const TIMEOUT = 120;

export interface Pair {
  /** Path without ending: `tests/conformance/programs/futures/await`. */
  readonly path: string;
  readonly python: PythonProgram;
  readonly typescript: string;
  /** The version of CPython that recorded it in real time; absent: 3.14 does, on the virtual clock. */
  readonly measured?: '3.11';
}

/** Every pair, in the order of their paths. Throws for a program without its other half, or with a comment that is wrong. */
export function readPairs(): Pair[] {
  const files = globSync(`${PAIRS_FOLDER}/**/*.{py,ts}`, { cwd: ROOT }).map((file) => file.replaceAll('\\', '/'));
  return [...new Set(files.map((file) => file.slice(0, -3)))].sort().map(readPair);
}

function readPair(path: string): Pair {
  const [python, typescript] = ['.py', '.ts'].map((ending) => {
    if (!existsSync(join(ROOT, path + ending))) throw new Error(`${path}${ending} is missing beside its other half`);
    return readFileSync(join(ROOT, path + ending), 'utf8');
  }) as [string, string];
  const interrupts = commentsOf(python, 'interrupt', 'idle', path);
  const [measured] = commentsOf(python, 'measured', '3.11', path);
  return {
    path,
    python: { name: basename(path).replaceAll('-', '_'), source: python, modules: {}, interrupts },
    typescript,
    ...(measured === undefined ? {} : { measured }),
  };
}

/** The values of the comments `# NAME: VALUE`, of which there is one that is known. */
function commentsOf<Known extends string>(source: string, name: string, known: Known, path: string): Known[] {
  return [...source.matchAll(new RegExp(`^# ${name}: (.*)$`, 'gm'))].map(([, value]) => {
    if (value !== known) throw new Error(`${path}.py: "# ${name}: ${value}" is not known; write "# ${name}: ${known}"`);
    return known;
  });
}

/** The file that holds what CPython printed. */
export function expectedFile(pair: Pair): string {
  return `${pair.path}.expected`;
}

/** The content of that file. Its first line says of which program the output is. */
export function printExpected(pair: Pair, transcript: Transcript): string {
  return `${headOf(pair)}\n${printTranscript(transcript)}`;
}

/** What CPython printed. Throws if that was never recorded, or the program has been changed since. */
export function readExpected(pair: Pair): Transcript {
  const file = expectedFile(pair);
  const remedy = `run \`npm run record${pair.measured === undefined ? '' : ' -- --native'}\` and review its diff`;
  if (!existsSync(join(ROOT, file))) throw new Error(`${file} is missing; ${remedy}`);
  const [head = '', ...rest] = readFileSync(join(ROOT, file), 'utf8').split('\n');
  if (head !== headOf(pair)) throw new Error(`${pair.path}.py is not the program whose output was recorded; ${remedy}`);
  return readTranscript(rest.join('\n'), file);
}

function headOf({ python }: Pair): string {
  return `# program ${digestOf(python)}`;
}

/** Runs the TypeScript half in Node. Throws if it does not compile or does not end by itself. */
export async function runPair({ path, typescript, python }: Pair, options: Pick<RunOptions, 'log'> = {}): Promise<Run> {
  const file = `${basename(path)}.ts`;
  const compiled = await compileProgram({ entry: file, files: { [file]: typescript } });
  if (!compiled.ok) {
    const errors = compiled.errors.map((error) => formatCompileError(error)).join('\n');
    throw new Error(`${path}.ts does not compile\n${errors}`);
  }
  const run = await runProgram(compiled, { ...options, timeout: TIMEOUT, interrupts: python.interrupts.length });
  if (run.end === 'broken' || run.end === 'timeout') throw new Error(`${path}.ts: ${run.end} ${run.why ?? ''}`);
  return run;
}
