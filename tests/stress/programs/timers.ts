/** A hundred thousand timers, most of which are cancelled in no order: the rest fire, each at its time. */
import * as asyncio from 'awaitable/asyncio';
import { series, timersOf, violations } from './invariants';

const random = series(7);

async function main() {
  const loop = asyncio.getRunningLoop();
  const problems: string[] = [];
  let fired = 0;
  let late = 0;
  const timers = Array.from({ length: 100_000 }, () => {
    const when = 1 + random(1000);
    return loop.callAt(when, () => {
      fired++;
      if (loop.time() !== when) late++;
    });
  });
  let cancelled = 0;
  while (cancelled < 90_000) {
    for (let i = 0; i < 10_000; i++) {
      const timer = timers[random(timers.length)]!;
      if (timer.cancelled() || timer.when() <= loop.time()) continue;
      timer.cancel();
      timer.cancel();
      cancelled++;
    }
    problems.push(...violations(loop));
    // Some of them in a later pass, when time has passed and the heap was rebuilt.
    await asyncio.sleep(cancelled > 50_000 ? 40 : 0);
    problems.push(...violations(loop));
    if (loop.time() > 1000) break;
  }
  await asyncio.sleep(2000);
  problems.push(...violations(loop));
  console.log(fired + cancelled === timers.length, late, timersOf(loop), problems);

  const sleepers = Array.from({ length: 50_000 }, () => asyncio.createTask(asyncio.sleep(1 + random(100), 'slept')));
  await asyncio.sleep(0.5);
  for (let i = 0; i < 100_000; i++) sleepers[random(sleepers.length)]!.cancel();
  await asyncio.sleep(50);
  for (let i = 0; i < 100_000; i++) sleepers[random(sleepers.length)]!.cancel();
  console.log(violations(loop));
  const { size } = (await asyncio.wait(sleepers))[0];
  const counted = sleepers.filter((task) => task.cancelled() || task.result() === 'slept').length;
  console.log(size, counted, violations(loop));
}

await asyncio.run(main());
