/** The recorder in a checkout of its own: what it writes is whole or not there at all. */
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { readRecordings } from '../../src/notebook/model/recordings.ts';
import { command, type Finished, ROOT } from '../integration/command/command.ts';

/** A checkout with two pages, where nothing can be kept in any cache: as if it could only be read. */
function checkout(): string {
  const folder = mkdtempSync(join(tmpdir(), 'record-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['src', 'runtime', 'package.json', 'tsconfig.json']) {
    cpSync(join(ROOT, name), join(folder, name), { recursive: true, filter: (path) => !path.includes('node_modules') });
  }
  mkdirSync(join(folder, 'node_modules'));
  for (const name of readdirSync(join(ROOT, 'node_modules'))) {
    if (name !== '.cache') symlinkSync(join(ROOT, 'node_modules', name), join(folder, 'node_modules', name));
  }
  writeFileSync(join(folder, 'node_modules/.cache'), 'no folder');
  writeFileSync(join(folder, '.cache'), 'no folder');
  mkdirSync(join(folder, 'content'));
  mkdirSync(join(folder, 'tests/conformance'), { recursive: true });
  return folder;
}

describe('record', () => {
  const folder = checkout();
  const content = (name: string): string => join(folder, 'content', name);
  const page = (name: string, lines: number): void =>
    writeFileSync(
      content(`${name}.mdx`),
      `---
title: ${name}
description: For a test.
---

\`\`\`ts cell id="${name}-counts" title="Counts"
import { print } from "awaitable/builtins";
for (let i = 0; i < ${lines}; i++) print("line", i);
\`\`\`

\`\`\`py twin
for i in range(${lines}):
    print("line", i)
\`\`\`

\`\`\`yaml expect
- says: It begins at 0.
  shows: line 0
\`\`\`
`,
    );
  const recorded = (name: string): number =>
    readRecordings(readFileSync(content(`${name}.transcripts.json`), 'utf8'), name)[`${name}-counts`]?.typescript.lines
      .length ?? 0;
  const record = (before: string, args = '', during?: (child: ChildProcess) => void): Promise<Finished> =>
    command(
      'sh',
      ['-c', `${before} exec '${process.execPath}' src/site/commands/record.ts ${args}`],
      { cwd: folder },
      during,
    );

  it('says which option it does not know, and which pages there are', async () => {
    page('short', 1);
    page('tall', 2);
    const option = await record('', '--natve');
    assert.deepEqual(
      [option.status, option.stderr],
      [2, 'unknown option --natve\nusage: record [WORD …] [--check] [--native]\n'],
    );
    const word = await record('', 'none');
    assert.deepEqual(
      [word.status, word.stderr],
      [
        1,
        'No page and no pair of programs has none in its path; the pages are content/short.mdx, content/tall.mdx; ' +
          'the pairs are in tests/conformance/programs/\n',
      ],
    );
  });

  it('writes all of it where nothing can be cached, though nobody reads what it says', async () => {
    const { stderr, status } = await record('', '', (child) => child.stdout?.destroy());
    assert.deepEqual([stderr, status], ['', 141]);
    assert.deepEqual([recorded('short'), recorded('tall')], [1, 2]);
  });

  it('leaves every recording as it was if there is no room for one of them', async () => {
    page('short', 2);
    page('tall', 150);
    const { stdout, stderr, status } = await record('ulimit -f 8;');
    assert.deepEqual([stdout, status], ['', 1]);
    assert.equal(stderr, 'The recordings cannot be written: EFBIG: file too large, write\n');
    assert.deepEqual([recorded('short'), recorded('tall')], [1, 2]);
    assert.deepEqual(readdirSync(join(folder, 'content')).sort(), [
      'short.mdx',
      'short.transcripts.json',
      'tall.mdx',
      'tall.transcripts.json',
    ]);
  });
});
