/** A program of two modules, each with the guard: only the one that is started runs. */

import * as asyncio from 'awaitable/asyncio';
import { greet } from './imported.ts';

async function main(): Promise<void> {
  await asyncio.sleep(0);
  console.log(greet());
}

if (import.meta.main) await asyncio.run(main());
