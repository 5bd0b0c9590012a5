/** What the engine compiled for one program has to fit the next one: their objects are of the same hidden classes. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import * as asyncio from '../../../runtime/asyncio.ts';
import { installHost } from '../../../runtime/host/current.ts';
import { createNodeHost } from '../../../runtime/host/node.ts';

installHost(createNodeHost({ clock: 'virtual', write: () => {} }));
setFlagsFromString('--allow-natives-syntax');
const haveSameMap = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

it('a loop whose time has passed is of the hidden class of a new one', async () => {
  const before = asyncio.newEventLoop();
  const loop = asyncio.newEventLoop();
  await loop.runUntilComplete(asyncio.sleep(0.5));
  assert.equal(loop.time(), 0.5);
  assert.ok(haveSameMap(before, loop));
  loop.close();
});
