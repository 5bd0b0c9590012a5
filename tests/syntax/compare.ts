/** Runs a program as JavaScript and as a cell, and says where the two differ. */
import { stripTypeScriptTypes } from 'node:module';
import * as esbuild from 'esbuild';
import * as asyncio from '../../runtime/asyncio.ts';
import * as builtins from '../../runtime/builtins.ts';
import { installHost } from '../../runtime/host/current.ts';
import * as lowered from '../../runtime/lowered.ts';
import { createNodeHost } from '../../src/notebook/command/node-host.ts';
import { createCompiler } from '../../src/notebook/languages/typescript/compile/index.ts';
import { describeWith } from '../../src/site/awaitable/description.ts';
import { generate, PRELUDE } from './generate.ts';
import { type Piece, print, smaller } from './tree.ts';

const modules = { asyncio, builtins, lowered };
const RUNTIME = Symbol.for('awaitable.runtime');

const compile = createCompiler({
  esbuild,
  runtime: describeWith(
    Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, Object.keys(module)])),
  ),
});

/** A loop that does not end in time ends with an error of this. */
const MAX_LOGGED = 400;

let logged: string[] = [];
/** Made smaller, a program may call an async function without awaiting it, and then the two differ on purpose. */
let unawaited = false;

/** What programs call. */
const GLOBALS = {
  log(value: unknown): unknown {
    if (logged.length >= MAX_LOGGED) throw new RangeError('the program logs too much');
    logged.push(show(value));
    return value;
  },
  show,
  tick: (value: unknown): Promise<unknown> => Promise.resolve(value),
  /** Whether an error only tells an async generator that it is closed; JavaScript runs no `catch` then. */
  left: (error: unknown): boolean => error instanceof builtins.GeneratorExit || error instanceof asyncio.CancelledError,
  disposable: (name: unknown): object => ({
    [Symbol.dispose]: () => GLOBALS.log(`disposed of ${show(name)}`),
    [Symbol.asyncDispose]: async () => GLOBALS.log(`closed ${show(name)}`),
  }),
};

function install(): void {
  Object.assign(globalThis, GLOBALS);
  if (RUNTIME in globalThis) return;
  installHost(createNodeHost({ clock: 'virtual', write: () => {} }));
  Object.defineProperty(globalThis, RUNTIME, { value: { ...modules, main: true } });
}

/** A value in words; what the lowering may change (a function's text) is not among them. */
function show(value: unknown, depth = 2): string {
  switch (typeof value) {
    case 'function':
      return `function ${typeof value.name === 'string' ? value.name : typeof value.name}/${value.length}`;
    case 'string':
      return value.slice(0, 60);
    case 'symbol':
      return value.toString();
    case 'object':
      break;
    default:
      return Object.is(value, -0) ? '-0' : String(value);
  }
  if (value === null) return 'null';
  if (value instanceof Error)
    return engineError(value) ? value.constructor.name : `${value.constructor.name} ${value.message.slice(0, 60)}`;
  if (value instanceof Promise) unawaited = true;
  if (depth === 0) return 'object';
  if (Array.isArray(value))
    return `[${value
      .slice(0, 5)
      .map((one) => show(one, depth - 1))
      .join()}]`;
  const prototype = Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  const named: unknown = prototype === null ? '' : prototype.constructor?.name;
  const name = typeof named === 'string' ? named : typeof named;
  const properties = Reflect.ownKeys(value).map((key) => {
    const { value: one, get } = Object.getOwnPropertyDescriptor(value, key) as PropertyDescriptor;
    return `${String(key)}:${get === undefined ? show(one, depth - 1) : 'getter'}`;
  });
  return `${name}{${properties.join()}}`;
}

/** Whether an error is the engine's own, whose words quote the program. */
function engineError(error: Error): boolean {
  return error.constructor !== RangeError && error.message.length > 1;
}

let serial = 0;

async function run(code: string, drive: (main: () => unknown) => Promise<unknown>): Promise<readonly string[]> {
  logged = [];
  unawaited = false;
  const lines = logged;
  const text = encodeURIComponent(`${code}\n//${serial++}`);
  try {
    const { main } = (await import(`data:text/javascript;charset=utf-8,${text}`)) as { main: () => unknown };
    await drive(main);
  } catch (error) {
    lines.push(`raised ${show(error)}`);
  }
  return lines;
}

/** Node's own way leaves the rest of the text as it is; esbuild's renames variables. */
function withoutTypes(source: string): string | undefined {
  try {
    return stripTypeScriptTypes(source);
  } catch {
    return undefined;
  }
}

/** Changes what a cell is compiled to: what the compile step might get wrong. */
export type Alter = (code: string) => string;

export interface Comparison {
  /** The program, without what all begin with. */
  readonly text: string;
  /** What either logged; undefined for a program that JavaScript refuses. */
  readonly native: readonly string[] | undefined;
  readonly cell: readonly string[];
  /** What the cell is compiled to. */
  readonly code: string;
}

export async function compare(program: Piece, alter: Alter = (code) => code): Promise<Comparison> {
  install();
  const text = print(program);
  const source = `${PRELUDE}${text}`;
  // Nothing is left to run of a program that was made too small.
  if (!/export async function main\(\) \{/.test(text)) return { text, native: undefined, cell: [], code: '' };
  const plain = withoutTypes(`${PRELUDE}${print(program, 'native')}`);
  const native = plain === undefined ? undefined : await run(plain, (main) => main() as Promise<unknown>);
  if (native === undefined || unawaited || native.at(-1)?.startsWith('raised SyntaxError')) {
    return { text, native: undefined, cell: [], code: '' };
  }
  const result = await compile({ entry: 'cell.ts', files: { 'cell.ts': source } });
  if (!result.ok) {
    const cell = result.errors.map(({ line, message }) => `does not compile: ${line}: ${message}`);
    return { text, native, cell, code: '' };
  }
  const code = alter(result.code);
  const cell = await run(code, (main) => asyncio.run(main() as asyncio.Coroutine));
  return { text, native, cell, code };
}

/** The line in which the two differ first; -1 if they do not. */
export function firstDifference({ native, cell }: Comparison): number {
  if (native === undefined) return -1;
  const length = Math.max(native.length, cell.length);
  for (let i = 0; i < length; i++) if (native[i] !== cell[i]) return i;
  return -1;
}

export interface Difference {
  readonly seed: number;
  readonly smallest: Comparison;
}

/** The smallest program that still differs, found by taking away. */
export async function shrink(program: Piece, alter?: Alter, most = 2000): Promise<Comparison> {
  let best = program;
  let found = await compare(program, alter);
  let tries = 0;
  for (let again = true; again && tries < most; ) {
    again = false;
    for (const candidate of smaller(best)) {
      if (tries++ >= most) break;
      const compared = await compare(candidate, alter);
      if (firstDifference(compared) < 0) continue;
      best = candidate;
      found = compared;
      again = true;
      break;
    }
  }
  return found;
}

export interface Outcome {
  /** How many programs JavaScript took, and ran. */
  readonly programs: number;
  readonly lines: number;
  readonly differences: readonly Difference[];
}

export interface CompareOptions {
  readonly seed: number;
  readonly seeds: number;
  /** Stops after so many differences. */
  readonly most: number;
  readonly small?: boolean;
  readonly alter?: Alter;
}

export async function compareAll({ seed, seeds, most, small = true, alter }: CompareOptions): Promise<Outcome> {
  const differences: Difference[] = [];
  let programs = 0;
  let lines = 0;
  for (let i = seed; i < seed + seeds && differences.length < most; i++) {
    const program = generate(i);
    const compared = await compare(program, alter);
    if (compared.native === undefined) continue;
    programs++;
    lines += compared.native.length;
    if (firstDifference(compared) < 0) continue;
    differences.push({ seed: i, smallest: small ? await shrink(program, alter) : compared });
  }
  return { programs, lines, differences };
}

export function describeDifference({ seed, smallest }: Difference): string {
  const line = firstDifference(smallest);
  const { text, native, cell, code } = smallest;
  return [
    `seed ${seed}:`,
    text.trim(),
    `JavaScript logs ${JSON.stringify(native?.slice(line, line + 3))}, the cell ${JSON.stringify(cell.slice(line, line + 3))}`,
    `compiled to: ${code.slice(code.indexOf('const base')).split('\n').slice(1).join('\n').trim()}`,
  ].join('\n');
}
