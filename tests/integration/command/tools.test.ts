/** The tests' own commands, given what they do not know. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command, ROOT } from './command.ts';

describe("the tests' commands", { concurrency: 2 }, () => {
  for (const [name, args, status, words] of [
    ['an option', ['tests/run.ts', 'unit', '--watch'], 2, /^unknown option --watch\nusage: /],
    [
      'a word that nothing is called',
      ['tests/run.ts', 'unit', 'no-such'],
      1,
      /✖ nothing is called no-such\n[\s\S]*\n0 passed, 1 failed\n$/,
    ],
    ['an option of fuzz', ['tests/conformance/fuzz/main.ts', '--sed', '3'], 2, /^Unknown option '--sed'/],
    [
      'a number of fuzz',
      ['tests/conformance/fuzz/main.ts', '--seeds', 'many'],
      2,
      /^--seeds is a whole number above zero, not many\n$/,
    ],
  ] as const) {
    it(`${name}: says so, and its status does`, async () => {
      const ended = await command(process.execPath, args, { cwd: ROOT });
      assert.match(ended.stderr + ended.stdout, words);
      assert.equal(ended.status, status);
    });
  }
});
