import * as asyncio from 'awaitable/asyncio';

export const greet = (): string => 'started';

async function main(): Promise<void> {
  console.log('not started');
}

if (import.meta.main) await asyncio.run(main());
