/** Errors, awaits and definitions lead back to the author's own lines and columns. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as asyncio from '../../../runtime/asyncio.ts';
import type { Compiled } from '../../../src/notebook/languages/typescript/compile/types.ts';
import { locate } from '../../../src/notebook/languages/typescript/positions.ts';
import { compiled, evaluate } from './compile.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Takes the mark « out of a source and says where it stood. */
function marked(file: string, source: string): { readonly text: string; readonly place: Place } {
  const at = source.indexOf('«');
  assert.ok(at >= 0, 'a program needs a mark');
  const before = source.slice(0, at);
  const line = before.split('\n').length;
  return {
    text: before + source.slice(at + 1),
    place: { file, line, column: at - before.lastIndexOf('\n') },
  };
}

/** The author's places on an error's stack, innermost first. */
function placesOf(error: unknown, { map }: Compiled): Place[] {
  const places: Place[] = [];
  for (const frame of ((error as Error).stack ?? '').split('\n')) {
    const [, line, column] = /data:text\/javascript.*:(\d+):(\d+)\)?$/.exec(frame) ?? [];
    if (line === undefined) continue;
    const position = locate(map, Number(line), Number(column));
    const segment = map.lines[Number(line) - 1]?.findLast(([start]) => start <= Number(column) - 1);
    if (position !== null && segment !== undefined) {
      places.push({ file: position.file, line: position.line, column: segment[3] + 1 });
    }
  }
  return places;
}

async function failure(program: Compiled): Promise<unknown> {
  try {
    const { main } = await evaluate(program.code);
    await asyncio.run((main as () => asyncio.Coroutine)());
  } catch (error) {
    return error;
  }
  throw new Error('the program did not fail');
}

/** Every program fails at the mark. */
const FAILURES: Record<string, string> = {
  'in a plain function': `interface Unused {
  a: string;
}

function f(x: number): never {
  const y: number = x;
  throw «new Error('f' + y);
}
export async function main() {
  f(1);
}`,
  'in an async function, after an await': `async function leaf(n: number): Promise<void> {}

export async function main(): Promise<void> {
  for (let i = 0; i < 3; i++) {
    await leaf(i);
    if (i === 2) throw «new Error('two');
  }
}`,
  'in an async arrow function': `const f = async (a: string, b = 1): Promise<number> => {
  // a comment
  const c = a as unknown as null;
  return c.«length;
};
export const main = async () => { await f(null as any); };`,
  'in an expression body': `export const main = async (x?: any) =>
  x.«y.z;`,
  'in a parameter default': `type T = number;
async function f(a: T, b: T = (null as any).«b): Promise<void> {}
export async function main() {
  await f(1);
}`,
  'in a method, over several lines': `class A<T> {
  #secret: T[] = [];
  async run(
    first: number,
    second: number,
  ): Promise<void> {
    await this.#go(
      first,
      second,
    );
  }
  async #go(a: number, b: number): Promise<void> {
    (this as any)
      .missing
      .«call(a, b);
  }
}
export async function main() { await new A().run(1, 2); }`,
  'behind text beyond ASCII': `export async function main() { const s = 'é日本🎉'; throw «new Error(s); }`,
  'below line ends that only JavaScript knows': `/* \u2028 a comment \u2029 */
const a = \`\u2028\`, b = String.raw\`\u2028 \u2029\`;
export async function main() { const s = String.raw\`\u2028\`; await none(); throw «new Error(a + b + s); }
async function none() {}`,
  'below them, in a program that esbuild prints twice': `const a = String.raw\`\u2028\`;
function plain() { using none = null; throw «new Error(a); }
export async function main() { plain(); }`,
  'behind forms that esbuild does not take': `export async function main() {
  for (using of = null, other = null; ; ) { for (await using x = null; ; ) throw «new Error(String(other)); }
}`,
  'in for await': `async function* items(): AsyncGenerator<any> { yield null; }
export async function main() {
  for await (const x of items()) {
    x.«f();
  }
}`,
  'in an async generator': `async function* items(): AsyncGenerator<number> {
  yield 1;
  throw «new Error('items');
}
export async function main() {
  for await (const x of items());
}`,
  'in a template': `export async function main() {
  const o: any = null;
  return \`a
  \${await (async () => o)()}
  \${o.«x}\`;
}`,
  'after a block with using': `export async function main() {
  { await using a = null; }
  throw «new Error();
}`,
};

describe('an error', () => {
  for (const [name, source] of Object.entries(FAILURES)) {
    it(name, async () => {
      const { text, place } = marked('cell.ts', source);
      const program = await compiled(text);
      assert.deepEqual(placesOf(await failure(program), program)[0], place);
    });
  }

  it('in an imported file', async () => {
    const { text, place } = marked(
      'helper.ts',
      `export interface A { x: 1 }\n\n\nexport function f() {\n  throw «new Error();\n}`,
    );
    const program = await compiled({
      'cell.ts': `import { f, type A } from "./helper";\nlet a: A;\n\nexport async function main() {\n  f();\n}`,
      'helper.ts': text,
    });
    const places = placesOf(await failure(program), program);
    assert.deepEqual(places[0], place);
    assert.deepEqual([places[1]?.file, places[1]?.line], ['cell.ts', 5]);
  });
});

describe('the code of a function', () => {
  /** What a program says of its own functions, as `name qualname line`. */
  async function codes(source: string): Promise<string[]> {
    const program = await compiled(source);
    return [...program.code.matchAll(/\{ name: "([^"]*)", qualname: "([^"]*)", file: "cell\.ts", line: (\d+) \}/g)]
      .map(([, name, qualname, line]) => `${line} ${name} ${qualname}`)
      .sort();
  }

  it('has its qualified name by the rule of Python, and the line of its definition', async () => {
    assert.deepEqual(
      await codes(`type A = 1;
export async function main() {
  async function inner() {
    const arrow = async () => { (async () => {})(); };
  }
  class Local {
    async method() { async function deep() {} }
  }
}
class Pool<T> {
  async submit(): Promise<void> {}
  static async make() {}
  async #hidden() {}
  handler = async () => {};
  async *items() {}
}
const named = async function other() {};
let later: any;
later = async () => {};
function plain() { return async () => {}; }
const object = { async method() {}, arrow: async () => {}, "two words": async () => {} };
export default async () => {};
`),
      [
        '2 main main',
        '3 inner main.<locals>.inner',
        '4 arrow main.<locals>.inner.<locals>.arrow',
        '4 <lambda> main.<locals>.inner.<locals>.arrow.<locals>.<lambda>',
        '7 method main.<locals>.Local.method',
        '7 deep main.<locals>.Local.method.<locals>.deep',
        '11 submit Pool.submit',
        '12 make Pool.make',
        '13 #hidden Pool.#hidden',
        '14 handler Pool.handler',
        '15 items Pool.items',
        '17 other other',
        '19 later later',
        '20 <lambda> plain.<locals>.<lambda>',
        '21 method method',
        '21 arrow arrow',
        '21 two words two words',
        '22 default default',
      ].sort(),
    );
  });

  it('keeps the name that esbuild took from it', async () => {
    assert.deepEqual(
      await codes(`export async function outer() { async function fetch() {} return fetch; }\nfetch("x");`),
      ['1 fetch outer.<locals>.fetch', '1 outer outer'],
    );
  });
});

describe('an await', () => {
  it('carries the line on which it stands', async () => {
    const { code } = await compiled(`
export async function main() {
  await one(
    await two(),
    3,
  );
  const x: number = 4 +
    await five() +
    await six();
  for await (const y of seven()) {}
  return [x,
    await nine()];
}
declare function one(...x: any[]): any; declare const two: any, five: any, six: any, seven: any, nine: any;
`);
    const lines = Object.fromEntries(
      [...code.matchAll(/(two|five|six|nine)\(\), (\d+)\)/g)].map(([, name, line]) => [name, Number(line)]),
    );
    assert.deepEqual(lines, { two: 4, five: 8, six: 9, nine: 12 });
    assert.match(code, /3\s*\), 3\)/);
    assert.match(code, /\.step\(\), 10\)/);
  });
});
