import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { beginningOf, logsFile, printLogs, readLogs } from '../../../src/notebook/trace/recorded-logs.ts';
import { circular } from '../loop/logs.ts';

describe('recorded logs of event loops', () => {
  it('are read as they were printed, an event a line', () => {
    const logs = { 'after-you': circular(), other: beginningOf(circular(), 3) };
    const text = printLogs(logs);
    assert.deepEqual(readLogs(text, 'x.loops.json'), logs);
    assert.equal(text.match(/^ {6}\{"kind":"suspended"/gm)?.length, 3);
  });

  it('keep the beginning of a long one, and count the rest', () => {
    const log = circular();
    assert.equal(beginningOf(log, log.events.length), log);
    const { events, dropped } = beginningOf({ ...log, dropped: 5 }, 10);
    assert.deepEqual(events, log.events.slice(0, 10));
    assert.equal(dropped, 5 + log.events.length - 10);
  });

  it('are refused with the name of their file if they are none', () => {
    assert.equal(logsFile('content/x/gather.mdx'), 'content/x/gather.loops.json');
    for (const text of ['{', '[]', '{"a": {"schema": 0}}']) {
      assert.throws(
        () => readLogs(text, 'content/x.loops.json'),
        /^Error: content\/x\.loops\.json: .*run `npm run record`/,
      );
    }
  });
});
