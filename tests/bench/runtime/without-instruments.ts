/** Preloaded by a process that is to run the runtime as if it had no instruments: to know what they cost where nobody listens. */
import { registerHooks } from 'node:module';

/** All calls are statements of one line. */
const CALL = /^ *instrument\?\..*;$/gm;
let found = 0;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!/\/runtime\/asyncio\/[^/]+\.ts$/.test(url)) return loaded;
    const source = String(loaded.source);
    found += source.match(CALL)?.length ?? 0;
    return { ...loaded, source: source.replace(CALL, '') };
  },
});

process.on('exit', () => {
  if (found === 0) throw new Error('No call of an instrument was found in the runtime.');
});
