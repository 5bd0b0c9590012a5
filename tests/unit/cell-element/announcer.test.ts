import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { Announcer } from '../../../src/notebook/element/views/announcer.ts';

describe('Announcer', () => {
  it('reads out a few lines, counts many, and speaks once a second at most', () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    try {
      const status = { textContent: '' };
      const announcer = new Announcer(status as HTMLElement);
      announcer.say('Running');
      assert.equal(status.textContent, 'Running');
      announcer.lines(1, ['a']);
      announcer.lines(1, ['b']);
      mock.timers.tick(999);
      assert.equal(status.textContent, 'Running');
      mock.timers.tick(1);
      assert.equal(status.textContent, 'a\nb');
      for (let i = 0; i < 50; i++) announcer.lines(1_000, ['x', 'y']);
      mock.timers.tick(1_000);
      assert.equal(status.textContent, '50000 more lines of output');
      announcer.lines(1, ['late']);
      announcer.say('Finished');
      mock.timers.tick(5_000);
      assert.equal(status.textContent, 'Finished');
    } finally {
      mock.timers.reset();
    }
  });
});
