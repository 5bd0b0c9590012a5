import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollupPlugin } from 'awaitable/plugin';

export default {
  input: 'fetch-all.ts',
  output: { file: 'dist/fetch-all.mjs', format: 'esm' },
  external: [/^node:/],
  plugins: [nodeResolve(), rollupPlugin()],
};
