import * as asyncio from 'awaitable/asyncio';

async function inner(value: number | string): Promise<void> {
  await asyncio.sleep(0);
  if (typeof value === 'number') {
    throw new RangeError('no numbers');
  }
}

async function outer(): Promise<void> {
  await asyncio.sleep(0);
  await inner(1);
}

asyncio.run(outer()).catch((error: Error) => console.log(error.stack));
