/** Preloaded by a process that is to run the runtime without one of its tricks: TRICK is its index. */
import { registerHooks } from 'node:module';
import { TRICKS } from './tricks.ts';

const trick = TRICKS[Number(process.env['TRICK'])];
if (trick === undefined) throw new Error(`There is no trick ${process.env['TRICK']}.`);
const { file, without } = trick;

registerHooks({
  load(url, context, next) {
    const loaded = next(url, context);
    if (!url.endsWith(`/runtime/asyncio/${file}`)) return loaded;
    let source = String(loaded.source);
    for (const [text, plain] of without) {
      if (!source.includes(text)) throw new Error(`${file} has no “${text}” any more: correct tricks.ts`);
      source = source.replaceAll(text, plain);
    }
    return { ...loaded, source };
  },
});
