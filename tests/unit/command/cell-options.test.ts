/** What the `cell` command understands, and what it says of what it does not. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseOptions, UsageError } from '../../../src/notebook/command/cell-options.ts';

describe('options of cell', () => {
  for (const [args, words] of [
    [[], 'no file given'],
    [[''], "a file's name is empty"],
    [['--bogus', 'a.ts'], "Unknown option '--bogus'"],
    [['-x', 'a.ts'], "Unknown option '-x'"],
    [['a.ts', '--clock'], "Option '--clock <value>' argument missing"],
    [['--clock', 'wall', 'a.ts'], '--clock is one of virtual, paced, real, not "wall"'],
    [['--timeout=soon', 'a.ts'], '--timeout needs a number of seconds above 0, not "soon"'],
    [['--timeout=-5', 'a.ts'], '--timeout needs a number of seconds above 0, not "-5"'],
    [['--timeout=1e400', 'a.ts'], '--timeout needs a number of seconds above 0, not "1e400"'],
    [['a.ts', '--trace'], "Option '--trace <value>' argument missing"],
    [['a.ts', '--trace='], '--trace needs a file to write to'],
    [['--trace', '--json', 'a.ts'], "Option '--trace' argument is ambiguous"],
    [['--trace', './a.ts', 'a.ts'], '--trace would overwrite the program ./a.ts'],
    [['--trace', 't.jsonl', 'a.ts', 'b.ts'], '--trace is for one file at a time'],
    [['--trace', 't', '--trace-format', 'xml', 'a.ts'], '--trace-format is one of jsonl, chrome, not "xml"'],
    [['--trace-format', 'chrome', 'a.ts'], '--trace-format needs --trace FILE'],
    [['--json=yes', 'a.ts'], "Option '--json' does not take an argument"],
  ] as const) {
    it(`${args.join(' ') || 'none'}: ${words}`, () => {
      assert.throws(() => parseOptions(args), new UsageError(words));
    });
  }

  it('have their values, and files may begin with a dash behind --', () => {
    assert.deepEqual(parseOptions(['a.ts', '--clock=real', '--timeout', '.5', '--json', '--', '-b.ts']), {
      files: ['a.ts', '-b.ts'],
      json: true,
      clock: 'real',
      timeout: 0.5,
      trace: undefined,
    });
    assert.equal(parseOptions(['-h', 'a.ts']), 'help');
  });
});
