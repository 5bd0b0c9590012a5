import * as asyncio from 'awaitable/asyncio';
import { print } from 'awaitable/builtins';
import { main as withAwait } from './app.ts';
import { main as withGenerators } from './plain-generators.ts';

print('— generators');
print(await asyncio.run(withGenerators()));
print('— await');
print(await asyncio.run(withAwait()));
