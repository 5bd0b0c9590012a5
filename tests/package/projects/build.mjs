import { esbuildPlugin } from 'awaitable/plugin';
import * as esbuild from 'esbuild';

await esbuild.build({
  entryPoints: ['fetch-all.ts'],
  outfile: 'dist/fetch-all.mjs',
  bundle: true,
  format: 'esm',
  platform: 'node',
  plugins: [esbuildPlugin()],
});
