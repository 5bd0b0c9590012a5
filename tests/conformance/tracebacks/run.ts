/** Runs programs on both sides, many at a time, and compares the tracebacks that they print. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { HANGS, type Ran, runPythonText, runTypeScriptText } from '../fuzz/run.ts';
import { generate } from './generate.ts';
import { type Language, type PrintedModule, printModule, printProgram } from './print.ts';
import { countStatements, type Program, shorter } from './tree.ts';

/** What one program printed on stderr, with statements in place of lines; see `comparable()`. */
type Lines = readonly string[];

export interface Difference {
  readonly program: Program;
  readonly python: Lines;
  readonly typescript: Lines;
}

export interface Outcome {
  readonly programs: number;
  /** How many tracebacks they printed together, and how many frames those had. */
  readonly tracebacks: number;
  readonly frames: number;
  readonly differences: readonly Difference[];
}

export interface Options {
  readonly seed: number;
  readonly seeds: number;
  /** Stops after this many differences. */
  readonly most: number;
  /** Changes the TypeScript before it is compiled; for tests of the comparison itself. */
  readonly alter?: (source: string) => string;
  /** What CPython printed, instead of asking it: then no smaller program is looked for. */
  readonly recorded?: Recording;
  /** Whether to look for the smallest program that differs. Default: true. */
  readonly small?: boolean;
  readonly progress?: (done: number, differences: number) => void;
}

/** Programs per module: it must be no longer than the compiler takes. */
const BATCH = 12;

export async function compareSeeds({
  seed,
  seeds,
  most,
  alter,
  recorded,
  small = recorded === undefined,
  progress,
}: Options): Promise<Outcome> {
  const differences: Difference[] = [];
  let programs = 0;
  let tracebacks = 0;
  let frames = 0;
  while (programs < seeds && differences.length < most) {
    const count = Math.min(BATCH, seeds - programs);
    const batch = Array.from({ length: count }, (_, i) => generate(seed + programs + i));
    for (const one of await runBoth(batch, alter, recorded)) {
      for (const line of one.python) {
        if (line.includes('Traceback (most')) tracebacks++;
        else if (line.includes('  File ')) frames++;
      }
      if (!differs(one) || differences.length >= most) continue;
      differences.push(small ? await smallest(one, alter) : one);
    }
    programs += count;
    progress?.(programs, differences.length);
  }
  return { programs, tracebacks, frames, differences };
}

function differs({ python, typescript }: Difference): boolean {
  return python.join('\n') !== typescript.join('\n');
}

/** How many smaller programs are tried to find the smallest that differs. */
const ATTEMPTS = 150;

async function smallest(found: Difference, alter: Options['alter']): Promise<Difference> {
  let current = found;
  let attempts = 0;
  for (let again = true; again && attempts < ATTEMPTS; ) {
    again = false;
    const candidates = [...shorter(current.program)];
    for (let i = 0; i < candidates.length && attempts < ATTEMPTS; i += BATCH) {
      const batch = candidates.slice(i, i + BATCH).map((program, j) => ({ ...program, seed: j }));
      attempts += batch.length;
      const smaller = (await runBoth(batch, alter)).find(differs);
      if (smaller === undefined) continue;
      current = { ...smaller, program: { ...smaller.program, seed: found.program.seed } };
      again = true;
      break;
    }
  }
  return current;
}

async function runBoth(
  programs: readonly Program[],
  alter: Options['alter'],
  recorded?: Recording,
): Promise<Difference[]> {
  const [python, typescript] = await Promise.all([
    recorded === undefined ? runPython(programs) : programs.map(({ seed }) => recorded.get(seed) ?? []),
    runAll(programs, 'typescript', (module) => runTypeScriptText(alter ? alter(module.text) : module.text)),
  ]);
  return programs.map((program, i) => ({
    program,
    python: python[i] as Lines,
    typescript: typescript[i] as Lines,
  }));
}

function runPython(programs: readonly Program[]): Promise<Lines[]> {
  return runAll(programs, 'python', (module) => runPythonText(module.text));
}

async function runAll(
  programs: readonly Program[],
  language: Language,
  run: (module: PrintedModule) => Promise<Ran>,
): Promise<Lines[]> {
  const found: Lines[] = [];
  while (found.length < programs.length) {
    const module = printModule(programs.slice(found.length), language);
    const { err, why } = await run(module);
    let lines: string[] = [];
    for (const line of err.split('\n')) {
      if (/^== \d+$/.test(line)) {
        found.push(comparable(lines, module.statements));
        lines = [];
      } else lines.push(line);
    }
    // The next one is what stopped it: nothing of it is compared but that.
    if (found.length < programs.length) found.push([why === HANGS ? HANGS : `${language}: ${why}`]);
  }
  return found;
}

const FRAME = /^((?: {2})*(?:\| )?) {2}File "([^"]+)", line (\d+), in (.+)$/;
const REPEATED = /^(?: {2})*(?:\| )? {2}\[Previous line repeated (\d+) more times?\]$/;
const PLACE = /(?:\/cell\/)?fuzz\.(?:py|ts):(\d+)/g;

/**
 * Lines as they must agree: frames of the standard library are left out (ours
 * has none), those of the program stand with the statement instead of its line,
 * and without the source text and the marks under it. The rest stays as it is.
 */
function comparable(lines: readonly string[], statements: PrintedModule['statements']): Lines {
  const statementAt = (line: string): string => `#${statements[Number(line)] ?? '-'}`;
  const result: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] as string;
    const frame = FRAME.exec(line);
    const repeated = REPEATED.exec(line);
    if (repeated !== null) {
      // With frames of the library between them, CPython's are not repeated.
      for (let left = Number(repeated[1]); left > 0; left--) result.push(result.at(-1) as string);
    } else if (frame === null) {
      result.push(
        line
          .replace(PLACE, (_, number: string) => statementAt(number))
          .replace(/\b0x[0-9a-f]+/g, '0x…')
          .replace(/(f\d+)p\d+/g, '$1'),
      );
    }
    if (frame === null) continue;
    const [, margin = '', file = '', number = '', name = ''] = frame;
    while (i + 1 < lines.length && lines[i + 1]?.startsWith(`${margin}    `)) i++;
    if (!/^(?:\/cell\/)?fuzz\.(?:py|ts)$/.test(file)) continue;
    const plain = name.replace(/^__(.*)__$/, '$1').replace(/p\d+$/, '');
    result.push(`${margin}  File ${statementAt(number)}, in ${plain}`);
  }
  return result;
}

/** The pair of programs, and what they printed, as a diff. */
export function describe({ program, python, typescript }: Difference): string {
  let at = 0;
  while (python[at] === typescript[at] && at < python.length) at++;
  return [
    `seed ${program.seed}: the tracebacks differ (${countStatements(program)} statements)`,
    '── Python ──',
    printProgram(program, 'python'),
    '── TypeScript ──',
    printProgram(program, 'typescript'),
    '── printed ──',
    ...python.slice(0, at).map((line) => `    ${line}`),
    ...python.slice(at, at + 40).map((line) => `  - ${line}`),
    ...typescript.slice(at, at + 40).map((line) => `  + ${line}`),
    '(- CPython, + here)',
  ].join('\n');
}

// ── Recorded ─────────────────────────────────────────────────────────────────

/** What CPython printed of the programs of some seeds. */
export type Recording = ReadonlyMap<number, Lines>;

/** Seeds 1 to this many are recorded. */
export const RECORDED = 60;

/** Where: `node tests/conformance/tracebacks/main.ts --record` writes it. */
export const RECORDING = join(import.meta.dirname, 'recorded.txt');

/** Asks CPython, and gives what is to stand in the file. */
export async function record(): Promise<string> {
  const parts = [`# programs ${digest()}\n`];
  for (let seed = 1; seed <= RECORDED; seed += BATCH) {
    const programs = recordedPrograms().slice(seed - 1, seed - 1 + BATCH);
    (await runPython(programs)).forEach((lines, i) => {
      parts.push(`== ${seed + i}\n`, ...lines.map((line) => `${line}\n`));
    });
  }
  return parts.join('');
}

/** @throws {Error} if what is recorded are other programs than those that are generated now */
export function readRecording(): Recording {
  const [head, ...parts] = readFileSync(RECORDING, 'utf8').split(/^== (\d+)\n/m);
  if (head !== `# programs ${digest()}\n`) {
    throw new Error(
      'recorded.txt is of other programs; run `node tests/conformance/tracebacks/main.ts --record` and review its diff',
    );
  }
  const found = new Map<number, Lines>();
  for (let i = 0; i < parts.length; i += 2) {
    found.set(Number(parts[i]), (parts[i + 1] as string).split('\n').slice(0, -1));
  }
  return found;
}

function recordedPrograms(): Program[] {
  return Array.from({ length: RECORDED }, (_, i) => generate(i + 1));
}

function digest(): string {
  return createHash('sha256').update(printModule(recordedPrograms(), 'python').text).digest('hex').slice(0, 16);
}
