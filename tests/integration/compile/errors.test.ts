/** A program that does not compile says what is wrong, where, and shows the line. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as esbuild from 'esbuild';
import {
  createCompiler,
  formatCompileError,
  MAX_CHARACTERS,
  MAX_NESTING,
} from '../../../src/notebook/languages/typescript/compile/index.ts';
import { describeWith } from '../../../src/site/awaitable/description.ts';
import { compiled, errorsOf } from './compile.ts';

/** The mark « is taken out and is where the first error must be; the message must contain the words. */
const ERRORS: Record<string, readonly [string, string]> = {
  'a missing expression': ['const a: number = 1;\nlet x = «;', 'Unexpected ";"'],
  'columns count UTF-16 units, not bytes': ['const é = "日本🎉"; let y = «;', 'Unexpected ";"'],
  'a tab before it': ['\tlet y = «;', 'Unexpected ";"'],
  'the end of the file': ['async function f() {\n«', 'end of file'],
  'await in a parameter default': ['async function f(a = «await g()) {}', '"await" cannot be used here'],
  "await in an arrow function's parameter default": ['const f = async (a = «await g()) => a;', '"await"'],
  'await outside an async function': [
    'function f() {\n  «await g();\n}',
    '"await" can only be used inside an "async" function',
  ],
  'a name declared twice': ['function f() { const x = 1; const «x = 2; }', 'has already been declared'],
  'a reserved word as a variable': ['async function f() {\n  var «package = 1;\n}', '"package" is a reserved word'],
  'a reserved word as a parameter': ['const f = async (a, «yield) => a;', '"yield" is a reserved word'],
  'a reserved word as the name of an expression': ['(async function* «static() {});', '"static" is a reserved word'],
  'a reserved word in a pattern, written with an escape': [
    'async function f([«l\\u0065t]) {}',
    '"let" is a reserved word',
  ],
  'an unknown private name': ['class A { m() { return this.«#x; } }', '"#x" must be declared'],
  'an unknown label': ['for (;;) { break «out; }', 'There is no containing label named "out"'],
  'await using where it cannot be': ['async function f() { for (await «using x in g()) {} }', 'not allowed here'],
  'await using in a function that is not async': [
    'function f() { for («await using x = g(); ; ) {} }',
    'only be used inside',
  ],
  'an error below a line that only JavaScript ends': [
    '// \u2028 \u2029\nconst a = `\u2028`;\nlet x = «;',
    'Unexpected ";"',
  ],
  'an error on such a line': ['const a = "\u2028"; let x = «;', 'Unexpected ";"'],
  'an error behind another form that esbuild does not take': [
    'async function f() {\n  for (await using x = null; ; ) break;\n  for (using of = null; ; ) break; let y = «;\n}',
    'Unexpected ";"',
  ],
  'a broken regular expression': ['const x: number = 1;\nconst r = «/(/;', 'Invalid regular expression'],
  'require, also as import equals': [
    'import x = require(«"y");\nx();',
    'A cell has no require(); write import … from "y"',
  ],
  'an unknown package': [
    '\nimport _ from «"lodash";\n_();',
    'Cannot import "lodash": a cell can import "awaitable/asyncio"',
  ],
  'an unknown package that nothing uses': ['import _ from «"lodash";', 'Cannot import "lodash"'],
  'an unknown package, for its effects': ['import «"lodash";', 'Cannot import "lodash"'],
  'an unknown package, imported later': ['const m = await import(«"lodash");', 'Cannot import "lodash"'],
  'asyncio without its prefix': [
    'import * as asyncio from «"asyncio";\nasyncio.run();',
    'did you mean "awaitable/asyncio"?',
  ],
  'a misspelt module': ['import * as a from «"awaitable/asynico";\na.run();', 'did you mean "awaitable/asyncio"?'],
  'a module that never was': [
    'import * as a from «"awaitable/subprocessing";\na.run();',
    'there is "awaitable/asyncio"',
  ],
  'a file that is not there': [
    'import { a } from «"./other";\na();',
    'Cannot find "./other" from cell.ts; there is no other file.',
  ],
  'a misspelt name': [
    'import { «slep } from "awaitable/asyncio";\nslep(1);',
    '"awaitable/asyncio" has no export "slep"; did you mean "sleep"?',
  ],
  'a name as Python spells it': [
    'import { sleep,\n  «create_task } from "awaitable/asyncio";\nsleep(create_task);',
    'did you mean "createTask"?',
  ],
  'a misspelt member': [
    'import * as asyncio from "awaitable/asyncio";\nawait asyncio.«slep(1);',
    '"awaitable/asyncio" has no export "slep"; did you mean "sleep"?',
  ],
  'no default export': [
    'import «asyncio from "awaitable/asyncio";\nasyncio.run();',
    'has no default export; write import * as name',
  ],
  'a re-export of what is not there': ['export { «nothing } from "awaitable/asyncio";', 'has no export "nothing"'],
};

describe('an error', () => {
  for (const [name, [source, words]] of Object.entries(ERRORS)) {
    it(name, async () => {
      const at = source.indexOf('«');
      const text = source.replace('«', '');
      const [error] = await errorsOf(text);
      assert.ok(error !== undefined);
      const before = source.slice(0, at);
      assert.deepEqual(
        { line: error.line, column: error.column, file: error.file, lineText: error.lineText },
        {
          line: before.split('\n').length,
          column: at - before.lastIndexOf('\n'),
          file: 'cell.ts',
          lineText: text.split('\n')[before.split('\n').length - 1],
        },
        error.message,
      );
      assert.ok(error.length >= 1);
      assert.ok(error.message.includes(words), error.message);
    });
  }

  it('in an imported file names that file', async () => {
    const [error] = await errorsOf({ 'cell.ts': 'import "./a";', 'a.ts': '\nlet x = ;' });
    assert.deepEqual([error?.file, error?.line, error?.column], ['a.ts', 2, 9]);
  });

  it('about a name that another file does not export', async () => {
    const files = {
      'cell.ts': 'import { keepPrint } from "./first-cell";\nkeepPrint();',
      'first-cell.ts': 'export const keepPrinting = 1;',
    };
    const [error] = await errorsOf(files);
    assert.equal(error?.message, '"./first-cell" has no export "keepPrint"; did you mean "keepPrinting"?');
    assert.equal(error.column, 10);
  });

  it('about a file says which others there are', async () => {
    const [error] = await errorsOf({ 'page/cell.ts': 'import "./c";', 'page/a.ts': '', 'b.ts': '' });
    assert.equal(error?.message, 'Cannot find "./c" from page/cell.ts; there is "./a" and "../b".');
  });

  it('all wrong imports are reported at once', async () => {
    const errors = await errorsOf('import a from "x";\nimport b from "y";\na(b);');
    assert.deepEqual(
      errors.map(({ line }) => line),
      [1, 2],
    );
  });
});

describe('what esbuild refuses later on', () => {
  /** The compiler with an esbuild that is given something broken where the author wrote `broken`. */
  const broken = createCompiler({
    esbuild: {
      transform: (source, options) =>
        esbuild.transform(options.loader === 'js' ? source.replace('"broken"', '"broken" 1') : source, options),
      build: (options) =>
        esbuild.build({
          ...options,
          plugins: (options.plugins ?? []).map(({ name, setup }) => ({
            name,
            setup: (build) =>
              setup({
                ...build,
                onLoad: (filter, load) =>
                  build.onLoad(filter, async (args) => {
                    const loaded = await load(args);
                    return { ...loaded, contents: String(loaded?.contents).replace('"broken"', '"broken" 1') };
                  }),
              }),
          })),
        }),
    },
    runtime: describeWith({ asyncio: [], builtins: [], lowered: [] }),
  });
  const text = 'interface Gone {\n}\nexport async function main() {\n  using x = null;\n  return f("broken");\n}';
  const plain = `${text}\nfunction f(x: string) { using y = null; return x; }`;

  for (const [where, files] of Object.entries({
    'in a program of one file': { 'cell.ts': plain },
    'in an imported file': { 'cell.ts': 'import "./a";', 'a.ts': plain },
  })) {
    it(`${where} is told at the author's line`, async () => {
      const result = await broken({ entry: 'cell.ts', files });
      assert.ok(!result.ok);
      const [error] = result.errors;
      assert.deepEqual([error?.file, error?.line], [Object.keys(files).at(-1), 5]);
      assert.match(error?.message ?? '', /Expected/);
    });
  }
});

describe('no error', () => {
  const FINE: Record<string, string> = {
    'a type imported without saying so':
      'import { Coroutine, CoroutineLike, sleep } from "awaitable/asyncio";\nlet x: CoroutineLike | Coroutine;\nsleep(1);',
    'a member that is asked for':
      'import * as asyncio from "awaitable/asyncio";\nif (typeof asyncio.nothing === "function") {} asyncio.nothing?.();',
    'a member of something else of that name':
      'import * as asyncio from "awaitable/asyncio";\nfunction f(asyncio: any) { return asyncio.nothing; } f(asyncio);',
    'a file that nothing reaches': '',
    'an import cycle': 'import { a as b } from "./cell";\nexport function f() { return b; }\nexport const a = 1;',
  };
  for (const [name, source] of Object.entries(FINE)) {
    it(name, async () => {
      await compiled({ 'cell.ts': source, 'broken.ts': 'let x = ;' });
    });
  }
});

describe('limits', () => {
  it(`a program of more than ${MAX_CHARACTERS} characters is refused`, async () => {
    await compiled(`const x = "${'x'.repeat(MAX_CHARACTERS - 20)}";`);
    const [error] = await errorsOf(`const x = 1;\n${'// comment\n'.repeat(MAX_CHARACTERS / 10)}`);
    assert.match(error?.message ?? '', /too long: 72,096 characters, at most 65,536/);
  });

  for (const [name, open, close] of [
    ['parentheses', '(', ')'],
    ['brackets', '[', ']'],
    ['blocks', '{', '}'],
    ['templates', '`${', '}`'],
    ['calls', 'f(', ')'],
  ] as const) {
    it(`${name} nested more than ${MAX_NESTING} deep are refused`, async () => {
      const inside = name === 'blocks' ? '' : '1';
      await compiled(open.repeat(MAX_NESTING - 1) + inside + close.repeat(MAX_NESTING - 1));
      for (const depth of [MAX_NESTING + 1, 5000]) {
        const [error] = await errorsOf(open.repeat(depth) + inside + close.repeat(depth));
        assert.match(error?.message ?? '', /nested more than 400 deep/);
      }
      const [unbalanced] = await errorsOf(open.repeat(5000));
      assert.match(unbalanced?.message ?? '', /nested more than 400 deep/);
    });
  }

  it('brackets in strings, comments and templates do not count', async () => {
    const many = '('.repeat(500);
    await compiled(
      `const a = "${many}", b = '\\'${many}', c = \`${many}\${"${many}"}${many}\`; // ${many}\n/* ${many} */`,
    );
  });

  for (const [name, source] of [
    ['ternaries', `x = ${'a ? b : '.repeat(6000)}c;`],
    ['else if', `${'if (a) b; else '.repeat(4000)}c;`],
    ['members', `x${'.a'.repeat(30_000)};`],
    ['operators', `x = ${'1 + '.repeat(15_000)}1;`],
    ['prefix operators', `x = ${'!'.repeat(60_000)}1;`],
    ['arrows', `x = ${'a => '.repeat(10_000)}1;`],
    ['prefix words', `x = ${'typeof '.repeat(9_000)}1;`],
    ['prefix words on lines of their own', `x = ${'new\n'.repeat(9_000)}Date;`],
    ['statements without braces', `${'if (a) '.repeat(9_000)};`],
    ['statements without braces on lines of their own', `${'for (;;)\n'.repeat(6_000)};`],
    ['types', `let x: ${'A<'.repeat(20_000)}B${'>'.repeat(20_000)};`],
  ] as const) {
    it(`deep ${name} are refused`, async () => {
      const [error] = await errorsOf(source);
      assert.match(error?.message ?? '', /in a row here, which nest too deeply/);
    });
  }

  it('long programs of ordinary code compile, with and without semicolons', async () => {
    const line = 'const a$ = { b: 1.5, c: x.y.z === 1 && !w ? -1 : 2 }; if (a$.b > 1) f(); else g()';
    for (const end of ['\n', ';\n']) {
      await compiled(Array.from({ length: 250 }, (_, n) => line.replaceAll('$', String(n))).join(end));
    }
    await compiled(`const table = [${'[1.5, -2, "a" + b], '.repeat(3000)}];`);
    await compiled(Array.from({ length: 2000 }, () => 'if (a.if) { new B(typeof c) }').join('\n'));
    await compiled(Array.from({ length: 2000 }, () => 'for (const a of b) f(a);').join('\n'));
    await compiled(`${'if (a) '.repeat(599)};\nconst x = ${'typeof '.repeat(1100)}1;`);
  });
});

describe('the printed error', () => {
  it('has the place, the line and a caret', async () => {
    const [error] = await errorsOf('const a = 1;\nimport { slep } from "awaitable/asyncio";\nslep();');
    assert.ok(error !== undefined);
    assert.equal(
      formatCompileError(error),
      [
        'cell.ts:2:10: error: "awaitable/asyncio" has no export "slep"; did you mean "sleep"?',
        '  2 │ import { slep } from "awaitable/asyncio";',
        '    │          ^^^^',
      ].join('\n'),
    );
  });

  it('keeps tabs and knows wide characters', () => {
    const error = { message: 'm', file: 'a.ts', line: 12, column: 7, length: 1, lineText: '\tf("日"x' };
    assert.equal(formatCompileError(error), 'a.ts:12:7: error: m\n  12 │ \tf("日"x\n     │ \t      ^');
  });

  it('cuts long lines around the place', () => {
    const error = { message: 'm', file: 'a.ts', line: 1, column: 501, length: 3, lineText: 'x'.repeat(1000) };
    const [, quoted, caret] = formatCompileError(error).split('\n');
    assert.equal(quoted?.length, '  1 │ …'.length + 100 + 1);
    assert.equal(caret?.indexOf('^'), '  1 │ …'.length + 50);
    assert.ok(caret?.endsWith('^^^'));
  });
});
