/** A cell comes alive where it stands: nothing of the page moves. */
import assert from 'node:assert/strict';
import { after, before, describe } from 'node:test';
import { it, Session } from '../browser/cells.ts';
import { comeAlive } from './come-alive.ts';

describe('a cell that comes alive', () => {
  let session: Session;
  before(async () => {
    session = await Session.start();
  });
  after(() => session.close());

  for (const width of [360, 1280]) {
    it(`moves nothing of the page, ${width} pixels wide`, async () => {
      const context = await session.profile({ viewport: { width, height: 900 } });
      const opened = await session.open('task-cancellation/gather', { context });
      assert.deepEqual(await comeAlive(opened, 'cancelled-one-pass-later'), []);
      await opened.close();
    });
  }
});
