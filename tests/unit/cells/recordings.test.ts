import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  printRecordings,
  type Recordings,
  readRecordings,
  recordingsFile,
} from '../../../src/notebook/model/recordings.ts';

const recordings: Recordings = {
  second: {
    typescript: {
      lines: [
        { stream: 'out', time: 0, text: 'a "quoted" word' },
        { stream: 'err', time: 0.5, text: '', worker: 'Thread-1' },
      ],
      hidden: 3,
      hiddenAt: 1,
      exception: { type: 'RuntimeError', message: 'no' },
      status: 1,
    },
    twin: '0123456789abcdef',
    python: {
      '3.14': { lines: [], hidden: 0, hiddenAt: 0, exception: null, status: 0 },
      '3.9': { lines: [], hidden: 0, hiddenAt: 0, exception: null, status: 0 },
    },
  },
  first: {
    typescript: { lines: [], hidden: 0, hiddenAt: 0, exception: null, status: 0 },
    twin: 'fedcba9876543210',
    python: {},
  },
};

const printed = `{
  "second": {
    "typescript": {
      "lines": [
        { "stream": "out", "time": 0, "text": "a \\"quoted\\" word" },
        { "stream": "err", "time": 0.5, "worker": "Thread-1", "text": "" }
      ],
      "hidden": 3,
      "hiddenAt": 1,
      "exception": { "type": "RuntimeError", "message": "no" },
      "status": 1
    },
    "twin": "0123456789abcdef",
    "python": {
      "3.9": {
        "lines": [],
        "exception": null,
        "status": 0
      },
      "3.14": {
        "lines": [],
        "exception": null,
        "status": 0
      }
    }
  },
  "first": {
    "typescript": {
      "lines": [],
      "exception": null,
      "status": 0
    },
    "twin": "fedcba9876543210",
    "python": {}
  }
}
`;

describe('printRecordings()', () => {
  test('writes one line of output a line, cells in order, versions ascending', () => {
    assert.equal(printRecordings(recordings), printed);
  });

  test('writes a file without cells', () => {
    assert.equal(printRecordings({}), '{}\n');
  });
});

describe('readRecordings()', () => {
  test('reads what was printed', () => {
    assert.deepEqual(readRecordings(printed, 'f.json'), recordings);
    assert.equal(printRecordings(readRecordings(printed, 'f.json')), printed);
  });

  test('refuses other text, naming file and cell', () => {
    const message = (text: string): string => {
      try {
        readRecordings(text, 'f.json');
      } catch (error) {
        return (error as Error).message;
      }
      return 'read';
    };
    assert.match(message('{'), /^f\.json: not JSON .*record the page again/);
    assert.match(message('[]'), /^f\.json: not an object of cells/);
    assert.match(message('{"a": []}'), /cell "a" has no recording/);
    assert.match(
      message(printed.replace(/"twin".*/, '')),
      /recording of cell "second" does not say of which twin it is/,
    );
    assert.match(
      message(printed.replace('"out"', '"both"')),
      /the recording in TypeScript of cell "second" is no transcript/,
    );
    assert.match(message(printed.replaceAll('"status": 0', '"status": null')), /on Python 3.9 of cell "second"/);
  });
});

describe('recordingsFile()', () => {
  test('stands beside the page', () => {
    assert.equal(recordingsFile('content/a/b.mdx'), 'content/a/b.transcripts.json');
  });
});
