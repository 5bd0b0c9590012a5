/** Where the runtime of programs that need none is. */
import type { RuntimeFiles } from './runtime.ts';

export const plain: RuntimeFiles = {
  entry: new URL('./plain.ts', import.meta.url),
  sources: [new URL('../', import.meta.url)],
  types: null,
  greeting: null,
};
