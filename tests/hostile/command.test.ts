/** The command line where things go wrong: files, options, output, signals, and programs that turn on their own process. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, openSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { HEAP_FULL } from '../../src/notebook/command/start-realm.ts';
import { isAlive } from '../engines/processes.ts';
import { CellFolder } from '../integration/command/command.ts';
import { until } from '../patience.ts';

const folder = new CellFolder();
const file = folder.file.bind(folder);
const cell = folder.cell.bind(folder);

const HELLO = file('hello.ts', 'console.log("hello");');
const TICKS = file(
  'ticks.ts',
  `import * as asyncio from "awaitable/asyncio";
async function main() { for (let i = 0; i < 1000; i++) await asyncio.sleep(1); console.log("through"); }
await asyncio.run(main());`,
);

const at = { concurrency: 2 };

describe('a file that is no program', at, () => {
  symlinkSync('round.ts', join(folder.path, 'round.ts'));
  mkdirSync(join(folder.path, 'folder.ts'));
  const cases: readonly (readonly [string, string, string | RegExp])[] = [
    ['in a folder that is none', `${HELLO}/x.ts`, /^cell: cannot read hello\.ts\/x\.ts: ENOTDIR/],
    ['a link to itself', 'round.ts', /^cell: cannot read round\.ts: ELOOP/],
    ['a folder with a name like a file', 'folder.ts', 'cell: cannot read folder.ts: it is a folder\n'],
    [
      'without end',
      '/dev/zero',
      'cell: cannot read /dev/zero: it is far too long; a program has at most 65,536 characters\n',
    ],
    [
      'bytes',
      file(
        'bytes.ts',
        new Uint8Array(1000).map((_, i) => i * 7),
      ),
      'cell: cannot read bytes.ts: it is not text in UTF-8 (byte 19 is the first that does not fit)\n',
    ],
    ['zeros', file('zeros.ts', new Uint8Array(100)), /^zeros\.ts:1:1: error: Unexpected "\\x00"\n/],
    [
      'too long',
      file('long.ts', 'x = 1;\n'.repeat(10_000)),
      /^long\.ts:9363:3: error: The program is too long: 70,000 characters, at most 65,536/,
    ],
    [
      'that imports one',
      file('imports.ts', 'import "./bytes.ts";'),
      /^cell: cannot read .*\/bytes\.ts: it is not text/,
    ],
  ];
  it('says why, gives status 1, and the next one runs', async () => {
    const { stdout, stderr, status } = await cell([
      '--json',
      ...cases.map(([, path]) => path),
      file('empty.ts', ''),
      HELLO,
    ]);
    assert.deepEqual([stderr, status], ['', 1]);
    const told = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const [name, path, words] of cases) {
      const line = told.shift();
      assert.deepEqual([line.stdout, line.status], ['', 1], `${name}: ${path}`);
      if (typeof words === 'string') assert.equal(line.stderr, words, name);
      else assert.match(line.stderr, words, name);
    }
    assert.deepEqual(
      told.map((line) => [line.file, line.stdout, line.stderr, line.status]),
      [
        ['empty.ts', '', '', 0],
        [HELLO, 'hello\n', '', 0],
      ],
    );
  });
});

const FULL = '/dev/full';
describe('output that cannot be written', { ...at, skip: existsSync(FULL) ? false : 'no /dev/full here' }, () => {
  const NO_ROOM = 'ENOSPC: no space left on device, write';
  for (const args of [[TICKS], ['--json', HELLO], ['--help']]) {
    it(`${args.join(' ')}: says so and gives status 1`, async () => {
      const { stderr, status } = await cell(args, undefined, { stdio: ['ignore', openSync(FULL, 'w'), 'pipe'] });
      assert.equal(status, 1);
      assert.match(
        stderr,
        /^cell: (?:ticks\.ts: its stdout cannot be written|cannot write to stdout): ENOSPC: [^\n]+\n$/,
      );
    });
  }

  it('a trace for which there is no room is given up; the program is not', async () => {
    const { stdout, stderr, status } = await cell([TICKS, '--trace', FULL]);
    assert.deepEqual(
      [stdout, stderr, status],
      ['through\n', `cell: ticks.ts: the trace ${FULL} is incomplete: ${NO_ROOM}\n`, 1],
    );
  });

  it('nor for more than a part of it', async () => {
    const { stdout, stderr, status } = await folder.cellInShell('ulimit -f 16; exec', [TICKS, '--trace', 'part.jsonl']);
    assert.deepEqual(
      [stdout, stderr, status],
      ['through\n', 'cell: ticks.ts: the trace part.jsonl is incomplete: EFBIG: file too large, write\n', 1],
    );
  });
});

describe('output without end', at, () => {
  const FLOOD = file('flood.ts', 'for (let i = 0; ; i++) console.log("line", i);');
  const SLEEPS = file(
    'sleeps.ts',
    `import * as asyncio from "awaitable/asyncio";
async function main() { for (let i = 0; ; i++) { console.log("line", i); await asyncio.sleep(1); } }
await asyncio.run(main());`,
  );
  for (const flood of [FLOOD, SLEEPS]) {
    it(`${flood}: into a pipe that is closed ends quietly, with the status of SIGPIPE`, async () => {
      const { stdout, stderr } = await folder.cellInShell('{', [flood, HELLO], '; echo $? >&2; } | head -2');
      assert.deepEqual([stdout, stderr], [`==> ${flood} <==\nline 0\n`, '141\n']);
    });
  }

  it('with --json is stopped before it fills the memory, and nothing of it piles up', async () => {
    let most = 0;
    const { stdout, stderr, status } = await cell(['--json', FLOOD], (child) => {
      const look = setInterval(() => {
        const rss = /^VmRSS:\s*(\d+)/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1];
        most = Math.max(most, Number(rss ?? 0) / 1024);
      }, 50);
      child.on('exit', () => clearInterval(look));
    });
    const answer = JSON.parse(stdout);
    assert.deepEqual([stderr, status, answer.status], ['', 1, 1]);
    assert.equal(
      answer.stderr,
      'cell: flood.ts: stopped, for it printed more than the 16 million characters that --json keeps\n',
    );
    assert.ok(answer.stdout.startsWith('line 0\nline 1\n'));
    assert.ok(answer.stdout.length > 16e6 && answer.stdout.length < 16.1e6, answer.stdout.length);
    // Without the program's waiting for its reader it is far more.
    assert.ok(most < 500, `${most} MB`);
  });
});

/** Three quarters of the heap, and a table that grows: V8 cannot take memory for one twice as large, and aborts. */
const FILLS =
  'const full = [1, 2, 3].map(() => new Array(2 ** 24).fill(0)); const all = new Map(); for (let i = 0; ; i++) all.set(i, full);';

describe('a program that turns on its own process', at, () => {
  for (const [name, code, how, ends] of [
    ['process.exit(3)', 'process.exit(3);', 'left by process.exit(3)', 3],
    ['process.exit(0)', 'process.exit(0);', 'left by process.exit(0)', 0],
    ['SIGKILL', 'process.kill(process.pid, "SIGKILL");', 'killed by its own SIGKILL', 137],
    ['SIGTERM', 'process.kill(process.pid);', 'killed by its own SIGTERM', 143],
    ['out of memory', 'const all = []; for (;;) all.push(new Array(1e6).fill(all.length));', HEAP_FULL, 134],
    // Not the thread but the whole process ends: V8 cannot get the memory for a table twice as large.
    ['out of memory in one go', FILLS, HEAP_FULL, 134],
    [
      'buffers without end',
      'const all = []; for (;;) { all.push(new Uint8Array(2e7).fill(1)); await new Promise((r) => setTimeout(r)); }',
      'out of memory: its buffers take more than a gigabyte',
      134,
    ],
    [
      'killed from outside',
      'process.getBuiltinModule("node:child_process").execSync("kill -ABRT " + process.pid); for (;;);',
      'killed by SIGABRT',
      134,
    ],
  ] as const) {
    it(`${name}: only that program ends, and the next one runs`, async () => {
      const program = file(`${name.replace(/\W+/g, '-')}.ts`, `console.log("before"); ${code} console.log("after");`);
      const { stdout, stderr, status } = await cell([program, HELLO]);
      assert.equal(stdout, `==> ${program} <==\nbefore\n\n==> hello.ts <==\nhello\n`);
      assert.deepEqual([stderr, status], [`cell: ${program}: ${how}\n`, ends]);
    });
  }

  it('with --json each file has its line, whatever became of the one before', async () => {
    const program = file(
      'fill.ts',
      'console.log("before"); const all = new Map(); for (let i = 0; ; i++) all.set(i, [i]);',
    );
    const { stdout, stderr, status } = await cell(['--json', program, HELLO]);
    assert.deepEqual([stderr, status], ['', 134]);
    assert.deepEqual(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line)),
      [
        { file: program, stdout: 'before\n', stderr: `cell: ${program}: ${HEAP_FULL}\n`, status: 134, exception: null },
        { file: HELLO, stdout: 'hello\n', stderr: '', status: 0, exception: null },
      ],
    );
  });

  it('abort: not here, says the engine, with the place', async () => {
    const { stderr, status } = await cell([file('abort.ts', '\nprocess.abort();')]);
    assert.equal(status, 1);
    assert.match(
      stderr,
      /File "abort\.ts", line 2, in <module>\n[\s\S]*TypeError: process\.abort\(\) is not supported/,
    );
  });

  it('SIGINT: is Ctrl-C', async () => {
    const source = `import * as asyncio from "awaitable/asyncio";
async function main() { try { process.kill(process.pid, "SIGINT"); await asyncio.sleep(3600); } finally { console.log("cleanup"); } }
await asyncio.run(main());`;
    const { stdout, stderr, status } = await cell(['--clock', 'real', file('ctrl-c.ts', source)]);
    assert.deepEqual([stdout, status], ['cleanup\n', 130]);
    assert.match(stderr, /\nKeyboardInterrupt\n$/);
  });

  it('leaves a whole trace behind', async () => {
    await cell([
      file('leaves.ts', `${readFileSync(join(folder.path, TICKS), 'utf8')}\nprocess.exit(1);`),
      '--trace',
      'left.jsonl',
    ]);
    const lines = readFileSync(join(folder.path, 'left.jsonl'), 'utf8').trimEnd().split('\n');
    const events = lines.map((line): { kind?: string; entity?: number; outcome?: string } => JSON.parse(line));
    assert.ok(events.some(({ kind, outcome }) => kind === 'finished' && outcome === 'returned'));
    assert.deepEqual(events.at(-1), { dropped: 0 });
  });
});

describe('a signal', at, () => {
  /** A process of a pool that computes for ever; its program prints the process's id. */
  const POOL = file(
    'pool.ts',
    `import * as asyncio from "awaitable/asyncio";
import { ProcessPoolExecutor } from "awaitable/concurrent/futures";
import * as os from "awaitable/os";
export function id() { return os.getpid(); }
export function spin() { for (;;); }
async function main() {
  const pool = new ProcessPoolExecutor({ maxWorkers: 1 });
  const loop = asyncio.getRunningLoop();
  console.log(await loop.runInExecutor(pool, id));
  await loop.runInExecutor(pool, spin);
}
if (import.meta.main) await asyncio.run(main());`,
  );
  const untilDead = (id: number): Promise<void> => until(`process ${id} to end`, () => !isAlive(id));

  for (const [signal, status, words] of [
    ['SIGTERM', 143, 'cell: pool.ts: killed by SIGTERM\n'],
    ['SIGHUP', 129, 'cell: pool.ts: killed by SIGHUP\n'],
    ['SIGINT', 130, 'cell: pool.ts: killed\n'],
  ] as const) {
    it(`${signal}: ends the program, its pool's processes, and the command`, async () => {
      let id = 0;
      const ended = await cell([POOL, HELLO], (child) => {
        child.stdout?.on('data', (chunk) => {
          id ||= Number(/^(\d+)$/m.exec(String(chunk))?.[1] ?? 0);
          if (id === 0) return;
          child.kill(signal);
          // The first asks the program, which waits for its pool for ever.
          if (signal === 'SIGINT') setTimeout(() => child.kill(signal), 300);
        });
      });
      assert.equal(ended.status, status);
      assert.ok(ended.stderr.endsWith(words), ended.stderr);
      assert.equal(ended.stdout, `==> pool.ts <==\n${id}\n`);
      assert.ok(id > 0);
      await untilDead(id);
    });
  }

  it('with --json still gives the line', async () => {
    const waits = file(
      'waits.ts',
      `import * as asyncio from "awaitable/asyncio";
async function main() { console.log("waits"); for (let i = 0; i < 500; i++) await asyncio.sleep(0); await asyncio.sleep(1000); }
await asyncio.run(main());`,
    );
    const trace = join(folder.path, 'waits.jsonl');
    const { stdout, status } = await cell(['--json', '--clock', 'real', waits, '--trace', trace], (child) => {
      // Nothing is printed before the end; the trace shows that it runs.
      const look = setInterval(() => {
        if (existsSync(trace) && statSync(trace).size > 0) child.kill('SIGTERM');
      }, 20);
      child.on('exit', () => clearInterval(look));
    });
    const told = JSON.parse(stdout);
    assert.deepEqual(
      [status, told.status, told.stdout, told.stderr],
      [143, 143, 'waits\n', 'cell: waits.ts: killed by SIGTERM\n'],
    );
  });

  it('SIGINT: a program that takes no notice is killed after a while', async () => {
    const { stdout, stderr, status } = await cell([file('busy.ts', 'console.log("busy"); for (;;);')], (child) => {
      child.stdout?.once('data', () => child.kill('SIGINT'));
    });
    assert.deepEqual(
      [stdout, stderr, status],
      ['busy\n', 'cell: busy.ts: killed, for it took no notice of the interrupt\n', 130],
    );
  });

  it('before there is a program ends the command at once, even where a file lets it wait', async () => {
    execFileSync('mkfifo', [join(folder.path, 'pipe.ts')]);
    const { signal } = await cell(['pipe.ts'], (child) => {
      // Before its handlers are there the signal does the same.
      setTimeout(() => child.kill('SIGTERM'), 1500);
    });
    assert.equal(signal, 'SIGTERM');
  });
});
