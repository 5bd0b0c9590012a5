/** What the tests of the compile pipeline share: compiling, and running code as it is and lowered. */
import * as esbuild from 'esbuild';
import * as asyncio from '../../../runtime/asyncio.ts';
import * as builtins from '../../../runtime/builtins.ts';
import { installHost } from '../../../runtime/host/current.ts';
import * as lowered from '../../../runtime/lowered.ts';
import { coroutineFunctionNames } from '../../../runtime/main.ts';
import { createNodeHost } from '../../../src/notebook/command/node-host.ts';
import type { CompileError } from '../../../src/notebook/languages/language.ts';
import { createCompiler } from '../../../src/notebook/languages/typescript/compile/index.ts';
import type { Compiled } from '../../../src/notebook/languages/typescript/compile/types.ts';
import { describeWith } from '../../../src/site/awaitable/description.ts';

const modules = { asyncio, builtins, lowered };

installHost(createNodeHost({ clock: 'virtual', write: () => {} }));
Object.defineProperty(globalThis, Symbol.for('awaitable.runtime'), { value: { ...modules, main: true } });

export const compile = createCompiler({
  esbuild,
  runtime: describeWith(
    Object.fromEntries(Object.entries(modules).map(([name, module]) => [name, Object.keys(module)])),
    coroutineFunctionNames(),
  ),
});

/** Compiles a program of one file, `cell.ts`, or of several; fails if there are errors. */
export async function compiled(files: string | Record<string, string>): Promise<Compiled> {
  const program = typeof files === 'string' ? { 'cell.ts': files } : files;
  const result = await compile({ entry: Object.keys(program)[0] as string, files: program });
  if (!result.ok) throw new Error(result.errors.map(({ message, line }) => `${line}: ${message}`).join('\n'));
  return result;
}

/** The errors of a program that does not compile. */
export async function errorsOf(files: string | Record<string, string>): Promise<readonly CompileError[]> {
  const program = typeof files === 'string' ? { 'cell.ts': files } : files;
  const result = await compile({ entry: Object.keys(program)[0] as string, files: program });
  if (result.ok) throw new Error('it compiled');
  return result.errors;
}

type Module = Record<string, unknown>;
let serial = 0;

/** Imports a module from its text. Each call evaluates it anew. */
export function evaluate(code: string): Promise<Module> {
  return import(`data:text/javascript;charset=utf-8,${encodeURIComponent(`${code}\n//${serial++}`)}`);
}

/** What `main()` of a program returns when JavaScript runs it, types stripped and nothing else changed. */
export async function native(source: string): Promise<unknown> {
  const { code } = await esbuild.transform(source, {
    loader: 'ts',
    target: 'esnext',
    supported: { decorators: false },
  });
  const { main } = await evaluate(code);
  return await (main as () => Promise<unknown>)();
}

/** What `main()` of a program returns as a task of an event loop, lowered. */
export async function asCell(source: string | Record<string, string>): Promise<unknown> {
  const { code } = await compiled(source);
  const { main } = await evaluate(code);
  return await asyncio.run((main as () => asyncio.Coroutine)());
}
