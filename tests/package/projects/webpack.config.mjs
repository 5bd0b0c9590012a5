import { webpackPlugin } from 'awaitable/plugin';

export default {
  mode: 'production',
  target: 'node20',
  entry: './fetch-all.ts',
  output: { filename: 'fetch-all.mjs', module: true },
  experiments: { outputModule: true },
  plugins: [webpackPlugin()],
};
