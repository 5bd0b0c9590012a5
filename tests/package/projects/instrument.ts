import * as asyncio from 'awaitable/asyncio';

const remove = asyncio.addInstrument({
  taskSuspended(task, _on, { stack, through }) {
    const where = stack.at(-1)?.function ?? 'no function of ours';
    console.log(`${task.getName()} waits in ${where}${through === null ? '' : `, by ${through}()`}`);
  },
  taskFinished(task) {
    console.log(`${task.getName()} is done`);
  },
});

const fetch = asyncio.coroutine(function* fetch() {
  yield* asyncio.sleep(0.01);
});
const main = asyncio.coroutine(function* main() {
  yield* asyncio.createTask(fetch(), { name: 'fetch' });
});
await asyncio.run(main());
remove();
