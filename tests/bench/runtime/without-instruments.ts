/** Preloaded by a process that is to run the runtime as if it had no instruments: to know what they cost where nobody listens. */
import { registerHooks } from 'node:module';

/** All calls are statements of one line. Where one asks whether anybody listens, nobody does. */
const CALL = /^ *instrument\?\..*;$/gm;
registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!/\/runtime\/asyncio\/[^/]+\.ts$/.test(url)) return loaded;
    const source = String(loaded.source);
    const without = source
      .replace(CALL, '')
      .replaceAll('instrument === null', 'true')
      .replaceAll('instrument !== null', 'false');
    // What runs the tasks has most of the calls.
    if (url.endsWith('/tasks.ts') && without === source)
      throw new Error(`No call of an instrument was found in ${url}.`);
    return { ...loaded, source: without };
  },
});
