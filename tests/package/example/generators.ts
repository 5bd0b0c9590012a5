import { run } from 'awaitable/asyncio';
import { main } from './plain-generators.ts';

console.log(await run(main()));
