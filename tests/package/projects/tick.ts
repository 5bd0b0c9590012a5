import * as asyncio from 'awaitable/asyncio';

const tick = asyncio.coroutine(function* tick(name: string) {
  yield* asyncio.sleep(0.5);
  return name.length;
});

const both = asyncio.coroutine(function* both() {
  const [a, b] = yield* asyncio.gather(tick('a'), tick('bb'));
  const c: number = yield* tick('ccc');
  return a + b + c;
});

console.log(await asyncio.run(both()));
