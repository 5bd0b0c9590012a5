/** The command line, from outside: what it prints, where, and with which status it ends. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ChromeTrace } from '../../../src/notebook/trace/chrome.ts';
import { parseJsonLines } from '../../../src/notebook/trace/json-lines.ts';
import { CellFolder } from './command.ts';

const folder = new CellFolder();
const file = folder.file.bind(folder);

async function cell(args: readonly string[], during?: (child: ChildProcess) => void) {
  const { stdout, stderr, status } = await folder.cell(args, during);
  return { stdout, stderr, status };
}

const HELLO = file(
  'hello.ts',
  `import * as asyncio from "awaitable/asyncio";
import { print } from "awaitable/builtins";
async function main(): Promise<void> {
  print("hello");
  await asyncio.sleep(3600);
  console.error("late");
}
if (import.meta.main) await asyncio.run(main());
export const greeting = "hi";
`,
);
const FAILS = file(
  'fails.ts',
  `import * as asyncio from "awaitable/asyncio";
async function main() {
  throw new RangeError("no");
}
await asyncio.run(main());
`,
);

describe('a file', () => {
  it('prints on stdout and stderr, and an hour on the virtual clock takes no time', async () => {
    assert.deepEqual(await cell([HELLO]), { stdout: 'hello\n', stderr: 'late\n', status: 0 });
  });

  it('that ends in an exception prints its traceback and gives status 1', async () => {
    const { stdout, stderr, status } = await cell([FAILS]);
    assert.equal(status, 1);
    assert.equal(stdout, '');
    assert.match(stderr, /^Traceback \(most recent call last\):\n {2}File "fails\.ts", line 5, in <module>\n/);
    assert.match(stderr, /\n {2}File "fails\.ts", line 3, in main\n.*\nRangeError: no\n$/);
  });

  it('imports files beside it and in other folders', async () => {
    file('sub/other.ts', 'import { greeting } from "../hello"; export const twice = greeting + greeting;');
    const main = file('importing.ts', 'import { twice } from "./sub/other"; console.log(twice, import.meta.main);');
    assert.deepEqual(await cell([main]), { stdout: 'hihi true\n', stderr: '', status: 0 });
  });

  it('brings files of its own, and errors in them name their line in the whole', async () => {
    const main = file(
      'whole.ts',
      'import { greeting } from "./hello";\nconsole.log(greeting);\n\n// @filename: hello.ts\nexport const greeting = "from within";\n',
    );
    assert.deepEqual(await cell([main]), { stdout: 'from within\n', stderr: '', status: 0 });
    const broken = file('broken-whole.ts', 'import "./part";\n// @filename: part.ts\nlet x = ;\n');
    assert.match((await cell([broken])).stderr, /^part\.ts:3:9: error: Unexpected ";"/);
  });

  it('that fails says so with its place and gives status 1', async () => {
    const programs: readonly (readonly [name: string, source: string, words: RegExp])[] = [
      ['syntax.ts', 'let x = ;', /^syntax\.ts:1:9: error: Unexpected ";"\n {2}1 │ let x = ;\n {4}│ {9}\^\n$/],
      ['import.ts', '\nimport x from "lodash"; x();', /^import\.ts:2:15: error: Cannot import "lodash": a cell can/],
      [
        'text.ts',
        'throw "text";',
        /^Traceback[\s\S]*line 1, in <module>[\s\S]*exceptions must derive from BaseException/,
      ],
      ['rejects.ts', 'Promise.reject(new Error("nobody")); await 1;', /Unhandled rejection: Error: nobody/],
      [
        'number.ts',
        'import { run } from "awaitable/asyncio";\nasync function main() {\n  await (5 as any);\n}\nawait run(main());',
        /line 3, in main\n[\s\S]*TypeError: 'int' object can't be awaited\n$/,
      ],
    ];
    const { stdout, status } = await cell(['--json', ...programs.map(([name, source]) => file(name, source))]);
    assert.equal(status, 1);
    for (const [at, line] of stdout.trimEnd().split('\n').entries()) {
      const told = JSON.parse(line);
      assert.deepEqual([told.file, told.status], [programs[at]?.[0], 1]);
      assert.match(told.stderr, programs[at]?.[2] ?? /^$/);
    }
    assert.equal(stdout.trimEnd().split('\n').length, programs.length);
  });

  it('that cannot be read says why', async () => {
    file('broken.ts', Buffer.from('let a = "\xff"', 'latin1'));
    assert.deepEqual(await cell(['missing.ts', '.', 'broken.ts']), {
      stdout: '==> missing.ts <==\n\n==> . <==\n\n==> broken.ts <==\n',
      stderr:
        'cell: cannot read missing.ts: there is no such file\n' +
        'cell: cannot read .: it is a folder\n' +
        'cell: cannot read broken.ts: it is not text in UTF-8 (byte 9 is the first that does not fit)\n',
      status: 1,
    });
  });

  it('that waits for ever on the virtual clock ends with status 13', async () => {
    const { stdout, stderr, status } = await cell([
      file(
        'stuck.ts',
        'import * as asyncio from "awaitable/asyncio"; console.log("a"); await asyncio.run((async () => { await new asyncio.Future(); })());',
      ),
    ]);
    assert.deepEqual([stdout, status], ['a\n', 13]);
    assert.match(stderr, /waits for something that nothing can bring about any more/);
  });
});

describe('several files', () => {
  it('run one after the other, each in a fresh realm, headed by their names', async () => {
    const a = file('a.ts', 'globalThis.shared = 1; Array.prototype.push = null; console.log("a");');
    const b = file('b.ts', 'console.log(typeof shared, typeof [].push);');
    assert.deepEqual(await cell([a, b]), {
      stdout: '==> a.ts <==\na\n\n==> b.ts <==\nundefined function\n',
      stderr: '',
      status: 0,
    });
  });

  it('with --json give one line each, also if one does not compile', async () => {
    const { stdout, stderr, status } = await cell([
      '--json',
      HELLO,
      FAILS,
      file('syntax.ts', 'let x = ;'),
      'missing.ts',
    ]);
    assert.equal(stderr, '');
    assert.equal(status, 1);
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(lines[0], { file: 'hello.ts', stdout: 'hello\n', stderr: 'late\n', status: 0, exception: null });
    assert.deepEqual([lines[1].status, lines[1].exception], [1, { type: 'RangeError', message: 'no' }]);
    assert.deepEqual([lines[2].status, lines[2].exception], [1, { type: 'SyntaxError', message: 'Unexpected ";"' }]);
    assert.match(lines[2].stderr, /^syntax\.ts:1:9: error/);
    assert.deepEqual([lines[3].status, lines[3].exception], [1, null]);
  });
});

describe('options', () => {
  it('that are not understood, or a trace that cannot be written: says so and gives status 2', async () => {
    for (const [args, words] of [
      [['--bogus', HELLO], "cell: Unknown option '--bogus'\n\nusage: cell FILE.ts"],
      [['--trace', '/nowhere/x', HELLO], 'cell: cannot write /nowhere/x'],
    ] as const) {
      const { stdout, stderr, status } = await cell(args);
      assert.deepEqual([stdout, status], ['', 2]);
      assert.ok(stderr.startsWith(words), stderr);
    }
  });

  it('--timeout stops a program that never ends', async () => {
    const { stderr, status } = await cell(['--timeout', '0.5', file('loop.ts', 'for (;;);')]);
    assert.deepEqual([stderr, status], ['cell: loop.ts: stopped after 0.5 s\n', 124]);
  });

  it('--clock real waits', async () => {
    const hour = file(
      'hour.ts',
      'import * as asyncio from "awaitable/asyncio"; await asyncio.run(asyncio.sleep(3600)); console.log("over");',
    );
    const { stdout, status } = await cell(['--clock', 'real', '--timeout', '1', hour]);
    assert.deepEqual([stdout, status], ['', 124]);
    assert.equal((await cell(['--clock', 'virtual', hour])).stdout, 'over\n');
  });

  it('--clock real is one clock in all workers', async () => {
    const program = file(
      'one-clock.ts',
      `import * as asyncio from "awaitable/asyncio";
      import { ProcessPoolExecutor, ThreadPoolExecutor } from "awaitable/concurrent/futures";
      export const time = () => asyncio.newEventLoop().time();
      async function main() {
        const loop = asyncio.getRunningLoop();
        await asyncio.sleep(1);
        for (const pool of [new ThreadPoolExecutor({ maxWorkers: 1 }), new ProcessPoolExecutor({ maxWorkers: 1 })]) {
          const before = loop.time();
          const there = await loop.runInExecutor(pool, time);
          console.log(before <= there && there <= loop.time());
        }
      }
      if (import.meta.main) await asyncio.run(main());`,
    );
    assert.equal((await cell(['--clock', 'real', program])).stdout, 'true\ntrue\n');
  });

  it('--trace writes what the loop does, one object a line', async () => {
    await cell([HELLO, '--trace', 'trace.jsonl']);
    const { entities, events, dropped } = parseJsonLines(readFileSync(join(folder.path, 'trace.jsonl'), 'utf8'));
    const [first] = events;
    assert.equal(first?.kind, 'created');
    const main = first.entity;
    assert.deepEqual([entities[main]?.name, dropped], ['Task-1', 0]);
    const suspended = events.find(({ kind }) => kind === 'suspended');
    assert.deepEqual(suspended?.kind === 'suspended' && suspended.stack, [{ function: 'main', line: 5 }]);
    assert.ok(events.some((event) => event.kind === 'advanced' && event.time === 3600 && event.from === 0));
    const finished = events.find((event) => event.kind === 'finished' && event.entity === main);
    assert.equal(finished?.kind === 'finished' && finished.outcome, 'returned');
  });

  it('--trace-format chrome writes what viewers of traces load', async () => {
    await cell([HELLO, '--trace', 'trace.json', '--trace-format', 'chrome']);
    const { traceEvents } = JSON.parse(readFileSync(join(folder.path, 'trace.json'), 'utf8')) as ChromeTrace;
    const names = traceEvents.filter(({ name }) => name === 'thread_name').map(({ args }) => args?.['name']);
    assert.ok(names.includes('Task-1: main()'));
    assert.ok(traceEvents.some(({ ph, name }) => ph === 'X' && name === 'waits: sleep'));
  });

  it('--trace keeps what a program has done that is stopped', async () => {
    const source = `import * as asyncio from "awaitable/asyncio";
      async function main() { for (let i = 0; i < 1000; i++) await asyncio.sleep(1); console.log('spins'); for (;;); }
      await asyncio.run(main());`;
    const { status } = await cell([file('spins.ts', source), '--trace', 'trace.jsonl'], (child) => {
      child.stdout?.once('data', () => child.kill('SIGTERM'));
    });
    assert.equal(status, 143);
    const { events } = parseJsonLines(readFileSync(join(folder.path, 'trace.jsonl'), 'utf8'));
    assert.ok(events.length > 5_000, `${events.length} events`);
  });
});

describe('an interrupt', () => {
  it('cancels the main task, whose cleanup is seen; status 130', async () => {
    const source = `import * as asyncio from "awaitable/asyncio";
      async function main() { try { console.log("ready"); await asyncio.sleep(1000); } finally { console.log("cleanup"); } }
      await asyncio.run(main());`;
    const { stdout, stderr, status } = await cell(['--clock', 'real', file('sleeps.ts', source)], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    assert.deepEqual([stdout, status], ['ready\ncleanup\n', 130]);
    assert.match(stderr, /\nKeyboardInterrupt\n$/);
  });

  it('the second time kills; later files do not run', async () => {
    const { stdout, status } = await cell([file('busy.ts', 'console.log("ready"); for (;;);'), HELLO], (child) => {
      child.stdout?.on('data', (chunk) => {
        if (!String(chunk).includes('ready')) return;
        child.kill('SIGINT');
        setTimeout(() => child.kill('SIGINT'), 100);
      });
    });
    assert.deepEqual([stdout, status], ['==> busy.ts <==\nready\n', 130]);
  });
});

describe('a closed pipe', () => {
  it('ends quietly', async () => {
    const { stderr, status } = await cell(
      [file('flood.ts', 'for (let i = 0; ; i++) console.log("line", i);')],
      (child) => {
        child.stdout?.once('data', () => child.stdout?.destroy());
      },
    );
    assert.deepEqual([stderr, status], ['', 141]);
  });
});
